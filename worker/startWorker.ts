import type { Db } from '../db/connect.ts';
import { NOTICES_RAISED } from '../db/queries/notices.ts';
import type { Clock } from '../shared/clock.ts';
import { openClaims } from './claims.ts';
import { createHandlers } from './jobs/handlers.ts';
import type { JobDeps } from './jobs/jobDeps.ts';
import { resumeRuns } from './jobs/resumeStalledRuns.ts';
import { startRun, type RunRequest } from './jobs/startRun.ts';
import { openJobQueue, type JobQueue, type Schedule } from './queue/jobQueue.ts';
import { startJobWorker } from './queue/jobWorker.ts';
import { listen } from './listen.ts';
import { prepareStore, type Store } from './queue/store.ts';
import type { RunEvent } from './step.ts';

export interface WorkerOptions<StepDeps> {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pipelines: JobDeps<StepDeps>['pipelines'];
  readonly stepDeps: JobDeps<StepDeps>['stepDeps'];
  readonly keepLists: JobDeps<StepDeps>['keepLists'];
  readonly mailer: JobDeps<StepDeps>['mailer'];
  readonly now: JobDeps<StepDeps>['now'];
  readonly incidence: JobDeps<StepDeps>['incidence'];
  readonly schedules: readonly Schedule[];
  /** How many jobs at the same time. */
  readonly concurrency: number;
  /**
   * Whether this is the only worker there is: then whatever the rows say is under way was left by a process that has
   * ended, and is taken up at once. Otherwise the schedule takes it up when it has been idle for a while.
   */
  readonly alone: boolean;
  readonly report: (event: RunEvent) => void;
  readonly onError: (error: Error) => void;
}

export interface RunningWorker {
  readonly startRun: (request: RunRequest) => Promise<string>;
  readonly queue: JobQueue;
  /** Stops what is under way and lets go of everything, within about a second. */
  readonly close: () => Promise<void>;
}

/** A job under way gets this long to end after it has been told to. */
const PATIENCE_MS = 400;

export async function startWorker<StepDeps>(options: WorkerOptions<StepDeps>): Promise<RunningWorker> {
  const { store, onError, databaseUrl } = options;
  await prepareStore(store);
  const queue = openJobQueue(store, onError);
  const claims = openClaims(databaseUrl, onError);
  const stopping = new AbortController();
  const deps: JobDeps<StepDeps> = { ...options, claims, enqueue: queue.enqueue, signal: stopping.signal };
  const worker = startJobWorker(store, createHandlers(deps), options);
  await queue.keepSchedules(options.schedules);
  const outbox = watchOutbox(options, queue);
  if (options.alone) await resumeRuns(deps, { idleSeconds: 0 });
  return {
    startRun: (request) => startRun(deps, request),
    queue,
    async close() {
      stopping.abort();
      await outbox.close();
      await worker.close(PATIENCE_MS);
      await claims.close();
      await queue.close();
    },
  };
}

/** What waits is sent at once, and what is raised from now on within a second; the schedule sees to the rest. */
function watchOutbox<StepDeps>(
  { databaseUrl, mailer, onError }: Pick<WorkerOptions<StepDeps>, 'databaseUrl' | 'mailer' | 'onError'>,
  { enqueue }: JobQueue,
): { readonly close: () => Promise<void> } {
  if (mailer === undefined) return { close: () => Promise.resolve() };
  const look = () => {
    enqueue([{ name: 'keep-notices', payload: {} }]).catch((error: unknown) => onError(error as Error));
  };
  const listener = listen({ databaseUrl, channel: NOTICES_RAISED, onCall: look, onError });
  look();
  return listener;
}
