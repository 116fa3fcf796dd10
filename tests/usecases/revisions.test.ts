import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { SYSTEM } from '../../db/asTenant.ts';
import { measuredCurve } from '../../db/queries/colours.ts';
import { fixedClock } from '../../shared/clock.ts';
import {
  addDays,
  type CalendarDate,
  calendarDate,
  datesFrom,
} from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { readBundle } from '../../shared/sources/readBundle.ts';
import { importIncidence } from '../../shared/usecases/importIncidence.ts';
import { listColours } from '../../shared/usecases/listColours.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { bundle, casesCsv, file, testPosCsv, testPosRows } from '../sources/fixtures.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await freshDatabase();
});
afterEach(() => database.close());

const VARDE = '0573' as MunicipalityCode;
const deps = () => ({ db: database.db, clock: fixedClock('2022-04-01T14:00:00Z'), newId: randomUUID });

interface Given {
  readonly on: string;
  /** Cases in Varde by sample date. */
  readonly varde?: Readonly<Record<string, number>>;
  /** In Varde's row of the totals; left out, there is no table of totals. */
  readonly confirmed?: string;
  readonly population?: string;
  readonly days?: number;
  readonly otherwise?: number;
}

/** A release as SSI wrote it; measured the same moment. */
async function take({ on, varde = {}, confirmed, population, days = 40, otherwise = 0 }: Given) {
  const released = calendarDate(on);
  const dates = datesFrom({ from: addDays(released, -days), to: addDays(released, -1) });
  const figures = Object.fromEntries(Object.entries(varde).map(([date, cases]) => [date, { Varde: cases }]));
  const rows = testPosRows.map((row) => ({
    ...row,
    confirmed: row.code === '573' ? (confirmed ?? '0') : String(otherwise * days),
    population: row.code === '573' ? (population ?? row.population) : row.population,
  }));
  const cases = file('cases.csv', casesCsv({ dateColumn: 'SampleDate', dates, figures, otherwise }));
  const totals = confirmed === undefined ? [] : [file('totals.csv', testPosCsv(rows))];
  const { release, source } = readBundle(bundle([cases, ...totals], released));
  const result = await importIncidence(deps(), { release, source, importedBy: 'test' });
  return { ...result, measured: (await measureColours(deps()))[0] };
}

const varde = async (on: string, asOf?: string) => {
  const { rows, window } = await listColours(deps(), {
    actor: SYSTEM,
    on: calendarDate(on),
    asOf: asOf === undefined || asOf === 'latest' ? asOf : calendarDate(asOf),
  });
  const row = rows.find(({ municipality }) => municipality === VARDE)!;
  return { cases: row.cases, population: row.population, colour: row.measuredColour, window };
};

/** Everything that was ever said, in one text. */
async function told(): Promise<string> {
  const { rows } = await sql<{ text: string }>`
    SELECT concat(
      (SELECT string_agg(f::text, '|' ORDER BY release_id, municipality_code) FROM figures f), '|',
      (SELECT string_agg(m::text, '|' ORDER BY release_id, window_name, municipality_code) FROM measured_colours m)
    ) AS text`.execute(database.db);
  return rows[0]!.text;
}

