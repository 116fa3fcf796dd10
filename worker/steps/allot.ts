import { allotTestDays } from '../../shared/usecases/allotTestDays.ts';
import { regionsToAllot } from '../../shared/usecases/plansDue.ts';
import type { Step } from '../step.ts';
import { stoppable, type NightDeps } from './nightDeps.ts';
import { seedFor } from './seedFor.ts';

/** R34, P2: each region proposes test days and daily quotas, from counts alone. */
export const allot: Step<NightDeps> = {
  name: 'allot',
  units: (deps, { run }) => regionsToAllot(deps, { on: run.onDate }),
  async run(deps, { run, unit: region, signal, saved }) {
    const { allotmentId, owners, people, testDays } = await allotTestDays(stoppable(deps, signal), {
      region,
      on: run.onDate,
      runId: run.id,
      seed: seedFor(run, region),
    });
    // Recorded as done with the agreement, so that a night killed in between comes back for it.
    await deps.script.agree(deps, { allotmentId, region, saved });
    if (allotmentId === null) return { outcome: 'done', note: { code: 'no-roll-due' } };
    return { outcome: 'done', note: { code: 'allotted', testDays, people, owners } };
  },
};
