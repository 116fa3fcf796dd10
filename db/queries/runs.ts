import { sql } from 'kysely';
import type { RunNote } from '../../shared/contracts/runNotes.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Transaction } from '../connect.ts';

/** What a run is about and how far it is. The row is the truth; the queue only delivers. */
export interface Run {
  readonly id: string;
  readonly kind: string;
  readonly key: string;
  readonly onDate: CalendarDate;
  readonly regionCode: string | undefined;
  readonly seed: number;
  readonly step: string;
  readonly state: RunState;
}

type RunState = 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'stopped';

const written = (note: RunNote) => JSON.stringify(note);

const UNDER_WAY = ['queued', 'running', 'waiting'] as const;

export interface NewRun {
  readonly id: string;
  readonly kind: string;
  /** What the run is about: the same kind and key again is the same run. */
  readonly key: string;
  readonly onDate: CalendarDate;
  readonly regionCode?: string;
  readonly seed: number;
  readonly step: string;
  readonly requestedBy: string;
}

/** The id of the run with this kind and key, made now or before. */
export async function insertRun(tx: Transaction, run: NewRun): Promise<string> {
  await tx
    .insertInto('runs')
    .values({
      id: run.id,
      kind: run.kind,
      key: run.key,
      forDate: run.onDate,
      regionCode: run.regionCode ?? null,
      seed: run.seed,
      step: run.step,
      state: 'queued',
      requestedBy: run.requestedBy,
      createdAt: sql<Date>`now()`,
    })
    .onConflict((conflict) => conflict.columns(['kind', 'key']).doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('runs')
    .select('id')
    .where('kind', '=', run.kind)
    .where('key', '=', run.key)
    .executeTakeFirstOrThrow();
  return id;
}

/** A run that still waits for somebody is over when a later one of its kind begins: that one asks again. */
export async function stopWaitingRuns(
  tx: Transaction,
  { kind, before }: { kind: string; before: CalendarDate },
): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ state: 'stopped', message: written({ code: 'taken-over' }), finishedAt: sql<Date>`now()` })
    .where('kind', '=', kind)
    .where('forDate', '<', before)
    .where('state', '=', 'waiting')
    .execute();
}

/** The first of this kind, by day, that is to be done or being done. */
export async function findFirstRunUnderWay(tx: Transaction, kind: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('runs')
    .select('id')
    .where('kind', '=', kind)
    .where('state', 'in', ['queued', 'running'])
    .orderBy('forDate')
    .executeTakeFirst();
  return row?.id;
}

