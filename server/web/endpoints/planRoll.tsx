import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { listOwnersToPlan } from '../../../db/queries/views/planForm.ts';
import type { PlanningView } from '../../../shared/contracts/views/planForm.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { draftRoll } from '../../../shared/usecases/draftRoll.ts';
import { publishRoll } from '../../../shared/usecases/publishRoll.ts';
import { requiredLine, several } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { PlannerFormPage } from '../pages/PlannerFormPage.tsx';
import { PlanRollPage } from '../pages/PlanRollPage.tsx';
import { afterSaving } from '../urls.ts';
import { type LoadedRoll, loadRoll } from './roll.tsx';

const planning = z.object({
  owner: z.string('chooseOne').min(1, 'chooseOne').max(100),
  basis: z.enum(['fresh', 'copy'], 'chooseOne'),
  keep: several(z.uuid()),
  registeredBy: requiredLine,
});

/** A page plans the same roll twice the same way. */
const SEED = 1;

/** P3: a draft, from scratch or as last time, around what was typed by hand. */
export const planRollForm: FormPage<typeof planning, PlanningView> = {
  schema: planning,
  load: async ({ services }, { params: { code = '' } }) => {
    const found = findMunicipality(code);
    if (!found) throw new DomainProblem('not-found', 'there is no such municipality');
    const owners = await services.using(({ db, actor, clock }) => {
      const on = wallClock(clock.now()).date;
      return asTenant(db, actor, (tx) => listOwnersToPlan(tx, { municipality: code, on }));
    });
    return { municipality: { code, name: found.name }, owners };
  },
  initial: ({ view: { owners } }, registrar) => ({
    owner: owners[0]?.id,
    basis: owners[0]?.copied ? 'copy' : 'fresh',
    keep: owners.flatMap(({ byHand }) => byHand.map(({ id }) => id)),
    registeredBy: registrar?.registeredBy,
  }),
  draw: (page, view, form) => <PlanRollPage page={page} view={view} form={form} />,
  save: async ({ services }, { owner, basis, keep }, { page, view: { owners } }) => {
    const due = owners.find(({ id }) => id === owner);
    if (!due) throw new DomainProblem('conflict', 'This roll has been published meanwhile');
    const { rollId } = await services.using((deps) =>
      draftRoll(deps, {
        allotmentId: due.allotmentId,
        owner,
        on: wallClock(deps.clock.now()).date,
        runId: null,
        seed: SEED,
        wanted: { copyLast: basis === 'copy', keep },
      }),
    );
    return afterSaving(page.urls.roll(rollId), 'drafted');
  },
};

const publication = z.object({ registeredBy: requiredLine });

/** Agreed test days, a draft without faults: the roll is published. */
export const publishForm: FormPage<typeof publication, LoadedRoll> = {
  schema: publication,
  load: (deps, { params: { id = '' } }) => loadRoll(deps, id),
  initial: (_, registrar) => ({ registeredBy: registrar?.registeredBy }),
  draw: (page, { view }, form) => (
    <PlannerFormPage
      page={page}
      form={form}
      heading={page.text.planning.publish}
      lead={page.text.planning.publishLead}
      about={page.text.rolls.title(view.roll.organisationName)}
      action={page.urls.publishRoll(view.roll.id)}
      back={page.urls.roll(view.roll.id)}
    >
      {null}
    </PlannerFormPage>
  ),
  save: async ({ services }, { registeredBy: by }, { page, view: { view } }) => {
    const rollId = view.roll.id;
    await services.using((deps) => publishRoll(deps, { rollId, on: wallClock(deps.clock.now()).date, by }));
    return afterSaving(page.urls.roll(rollId), 'published');
  },
};
