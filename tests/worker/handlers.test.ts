import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { reopenFailedRuns } from '../../db/queries/runs.ts';
import type { Job } from '../../shared/contracts/jobs.ts';
import { addDays, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import type { Delivery } from '../../worker/queue/jobWorker.ts';
import { createHandlers } from '../../worker/jobs/handlers.ts';
import { resumeRuns } from '../../worker/jobs/resumeStalledRuns.ts';
import { startRun } from '../../worker/jobs/startRun.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import {
  ALL_WRITTEN,
  CODES,
  makeWrittenTable,
  runRow,
  tinyWorld,
  WEDNESDAY,
  written,
  type TinyDeps,
  type TinyWorld,
} from './tinyNight.ts';

let database: TestDatabase;
let worlds: TinyWorld[];

beforeEach(async () => {
  database = await freshDatabase();
  await makeWrittenTable(database.db);
  worlds = [];
});

afterEach(async () => {
  await Promise.all(worlds.map(({ claims }) => claims.close()));
  await database.close();
});

function world(before?: TinyDeps['before']): TinyWorld {
  const made = tinyWorld(database, before);
  worlds.push(made);
  return made;
}

const begin = (deps: TinyWorld) =>
  startRun(deps, { kind: 'night', onDate: WEDNESDAY, seed: 7, requestedBy: 'test' });

async function deliver(deps: TinyWorld, job: Job, delivery: Delivery = { last: false }): Promise<void> {
  const handlers = createHandlers(deps);
  await (handlers[job.name] as (payload: unknown, delivery: Delivery) => Promise<void>)(
    job.payload,
    delivery,
  );
}

const ATTEMPTS = 3;

interface Drain {
  /** How often each job is delivered. */
  readonly times?: number;
  /** Stop before the next delivery. */
  readonly until?: () => boolean;
}

/** Delivers what has been enqueued, and what that enqueues; what throws comes again, as the engine would do it. */
async function drain(deps: TinyWorld, { times = 1, until }: Drain = {}): Promise<void> {
  const failures = new Map<Job, number>();
  for (;;) {
    if (until?.() === true) return;
    const job = deps.jobs.shift();
    if (job === undefined) return;
    for (let time = 0; time < times; time++) {
      const failed = failures.get(job) ?? 0;
      try {
        await deliver(deps, job, { last: failed + 1 === ATTEMPTS });
      } catch {
        failures.set(job, failed + 1);
        if (failed + 1 < ATTEMPTS) deps.jobs.push(job);
      }
    }
  }
}

async function untilIdle(): Promise<void> {
  await asTenant(database.db, SYSTEM, (tx) =>
    sql`UPDATE runs SET heartbeat_at = now() - interval '1 hour', created_at = now() - interval '1 hour'`.execute(
      tx,
    ),
  );
}

