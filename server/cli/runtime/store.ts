import type { Config } from '../../../shared/config.ts';
import type { Store } from '../../../worker/queue/store.ts';

/** REDIS_URL where it is set, else the application's own database. */
export function storeOf({ redisUrl }: Pick<Config, 'redisUrl'>, databaseUrl: string): Store {
  return redisUrl === undefined ? { kind: 'postgres', url: databaseUrl } : { kind: 'redis', url: redisUrl };
}
