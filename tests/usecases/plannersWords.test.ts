import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { findGoals } from '../../db/queries/plannersWords.ts';
import { listPlanningSites } from '../../db/queries/planningSites.ts';
import { fixedClock } from '../../shared/clock.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { USUAL_WEIGHTS } from '../../shared/domain/planning/goals.ts';
import { fixWeekdays } from '../../shared/usecases/fixWeekdays.ts';
import { importClosingDays } from '../../shared/usecases/importClosingDays.ts';
import { setGoals } from '../../shared/usecases/setGoals.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { insertAll, oneOfEach, uuid } from '../support/oneOfEach.ts';

const OWNER = { organisationId: '0101', municipalityCode: '0101' };
const day = calendarDate;
let database: TestDatabase;
let deps: { db: TestDatabase['db']; clock: ReturnType<typeof fixedClock>; newId: () => string };

beforeAll(async () => {
  database = await freshDatabase();
  deps = { db: database.db, clock: fixedClock('2020-09-09T10:00:00Z'), newId: () => crypto.randomUUID() };
  await asTenant(database.db, SYSTEM, async (tx) => {
    await insertAll(tx, oneOfEach('here', OWNER));
    await sql`UPDATE sites SET laboratory_id = ${uuid('here laboratory')}`.execute(tx);
    await sql`DELETE FROM site_weekdays`.execute(tx);
    await sql`DELETE FROM planning_goals`.execute(tx);
    await sql`DELETE FROM closing_days`.execute(tx);
    await sql`UPDATE windows SET weekdays = '{0,1,2,3,4}'`.execute(tx);
  });
});
afterAll(() => database.close());

const goalsOn = (on: string) =>
  asTenant(database.db, SYSTEM, (tx) => findGoals(tx, '0101', day(on))).then(
    (found) => found?.weights.siteDay,
  );
const site = async (from: string, to: string) => {
  const [found] = await asTenant(database.db, SYSTEM, (tx) =>
    listPlanningSites(tx, ['0101'], { from: day(from), to: day(to) }),
  );
  return found;
};

describe('goals that a planner sets', () => {
  test('hold from their day on, and the one set later holds; weights below zero are refused', async () => {
    const set = (siteDay: number, from: string) =>
      setGoals(deps, {
        actor: SYSTEM,
        owner: '0101',
        weights: { ...USUAL_WEIGHTS, siteDay },
        from: day(from),
        by: 'Planlægger',
      });
    expect(await goalsOn('2020-09-30')).toBeUndefined();
    await set(2, '2020-09-14');
    await set(3, '2020-10-01');
    expect([await goalsOn('2020-09-13'), await goalsOn('2020-09-14'), await goalsOn('2020-10-02')]).toEqual([
      undefined,
      2,
      3,
    ]);
    await expect(set(-1, '2020-09-14')).rejects.toMatchObject({ kind: 'invalid-input' });
    await expect(
      setGoals(deps, {
        actor: SYSTEM,
        owner: 'nobody',
        weights: USUAL_WEIGHTS,
        from: day('2020-09-14'),
        by: 'x',
      }),
    ).rejects.toMatchObject({ kind: 'not-found' });
  });
});

describe('fixed weekdays (P3)', () => {
  test('close the other weekdays from their day on, until the next line', async () => {
    const fix = (weekdays: readonly (0 | 1 | 2 | 3 | 4 | 5 | 6)[], from: string) =>
      fixWeekdays(deps, { actor: SYSTEM, siteId: uuid('here site'), weekdays, from: day(from), by: 'Leder' });
    await fix([1, 3], '2020-09-21');
    await fix([0, 1, 2, 3, 4, 5, 6], '2020-10-05');
    expect((await site('2020-09-14', '2020-09-25'))?.closedDates).toEqual([
      '2020-09-21',
      '2020-09-23',
      '2020-09-25',
    ]);
    expect((await site('2020-10-05', '2020-10-11'))?.closedDates).toEqual([]);
    await expect(fix([6], '2020-09-21')).rejects.toMatchObject({ kind: 'refused-by-rule' });
    await expect(fix([], '2020-09-21')).rejects.toMatchObject({ kind: 'invalid-input' });
  });
});

describe('school holidays and closing days from a file', () => {
  const take = (text: string) => importClosingDays(deps, { actor: SYSTEM, text, by: 'Planlægger' });

  test('come by name or code, as a span; a second time adds nothing; the soft layer stays apart from closed days', async () => {
    const text =
      'municipality;from;to;kind;reason\nKøbenhavn;2020-10-12;2020-10-18;school-holiday;Efterårsferie\n0101;2020-10-20;;closed;Flytning\n';
    expect(await take(text)).toEqual({ rows: 2, days: 8, added: 8 });
    expect(await take(text)).toEqual({ rows: 2, days: 8, added: 0 });
    const found = await site('2020-10-12', '2020-10-25');
    expect(found?.schoolHolidays).toHaveLength(7);
    expect(found?.closedDates).toEqual(['2020-10-20']);
  });

  test.each([
    ['municipality,from,to,kind,reason\nNowhere,2020-10-12,,closed,\n', 'line 2, municipality'],
    ['municipality,from,to,kind,reason\n0101,2020-10-32,,closed,\n', 'line 2, from'],
    ['municipality,from,to,kind,reason\n0101,2020-10-12,2020-10-11,closed,\n', 'line 2, to'],
    ['municipality,from,to,kind,reason\n0101,2020-10-12,2021-10-11,closed,\n', 'line 2, to'],
    ['municipality,from,to,kind,reason\n0101,2020-10-12,,ferie,\n', 'line 2, kind'],
  ])('%j is refused as a whole, with its line', async (text, place) => {
    const before = await sql<{ n: number }>`SELECT count(*)::integer AS n FROM closing_days`.execute(
      database.db,
    );
    await expect(take(`${text}0101,2020-11-01,,closed,\n`)).rejects.toMatchObject({
      kind: 'bad-file',
      faults: [expect.objectContaining({ place })],
    });
    const after = await sql<{ n: number }>`SELECT count(*)::integer AS n FROM closing_days`.execute(
      database.db,
    );
    expect(after.rows).toEqual(before.rows);
  });
});
