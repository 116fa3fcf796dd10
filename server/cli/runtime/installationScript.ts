import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { listOpenFollowUps } from '../../../db/queries/followUps.ts';
import { catchUp, type FetchPlan } from '../../../shared/usecases/fetchIncidence.ts';
import type { NightScript } from '../../../worker/steps/nightDeps.ts';

/**
 * In an installation people decide, agree and publish, and import releases where none are fetched; the night catches up
 * with what the day's fetching missed, prepares, and waits for nobody.
 */
export function installationScript(plan: Pick<FetchPlan, 'address'> | undefined): NightScript {
  return {
    release: () => Promise.resolve(undefined),
    catchUp: (deps, on) =>
      plan === undefined ? Promise.resolve(undefined) : catchUp(deps, { address: plan.address, on }),
    async decide({ db }) {
      const open = await asTenant(db, SYSTEM, (tx) => listOpenFollowUps(tx));
      return { code: 'awaiting-decisions', municipalities: open.length };
    },
    agree: ({ db }, { saved }) => asTenant(db, SYSTEM, saved),
    async publish({ db }, { saved }) {
      await asTenant(db, SYSTEM, saved);
      return { code: 'left-to-people' };
    },
  };
}
