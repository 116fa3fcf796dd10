import type { Job, JobName } from '../../shared/contracts/jobs.ts';
import { bindStore, type Store } from './store.ts';

/** A job at fixed times. Times are Copenhagen's. */
export interface Schedule {
  readonly name: JobName;
  readonly when: { readonly cron: string } | { readonly everySeconds: number };
}

/** The producing end of the queue. */
export interface JobQueue {
  readonly enqueue: (jobs: readonly Job[]) => Promise<void>;
  /** Makes these the only schedules there are. */
  readonly keepSchedules: (schedules: readonly Schedule[]) => Promise<void>;
  readonly close: () => Promise<void>;
}

const DAY = 24 * 60 * 60;

/** A failed delivery comes again after a pause; how often is the run's row's business, these only bound it. */
const JOB_OPTIONS = {
  attempts: 5,
  backoff: { type: 'exponential', delay: 1_000 },
  removeOnComplete: { age: DAY, count: 1_000 },
  removeOnFail: { age: 7 * DAY, count: 1_000 },
};

export function openJobQueue(store: Store, onError: (error: Error) => void): JobQueue {
  const queue = bindStore(store).openQueue();
  // A queue without a listener throws its connection's errors into the process.
  queue.on('error', onError);
  return {
    async enqueue(jobs) {
      if (jobs.length === 0) return;
      await queue.addBulk(jobs.map(({ name, payload }) => ({ name, data: payload, opts: JOB_OPTIONS })));
    },
    async keepSchedules(schedules) {
      for (const { name, when } of schedules) {
        const repeat =
          'cron' in when
            ? { pattern: when.cron, tz: 'Europe/Copenhagen' }
            : { every: when.everySeconds * 1_000 };
        await queue.upsertJobScheduler(name, repeat, { name, data: {}, opts: JOB_OPTIONS });
      }
      const wanted = new Set<string>(schedules.map(({ name }) => name));
      for (const { key } of await queue.getJobSchedulers()) {
        if (!wanted.has(key)) await queue.removeJobScheduler(key);
      }
    },
    close: () => queue.close(),
  };
}
