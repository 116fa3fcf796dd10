import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import type { Run } from '../../db/queries/runs.ts';
import { fixedClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import type { Job } from '../../shared/contracts/jobs.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { openClaims } from '../../worker/claims.ts';
import type { JobDeps } from '../../worker/jobs/jobDeps.ts';
import type { Pipeline, RunEvent, StepCall, StepResult } from '../../worker/step.ts';
import type { TestDatabase } from '../support/database.ts';

interface Before extends Pick<StepCall, 'run' | 'unit' | 'signal'> {
  readonly step: string;
}

/** What the tiny steps stand on: a table in which every saving leaves a row. */
export interface TinyDeps {
  readonly db: Db;
  /** What happens inside a unit before it saves: waits, failures; 'waiting' when somebody else is to act first. */
  readonly before: (call: Before) => unknown;
}

export const WEDNESDAY = calendarDate('2020-09-09');
export const CODES = ['0101', '0147', '0151'];

export async function makeWrittenTable(db: Db): Promise<void> {
  await sql`CREATE TABLE written (step text, unit text, run_seed integer)`.execute(db);
  await sql`GRANT ALL ON written TO podeplan_serving`.execute(db);
}

/** Every row that a step has saved, in order; a unit done twice shows twice. */
export async function written(db: Db): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    SELECT step || CASE unit WHEN '' THEN '' ELSE ' ' || unit END AS line FROM written ORDER BY step, unit
  `.execute(db);
  return rows.map(({ line }) => line);
}

const NAMES = ['measure', 'plan', 'publish'] as const;
export const ALL_WRITTEN = ['measure', ...CODES.map((code) => `plan ${code}`), 'publish'];

export const TINY_NIGHT: Pipeline<TinyDeps> = NAMES.map((name) => ({
  name,
  ...(name === 'plan' ? { units: () => Promise.resolve(CODES) } : {}),
  run: (deps: TinyDeps, call: StepCall) => saveOne(deps, name, call),
}));

async function saveOne(
  deps: TinyDeps,
  step: string,
  { run, unit, signal, saved }: StepCall,
): Promise<StepResult> {
  if ((await deps.before({ step, run, unit, signal })) === 'waiting') return { outcome: 'waiting' };
  await asTenant(deps.db, SYSTEM, async (tx) => {
    await sql`INSERT INTO written VALUES (${step}, ${unit}, ${run.seed})`.execute(tx);
    await saved(tx);
  });
  return { outcome: 'done', note: { code: 'not-due' } };
}

export interface TinyWorld extends JobDeps<TinyDeps> {
  /** What was enqueued and not yet delivered. */
  readonly jobs: Job[];
  readonly events: RunEvent[];
  readonly stop: () => void;
}

/** A worker's handlers without an engine: the test itself delivers the jobs, once, twice, or not at all. */
export function tinyWorld(
  { url, db }: TestDatabase,
  before: TinyDeps['before'] = () => undefined,
): TinyWorld {
  const jobs: Job[] = [];
  const events: RunEvent[] = [];
  const stopping = new AbortController();
  return {
    db,
    clock: fixedClock('2020-09-09T04:00:00Z'),
    newId: randomUUID,
    pipelines: { night: TINY_NIGHT },
    stepDeps: () => ({ db, before }),
    keepLists: () => Promise.resolve(),
    mailer: undefined,
    now: () => Promise.resolve(fixedClock('2020-09-09T04:00:00Z')),
    incidence: {
      db,
      clock: fixedClock('2020-09-09T04:00:00Z'),
      newId: randomUUID,
      log: createLog('silent'),
      plan: undefined,
    },
    claims: openClaims(url, () => undefined),
    signal: stopping.signal,
    report: (event) => events.push(event),
    enqueue: (more) => {
      jobs.push(...more);
      return Promise.resolve();
    },
    jobs,
    events,
    stop: () => stopping.abort(),
  };
}

export async function runRow(
  db: Db,
  id: string,
): Promise<Pick<Run, 'step' | 'state'> & { message: string | null }> {
  return asTenant(db, SYSTEM, (tx: Transaction) =>
    tx.selectFrom('runs').select(['step', 'state', 'message']).where('id', '=', id).executeTakeFirstOrThrow(),
  ) as Promise<Pick<Run, 'step' | 'state'> & { message: string | null }>;
}
