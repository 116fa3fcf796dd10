import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import {
  findFirstRunUnderWay,
  findRun,
  isUnderWay,
  moveRun,
  noteProgress,
  stopWaitingRuns,
  touchRun,
  type Run,
} from '../../db/queries/runs.ts';
import type { JobPayload } from '../../shared/contracts/jobs.ts';
import type { JobDeps } from './jobDeps.ts';
import { progressOf, type StepProgress } from './progressOf.ts';

/**
 * Enqueues what is open in the run's current step; a step with nothing to do is passed over. Runs of a kind go one
 * after the other, by day, since each stands on what the one before left; the end of one delivers the next.
 */
export async function deliverStep<StepDeps>(
  deps: JobDeps<StepDeps>,
  { runId }: JobPayload<'deliver-step'>,
): Promise<void> {
  const run = await asTenant(deps.db, SYSTEM, (tx) => findRun(tx, runId));
  if (run === undefined || !isUnderWay(run) || !(await isItsTurn(deps, run))) return;
  const progress = await progressOf(deps, run);
  if (progress.open.length === 0) return moveOn(deps, run, progress);
  await asTenant(deps.db, SYSTEM, (tx) => touchRun(tx, runId));
  deps.report({
    kind: 'step-started',
    runId,
    onDate: run.onDate,
    step: run.step,
    units: progress.total,
    open: progress.open.length,
  });
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

async function isItsTurn<StepDeps>({ db }: JobDeps<StepDeps>, run: Run): Promise<boolean> {
  return asTenant(db, SYSTEM, async (tx) => {
    const first = await findFirstRunUnderWay(tx, run.kind);
    // One that waits holds nobody up, and may be asked again as long as no later one has begun.
    if (first !== run.id && !(first === undefined && run.state === 'waiting')) return false;
    await stopWaitingRuns(tx, { kind: run.kind, before: run.onDate });
    return true;
  });
}

/** The end of a run, good or bad, makes room for the next of its kind. */
export async function deliverNextRun<StepDeps>(deps: JobDeps<StepDeps>, { kind }: Run): Promise<void> {
  const runId = await asTenant(deps.db, SYSTEM, (tx) => findFirstRunUnderWay(tx, kind));
  if (runId !== undefined) await deps.enqueue([{ name: 'deliver-step', payload: { runId } }]);
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
  if (to !== undefined) return deliverStep(deps, { runId: run.id });
  deps.report({ kind: 'run-done', runId: run.id });
  await deliverNextRun(deps, run);
}
