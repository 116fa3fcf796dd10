import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { pickupsView } from '../../../db/queries/views/pickups.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { RegionCode } from '../../../shared/domain/geography/codes.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import { allotTestDays } from '../../../shared/usecases/allotTestDays.ts';
import { answerTestDays } from '../../../shared/usecases/answerTestDays.ts';
import { agreeTestDays } from '../../../shared/usecases/agreeTestDays.ts';
import { draftRoll } from '../../../shared/usecases/draftRoll.ts';
import { freezePickupPlan } from '../../../shared/usecases/freezePickupPlan.ts';
import { planPickups } from '../../../shared/usecases/planPickups.ts';
import { plansDue } from '../../../shared/usecases/plansDue.ts';
import { publishRoll } from '../../../shared/usecases/publishRoll.ts';
import { fixedClock } from '../../../shared/clock.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { contentOf, insertNight, type NightReport, nightWorld, planNight } from './night.ts';

const REGION = '1084';
const ON = calendarDate('2020-09-09');
const RUN = '00000000-0000-4000-8000-000000000001';

let database: TestDatabase;
let report: NightReport;

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  await insertNight(database.db, RUN, ON);
  report = await planNight(nightWorld(database.db, '2020-09-09T20:00:00Z'), {
    region: REGION,
    on: ON,
    runId: RUN,
  });
}, 240_000);
afterAll(() => database.close());

async function count(query: ReturnType<typeof sql<{ n: number }>>): Promise<number> {
  const { rows } = await query.execute(database.db);
  return Number(rows[0]?.n);
}

