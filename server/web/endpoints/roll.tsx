import type { RequestHandler } from 'express';
import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findSiteWeekdays, type SiteWeekdaysView } from '../../../db/queries/views/siteWeekdays.ts';
import { rollPageView } from '../../../db/queries/views/roll.ts';
import type { RollPageView } from '../../../shared/contracts/views/roll.ts';
import type { CalendarDate, Weekday } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { fixWeekdays } from '../../../shared/usecases/fixWeekdays.ts';
import { setGoals } from '../../../shared/usecases/setGoals.ts';
import { type Withdrawn, withdrawRoll } from '../../../shared/usecases/withdrawRoll.ts';
import { Notice } from '../components/blocks.tsx';
import { ChoiceField, TextArea, TextField } from '../components/Fields.tsx';
import { atLeastOne, requiredDate, requiredLine, requiredText } from '../forms/fields.ts';
import { type FormState, freshForm } from '../forms/formState.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { PlannerFormPage } from '../pages/PlannerFormPage.tsx';
import { RollPage } from '../pages/RollPage.tsx';
import type { PageContext } from '../pageContext.ts';
import { sendPage } from '../render.ts';
import { afterSaving } from '../urls.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export const isId = (text: string) => z.uuid().safeParse(text).success;

export interface LoadedRoll {
  readonly view: RollPageView;
  readonly today: CalendarDate;
}

export async function loadRoll({ services }: WebDeps, id: string): Promise<LoadedRoll> {
  const loaded = isId(id)
    ? await services.using(async ({ db, actor, clock }) => {
        const today = wallClock(clock.now()).date;
        const view = await asTenant(db, actor, (tx) => rollPageView(tx, { id, on: today }));
        return view && { view, today };
      })
    : null;
  if (!loaded) throw new DomainProblem('not-found', 'there is no such roll');
  return loaded;
}

export function showRoll(deps: WebDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const [page, { view }] = await Promise.all([contextOf(deps, request), loadRoll(deps, request.params.id)]);
    sendPage(response, <RollPage page={page} view={view} />);
  };
}

const weight = z
  .string('required')
  .trim()
  .regex(/^\d{1,3}([.,]\d{1,4})?$/, 'decimal')
  .transform((text) => Number(text.replace(',', '.')));
const goals = z.object({
  siteDay: weight,
  session: weight,
  km: weight,
  moved: weight,
  peakTolerance: weight.refine((value) => value >= 1 && value <= 3, 'range'),
  from: requiredDate,
  registeredBy: requiredLine,
});

/** What the soft goals weigh, for the plans made from a day on. */
export const goalsForm: FormPage<typeof goals, LoadedRoll> = {
  schema: goals,
  load: (deps, { params: { id = '' } }) => loadRoll(deps, id),
  initial: ({ view: { view, today } }, registrar) => ({
    ...Object.fromEntries(Object.entries(view.nextWeights).map(([name, value]) => [name, String(value)])),
    from: today,
    registeredBy: registrar?.registeredBy,
  }),
  draw: (page, { view }, form) => {
    const { rolls } = page.text;
    const field = { text: page.text, form };
    return (
      <PlannerFormPage
        page={page}
        form={form}
        heading={rolls.setGoals}
        lead={`${rolls.goalsText} ${rolls.goalsLead}`}
        about={rolls.title(view.roll.organisationName)}
        action={page.urls.goals(view.roll.id)}
        back={page.urls.roll(view.roll.id)}
      >
        <div class="field-row">
          {(['siteDay', 'session', 'km', 'moved', 'peakTolerance'] as const).map((name) => (
            <TextField key={name} {...field} name={name} label={rolls.goalNames[name]} width="narrow" />
          ))}
          <TextField {...field} name="from" label={rolls.from} type="date" width="narrow" />
        </div>
      </PlannerFormPage>
    );
  },
  save: async ({ services }, { from, registeredBy: by, ...weights }, { page, view: { view } }) => {
    const { owner, roll } = view;
    await services.using(({ actor, ...deps }) => setGoals(deps, { actor, owner, weights, from, by }));
    return afterSaving(page.urls.roll(roll.id), 'goals');
  },
};

const withdrawal = z.object({
  from: requiredDate,
  reason: requiredText,
  registeredBy: requiredLine,
  /** Sent by the second step, which has shown what would happen. */
  confirmed: z.literal('yes').optional(),
});

