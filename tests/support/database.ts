import { openDatabase, type Db } from '../../db/connect.ts';
import { ASK_AT } from './databaseServer.ts';

export interface TestDatabase {
  readonly url: string;
  readonly db: Db;
  readonly close: () => Promise<void>;
}

/**
 * A real PostgreSQL database of this test file's own, migrated, with the reference data and nothing else. Call it in
 * `beforeAll` and `close` it in `afterAll`, which drops it.
 */
export async function freshDatabase(): Promise<TestDatabase> {
  const url = await ask({ method: 'GET' });
  const db = openDatabase(url, { max: 5 });
  return {
    url,
    db,
    close: async () => {
      await db.destroy();
      await ask({ method: 'DELETE', body: url });
    },
  };
}

async function ask(request: RequestInit): Promise<string> {
  const answer = await fetch(process.env[ASK_AT] ?? '', request);
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}
