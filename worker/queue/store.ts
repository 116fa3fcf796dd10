import {
  createPostgresBackend,
  createRedisBackend,
  runMigrations,
  withBackend,
  type Queue,
  type Worker,
} from 'bullmq';
import { Redis } from 'ioredis';
import pg from 'pg';
import { DomainProblem } from '../../shared/domain/problem.ts';

/** Where the queue keeps its jobs. One engine, BullMQ, over either. */
export type Store =
  /** Production, and scaling over several hosts. */
  | { readonly kind: 'redis'; readonly url: string }
  /** The application's own database, in a schema of the queue's own: small installations and the embedded default. */
  | { readonly kind: 'postgres'; readonly url: string };

const SCHEMA = 'bullmq';
const QUEUE = 'podeplan';
/** Of each queue and each worker, beside one that listens. */
const POSTGRES_CONNECTIONS = 4;
const PATIENCE_MS = 3_000;

/** A job as the engine hands it over: what it holds was written by somebody else, perhaps by an older version. */
export interface Delivered {
  readonly name: string;
  readonly data: unknown;
  readonly opts: { readonly attempts?: number };
  readonly attemptsMade: number;
}

type Processor = (job: Delivered) => Promise<void>;

/** BullMQ's classes bound to a store. Both backends' types are cast to the default ones here and nowhere else. */
export interface BoundClasses {
  readonly openQueue: () => Queue;
  readonly openWorker: (processor: Processor, options: { concurrency: number }) => Worker;
}

export function bindStore(store: Store): BoundClasses {
  if (store.kind === 'redis') {
    const { Queue, Worker } = withBackend(createRedisBackend);
    const prefix = QUEUE;
    return {
      // A producer gives up after a few tries, so that whoever waits for it hears that Redis is down.
      openQueue: () =>
        new Queue(QUEUE, {
          prefix,
          connection: { url: store.url, maxRetriesPerRequest: 3 },
        }),
      openWorker: (processor, options) =>
        new Worker(QUEUE, processor, {
          ...options,
          prefix,
          connection: { url: store.url, maxRetriesPerRequest: null },
        }),
    };
  }
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = { connectionString: store.url, schema: SCHEMA, max: POSTGRES_CONNECTIONS };
  return {
    openQueue: () => new Queue(QUEUE, { connection }) as unknown as Queue,
    openWorker: (processor, options) =>
      new Worker(QUEUE, processor, { ...options, connection }) as unknown as Worker,
  };
}

/**
 * Makes sure that the store answers and has its tables.
 *
 * @throws DomainProblem `unavailable`: a store that is set but down is an error, never a reason to take the other one.
 */
export async function prepareStore(store: Store): Promise<void> {
  if (store.kind === 'redis') await pingRedis(store.url);
  else await migratePostgres(store.url);
}

async function pingRedis(url: string): Promise<void> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let lastError: Error | undefined;
  redis.on('error', (error: Error) => {
    lastError = error;
  });
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    const reason = lastError ?? (error as Error);
    throw new DomainProblem(
      'unavailable',
      `REDIS_URL is set, but Redis does not answer at ${withoutSecret(url)}`,
      [{ place: 'REDIS_URL', message: reason.message }],
    );
  } finally {
    redis.disconnect();
  }
}

async function migratePostgres(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}

function withoutSecret(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
