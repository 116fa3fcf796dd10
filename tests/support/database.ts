import { openDatabase, type Db } from '../../db/connect.ts';
import { ASK_AT } from './databaseServer.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Db;
  readonly close: () => Promise<void>;
}

/**
 * A real PostgreSQL database of this test file's own, migrated, with the reference data and nothing else. Call it in
 * `beforeAll` and `close` it in `afterAll`. The server goes away with the run, and its databases with it.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const answer = await fetch(process.env[ASK_AT] ?? '');
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  const db = openDatabase(text, { max: 5 });
  return { url: text, db, close: () => db.destroy() };
}