describe('the first night of a region', () => {
  test('every owner has a published roll from 14 September on, private homes for themselves (R19)', async () => {
    const { rows } = await sql<{ state: string; from: string; to: string; n: number }>`
      SELECT state, from_date AS from, to_date AS to, count(*)::integer AS n FROM rolls GROUP BY 1, 2, 3
    `.execute(database.db);
    expect(rows).toEqual([{ state: 'published', from: '2020-09-14', to: '2020-10-25', n: 4 }]);
    expect(report.drafted.filter(({ owner }) => owner.length > 4)).toHaveLength(1);
  });

  test('whoever is due has a time, or a reason with its limit and a fix', async () => {
    const placed = report.drafted.reduce((sum, roll) => sum + roll.placed, 0);
    const unplaced = report.drafted.reduce((sum, roll) => sum + roll.unplaced, 0);
    expect(await count(sql`SELECT sum(people) AS n FROM slots WHERE published`)).toBe(placed);
    expect(
      await count(sql`SELECT coalesce(sum(people), 0) AS n FROM unplaced WHERE message <> '' AND fix <> ''`),
    ).toBe(unplaced);
    expect(placed).toBeGreaterThan(300);
  });

  test('no day sends a laboratory more than it takes (A11)', async () => {
    expect(
      await count(sql`
        SELECT count(*) AS n FROM (
          SELECT sum(sessions.people * sites.turnout) AS samples,
            laboratories.weekday_capacity[extract(isodow FROM sessions.lab_date)::integer] AS capacity
          FROM sessions JOIN sites ON sites.id = sessions.site_id
          JOIN laboratories ON laboratories.id = sessions.laboratory_id
          WHERE sessions.published GROUP BY sessions.laboratory_id, sessions.lab_date, capacity
        ) AS days WHERE samples > capacity + 0.001`),
    ).toBe(0);
  });

  test('the lists of five session days stand, and the kits of every session come with an earlier stop (R46)', async () => {
    const sessionDays = await sql<{ day: string }>`
      SELECT DISTINCT lab_date AS day FROM sessions WHERE published ORDER BY 1 LIMIT 5`.execute(database.db);
    for (const { day } of sessionDays.rows) expect(report.pickupDays).toContain(day);
    const last = sessionDays.rows.at(-1)?.day ?? '';
    const short = await count(sql`
      SELECT count(*) AS n FROM (
        SELECT
          (SELECT coalesce(sum(kits), 0) FROM kit_movements m WHERE m.site_id = s.site_id)
          + (SELECT coalesce(sum(st.kits), 0) FROM stops st JOIN routes r ON r.id = st.route_id
             WHERE r.in_force AND st.site_id = s.site_id
               AND (r.date, st.departure_minute) <= (s.date, s.start_minute))
          + (SELECT coalesce(sum(u.kits), 0) FROM unserved u JOIN pickup_plans p ON p.id = u.plan_id
             WHERE p.in_force AND u.site_id = s.site_id AND p.date <= s.date)
          - (SELECT sum(ceil(e.people * sites.turnout - 1e-9)) FROM sessions e JOIN sites ON sites.id = e.site_id
             WHERE e.published AND e.site_id = s.site_id
               AND (e.date, e.start_minute) <= (s.date, s.start_minute)) AS left_over
        FROM sessions s WHERE s.published AND s.lab_date <= ${last}::date
      ) AS balance WHERE left_over < 0`);
    expect(short).toBe(0);
  });

  test('every sample of those days has a stop, or stands among the unserved with a reason', async () => {
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::integer AS n FROM sessions s
      WHERE s.published AND s.lab_date = ANY (${[...report.pickupDays]}::date[])
        AND NOT EXISTS (SELECT FROM stop_sessions x WHERE x.session_id = s.id)
        AND NOT EXISTS (SELECT FROM unserved u JOIN pickup_plans p ON p.id = u.plan_id
                        WHERE p.in_force AND p.date = s.lab_date AND u.site_id = s.site_id)
    `.execute(database.db);
    expect(rows[0]?.n).toBe(0);
  });

  test('a region sees test days, quotas and sessions in numbers, and no name (R18)', async () => {
    const region = { kind: 'region' as const, region: REGION as RegionCode };
    const seen = await asTenant(database.db, region, async (transaction) => {
      const tables = [
        'quotas',
        'testDays',
        'sessions',
        'slots',
        'staff',
        'unplaced',
        'sessionLanes',
      ] as const;
      const counts: Record<string, number> = {};
      for (const table of tables) {
        const { n } = await transaction
          .selectFrom(table)
          .select((select) => select.fn.countAll<number>().as('n'))
          .executeTakeFirstOrThrow();
        counts[table] = n;
      }
      return counts;
    });
    expect(seen).toMatchObject({ slots: 0, staff: 0, unplaced: 0, sessionLanes: 0 });
    expect(Math.min(seen.quotas ?? 0, seen.testDays ?? 0, seen.sessions ?? 0)).toBeGreaterThan(0);
  });

  test('each use case called again for the same run changes nothing', async () => {
    const before = await contentOf(database.db);
    const again = await planNight(nightWorld(database.db, '2020-09-09T21:00:00Z'), {
      region: REGION,
      on: ON,
      runId: RUN,
    });
    expect(await contentOf(database.db)).toEqual(before);
    expect(again).toEqual(report);
    expect(await count(sql`SELECT count(*) AS n FROM allotments`)).toBe(1);
    expect(await count(sql`SELECT count(*) AS n FROM rolls`)).toBe(4);
    expect(await count(sql`SELECT count(*) AS n FROM pickup_plans`)).toBe(report.pickupDays.length);
  }, 60_000);

  test('nothing is due on the day after but what the calendar says', async () => {
    const { rolls, pickupDays } = await plansDue(database, {
      region: REGION,
      on: calendarDate('2020-09-10'),
    });
    expect(rolls).toEqual([]);
    expect(pickupDays.every((day) => day >= '2020-09-11' && day <= '2020-09-14')).toBe(true);
  });

  test('every list is read as pages read it, with its stops', async () => {
    for (const date of report.pickupDays) {
      const view = await asTenant(database.db, SYSTEM, (tx) => pickupsView(tx, { regionCode: REGION, date }));
      expect(view?.plan?.routes.flatMap(({ stops }) => stops).length).toBeGreaterThan(0);
      expect(view?.plan?.routes.every(({ ferriesHome }) => Array.isArray(ferriesHome))).toBe(true);
    }
  });

  test('a list is fixed from its hour of the previous working day on, and then no plan changes it (R56)', async () => {
    const { db } = database;
    const date = report.pickupDays.find((day) => day >= '2020-09-14') ?? calendarDate('2020-09-14');
    const freeze = (instant: string) =>
      freezePickupPlan(
        { ...nightWorld(db, instant), clock: fixedClock(instant) },
        { region: REGION, date, by: 'region' },
      );
    await expect(freeze('2020-09-10T08:00:00Z')).rejects.toMatchObject({ kind: 'refused-by-rule' });
    await freeze('2020-09-18T18:00:00Z');
    await freeze('2020-09-18T18:05:00Z');
    expect(await count(sql`SELECT count(*) AS n FROM audit_log WHERE action = 'fixed'`)).toBe(1);
    const replan = planPickups(nightWorld(db, '2020-09-18T19:00:00Z'), {
      region: REGION,
      date,
      on: ON,
      runId: null,
      seed: 1,
    });
    await expect(replan).rejects.toMatchObject({ kind: 'conflict' });
  }, 60_000);
});

describe('what publishing refuses', () => {
  let other: TestDatabase;
  const run = '00000000-0000-4000-8000-000000000002';

  beforeAll(async () => {
    other = await freshDatabase();
    await loadDemo(other, { demo: 'tiny' });
    await insertNight(other.db, run, ON);
  }, 60_000);
  afterAll(() => other.close());

  test('a roll whose test days are not agreed, then one that the checker faults; nothing of either gets out', async () => {
    const world = nightWorld(other.db, '2020-09-09T20:00:00Z');
    const { allotmentId } = await allotTestDays(world, { region: REGION, on: ON, runId: run, seed: 1 });
    const allotment = { allotmentId: allotmentId ?? '' };
    const owner = '0155';
    const { rollId } = await draftRoll(world, { ...allotment, owner, on: ON, runId: run, seed: 1 });
    const publish = () => publishRoll(world, { rollId, on: ON, by: 'test' });
    await expect(publish()).rejects.toMatchObject({
      kind: 'refused-by-rule',
      message: expect.stringContaining('R34'),
    });
    await expect(agreeTestDays(world, { ...allotment, region: REGION, by: 'test' })).rejects.toMatchObject({
      kind: 'refused-by-rule',
    });
    const proposed = await sql<{ id: string; date: string }>`
      SELECT id, date FROM test_days WHERE municipality_code = '0155' ORDER BY people, date LIMIT 1`.execute(
      other.db,
    );
    const day = proposed.rows[0] ?? { id: '', date: '' };
    const wish = (wished: string) =>
      answerTestDays(world, {
        ...allotment,
        sites: [],
        otherDays: [{ testDayId: day.id, wished: calendarDate(wished) }],
        by: 'region',
        onBehalfOf: '0155',
      });
    // No laboratory day at all: whatever is wished there has no room.
    await expect(wish('2020-10-31')).rejects.toMatchObject({
      kind: expect.stringMatching(/invalid|refused/),
    });
    let taken: string | undefined;
    for (const { date } of (
      await sql<{
        date: string;
      }>`SELECT DISTINCT date FROM quotas WHERE organisation_id = '0155' ORDER BY 1`.execute(other.db)
    ).rows) {
      if (date === day.date || taken !== undefined) continue;
      taken = await wish(date).then(
        () => date,
        (problem: unknown) => {
          expect(problem).toMatchObject({ kind: 'refused-by-rule' });
          return undefined;
        },
      );
    }
    const answered = await sql<{ answer: string; wished: string; by: string; whose: string; open: number }>`
      SELECT answer, wished_date AS wished, answered_by AS by, answered_on_behalf_of AS whose,
        (SELECT count(*)::integer FROM test_days WHERE state = 'proposed') AS open
      FROM test_days WHERE id = ${day.id}`.execute(other.db);
    expect(taken).toBeDefined();
    expect(answered.rows[0]).toMatchObject({
      answer: 'other-day',
      wished: taken,
      by: 'region',
      whose: '0155',
    });
    // A wish answers its own day alone.
    expect(answered.rows[0]?.open).toBeGreaterThan(0);
    await answerTestDays(world, { ...allotment, by: 'test', onBehalfOf: 'everybody' });
    await agreeTestDays(world, { ...allotment, region: REGION, by: 'test' });
    await sql`
      UPDATE slots SET staff_id = (SELECT id FROM staff WHERE organisation_id = '0155' AND id NOT IN
        (SELECT staff_id FROM slots WHERE staff_id IS NOT NULL) LIMIT 1)
      WHERE id = (SELECT min(id::text)::uuid FROM slots WHERE organisation_id = '0155')`.execute(other.db);
    const moved = await sql`
      UPDATE sessions SET lab_date = lab_date + 1 WHERE id = (SELECT min(id::text)::uuid FROM sessions) RETURNING id`.execute(
      other.db,
    );
    expect(moved.rows).toHaveLength(1);
    await expect(publish()).rejects.toMatchObject({ kind: 'refused-by-rule', faults: expect.anything() });
    const { rows } = await sql<{
      n: number;
    }>`SELECT count(*)::integer AS n FROM sessions WHERE state <> 'draft'`.execute(other.db);
    expect(rows[0]?.n).toBe(0);
  }, 120_000);
});