describe('releases that revise each other (R3)', () => {
  test('28 January 2021 added 198 old cases, the next day took 195 back: figures fall, nothing is rewritten', async () => {
    // A hundred and ninety-eight old cases land on one day of the week that was counted.
    const day = '2021-01-22';
    await take({ on: '2021-01-27', varde: { [day]: 1 }, confirmed: '1' });
    const wednesday = await told();
    const bad = await take({ on: '2021-01-28', varde: { [day]: 199 }, confirmed: '199' });
    expect(bad).toMatchObject({ outcome: 'applied', measured: { red: 1, opened: [VARDE] } });
    const thursday = await told();
    const good = await take({ on: '2021-01-29', varde: { [day]: 4 }, confirmed: '4' });
    expect(good).toMatchObject({ outcome: 'applied', measured: { red: 0, opened: [] } });
    const known = (cases: number, colour: string) =>
      expect.objectContaining({ cases, colour }) as unknown as Awaited<ReturnType<typeof varde>>;
    // Each day as it was known on the day, as known on another release, and as known now.
    expect(await varde('2021-01-27')).toEqual(known(1, 'green'));
    expect(await varde('2021-01-28')).toEqual(known(199, 'red'));
    expect(await varde('2021-01-29')).toEqual(known(4, 'green'));
    expect(await varde('2021-01-27', '2021-01-28')).toEqual(known(199, 'red'));
    expect(await varde('2021-01-27', '2021-01-29')).toEqual(known(4, 'green'));
    expect(await varde('2021-01-28', '2021-01-29')).toEqual(known(4, 'green'));
    expect(await varde('2021-01-28', 'latest')).toEqual(known(4, 'green'));
    // History grew, and every earlier word still stands.
    const friday = await told();
    for (const piece of wednesday.split('|').concat(thursday.split('|'))) expect(friday).toContain(piece);
    const span = { from: calendarDate('2021-01-20'), to: calendarDate('2021-01-31') };
    expect((await measuredCurve(database.db, VARDE, span)).map(({ cases }) => cases)).toEqual([1, 199, 4]);
  });

  test('the second release of a day corrects the first, which stays', async () => {
    await take({ on: '2021-01-28', varde: { '2021-01-25': 12 } });
    const second = await take({ on: '2021-01-28', varde: { '2021-01-25': 2 } });
    expect(second).toMatchObject({ outcome: 'applied', sequence: 2, measured: { red: 0 } });
    expect(await varde('2021-01-28')).toMatchObject({ cases: 2, colour: 'green' });
    const { rows } = await sql`SELECT 1 FROM figures WHERE municipality_code = ${VARDE}`.execute(database.db);
    expect(rows).toHaveLength(2);
  });

  test('cumulative counts may decrease', async () => {
    await take({ on: '2021-01-28', varde: { '2021-01-01': 150 }, confirmed: '150' });
    const fewer = await take({ on: '2021-01-29', varde: { '2021-01-01': 140 }, confirmed: '140' });
    expect(fewer).toMatchObject({ outcome: 'applied', doubts: [] });
  });

  test.each([
    ['2020-09-16', 'a Wednesday'],
    ['2020-12-25', 'Christmas Day'],
    ['2021-01-01', 'New Year’s Day'],
    ['2021-01-14', 'a Thursday'],
  ])('%s, %s, has no release: the day before stands, and the day after compares with it', async (day) => {
    const before = addDays(calendarDate(day), -1);
    const after = addDays(calendarDate(day), 1);
    await take({ on: before, varde: { [addDays(before, -2)]: 12 } });
    const list = await listColours(deps(), { actor: SYSTEM, on: calendarDate(day) });
    expect([list.release?.releasedOn, list.countedOn]).toEqual([before, before]);
    expect((await varde(day)).colour).toBe('red');
    expect(await take({ on: after, varde: { [addDays(before, -2)]: 12 } })).toMatchObject({
      outcome: 'applied',
      measured: { crossed: [], red: 1 },
    });
  });

  test('the population changes monthly from July 2021: each day is measured by its own', async () => {
    const cases = { '2021-06-25': 10, '2021-07-28': 10, '2021-08-27': 10 };
    for (const [on, population, day] of [
      ['2021-06-30', '49.961', '2021-06-25'],
      ['2021-08-02', '50.001', '2021-07-28'],
      ['2021-09-01', '49.900', '2021-08-27'],
    ] as const) {
      await take({ on, population, varde: { [day]: cases[day] }, confirmed: '10' });
    }
    expect(await varde('2021-06-30')).toMatchObject({ population: 49_961, colour: 'red' });
    expect(await varde('2021-08-02')).toMatchObject({ population: 50_001, colour: 'green' });
    expect(await varde('2021-09-01')).toMatchObject({ population: 49_900, colour: 'red' });
    // A release that states none is measured by the population in force on its day.
    await take({ on: '2021-09-02', varde: { '2021-08-27': 10 } });
    expect(await varde('2021-09-02')).toMatchObject({ population: 49_900, colour: 'red' });
  });

  test('from 23 March 2022 reinfections count and the table of totals is gone: all of history may change that day', async () => {
    const before = { on: '2022-03-22', otherwise: 3, confirmed: '120' };
    expect(await take(before)).toMatchObject({ outcome: 'applied' });
    const redefined = await take({ on: '2022-03-23', otherwise: 4 });
    expect(redefined).toMatchObject({ outcome: 'applied', doubts: [] });
    expect(await varde('2022-03-23')).toMatchObject({ cases: 28, window: 'exact-7-days' });
    // On any other day the same change is held back.
    const again = await take({ on: '2022-03-24', otherwise: 5 });
    expect(again.doubts.map(({ check }) => check)).toEqual(['history-changed']);
  });

  test('the day on which the windows change is measured with each day’s own, and compared like with like', async () => {
    // Ten cases on the eighth day before: counted until 7 December 2021, not since.
    const on = (day: string, days: number): Given => ({
      on: day,
      varde: { [addDays(calendarDate(day), -days)]: 10 },
    });
    expect((await take(on('2021-12-07', 8))).measured).toMatchObject({
      red: 1,
      redBy: { 'ssi-dashboard-2020': 1, 'exact-7-days': 0 },
    });
    // By the exact week it was green the day before: red now is a crossing, though its follow-up is open already.
    expect((await take(on('2021-12-08', 7))).measured).toMatchObject({
      red: 1,
      crossed: [VARDE],
      opened: [],
    });
  });
});

test('every municipality is there on every day, also those without a case', async () => {
  await take({ on: '2021-01-28' });
  const { rows } = await listColours(deps(), { actor: SYSTEM, on: calendarDate('2021-01-28') });
  const measured = rows.filter(({ measuredColour }) => measuredColour === 'green');
  expect(measured).toHaveLength(MUNICIPALITIES.length);
  expect(new Set(rows.map(({ date }: { date: CalendarDate }) => date)).size).toBe(1);
});
