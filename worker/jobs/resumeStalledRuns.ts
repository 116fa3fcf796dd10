import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listIdleRuns } from '../../db/queries/runs.ts';
import type { JobDeps } from './jobDeps.ts';

/** Longer than any pause between two signs of life of a run that is well. */
const IDLE_SECONDS = 60;

/** The schedule's call: what nobody has touched for a while is delivered again. */
export async function resumeStalledRuns<StepDeps>(
  deps: Pick<JobDeps<StepDeps>, 'db' | 'enqueue'>,
): Promise<void> {
  await resumeRuns(deps, { idleSeconds: IDLE_SECONDS });
}

/**
 * Delivers again whatever the rows say is under way. Closes the gap between a commit and its enqueueing, and makes an
 * emptied queue harmless. What is being worked on at this moment is claimed, and its second delivery does nothing.
 */
export async function resumeRuns<StepDeps>(
  deps: Pick<JobDeps<StepDeps>, 'db' | 'enqueue'>,
  { idleSeconds }: { idleSeconds: number },
): Promise<number> {
  const idle = await asTenant(deps.db, SYSTEM, (tx) => listIdleRuns(tx, { idleSeconds }));
  await deps.enqueue(idle.map((runId) => ({ name: 'deliver-step', payload: { runId } })));
  return idle.length;
}
