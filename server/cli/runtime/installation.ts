import { openDatabase, type Db } from '../../../db/connect.ts';
import type { Config } from '../../../shared/config.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { migrateDatabase } from './databaseServer.ts';
import type { Process } from './runUntilStopped.ts';

/** The database of an ordinary installation, up to date. The embedded server is for `podeplan start` alone. */
export async function openInstallation(
  { databaseUrl }: Config,
  { log, life }: Process,
): Promise<{ db: Db; databaseUrl: string }> {
  if (databaseUrl === undefined) {
    throw new DomainProblem(
      'invalid-input',
      'DATABASE_URL is not set: an installation needs a PostgreSQL of version 15 or newer ' +
        '(podeplan start runs everything on this machine, with a database of its own)',
    );
  }
  await migrateDatabase(databaseUrl);
  const db = openDatabase(databaseUrl, {
    onIdleError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  life.opened('the database connections', () => db.destroy());
  return { db, databaseUrl };
}
