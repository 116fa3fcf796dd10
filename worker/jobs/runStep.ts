import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import {
  countFailure,
  failRun,
  findRun,
  insertRunStep,
  isUnderWay,
  listDoneUnits,
  markWaiting,
  noteProgress,
  noteRunStep,
  touchRun,
  type Run,
} from '../../db/queries/runs.ts';
import type { JobPayload } from '../../shared/contracts/jobs.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import type { Delivery } from '../queue/jobWorker.ts';
import type { StepCall, StepResult } from '../step.ts';
import { deliverNextRun } from './deliverStep.ts';
import type { JobDeps } from './jobDeps.ts';
import { progressOf } from './progressOf.ts';

/** Thrown inside a step's own transaction, so that a result that is there already is not saved again. */
class DoneAlready extends Error {}

/** The process is to stop: the row still says that the unit is open, and the queue delivers it to somebody else. */
class Stopping extends Error {
  override readonly message = 'The process is stopping';
}

/** Does one unit of the run's current step. Delivered late, twice or to two processes at once, it is done once. */
export async function runStep<StepDeps>(
  deps: JobDeps<StepDeps>,
  payload: JobPayload<'run-step'>,
  delivery: Delivery,
): Promise<void> {
  const { runId, step, unit } = payload;
  const release = await deps.claims.take(`${runId}/${step}/${unit}`);
  if (release === undefined) return;
  let outcome: StepResult['outcome'] | 'not-now';
  try {
    outcome = await runClaimed(deps, payload, delivery);
  } finally {
    await release();
  }
  if (outcome === 'done') await deps.enqueue([{ name: 'finish-step', payload: { runId, step } }]);
}

async function runClaimed<StepDeps>(
  deps: JobDeps<StepDeps>,
  { runId, step, unit }: JobPayload<'run-step'>,
  delivery: Delivery,
): Promise<StepResult['outcome'] | 'not-now'> {
  const { run, done } = await asTenant(deps.db, SYSTEM, async (tx) => ({
    run: await findRun(tx, runId),
    done: await listDoneUnits(tx, { runId, step }),
  }));
  if (run === undefined || !isUnderWay(run) || run.step !== step) return 'not-now';
  if (isStopping(deps)) throw new Stopping();
  // Committed, but the process ended before it could say so to the queue.
  if (done.has(unit)) return 'done';
  await asTenant(deps.db, SYSTEM, (tx) => touchRun(tx, runId));
  try {
    const result = await callStep(deps, run, unit);
    await record(deps, run, unit, result);
    return result.outcome;
  } catch (error) {
    if (error instanceof DoneAlready) return 'done';
    if (isStopping(deps)) throw new Stopping();
    await giveUpOrRetry(deps, { run, delivery, error });
    return 'not-now';
  }
}

const isStopping = ({ signal }: { signal: AbortSignal }): boolean => signal.aborted;

async function callStep<StepDeps>(deps: JobDeps<StepDeps>, run: Run, unit: string): Promise<StepResult> {
  const { step } = await progressOf(deps, run);
  const saved: StepCall['saved'] = async (tx) => {
    if (!(await insertRunStep(tx, { runId: run.id, step: run.step, unit }))) throw new DoneAlready();
  };
  return step.run(deps.stepDeps(run), { run, unit, signal: deps.signal, saved });
}

async function record<StepDeps>(
  deps: JobDeps<StepDeps>,
  run: Run,
  unit: string,
  { outcome, note }: StepResult,
) {
  const { id: runId, step } = run;
  if (outcome === 'waiting') {
    await asTenant(deps.db, SYSTEM, (tx) => markWaiting(tx, runId, note));
    deps.report({ kind: 'run-waiting', runId, step, note });
    return;
  }
  await asTenant(deps.db, SYSTEM, (tx) => noteRunStep(tx, { runId, step, unit, note }));
  const { fraction } = await progressOf(deps, run);
  await asTenant(deps.db, SYSTEM, (tx) => noteProgress(tx, { id: runId, progress: fraction, message: note }));
  deps.report({ kind: 'unit-done', runId, step, unit, note });
}

/** What a rule refuses is refused again tomorrow; the rest may pass, and the queue delivers it again after a pause. */
async function giveUpOrRetry<StepDeps>(
  deps: JobDeps<StepDeps>,
  { run, delivery, error }: { run: Run; delivery: Delivery; error: unknown },
): Promise<void> {
  const permanent = error instanceof DomainProblem && error.kind !== 'unavailable';
  await asTenant(deps.db, SYSTEM, (tx) => countFailure(tx, run.id));
  if (!permanent && !delivery.last) throw error;
  const reason = error instanceof Error ? error.message : String(error);
  const faults = error instanceof DomainProblem ? error.faults : [];
  await asTenant(deps.db, SYSTEM, (tx) => failRun(tx, { id: run.id, reason, faults }));
  deps.report({ kind: 'run-failed', runId: run.id, step: run.step, reason, faults });
  await deliverNextRun(deps, run);
  if (!permanent) throw error;
}
