import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { findRun, isUnderWay, moveRun, noteProgress, touchRun, type Run } from '../../db/queries/runs.ts';
import type { JobPayload } from '../../shared/contracts/jobs.ts';
import type { JobDeps } from './jobDeps.ts';
import { progressOf, type StepProgress } from './progressOf.ts';

/** Enqueues what is open in the run's current step; a step with nothing to do is passed over. */
export async function deliverStep<StepDeps>(
  deps: JobDeps<StepDeps>,
  { runId }: JobPayload<'deliver-step'>,
): Promise<void> {
  const run = await asTenant(deps.db, SYSTEM, (tx) => findRun(tx, runId));
  if (run === undefined || !isUnderWay(run)) return;
  const progress = await progressOf(deps, run);
  if (progress.open.length === 0) return moveOn(deps, run, progress);
  await asTenant(deps.db, SYSTEM, (tx) => touchRun(tx, runId));
  deps.report({ kind: 'step-started', runId, step: run.step, units: progress.total });
  await deps.enqueue(
    progress.open.map((unit) => ({ name: 'run-step', payload: { runId, step: run.step, unit } })),
  );
}

/** Moves the run to the next step when the last unit of this one is done. Of several that see it, one moves it. */
export async function finishStep<StepDeps>(
  deps: JobDeps<StepDeps>,
  { runId, step }: JobPayload<'finish-step'>,
): Promise<void> {
  const run = await asTenant(deps.db, SYSTEM, (tx) => findRun(tx, runId));
  if (run === undefined || !isUnderWay(run) || run.step !== step) return;
  const progress = await progressOf(deps, run);
  if (progress.open.length === 0) return moveOn(deps, run, progress);
  await asTenant(deps.db, SYSTEM, (tx) =>
    noteProgress(tx, { id: runId, progress: progress.fraction, message: undefined }),
  );
}

async function moveOn<StepDeps>(
  deps: JobDeps<StepDeps>,
  run: Run,
  { next, total, fraction }: StepProgress<StepDeps>,
): Promise<void> {
  const to = next?.name;
  const moved = await asTenant(deps.db, SYSTEM, (tx) =>
    moveRun(tx, { id: run.id, from: run.step, to, progress: fraction }),
  );
  if (!moved) return;
  deps.report({ kind: 'step-done', runId: run.id, step: run.step, units: total });
  if (to === undefined) deps.report({ kind: 'run-done', runId: run.id });
  else await deliverStep(deps, { runId: run.id });
}