/** A published roll is taken back: a decision with a reason, and a list of those to be told. */
export const withdrawForm: FormPage<typeof withdrawal, LoadedRoll> = {
  schema: withdrawal,
  load: (deps, { params: { id = '' } }) => loadRoll(deps, id),
  initial: ({ view: { today } }, registrar) => ({ from: today, registeredBy: registrar?.registeredBy }),
  draw: (page, { view }, form) => drawWithdrawal(page, view, form, null),
  save: async ({ services }, { from, reason, registeredBy: by, confirmed }, { request, page, view }) => {
    const rollId = view.view.roll.id;
    const preview = confirmed === undefined;
    const done = await services.using(({ actor, ...deps }) =>
      withdrawRoll(deps, { actor, rollId, from, reason, by, preview }),
    );
    if (!preview) return afterSaving(page.urls.roll(rollId), 'withdrawn');
    return drawWithdrawal(page, view.view, freshForm(request.body as Record<string, string>), done);
  },
};

/** First what is asked for, then what it would do, to be confirmed. */
function drawWithdrawal(page: PageContext, view: RollPageView, form: FormState, found: Withdrawn | null) {
  const { rolls, onTheDay } = page.text;
  const { count } = page.format;
  const field = { text: page.text, form };
  return (
    <PlannerFormPage
      page={page}
      form={form}
      heading={rolls.withdraw}
      lead={rolls.withdrawLead}
      about={rolls.title(view.roll.organisationName)}
      action={page.urls.withdrawRoll(view.roll.id)}
      back={page.urls.roll(view.roll.id)}
      warning
    >
      {found && (
        <Notice look="warning">
          <p class="alert-heading">{rolls.withdrawConfirm}</p>
          <p class="alert-text">
            {rolls.withdrawEffect(
              count(found.sessions),
              count(found.people),
              count(found.concerned.reduce((sum, { people }) => sum + people, 0)),
            )}
          </p>
          <input type="hidden" name="confirmed" value="yes" />
        </Notice>
      )}
      <TextField {...field} name="from" label={rolls.withdrawFrom} type="date" width="narrow" />
      <TextArea {...field} name="reason" label={onTheDay.reason} hint={onTheDay.reasonHint} />
    </PlannerFormPage>
  );
}

const weekday = z
  .string()
  .regex(/^[0-6]$/)
  .transform((text) => Number(text) as Weekday);
const weekdays = z.object({ weekdays: atLeastOne(weekday), from: requiredDate, registeredBy: requiredLine });

interface LoadedSite {
  readonly site: SiteWeekdaysView;
  readonly today: CalendarDate;
}

/** P3: the weekdays on which a site always tests. */
export const weekdaysForm: FormPage<typeof weekdays, LoadedSite> = {
  schema: weekdays,
  load: async ({ services }, { params: { id = '' } }) => {
    const loaded = isId(id)
      ? await services.using(async ({ db, actor, clock }) => {
          const today = wallClock(clock.now()).date;
          const site = await asTenant(db, actor, (tx) => findSiteWeekdays(tx, { id, on: today }));
          return site && { site, today };
        })
      : null;
    if (!loaded) throw new DomainProblem('not-found', 'there is no such site');
    return loaded;
  },
  initial: ({ view: { site, today } }, registrar) => ({
    weekdays: (site.fixed?.weekdays ?? site.possible).map(String),
    from: today,
    registeredBy: registrar?.registeredBy,
  }),
  draw: (page, { site }, form) => {
    const { rolls } = page.text;
    const field = { text: page.text, form };
    const options = rolls.weekdayNames.map((label, day) => ({ value: String(day), label }));
    return (
      <PlannerFormPage
        page={page}
        form={form}
        heading={rolls.setWeekdays}
        lead={rolls.weekdaysLead}
        about={site.name}
        action={page.urls.weekdays(site.id)}
        back={page.urls.site(site.id)}
      >
        <ChoiceField {...field} name="weekdays" kind="checkbox" label={rolls.weekdays} options={options} />
        <TextField {...field} name="from" label={rolls.from} type="date" width="narrow" />
      </PlannerFormPage>
    );
  },
  save: async ({ services }, { weekdays: chosen, from, registeredBy: by }, { page, view: { site } }) => {
    await services.using(({ actor, ...deps }) =>
      fixWeekdays(deps, { actor, siteId: site.id, weekdays: chosen, from, by }),
    );
    return afterSaving(page.urls.site(site.id), 'weekdays');
  },
};
