import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { findSessionChoices, listRollSites } from '../../../db/queries/views/planForm.ts';
import type { AddSessionView } from '../../../shared/contracts/views/planForm.ts';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import { addSession } from '../../../shared/usecases/addSession.ts';
import { requiredDate, requiredLine, several } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { AddSessionPage } from '../pages/AddSessionPage.tsx';
import { afterSaving } from '../urls.ts';
import { isId, loadRoll } from './roll.tsx';

const typed = z.object({
  window: z.uuid('chooseOne'),
  date: requiredDate,
  start: z.union([z.literal(''), z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time')]).optional(),
  swabbers: several(z.union([z.literal(''), z.uuid()])).transform((chosen) =>
    chosen.filter((id) => id !== ''),
  ),
  registeredBy: requiredLine,
});

/** P3: a session typed by hand, with the checker's word before anything is written. */
export const addSessionForm: FormPage<typeof typed, AddSessionView> = {
  schema: typed,
  load: async (deps, { params: { id = '' }, query: { site } }) => {
    const loaded = await loadRoll(deps, id);
    return deps.services.using(({ db, actor }) =>
      asTenant(db, actor, async (tx) => ({
        ...loaded,
        sites: await listRollSites(tx, id),
        choices:
          typeof site === 'string' && isId(site)
            ? await findSessionChoices(tx, { roll: id, site })
            : undefined,
      })),
    );
  },
  initial: ({ view: { choices } }, registrar) => ({
    window: choices?.windows[0]?.id,
    registeredBy: registrar?.registeredBy,
  }),
  draw: (page, view, form) => <AddSessionPage page={page} view={view} form={form} />,
  save: async ({ services }, { window, date, start, swabbers, registeredBy: by }, { page, view }) => {
    const { rollId } = await services.using(({ actor, ...deps }) =>
      addSession(deps, {
        ...{ actor, by, rollId: view.view.roll.id },
        session: {
          site: view.choices?.site.id ?? '',
          window,
          date,
          start: start ? minutesOf(start) : undefined,
          swabbers,
        },
      }),
    );
    return afterSaving(page.urls.roll(rollId), 'byHand');
  },
};
