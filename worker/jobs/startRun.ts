import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { insertRun } from '../../db/queries/runs.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { JobDeps, RunKind } from './jobDeps.ts';

export interface RunRequest {
  readonly kind: RunKind;
  readonly onDate: CalendarDate;
  readonly seed: number;
  readonly requestedBy: string;
}

/**
 * Writes down that a run of this kind is wanted for this day, in the caller's transaction; asked twice, it is one run.
 * Whoever asks delivers it after the commit; should that not happen, the schedule does.
 */
export async function requestRun<StepDeps>(
  { newId, pipelines }: Pick<JobDeps<StepDeps>, 'newId' | 'pipelines'>,
  tx: Transaction,
  { kind, onDate, seed, requestedBy }: RunRequest,
): Promise<string> {
  const [first] = pipelines[kind];
  if (first === undefined) throw new Error(`The pipeline of a ${kind} is empty`);
  return insertRun(tx, { id: newId(), kind, key: onDate, onDate, seed, step: first.name, requestedBy });
}

/** Starts the run of this kind for this day, or finds it. Returns its id. */
export async function startRun<StepDeps>(
  deps: Pick<JobDeps<StepDeps>, 'db' | 'newId' | 'pipelines' | 'enqueue'>,
  request: RunRequest,
): Promise<string> {
  const runId = await asTenant(deps.db, SYSTEM, (tx) => requestRun(deps, tx, request));
  await deps.enqueue([{ name: 'deliver-step', payload: { runId } }]);
  return runId;
}
