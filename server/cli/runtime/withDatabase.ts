import { openDatabase, type Db } from '../../../db/connect.ts';
import type { CliContext } from '../command.ts';
import { migrateDatabase, openDatabaseServer } from './databaseServer.ts';

/**
 * Gives a command its database for as long as its work takes: DATABASE_URL, else the embedded server that a running
 * `podeplan start` has on the data directory, else one started here. Migrated before the work begins.
 */
export async function withDatabase<T>(context: CliContext, work: (db: Db) => Promise<T>): Promise<T> {
  const server = await openDatabaseServer(context.config(), { ifRunning: 'adopt' });
  try {
    await migrateDatabase(server.url);
    const db = openDatabase(server.url);
    try {
      return await work(db);
    } finally {
      await db.destroy();
    }
  } finally {
    await server.stop();
  }
}
