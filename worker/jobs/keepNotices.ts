import { raiseNotices } from '../../shared/usecases/raiseNotices.ts';
import { sendNotices } from '../../shared/usecases/sendNotices.ts';
import { settleTestWeeks } from '../../shared/usecases/settleTestWeeks.ts';
import type { JobDeps } from './jobDeps.ts';

/**
 * The schedule's call: what time has settled, what the parties are to be told of it, and the messages themselves. One
 * worker at a time: another would take a message that is being handed over for one that was cut off.
 */
export async function keepNotices<StepDeps>({
  db,
  newId,
  claims,
  mailer,
  now,
  incidence: { log },
}: Pick<JobDeps<StepDeps>, 'db' | 'newId' | 'claims' | 'mailer' | 'now' | 'incidence'>): Promise<void> {
  const release = await claims.take('keep-notices');
  if (release === undefined) return;
  try {
    const deps = { db, newId, clock: await now() };
    await settleTestWeeks(deps);
    await raiseNotices(deps);
    if (mailer) await sendNotices({ ...deps, mailer, log });
  } finally {
    await release();
  }
}