describe('the jobs of a night', () => {
  test('run the steps in the order of the pipeline, every unit once', async () => {
    const deps = world();
    const runId = await begin(deps);
    await drain(deps);
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
    expect(await runRow(database.db, runId)).toMatchObject({ state: 'done', step: 'publish' });
    expect(deps.events.filter(({ kind }) => kind === 'step-done' || kind === 'run-done')).toEqual([
      { kind: 'step-done', runId, step: 'measure', units: 1 },
      { kind: 'step-done', runId, step: 'plan', units: CODES.length },
      { kind: 'step-done', runId, step: 'publish', units: 1 },
      { kind: 'run-done', runId },
    ]);
  });

  test('each delivered twice, change nothing the second time', async () => {
    const deps = world();
    await deliver(deps, { name: 'start-night', payload: {} });
    await deliver(deps, { name: 'start-night', payload: {} });
    await drain(deps, { times: 2 });
    await deliver(deps, { name: 'resume-stalled-runs', payload: {} });
    await deliver(deps, { name: 'resume-stalled-runs', payload: {} });
    expect(deps.jobs).toEqual([]);
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
    const runs = await asTenant(database.db, SYSTEM, (tx) => tx.selectFrom('runs').select('key').execute());
    expect(runs).toEqual([{ key: '2020-09-09' }]);
  });

  test('two deliveries of a unit at the same moment, in two processes, do its work once', async () => {
    let calls = 0;
    const held = Promise.withResolvers<undefined>();
    const begun = Promise.withResolvers<undefined>();
    const before = async () => {
      calls += 1;
      begun.resolve(undefined);
      await held.promise;
    };
    const [first, second] = [world(before), world(before)];
    await begin(first);
    await deliver(first, first.jobs.shift()!);
    const job = first.jobs.shift()!;
    const working = deliver(first, job);
    await begun.promise;
    await deliver(second, job);
    held.resolve(undefined);
    await working;
    expect(calls).toBe(1);
    expect(await written(database.db)).toEqual(['measure']);
  });

  test('a queue emptied at any point is filled again from the rows', async () => {
    for (let kept = 0; kept < 12; kept++) {
      await sql`TRUNCATE written, runs CASCADE`.execute(database.db);
      const deps = world();
      await begin(deps);
      let delivered = 0;
      await drain(deps, { until: () => delivered++ === kept });
      deps.jobs.length = 0;
      await untilIdle();
      await deliver(deps, { name: 'resume-stalled-runs', payload: {} });
      await drain(deps);
      expect(await written(database.db)).toEqual(ALL_WRITTEN);
    }
  });

  test('a run that somebody touched a moment ago is left alone by the schedule, and taken up by a lone start', async () => {
    const deps = world();
    await begin(deps);
    await drain(deps, { until: () => deps.events.length > 0 });
    deps.jobs.length = 0;
    await deliver(deps, { name: 'resume-stalled-runs', payload: {} });
    expect(deps.jobs).toEqual([]);
    expect(await resumeRuns(deps, { idleSeconds: 0 })).toBe(1);
  });

  test('what a rule refuses ends the run visibly, with its sentence', async () => {
    const deps = world(({ unit }) => {
      if (unit === '0147') throw new DomainProblem('refused-by-rule', 'Rødovre has no room');
    });
    const runId = await begin(deps);
    await drain(deps);
    expect(await runRow(database.db, runId)).toEqual({
      state: 'failed',
      step: 'plan',
      message: 'Rødovre has no room',
    });
    expect(await written(database.db)).not.toContain('publish');
  });

  test.each([
    { failures: 2, state: 'done', step: 'publish' },
    { failures: 3, state: 'failed', step: 'plan' },
  ])('a reason that may pass, $failures times: the run is $state', async ({ failures, state, step }) => {
    let left = failures;
    const deps = world(({ unit }) => {
      if (unit === '0147' && left-- > 0) throw new Error('connection reset');
    });
    const runId = await begin(deps);
    await drain(deps);
    expect(await runRow(database.db, runId)).toMatchObject({ state, step });
  });

  test('a process told to stop leaves the unit open, and counts no failure', async () => {
    const deps = world(({ step }) => {
      if (step !== 'plan') return;
      deps.stop();
      throw new Error('stopped half-way');
    });
    const runId = await begin(deps);
    await drain(deps);
    expect(await runRow(database.db, runId)).toMatchObject({ state: 'running', step: 'plan' });
    const next = world();
    await resumeRuns(next, { idleSeconds: 0 });
    await drain(next);
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
  });

  test('nights go one after the other, by day, whatever order they are asked for or delivered in', async () => {
    const days: string[] = [];
    const deps = world(({ step, run }) => {
      if (step === 'measure') days.push(`${run.onDate} begins`);
      if (step === 'publish') days.push(`${run.onDate} ends`);
    });
    for (const day of ['2020-09-10', '2020-09-09', '2020-09-11']) {
      await startRun(deps, { kind: 'night', onDate: calendarDate(day), seed: 7, requestedBy: 'test' });
    }
    deps.jobs.reverse();
    await drain(deps);
    expect(days).toEqual(
      ['2020-09-09', '2020-09-10', '2020-09-11'].flatMap((day) => [`${day} begins`, `${day} ends`]),
    );
  });

  test('a failed night makes room for the next', async () => {
    const deps = world(({ run }) => {
      if (run.onDate === WEDNESDAY) throw new DomainProblem('refused-by-rule', 'No');
    });
    const first = await begin(deps);
    const second = await startRun(deps, {
      kind: 'night',
      onDate: addDays(WEDNESDAY, 1),
      seed: 7,
      requestedBy: 'test',
    });
    await drain(deps);
    expect(await runRow(database.db, first)).toMatchObject({ state: 'failed' });
    expect(await runRow(database.db, second)).toMatchObject({ state: 'done' });
  });

  test('a failed night, taken up again, goes on at the step that failed', async () => {
    let room = false;
    const deps = world(({ unit }) => {
      if (unit === '0147' && !room) throw new DomainProblem('refused-by-rule', 'Rødovre has no room');
    });
    const runId = await begin(deps);
    await drain(deps);
    room = true;
    expect(await asTenant(database.db, SYSTEM, (tx) => reopenFailedRuns(tx, 'night'))).toEqual([WEDNESDAY]);
    await begin(deps);
    await drain(deps);
    expect(await runRow(database.db, runId)).toMatchObject({ state: 'done' });
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
  });

  test('a night that waits for a person is asked again, and is over when the next one begins', async () => {
    const deps = world(({ step, run }) =>
      step === 'publish' && run.onDate === WEDNESDAY ? 'waiting' : undefined,
    );
    const first = await begin(deps);
    await drain(deps);
    expect(await runRow(database.db, first)).toMatchObject({ state: 'waiting', step: 'publish' });
    await untilIdle();
    await deliver(deps, { name: 'resume-stalled-runs', payload: {} });
    await drain(deps);
    expect(deps.events.filter(({ kind }) => kind === 'run-waiting')).toHaveLength(2);
    const second = await startRun(deps, {
      kind: 'night',
      onDate: addDays(WEDNESDAY, 1),
      seed: 7,
      requestedBy: 'test',
    });
    await drain(deps);
    expect(await runRow(database.db, first)).toMatchObject({ state: 'stopped' });
    expect(await runRow(database.db, second)).toMatchObject({ state: 'done' });
  });
});
