import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import { regionView } from '../../../db/queries/views/region.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { WHOLE } from '../../../shared/domain/status/decision.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import { logContact } from '../../../shared/usecases/logContact.ts';
import { registerDecision } from '../../../shared/usecases/registerDecision.ts';
import { freshDatabase, type TestDatabase } from '../../support/database.ts';
import { insertNight, type NightReport, nightWorld, planNight } from './night.ts';

const REGION = '1084';
const RED = '0185' as MunicipalityCode; // Tårnby
const BEFORE = calendarDate('2020-09-21');

interface Row {
  readonly owner: string;
  readonly who: string;
  readonly day: string;
  readonly minute: number;
}

let database: TestDatabase;
let planned: Row[];
let changed: Row[];
let report: NightReport;

async function published(): Promise<Row[]> {
  const { rows } = await sql<Row>`
    SELECT sessions.organisation_id AS owner, staff.label AS who, slots.date::text AS day, slots.lane_minute AS minute
    FROM slots JOIN sessions ON sessions.id = slots.session_id JOIN staff ON staff.id = slots.staff_id
    WHERE slots.published AND slots.state = 'planned' ORDER BY 1, 2, 3, 4`.execute(database.db);
  return rows;
}

async function night(on: string, number: number): Promise<NightReport> {
  const runId = `00000000-0000-4000-8000-00000000000${number}`;
  await insertNight(database.db, runId, calendarDate(on));
  return planNight(nightWorld(database.db, `${on}T20:00:00Z`), {
    region: REGION,
    on: calendarDate(on),
    runId,
  });
}

async function decide(colour: 'red' | 'green', on: string, firstTestWeek?: string): Promise<void> {
  const deps = nightWorld(database.db, `${on}T10:00:00Z`);
  const parties = ['stps', 'municipality', 'region'] as const;
  await logContact(deps, { actor: SYSTEM, municipality: RED, madeBy: 'region', parties: [...parties] });
  await registerDecision(deps, {
    actor: SYSTEM,
    municipality: RED,
    kind: 'colour',
    colour,
    scope: WHOLE,
    decidedOn: calendarDate(on),
    effectiveFrom: calendarDate(on),
    ...(firstTestWeek === undefined ? {} : { firstTestWeek: isoWeek(firstTestWeek) }),
    reason: 'Spread in several homes',
    parties: [...parties],
    registeredBy: 'region',
    onBehalfOf: 'stps',
  });
}

beforeAll(async () => {
  database = await freshDatabase();
  await loadDemo(database, { demo: 'tiny' });
  await night('2020-09-09', 1);
  planned = await published();
  await decide('red', '2020-09-16', '2020-W39');
  report = await night('2020-09-16', 2);
  changed = await published();
}, 300_000);
afterAll(() => database.close());

test('only owners whose staff serve the municipality get a changed roll', () => {
  const owners = report.drafted.map(({ owner }) => owner);
  expect(owners).toContain(RED);
  const others = (rows: readonly Row[]) => rows.filter(({ owner }) => !owners.includes(owner));
  expect(others(changed)).toEqual(others(planned));
});

test('sessions before red week 1 stand (R24)', () => {
  const early = (rows: readonly Row[]) => rows.filter(({ day }) => day < BEFORE);
  expect(early(changed)).toEqual(early(planned));
});

test('everybody of the municipality is offered a test in weeks 1, 3 and 5, at least seven days after the one before', () => {
  const own = changed.filter(({ owner }) => owner === RED);
  const people = Map.groupBy(own, ({ who }) => who);
  const weeks = [
    ['2020-09-21', '2020-09-27'],
    ['2020-10-05', '2020-10-11'],
    ['2020-10-19', '2020-10-25'],
  ] as const;
  const inWeeks = weeks.map(([from, to]) => own.filter(({ day }) => day >= from && day <= to).length);
  // Whoever has no duty in a test week stands among the unplaced with that reason.
  const unplaced = report.drafted.find(({ owner }) => owner === RED)?.unplaced ?? 0;
  for (const offered of inWeeks) expect(offered + unplaced).toBeGreaterThanOrEqual(0.9 * people.size);
  for (const slots of people.values()) {
    const days = slots.map(({ day }) => Date.parse(day) / 86_400_000).sort((a, b) => a - b);
    days.slice(1).forEach((day, i) => expect(day - (days[i] ?? 0)).toBeGreaterThanOrEqual(7));
  }
});

test('what was told before is kept and marked, not deleted', async () => {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::integer AS n FROM slots WHERE state = 'superseded' AND organisation_id = ${RED}
  `.execute(database.db);
  const gone = planned.filter(({ owner, day }) => owner === RED && day >= BEFORE);
  expect(rows[0]?.n).toBe(gone.length);
});

test('the region sees what every municipality may send in all, also of those whose roll was not changed (R34)', async () => {
  const on = calendarDate('2020-09-17');
  const view = await asTenant(database.db, SYSTEM, (tx) => regionView(tx, { code: REGION, on }));
  const planning = view?.municipalities.filter(({ sessions }) => sessions > 0) ?? [];
  expect(planning.length).toBeGreaterThan(2);
  for (const { quota, people, testDays, agreedTestDays } of planning) {
    expect(quota).toBeGreaterThanOrEqual(people);
    expect(quota).toBeLessThanOrEqual(2 * people);
    expect([testDays > 0, agreedTestDays]).toEqual([true, testDays]);
  }
});

test('weeks 3 and 5 are provisional until the Wednesday check', async () => {
  const { rows } = await sql<{ week: string; provisional: boolean }>`
    SELECT DISTINCT date_trunc('week', date)::date::text AS week, provisional FROM sessions
    WHERE organisation_id = ${RED} AND published AND date >= ${BEFORE}::date ORDER BY 1`.execute(database.db);
  const marks = new Map(rows.map(({ week, provisional }) => [week, provisional]));
  expect([marks.get('2020-09-21'), marks.get('2020-10-05'), marks.get('2020-10-19')]).toEqual([
    false,
    true,
    true,
  ]);
});

test('turning green cancels the test weeks ahead and spreads the way back (A8)', async () => {
  await decide('green', '2020-09-30');
  const back = await night('2020-09-30', 3);
  expect(back.drafted.map(({ owner }) => owner)).toContain(RED);
  const rows = (await published()).filter(({ owner }) => owner === RED);
  const early = (all: readonly Row[]) => all.filter(({ owner, day }) => owner === RED && day < '2020-10-05');
  expect(early(rows)).toEqual(early(changed));
  const people = Map.groupBy(rows, ({ who }) => who);
  for (const slots of people.values()) {
    const late = slots.filter(({ day }) => day >= '2020-10-05');
    expect(late.length).toBeLessThanOrEqual(1);
    const last = slots.filter(({ day }) => day < '2020-10-05').at(-1);
    if (last && late[0])
      expect(Date.parse(late[0].day) - Date.parse(last.day)).toBeGreaterThanOrEqual(14 * 86_400_000);
  }
  const share = rows.filter(({ day }) => day >= '2020-10-05').length / people.size;
  expect(share).toBeGreaterThan(0.2);
  expect(share).toBeLessThan(0.9);
}, 120_000);
