import { draftRoll } from '../../shared/usecases/draftRoll.ts';
import { rollsToDraft } from '../../shared/usecases/plansDue.ts';
import type { Step } from '../step.ts';
import { stoppable, type NightDeps } from './nightDeps.ts';
import { seedFor } from './seedFor.ts';

/** Each municipality, and each private home for itself, plans its own roll inside its quota. */
export const planRolls: Step<NightDeps> = {
  name: 'plan-rolls',
  units: async (deps, { run }) => (await rollsToDraft(deps, { runId: run.id })).map(({ owner }) => owner),
  async run(deps, { run, unit, signal, saved }) {
    const due = (await rollsToDraft(deps, { runId: run.id })).find(({ owner }) => owner === unit);
    if (due === undefined) return { outcome: 'done', note: { code: 'not-due' } };
    const { placed, unplaced, testDays } = await draftRoll(stoppable(deps, signal), {
      ...due,
      on: run.onDate,
      runId: run.id,
      seed: seedFor(run, unit),
      inTransaction: saved,
    });
    return { outcome: 'done', note: { code: 'drafted', placed, unplaced, testDays } };
  },
};
