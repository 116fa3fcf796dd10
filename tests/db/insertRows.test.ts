import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { insertRows } from '../../db/insertRows.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { uuid } from '../support/oneOfEach.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
});

afterAll(() => database.close());

const person = (label: string) => ({
  id: uuid(label),
  organisationId: '0101',
  municipalityCode: '0101',
  label,
  shift: 'day',
  inScopeFrom: '2020-09-14' as CalendarDate,
});

test('more rows than one statement takes all arrive, with arrays and dates', async () => {
  const labels = Array.from({ length: 5_001 }, (_, i) => `nr. ${i}`);
  const inserted = await asTenant(database.db, SYSTEM, async (transaction) => {
    const rota = { rotaWeeks: 2, rotaDays: [0, 8] };
    await insertRows(
      transaction,
      'staff',
      labels.map((label) => ({ ...person(label), ...rota })),
    );
    return transaction.selectFrom('staff').select(['label', 'rotaDays', 'inScopeFrom']).execute();
  });
  expect(inserted).toHaveLength(5_001);
  expect(new Set(inserted.map(({ label }) => label))).toEqual(new Set(labels));
  expect(inserted[0]).toMatchObject({ rotaDays: [0, 8], inScopeFrom: '2020-09-14' });
});

test('a column that no row names takes its default, one that some rows name is null in the others', async () => {
  const rows = await asTenant(database.db, SYSTEM, async (transaction) => {
    const home = { kind: 'home', municipalityCode: '0101' };
    await insertRows(transaction, 'organisations', [
      { id: 'first', name: 'First', ...home },
      { id: 'second', name: 'Second', ...home, regionCode: '1084' },
    ]);
    return transaction
      .selectFrom('organisations')
      .select(['id', 'regionCode', 'independent', 'rotaAnchor'])
      .where('kind', '=', 'home')
      .orderBy('id')
      .execute();
  });
  const defaults = { independent: false, rotaAnchor: '2020-08-31' };
  expect(rows).toEqual([
    { id: 'first', regionCode: null, ...defaults },
    { id: 'second', regionCode: '1084', ...defaults },
  ]);
});

test('keys inside JSON keep their names, a list stays a list', async () => {
  const findings = [{ shareOfHistory: 0.2, 'Høje-Taastrup': 1 }];
  const release = await asTenant(database.db, SYSTEM, async (transaction) => {
    await insertRows(transaction, 'releases', [
      {
        id: uuid('release'),
        source: 'test',
        releasedOn: '2020-09-09' as CalendarDate,
        knownOn: '2020-09-09' as CalendarDate,
        sha256: 'a'.repeat(64),
        fetchedAt: new Date('2020-09-09T12:00:00Z'),
        state: 'quarantined',
        findings,
      },
    ]);
    return transaction.selectFrom('releases').select(['findings', 'fetchedAt']).executeTakeFirstOrThrow();
  });
  expect(release).toEqual({ findings, fetchedAt: new Date('2020-09-09T12:00:00Z') });
});

test('one row that breaks a rule leaves none behind', async () => {
  const before = await asTenant(database.db, SYSTEM, (transaction) =>
    transaction.selectFrom('staff').select('id').execute(),
  );
  const insert = asTenant(database.db, SYSTEM, (transaction) =>
    insertRows(transaction, 'staff', [person('good'), { ...person('bad'), shift: 'noon' }]),
  );
  await expect(insert).rejects.toMatchObject({ constraint: 'one_of_three' });
  const after = await asTenant(database.db, SYSTEM, (transaction) =>
    transaction.selectFrom('staff').select('id').execute(),
  );
  expect(after).toHaveLength(before.length);
});
