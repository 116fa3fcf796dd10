import { startEmbeddedPostgres } from '../../../db/embedded/startEmbeddedPostgres.ts';
import { migrate } from '../../../db/migrate.ts';
import type { Config } from '../../../shared/config.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';

/** The PostgreSQL that the product stands on, and how to let go of it. */
export interface DatabaseServer {
  readonly url: string;
  /** Settles when the server that was started here has ended. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

/** DATABASE_URL where it is set, else the embedded server of the data directory. */
export async function openDatabaseServer(
  { databaseUrl, dataDir }: Config,
  { ifRunning }: { ifRunning: 'adopt' | 'refuse' },
): Promise<DatabaseServer> {
  if (databaseUrl === undefined) return startEmbeddedPostgres({ dataDir, ifRunning });
  return { url: databaseUrl, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
}

/** Codes of Node and of PostgreSQL that mean: nobody there, or not for us. */
const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'],
  ...['28P01', '28000', '3D000', '57P03', '53300'],
]);

/**
 * Brings the database up to date and says which migrations that took.
 *
 * @throws DomainProblem `unavailable` when nobody answers at the address.
 */
export async function migrateDatabase(url: string): Promise<string[]> {
  try {
    return await migrate(url);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined || !UNREACHABLE.has(code)) throw error;
    const { host, pathname } = new URL(url);
    throw new DomainProblem(
      'unavailable',
      `DATABASE_URL is set, but PostgreSQL does not let us in at ${host}${pathname}`,
      [{ place: 'DATABASE_URL', message: message || code }],
    );
  }
}
