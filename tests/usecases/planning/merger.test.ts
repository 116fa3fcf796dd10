import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { listRegionClosings } from '../../../db/queries/laboratories.ts';
import { pickupsView } from '../../../db/queries/views/pickups.ts';
import { regionView } from '../../../db/queries/views/region.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { planPickups } from '../../../shared/usecases/planPickups.ts';
import {
  pickupDaysToPlan,
  plansDue,
  regionsToAllot,
  regionsToPickUp,
} from '../../../shared/usecases/plansDue.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { insertNight, nightWorld, planNight } from './night.ts';

// On 1 January 2027 Østdanmark takes over Hovedstaden and Sjælland, in the middle of this roll.
const OLD = '1084';
const NEW = '1086';
const ON = calendarDate('2026-12-09');
const LAST_NIGHT = calendarDate('2026-12-30');
const AFTER = calendarDate('2027-01-05');

let database: TestDatabase;
const at = (on: string) => nightWorld(database.db, `${on}T20:00:00Z`);

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  // The demo's last offers, as long before this roll as they are before its own: 326 weeks later.
  await sql`UPDATE earlier_offers SET offered_on = offered_on + 2282`.execute(database.db);
  const runId = '00000000-0000-4000-8000-000000000070';
  await insertNight(database.db, runId, ON);
  await planNight(at(ON), { region: OLD, on: ON, runId });
}, 240_000);
afterAll(() => database.close());

test('a roll goes on over the merger in one piece: nobody is allotted or planned anew because of it', async () => {
  const { rows } = await sql<{ from: string; to: string; n: number }>`
    SELECT from_date AS from, to_date AS to, count(*)::integer AS n FROM rolls WHERE state = 'published'
    GROUP BY 1, 2`.execute(database.db);
  expect(rows).toEqual([{ from: '2026-12-14', to: '2027-01-24', n: 4 }]);
  const weeks = await sql<{ old: number; new: number }>`
    SELECT count(*) FILTER (WHERE lab_date < '2027-01-01')::integer AS old,
      count(*) FILTER (WHERE lab_date >= '2027-01-01')::integer AS new
    FROM sessions WHERE published`.execute(database.db);
  expect(weeks.rows[0]?.old).toBeGreaterThan(0);
  expect(weeks.rows[0]?.new).toBeGreaterThan(0);
  expect(await regionsToAllot(at(LAST_NIGHT), { on: LAST_NIGHT })).toEqual([OLD]);
  expect(await regionsToAllot(at(AFTER), { on: AFTER })).toEqual([NEW]);
  expect((await plansDue(at(AFTER), { region: NEW, on: AFTER })).rolls).toEqual([]);
});

test('a pickup list belongs to the region of its day, from the same laboratory by the same cars', async () => {
  expect(await regionsToPickUp(at(LAST_NIGHT), { on: LAST_NIGHT })).toEqual([OLD, NEW]);
  const days = (region: string) => pickupDaysToPlan(at(LAST_NIGHT), { region, on: LAST_NIGHT, runId: null });
  expect((await days(OLD)).filter((day) => day >= '2027-01-01')).toEqual([]);
  expect((await days(NEW)).filter((day) => day < '2027-01-01')).toEqual([]);
  const { rows } = await sql<{ day: string; sessions: number }>`
    SELECT lab_date AS day, count(*)::integer AS sessions FROM sessions
    WHERE published AND lab_date >= '2027-01-04' GROUP BY 1 ORDER BY 1 LIMIT 1`.execute(database.db);
  const date = calendarDate(rows[0]?.day ?? '');
  const planned = await planPickups(at(LAST_NIGHT), {
    // Asked for under the old code, as somebody may who has it in a script.
    region: OLD,
    date,
    on: LAST_NIGHT,
    runId: null,
    seed: 1,
  });
  expect(planned.routes).toBeGreaterThan(0);
  const lists = await sql<{ region: string; fetched: number }>`
    SELECT pickup_plans.region_code AS region,
      (SELECT count(DISTINCT session_id)::integer FROM stop_sessions JOIN stops ON stops.id = stop_sessions.stop_id
        JOIN routes ON routes.id = stops.route_id WHERE routes.plan_id = pickup_plans.id) AS fetched
    FROM pickup_plans WHERE in_force AND date = ${date}`.execute(database.db);
  expect(lists.rows).toEqual([{ region: NEW, fetched: rows[0]?.sessions }]);
  const view = await asTenant(database.db, SYSTEM, (tx) => pickupsView(tx, { regionCode: OLD, date }));
  expect([view?.region.code, view?.plan?.id]).toEqual([NEW, planned.planId]);
});

test('a region closes days for as long as it stands: the old one’s word ends with it', async () => {
  const close = (region: string, date: string) =>
    sql`
    INSERT INTO closing_days (id, region_code, date, kind, reason)
    VALUES (gen_random_uuid(), ${region}, ${date}, 'closed', 'Lukket')`.execute(database.db);
  await close(OLD, '2027-01-11');
  await close(NEW, '2027-01-12');
  const span = { from: ON, to: calendarDate('2027-01-24') };
  expect(await listRegionClosings(database.db, OLD, span)).toEqual(['2027-01-12']);
  expect(await listRegionClosings(database.db, NEW, span)).toEqual(['2027-01-12']);
});

test('the new region sees the roll’s laboratory, test days and quotas on its page', async () => {
  const view = await asTenant(database.db, SYSTEM, (tx) => regionView(tx, { code: NEW, on: AFTER }));
  expect(view?.allotment).toMatchObject({ state: 'agreed', to: '2027-01-24' });
  expect(view?.laboratories.length).toBeGreaterThan(0);
});
