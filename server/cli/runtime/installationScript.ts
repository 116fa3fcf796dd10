import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { listOpenFollowUps } from '../../../db/queries/followUps.ts';
import type { NightScript } from '../../../worker/steps/nightDeps.ts';

/** In an installation people import releases and decide; the night waits for nobody. */
export const INSTALLATION_SCRIPT: NightScript = {
  release: () => Promise.resolve(undefined),
  async decide({ db }) {
    const open = await asTenant(db, SYSTEM, (tx) => listOpenFollowUps(tx));
    if (open.length === 0) return 'nobody waits for a decision';
    return `${open.length} municipalities wait for a decision by people`;
  },
};
