import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../../shared/clock.ts';
import { createLog } from '../../shared/log.ts';
import { openJobQueue, type JobQueue } from '../../worker/queue/jobQueue.ts';
import { startJobWorker, type Handlers } from '../../worker/queue/jobWorker.ts';
import { bindStore, prepareStore, type Store } from '../../worker/queue/store.ts';
import { DEMO_SCHEDULES, fetchSchedule, SCHEDULES } from '../../worker/schedules.ts';
import { startWorker, type RunningWorker } from '../../worker/startWorker.ts';
import type { RunEvent } from '../../worker/step.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { testStore } from './testStore.ts';
import {
  ALL_WRITTEN,
  makeWrittenTable,
  runRow,
  TINY_NIGHT,
  WEDNESDAY,
  written,
  type TinyDeps,
} from './tinyNight.ts';

let database: TestDatabase;
let store: Store;
let closing: (() => Promise<void>)[];

beforeEach(async () => {
  database = await freshDatabase();
  await makeWrittenTable(database.db);
  store = await testStore(database.url);
  closing = [];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  await database.close();
});

interface Watched extends RunningWorker {
  readonly events: RunEvent[];
  /** How often the pickup lists were seen to. */
  readonly kept: () => number;
  readonly errors: Error[];
}

async function work({
  before = () => undefined,
  alone = true,
}: { before?: TinyDeps['before']; alone?: boolean } = {}) {
  const events: RunEvent[] = [];
  const errors: Error[] = [];
  let kept = 0;
  const worker = await startWorker<TinyDeps>({
    db: database.db,
    databaseUrl: database.url,
    store,
    clock: systemClock,
    newId: randomUUID,
    pipelines: { night: TINY_NIGHT },
    stepDeps: () => ({ db: database.db, before }),
    keepLists: () => {
      kept += 1;
      return Promise.resolve();
    },
    mailer: undefined,
    now: () => Promise.resolve(systemClock),
    incidence: {
      db: database.db,
      clock: systemClock,
      newId: randomUUID,
      log: createLog('silent'),
      plan: undefined,
    },
    schedules: DEMO_SCHEDULES,
    concurrency: 3,
    alone,
    report: (event) => events.push(event),
    onError: (error) => errors.push(error),
  });
  let closed: Promise<void> | undefined;
  const close = () => (closed ??= worker.close());
  closing.push(close);
  return { ...worker, close, events, errors, kept: () => kept } satisfies Watched;
}

const begin = (worker: RunningWorker) =>
  worker.startRun({ kind: 'night', onDate: WEDNESDAY, seed: 1, requestedBy: 'test' });

