import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { listOpenFollowUps } from '../../../db/queries/followUps.ts';
import type { NightScript } from '../../../worker/steps/nightDeps.ts';

/** In an installation people import releases, decide, agree and publish; the night prepares and waits for nobody. */
export const INSTALLATION_SCRIPT: NightScript = {
  release: () => Promise.resolve(undefined),
  async decide({ db }) {
    const open = await asTenant(db, SYSTEM, (tx) => listOpenFollowUps(tx));
    if (open.length === 0) return 'nobody waits for a decision';
    return `${open.length} municipalities wait for a decision by people`;
  },
  agree: ({ db }, { saved }) => asTenant(db, SYSTEM, saved),
  async publish({ db }, { saved }) {
    await asTenant(db, SYSTEM, saved);
    return 'drafted; people agree and publish';
  },
};