export async function findRun(tx: Transaction, id: string): Promise<Run | undefined> {
  const row = await tx
    .selectFrom('runs')
    .select(['id', 'kind', 'key', 'forDate', 'regionCode', 'seed', 'step', 'state'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { forDate, regionCode, state, ...rest } = row;
  if (forDate === null) throw new Error(`The run ${id} is about no day`);
  return {
    ...rest,
    onDate: forDate,
    regionCode: regionCode ?? undefined,
    state: state as RunState,
  };
}

export function isUnderWay({ state }: Pick<Run, 'state'>): boolean {
  return UNDER_WAY.some((name) => name === state);
}

/** Under way and untouched for so long, by the database's clock: it is the one that all processes share. */
export async function listIdleRuns(
  tx: Transaction,
  { idleSeconds }: { idleSeconds: number },
): Promise<string[]> {
  const rows = await tx
    .selectFrom('runs')
    .select('id')
    .where('state', 'in', UNDER_WAY)
    .where(sql<boolean>`coalesce(heartbeat_at, created_at) <= now() - make_interval(secs => ${idleSeconds})`)
    .orderBy('createdAt')
    .execute();
  return rows.map(({ id }) => id);
}

/** Says that somebody is at work on the run. */
export async function touchRun(tx: Transaction, id: string): Promise<void> {
  await tx
    .updateTable('runs')
    .set({
      state: 'running',
      startedAt: sql<Date>`coalesce(started_at, now())`,
      heartbeatAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', 'in', UNDER_WAY)
    .execute();
}

export async function noteProgress(
  tx: Transaction,
  { id, progress, message }: { id: string; progress: number; message: RunNote | undefined },
): Promise<void> {
  await tx
    .updateTable('runs')
    .set({
      progress: sql<number>`greatest(progress, ${progress})`,
      heartbeatAt: sql<Date>`now()`,
      ...(message === undefined ? {} : { message: written(message) }),
    })
    .where('id', '=', id)
    .execute();
}

export async function markWaiting(tx: Transaction, id: string, message: RunNote | undefined): Promise<void> {
  await tx
    .updateTable('runs')
    .set({
      state: 'waiting',
      message: message === undefined ? null : written(message),
      heartbeatAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', 'in', UNDER_WAY)
    .execute();
}

/** Counts a failure of the current step. */
export async function countFailure(tx: Transaction, id: string): Promise<void> {
  await tx
    .updateTable('runs')
    .set({ attempts: sql<number>`attempts + 1`, heartbeatAt: sql<Date>`now()` })
    .where('id', '=', id)
    .execute();
}

/** Ends the run visibly, with its reason. */
export async function failRun(
  tx: Transaction,
  { id, reason, faults }: { id: string; reason: string; faults: readonly unknown[] },
): Promise<void> {
  await tx
    .updateTable('runs')
    .set({
      state: 'failed',
      message: reason,
      error: JSON.stringify({ reason, faults }),
      finishedAt: sql<Date>`now()`,
    })
    .where('id', '=', id)
    .where('state', 'in', UNDER_WAY)
    .execute();
}

/** Takes the failed runs of this kind up again, each at the step that failed; returns the days they are about. */
export async function reopenFailedRuns(tx: Transaction, kind: string): Promise<CalendarDate[]> {
  const rows = await tx
    .updateTable('runs')
    .set({ state: 'queued', attempts: 0, error: null, finishedAt: null, heartbeatAt: sql<Date>`now()` })
    .where('kind', '=', kind)
    .where('state', '=', 'failed')
    .returning('forDate')
    .execute();
  return rows.flatMap(({ forDate }) => (forDate === null ? [] : [forDate]));
}

/** Moves the run to another step, or ends it (`to` undefined). False when somebody else had moved it before. */
export async function moveRun(
  tx: Transaction,
  { id, from, to, progress }: { id: string; from: string; to: string | undefined; progress: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('runs')
    .set({
      progress,
      attempts: 0,
      heartbeatAt: sql<Date>`now()`,
      ...(to === undefined
        ? { state: 'done', finishedAt: sql<Date>`now()` }
        : { step: to, state: 'running' }),
    })
    .where('id', '=', id)
    .where('step', '=', from)
    .where('state', 'in', UNDER_WAY)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

const stepKey = (step: string, unit: string) => (unit === '' ? step : `${step}/${unit}`);

interface DoneUnit {
  readonly runId: string;
  readonly step: string;
  readonly unit: string;
}

/** False when the unit was done already: the primary key of `run_steps` guards every result. */
export async function insertRunStep(tx: Transaction, { runId, step, unit }: DoneUnit): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('runSteps')
    .values({ runId, step: stepKey(step, unit), finishedAt: sql<Date>`now()` })
    .onConflict((conflict) => conflict.columns(['runId', 'step']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Records the unit with what it found, whether or not its own transaction has recorded it as done. */
export async function noteRunStep(
  tx: Transaction,
  { runId, step, unit, note }: DoneUnit & { note: RunNote | undefined },
): Promise<void> {
  const result = JSON.stringify(note === undefined ? {} : { note });
  await tx
    .insertInto('runSteps')
    .values({ runId, step: stepKey(step, unit), result, finishedAt: sql<Date>`now()` })
    .onConflict((conflict) => conflict.columns(['runId', 'step']).doUpdateSet({ result }))
    .execute();
}

/** The units of this step that are done. */
export async function listDoneUnits(
  tx: Transaction,
  { runId, step }: { runId: string; step: string },
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('runSteps')
    .select('step')
    .where('runId', '=', runId)
    .where((is) => is.or([is('step', '=', step), is('step', 'like', `${step}/%`)]))
    .execute();
  return new Set(rows.map((row) => row.step.slice(step.length + 1)));
}
