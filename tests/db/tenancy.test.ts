import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.close());

describe('asTenant', () => {
  test('reads the seeded municipalities', async () => {
    const rows = await asTenant(database.db, SYSTEM, (tx) =>
      tx.selectFrom('municipalities').selectAll().execute(),
    );
    expect(rows).toHaveLength(98);
  });
});
