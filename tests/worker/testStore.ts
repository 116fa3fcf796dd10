import { Redis } from 'ioredis';
import type { Store } from '../../worker/queue/store.ts';

/**
 * The store that the suite runs on: PostgreSQL, or with TEST_REDIS_URL Redis, where each of jest's workers has a
 * numbered database to itself and finds it empty.
 */
export async function testStore(databaseUrl: string): Promise<Store> {
  const redisUrl = process.env.TEST_REDIS_URL;
  if (redisUrl === undefined || redisUrl === '') return { kind: 'postgres', url: databaseUrl };
  const url = new URL(redisUrl);
  url.pathname = `/${process.env.JEST_WORKER_ID ?? '0'}`;
  const redis = new Redis(url.href);
  await redis.flushdb();
  redis.disconnect();
  return { kind: 'redis', url: url.href };
}
