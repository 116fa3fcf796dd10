import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import { plainTextFault } from '../../shared/domain/plainText.ts';
import { CPR_LIKE, HARMLESS } from '../domain/plainTexts.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const refusedByDatabase = async (text: string): Promise<boolean> => {
  const { rows } = await sql<{ refused: boolean }>`SELECT looks_like_cpr_number(${text}) AS refused`.execute(
    database.db,
  );
  return rows[0]!.refused;
};
const keep = (name: string) =>
  asTenant(database.db, SYSTEM, (tx) =>
    insertRows(tx, 'contacts', [
      { id: randomUUID(), municipalityCode: '0573', role: 'duty', name, phone: '33 66 00 00' },
    ]),
  );

describe('the database refuses what the input check refuses (R57)', () => {
  test.each(CPR_LIKE)('%s', async (text) => {
    expect(plainTextFault(text)?.code).toBe('personalNumber');
    expect(await refusedByDatabase(text)).toBe(true);
  });

  test.each(HARMLESS)('and takes %s', async (text) => {
    expect(plainTextFault(text)).toBeUndefined();
    expect(await refusedByDatabase(text)).toBe(false);
  });

  test('what only the database has caught is a problem that does not repeat it', async () => {
    const caught = keep('Jens 010180–1234');
    await expect(caught).rejects.toMatchObject({
      kind: 'refused-by-rule',
      faults: [{ code: 'personalNumber' }],
    });
    await expect(caught).rejects.not.toThrow('1234');
  });

  test('a NUL, which the database cannot keep, is a problem as well, in a text and in JSON', async () => {
    const problem = { kind: 'refused-by-rule', faults: [{ code: 'controlCharacter' }] };
    await expect(keep('a\u0000b')).rejects.toMatchObject(problem);
    const asJson = asTenant(database.db, SYSTEM, (tx) =>
      sql`SELECT ${JSON.stringify({ note: 'a\u0000b' })}::jsonb`.execute(tx),
    );
    await expect(asJson).rejects.toMatchObject(problem);
  });
});
