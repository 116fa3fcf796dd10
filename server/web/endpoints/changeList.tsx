import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { listVans } from '../../../db/queries/fleet.ts';
import { listSitesOfRegion } from '../../../db/queries/views/listChoices.ts';
import { pickupsView } from '../../../db/queries/views/pickups.ts';
import { type CalendarDate, isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import type { ListChange } from '../../../shared/domain/lists/listChange.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { changeList } from '../../../shared/usecases/lists/changeList.ts';
import { noteStop } from '../../../shared/usecases/lists/noteStop.ts';
import { optionalCount, optionalLine, optionalText, optionalTime, requiredLine } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { freshForm } from '../forms/formState.ts';
import { ConfirmChangePage } from '../pages/ConfirmChangePage.tsx';
import { CHANGE_KINDS, ChangeListPage, type ChangeListView } from '../pages/ChangeListPage.tsx';
import { afterSaving } from '../urls.ts';

const MOST = 10_000;

const schema = z
  .object({
    /** What the button says: the effect first, then the change itself. */
    step: z.enum(['preview', 'confirm', 'edit']).default('preview'),
    kind: z.enum(CHANGE_KINDS, 'choose'),
    stop: optionalLine,
    site: optionalLine,
    car: optionalLine,
    samples: optionalCount(0, MOST),
    kits: optionalCount(0, MOST),
    at: optionalTime,
    position: optionalCount(1, 1000),
    note: optionalText,
    registeredBy: requiredLine,
    phone: optionalLine,
  })
  .superRefine(({ kind, stop, site, car, samples, kits, note, at, position }, context) => {
    const need = (field: string, value: unknown) => {
      if (value === undefined) context.addIssue({ code: 'custom', path: [field], message: 'required' });
    };
    if (kind === 'add') need('site', site);
    else if (kind === 'car-out') need('car', car);
    else need('stop', stop);
    if (kind === 'add' || kind === 'counts') {
      need('samples', samples);
      need('kits', kits);
    }
    if (kind === 'note') need('note', note);
    if (kind === 'lock' && car === undefined && at === undefined) need('position', position);
  });

function changeOf({
  kind,
  stop = '',
  site = '',
  car,
  samples = 0,
  kits = 0,
  at,
  position,
}: Omit<z.output<typeof schema>, 'kind'> & {
  kind: Exclude<ListChange['kind'], 'order'>;
}): ListChange {
  switch (kind) {
    case 'add':
      return { kind, site, samples, kits };
    case 'counts':
      return { kind, stop, samples, kits };
    case 'no-samples':
    case 'cancel':
      return { kind, stop };
    case 'car-out':
      return { kind, vehicle: car ?? '' };
    case 'lock':
      return { kind, stop, vehicle: car, at: at === undefined ? undefined : minutesOf(at), position };
    case 'unlock':
      return { kind, stop };
  }
}

/** R56: a call comes in, and whoever is on duty puts it on the list. */
export const changeListForm: FormPage<typeof schema, ChangeListView> = {
  schema,
  load: ({ services }, { params: { code = '', date = '' } }) =>
    services.using(({ db, actor }) =>
      asTenant(db, actor, async (tx) => {
        const view = isCalendarDate(date) ? await pickupsView(tx, { regionCode: code, date }) : null;
        if (!view?.plan)
          throw new DomainProblem('not-found', `there is no pickup list of ${code} on ${date}`);
        return {
          list: view,
          plan: view.plan,
          sites: await listSitesOfRegion(tx, { region: code, on: date as CalendarDate }),
          // Also those that stand idle: a stop may be locked to one.
          cars: await listVans(tx, code, date as CalendarDate),
        };
      }),
    ),
  initial: (_asked, registrar) => ({ registeredBy: registrar?.registeredBy }),
  draw: (page, view, form) => <ChangeListPage page={page} view={view} form={form} />,
  save: async ({ services }, input, { page, view, request }) => {
    const { list, plan, cars } = view;
    const at = { regionCode: list.region.code, date: list.date };
    const sent = freshForm(request.body as Record<string, string | string[]>);
    const { registeredBy: by, phone, kind, step } = input;
    if (step === 'edit') return <ChangeListPage page={page} view={view} form={sent} />;
    const changed = await services.using(async ({ actor, ...deps }) => {
      if (kind === 'note') {
        await noteStop(deps, { actor, stop: input.stop ?? '', note: input.note ?? '', by, phone });
        return null;
      }
      const change = changeOf({ ...input, kind });
      const preview = step === 'preview';
      return changeList(deps, { actor, region: at.regionCode, date: at.date, change, by, phone, preview });
    });
    if (changed === null || step === 'confirm') return afterSaving(page.urls.pickups(at), 'list');
    return (
      <ConfirmChangePage
        page={page}
        list={list}
        plan={plan}
        changed={changed}
        cars={cars}
        sent={sent}
        action={page.urls.changeList(at)}
      />
    );
  },
};
