import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRun } from '../../db/queries/runs.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { JobDeps, RunKind } from './jobDeps.ts';

export interface RunRequest {
  readonly kind: RunKind;
  readonly onDate: CalendarDate;
  readonly seed: number;
  readonly requestedBy: string;
}

/** Starts the run of this kind for this day, or finds it: asked twice, it is one run. Returns its id. */
export async function startRun<StepDeps>(
  deps: Pick<JobDeps<StepDeps>, 'db' | 'newId' | 'pipelines' | 'enqueue'>,
  { kind, onDate, seed, requestedBy }: RunRequest,
): Promise<string> {
  const [first] = deps.pipelines[kind];
  if (first === undefined) throw new Error(`The pipeline of a ${kind} is empty`);
  const run = { id: deps.newId(), kind, key: onDate, onDate, seed, step: first.name, requestedBy };
  const runId = await asTenant(deps.db, SYSTEM, (tx) => insertRun(tx, run));
  await deps.enqueue([{ name: 'deliver-step', payload: { runId } }]);
  return runId;
}
