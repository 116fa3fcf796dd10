import { UnrecoverableError } from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { JOBS, type JobName, type JobPayload } from '../../shared/contracts/jobs.ts';
import { bindStore, type Delivered, type Store } from './store.ts';

/** What a handler may know of its delivery: after the last one nobody comes again. */
export interface Delivery {
  readonly last: boolean;
}

/** One for every job name: a forgotten one does not compile. */
export type Handlers = {
  readonly [N in JobName]: (payload: JobPayload<N>, delivery: Delivery) => Promise<void>;
};

export interface JobWorker {
  /** Takes no more jobs and waits for those under way, so long and no longer. */
  readonly close: (patienceMs: number) => Promise<void>;
}

export interface JobWorkerOptions {
  readonly concurrency: number;
  readonly onError: (error: Error) => void;
}

export function startJobWorker(
  store: Store,
  handlers: Handlers,
  { concurrency, onError }: JobWorkerOptions,
): JobWorker {
  const underWay = new Set<Promise<void>>();
  let closing = false;
  const worker = bindStore(store).openWorker(
    (job) => {
      const handled = handle(handlers, job);
      underWay.add(handled);
      return handled.finally(() => underWay.delete(handled));
    },
    { concurrency },
  );
  worker.on('error', onError);
  worker.on('failed', (job, error) => {
    if (!closing) onError(new Error(`Job ${job?.name ?? '?'} failed: ${error.message}`, { cause: error }));
  });
  return {
    async close(patienceMs) {
      closing = true;
      // Not close() at once: it waits for ever, and a later close(true) would only wait with it.
      await worker.pause(true);
      await Promise.race([Promise.allSettled(underWay), sleep(patienceMs, undefined, { ref: false })]);
      // What is still under way is left to the rows: they say that it is open.
      await worker.close(underWay.size > 0);
    },
  };
}

async function handle(handlers: Handlers, { name, data, opts, attemptsMade }: Delivered): Promise<void> {
  if (!isJobName(name)) throw new UnrecoverableError(`No job is called ${name}`);
  const payload = JOBS[name].safeParse(data);
  if (!payload.success) throw new UnrecoverableError(`The payload of ${name} is not valid`);
  const delivery = { last: attemptsMade + 1 >= (opts.attempts ?? 1) };
  // The schema of this very name has just passed it; a lookup by a union of names cannot show that to the compiler.
  await (handlers[name] as (payload: unknown, delivery: Delivery) => Promise<void>)(payload.data, delivery);
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}
