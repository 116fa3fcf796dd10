import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { SYSTEM } from '../../../db/asTenant.ts';
import { fixedClock } from '../../../shared/clock.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import { type CalendarDate, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { plansDue } from '../../../shared/usecases/plansDue.ts';
import { withdrawRoll } from '../../../shared/usecases/withdrawRoll.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { insertNight, type NightReport, nightWorld, planNight } from './night.ts';

const REGION = '1084';
let database: TestDatabase;
/** Has its people by name. */
let byName: string;

async function night(date: string, number: number): Promise<NightReport> {
  const on = calendarDate(date);
  const runId = `00000000-0000-4000-8000-0000000000${50 + number}`;
  await insertNight(database.db, runId, on);
  return planNight(nightWorld(database.db, `${date}T20:00:00Z`), { region: REGION, on, runId });
}

interface Time {
  readonly who: string;
  readonly day: CalendarDate;
  readonly site: string;
  readonly start: number;
}

async function times(owner = byName): Promise<Time[]> {
  const { rows } = await sql<Time>`
    SELECT slots.staff_id AS who, sessions.date AS day, sessions.site_id AS site, slots.start_minute AS start
    FROM slots JOIN sessions ON sessions.id = slots.session_id
    WHERE sessions.published AND slots.state = 'planned' AND slots.staff_id IS NOT NULL
      AND sessions.organisation_id = ${owner}
    ORDER BY 1, 2, 4`.execute(database.db);
  return rows;
}

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  await night('2020-09-09', 1);
  const { rows } = await sql<{ owner: string }>`
    SELECT organisation_id AS owner FROM slots WHERE published AND staff_id IS NOT NULL
    GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`.execute(database.db);
  byName = rows[0]?.owner ?? '';
}, 240_000);
afterAll(() => database.close());

test('a hire, a leaver and a pause start a changed roll the next night that moves nobody else (A7, A15)', async () => {
  const before = await times();
  const [leaver, paused, pattern] = [
    ...new Set(before.filter(({ day }) => day > '2020-09-21').map(({ who }) => who)),
  ];
  const hire = crypto.randomUUID();
  await sql`UPDATE staff SET in_scope_to = '2020-09-12' WHERE id = ${leaver}`.execute(database.db);
  await sql`UPDATE staff SET paused_until = '2020-12-01' WHERE id = ${paused}`.execute(database.db);
  await sql`
    INSERT INTO staff (id, organisation_id, municipality_code, label, shift, rota_weeks, rota_days, in_scope_from)
    SELECT ${hire}, organisation_id, municipality_code, 'Nyansat', shift, rota_weeks, rota_days, '2020-09-10'
    FROM staff WHERE id = ${pattern}`.execute(database.db);
  await sql`
    INSERT INTO staff_sites (staff_id, site_id, organisation_id, position)
    SELECT ${hire}, site_id, organisation_id, position FROM staff_sites WHERE staff_id = ${pattern}`.execute(
    database.db,
  );
  const due = await plansDue(database, { region: REGION, on: calendarDate('2020-09-10') });
  expect(due.rolls).toEqual([
    expect.objectContaining({
      owner: byName,
      cause: 'changed',
      to: '2020-10-25',
      places: [hire, leaver, paused].sort(),
    }),
  ]);
  const report = await night('2020-09-10', 2);
  expect(report.drafted.map(({ owner }) => owner)).toEqual([byName]);
  const after = await times();
  const others = (all: readonly Time[]) => all.filter(({ who }) => ![hire, leaver, paused].includes(who));
  expect(others(after)).toEqual(others(before));
  expect(after.filter(({ who }) => who === leaver || who === paused)).toEqual([]);
  const hired = after.filter(({ who }) => who === hire);
  expect(hired.length + (report.drafted[0]?.unplaced ?? 0)).toBe(1);
  // Whoever was seen to is not seen to again.
  expect((await plansDue(database, { region: REGION, on: calendarDate('2020-09-11') })).rolls).toEqual([]);
}, 120_000);

test('a site that closes inside the roll sends its people to places that are open, and moves nobody else (P11)', async () => {
  const before = await times();
  const late = before.findLast(({ day }) => day > '2020-10-01');
  const { site, day } = late ?? { site: '', day: '' };
  await sql`INSERT INTO closing_days (id, site_id, municipality_code, organisation_id, date, kind)
    SELECT ${crypto.randomUUID()}, id, municipality_code, organisation_id, ${day}, 'closed' FROM sites WHERE id = ${site}`.execute(
    database.db,
  );
  await night('2020-09-11', 3);
  const after = await times();
  const moved = new Set(
    before.filter((time) => time.site === site && time.day === day).map(({ who }) => who),
  );
  const others = (all: readonly Time[]) => all.filter(({ who }) => !moved.has(who));
  expect(moved.size).toBeGreaterThan(0);
  expect(others(after)).toEqual(others(before));
  expect(after.some((time) => time.site === site && time.day === day)).toBe(false);
}, 120_000);

test('withdrawing a published roll is a decision: a reason, a list of those to be told, and a new roll the next night', async () => {
  const { rows } = await sql<{ id: string; owner: string }>`
    SELECT id, organisation_id AS owner FROM rolls WHERE state = 'published' AND organisation_id <> ${byName} LIMIT 1`.execute(
    database.db,
  );
  const { id = '', owner = '' } = rows[0] ?? {};
  const before = await times(owner);
  const withdraw = (reason: string, preview = false) =>
    withdrawRoll(
      { ...nightWorld(database.db, '2020-09-12T08:00:00Z'), clock: fixedClock('2020-09-12T08:00:00Z') },
      { actor: SYSTEM, rollId: id, from: calendarDate('2020-09-28'), by: 'Planlægger', reason, preview },
    );
  await expect(withdraw(' ')).rejects.toMatchObject({ kind: 'invalid-input' });
  const preview = await withdraw('Forkerte vagtplaner', true);
  expect(await times(owner)).toEqual(before);
  const done = await withdraw('Forkerte vagtplaner');
  expect(done).toMatchObject({ sessions: preview.sessions, people: preview.people });
  const lost = before.filter(({ day }) => day >= '2020-09-28');
  expect(done.concerned.filter(({ who }) => who.kind === 'staff')).toHaveLength(lost.length);
  expect(await times(owner)).toEqual(before.filter(({ day }) => day < '2020-09-28'));
  const kept = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM slots WHERE state = 'cancelled' AND organisation_id = ${owner}`.execute(
    database.db,
  );
  expect(kept.rows[0]?.n).toBeGreaterThanOrEqual(lost.length);
  const report = await night('2020-09-12', 4);
  expect(report.drafted.map((roll) => roll.owner)).toContain(owner);
  const again = new Set((await times(owner)).map(({ who }) => who));
  const unplaced = report.drafted.find((roll) => roll.owner === owner)?.unplaced ?? 0;
  const without = lost.filter(({ who }) => !again.has(who)).length;
  expect(without).toBeLessThanOrEqual(unplaced);
}, 120_000);