async function eventually(holds: () => boolean | Promise<boolean>, timeoutMs = 15_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so after ${timeoutMs} ms: ${holds.toString()}`);
    await sleep(20);
  }
}

const over = ({ events }: Watched) => events.some(({ kind }) => kind === 'run-done' || kind === 'run-failed');

describe('the queue’s engine', () => {
  test('delivers a night from its first step to its last', async () => {
    const worker = await work();
    const runId = await begin(worker);
    await eventually(() => over(worker));
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
    expect(await runRow(database.db, runId)).toMatchObject({ state: 'done' });
    expect(worker.errors).toEqual([]);
  });

  test('shares a night among several workers, and each unit is still saved once', async () => {
    const workers = [await work({ alone: false }), await work({ alone: false })];
    await begin(workers[0]!);
    await eventually(() => workers.some(over));
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
  });

  test('comes back after a failure that passes', async () => {
    let left = 1;
    const worker = await work({
      before: ({ unit }) => {
        if (unit === '0151' && left-- > 0) throw new Error('connection reset');
      },
    });
    await begin(worker);
    await eventually(() => over(worker));
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
    expect(worker.errors.map(({ message }) => message)).toEqual(['Job run-step failed: connection reset']);
  });

  test('stopped in the middle of a unit is gone at once, and the next worker finishes', async () => {
    const first = await work({
      before: async ({ step, signal }) => {
        if (step === 'plan') await sleep(60_000, undefined, { signal });
      },
    });
    await begin(first);
    await eventually(() =>
      first.events.some((event) => event.kind === 'step-started' && event.step === 'plan'),
    );
    await first.close(); // or the test runs out of time: the unit would sleep a minute
    const second = await work();
    await eventually(() => over(second));
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
  });

  test('a unit that does not hear the signal does not hold up the stop either', async () => {
    let slept = false;
    const first = await work({
      before: async ({ step }) => {
        if (step !== 'plan') return;
        await sleep(60_000, undefined, { ref: false });
        slept = true;
      },
    });
    await begin(first);
    await eventually(() =>
      first.events.some((event) => event.kind === 'step-started' && event.step === 'plan'),
    );
    await sleep(100);
    await first.close();
    expect(slept).toBe(false);
  });

  test('a queue that lost everything is filled again by the next lone start', async () => {
    const first = await work({
      before: ({ step }) => (step === 'plan' ? Promise.reject(new Error('down')) : undefined),
    });
    await begin(first);
    await eventually(() => first.errors.length > 0);
    await first.close();
    const queue = bindStore(store).openQueue();
    await queue.obliterate({ force: true });
    await queue.close();
    const second = await work();
    await eventually(() => over(second));
    expect(await written(database.db)).toEqual(ALL_WRITTEN);
  });

  test('says no to a job that nobody knows and to a payload that is not valid, and retries neither', async () => {
    await prepareStore(store);
    const errors: string[] = [];
    const never = () => Promise.reject(new Error('called'));
    const handlers: Handlers = {
      'start-night': never,
      'keep-lists': never,
      'keep-notices': never,
      'fetch-incidence': never,
      'watch-figures': never,
      'deliver-step': never,
      'run-step': never,
      'finish-step': never,
      'resume-stalled-runs': never,
    };
    const worker = startJobWorker(store, handlers, {
      concurrency: 1,
      onError: ({ message }) => errors.push(message),
    });
    closing.push(() => worker.close(500));
    const queue = bindStore(store).openQueue();
    closing.push(() => queue.close());
    await queue.add('walk-the-dog', {}, { attempts: 5 });
    await queue.add('deliver-step', { runId: 'not an id' }, { attempts: 5 });
    await eventually(() => errors.length === 2);
    await sleep(200);
    expect(errors.sort()).toEqual([
      'Job deliver-step failed: The payload of deliver-step is not valid',
      'Job walk-the-dog failed: No job is called walk-the-dog',
    ]);
  });
});

describe('the schedules', () => {
  const openQueue = async (): Promise<JobQueue> => {
    await prepareStore(store);
    const queue = openJobQueue(store, () => undefined);
    closing.push(() => queue.close());
    return queue;
  };

  const listed = async () => {
    const queue = bindStore(store).openQueue();
    const schedulers = await queue.getJobSchedulers();
    await queue.close();
    return schedulers.map(({ key, pattern, tz, every }) => ({
      key,
      pattern,
      tz,
      every,
    }));
  };

  test('are kept under their names: set twice they are there once, left out they are gone', async () => {
    const queue = await openQueue();
    await queue.keepSchedules(SCHEDULES);
    await queue.keepSchedules(SCHEDULES);
    expect((await listed()).sort((a, b) => a.key.localeCompare(b.key))).toMatchObject([
      { key: 'keep-lists', every: 60_000 },
      { key: 'keep-notices', every: 60_000 },
      { key: 'resume-stalled-runs', every: 60_000 },
      { key: 'start-night', pattern: '30 3 * * *', tz: 'Europe/Copenhagen' },
      { key: 'watch-figures', pattern: '7 0-1,3-23 * * *', tz: 'Europe/Copenhagen' },
    ]);
    await queue.keepSchedules(DEMO_SCHEDULES);
    expect((await listed()).map(({ key }) => key)).toEqual(
      expect.arrayContaining(['keep-lists', 'keep-notices', 'resume-stalled-runs']),
    );
    expect(await listed()).toHaveLength(3);
  });

  test('see to the pickup lists as soon as a worker runs, and then each minute (R56)', async () => {
    const worker = await work();
    await eventually(() => worker.kept() > 0);
    expect(worker.errors).toEqual([]);
  });

  test('leave the hour between 02:00 and 03:00 alone, which a change of clocks skips or repeats', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));
    const fetching = hours.map((hour) => fetchSchedule({ fromTime: `${hour}:30`, everyMinutes: 15 }));
    for (const { when } of [...SCHEDULES, ...fetching]) {
      if (!('cron' in when)) continue;
      const [, hour = ''] = when.cron.split(' ');
      expect(hour).toMatch(/^\d+(-\d+)?(,\d+-\d+)?$/);
      expect(hoursIn(hour)).not.toContain(2);
    }
    expect(hoursIn('14-23')).toHaveLength(10);
    expect(fetching[14]).toEqual({ name: 'fetch-incidence', when: { cron: '*/15 14-23 * * *' } });
    expect(fetching[2]).toEqual({ name: 'fetch-incidence', when: { cron: '*/15 3-23 * * *' } });
  });
});

describe('a store that is set but down', () => {
  test('is an error with a sentence, and no other store is taken', async () => {
    const down = prepareStore({ kind: 'redis', url: 'redis://:secret@127.0.0.1:1/0' });
    await expect(down).rejects.toMatchObject({
      name: 'DomainProblem',
      kind: 'unavailable',
      message: 'REDIS_URL is set, but Redis does not answer at redis://127.0.0.1:1',
    });
  });
});

/** The hours that a cron field names: single ones and ranges. */
function hoursIn(field: string): number[] {
  return field.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });
}
