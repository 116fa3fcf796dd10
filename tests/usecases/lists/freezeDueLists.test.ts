import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { fixedClock } from '../../../shared/clock.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { freezeDueLists } from '../../../shared/usecases/lists/freezeDueLists.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await freshDatabase();
  for (const [regionCode, date] of [
    ['1084', '2020-09-15'],
    ['1084', '2020-09-14'],
    ['1085', '2020-09-14'],
    ['1084', '2020-09-16'],
  ] as const)
    await database.db
      .insertInto('pickupPlans')
      .values({
        id: randomUUID(),
        regionCode,
        date: calendarDate(date),
        state: 'planned',
        problemHash: 'x',
        seed: 1,
        score: {},
        createdAt: new Date('2020-09-10T02:00:00Z'),
      })
      .execute();
});
afterAll(() => database.close());

const at = (instant: string) =>
  freezeDueLists({ ...database, clock: fixedClock(instant), newId: randomUUID }, { by: 'podeplan' });

const states = async () =>
  (
    await database.db
      .selectFrom('pickupPlans')
      .select(['date', 'regionCode', 'state', 'frozenAt'])
      .orderBy('date')
      .orderBy('regionCode')
      .execute()
  ).map(({ date, regionCode, state, frozenAt }) =>
    [date, regionCode, state, frozenAt?.toISOString() ?? ''].join(' ').trim(),
  );

test('every list is fixed when its hour has come, and only then; asked again nothing changes (R56)', async () => {
  expect(await at('2020-09-11T11:59:59Z')).toEqual([]);
  expect(await at('2020-09-11T12:00:00Z')).toEqual([
    { region: '1084', date: '2020-09-14' },
    { region: '1085', date: '2020-09-14' },
  ]);
  expect(await at('2020-09-11T12:01:00Z')).toEqual([]);
  // The worker was down on Monday at 14:00 and comes back in the night.
  expect(await at('2020-09-15T00:30:00Z')).toEqual([{ region: '1084', date: '2020-09-15' }]);
  expect(await states()).toEqual([
    '2020-09-14 1084 frozen 2020-09-11T12:00:00.000Z',
    '2020-09-14 1085 frozen 2020-09-11T12:00:00.000Z',
    '2020-09-15 1084 frozen 2020-09-15T00:30:00.000Z',
    '2020-09-16 1084 planned',
  ]);
});
