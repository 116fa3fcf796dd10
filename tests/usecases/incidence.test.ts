import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listReleases } from '../../db/queries/releases.ts';
import { fixedClock } from '../../shared/clock.ts';
import { addDays, type CalendarDate, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { importIncidence, type ImportResult } from '../../shared/usecases/importIncidence.ts';
import { judgeRelease } from '../../shared/usecases/judgeRelease.ts';
import { listColours } from '../../shared/usecases/listColours.ts';
import { measureColours } from '../../shared/usecases/measureColours.ts';
import { pathSource } from '../../shared/sources/paths.ts';
import { readBundle, readSource } from '../../shared/sources/readBundle.ts';
import type { ReleaseBundle } from '../../shared/sources/incidenceSource.ts';
import {
  bundle,
  casesCsv,
  file,
  RELEASED,
  SAMPLE_DATES,
  ssiBundle,
  testPosCsv,
  testPosRows,
} from '../sources/fixtures.ts';
import { plainRedCount } from '../sources/plainArithmetic.ts';
import { describeReal, REAL_RELEASES } from '../sources/realReleases.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
/** After every release that is handed out. */
const clock = fixedClock('2021-04-01T12:00:00Z');
const deps = (now = clock) => ({ db: database.db, clock: now, newId: randomUUID });
const importBundle = (from: ReleaseBundle, released?: CalendarDate): Promise<ImportResult> =>
  importIncidence(deps(), { ...readBundle(from, released), importedBy: 'test' });

const on = (date: string) => listColours(deps(), { actor: SYSTEM, on: calendarDate(date) });
const redOn = async (date: string) =>
  (await on(date)).rows.filter(({ measuredColour }) => measuredColour === 'red').map(({ name }) => name);

const LAST = SAMPLE_DATES.at(-1)!;
/** Ten cases are red in Varde (49,961 inhabitants), nine are green. */
const varde = (cases: number, lastDate: CalendarDate = LAST) =>
  casesCsv({ figures: { [lastDate]: { Varde: cases } } });
const totals = (cases: number) =>
  testPosCsv(testPosRows.map((row) => (row.code === '573' ? { ...row, confirmed: String(cases) } : row)));
const vardeBundle = (cases: number) => ssiBundle(varde(cases), totals(cases));

describe('importIncidence', () => {
  beforeEach(async () => {
    database = await freshDatabase();
  });
  // Closing here as well keeps the number of connections down.
  const close = () => database.close();

  test('takes a release in once', async () => {
    const first = await importBundle(vardeBundle(10));
    expect(first).toMatchObject({ outcome: 'applied', releasedOn: '2020-09-09', sequence: 1, doubts: [] });
    const second = await importBundle(vardeBundle(10));
    expect(second).toEqual({ ...first, outcome: 'already-imported' });
    expect(await listReleases(database.db)).toHaveLength(1);
    await close();
  });

  test('takes a second release of a day in as a second release, which counts', async () => {
    await importBundle(vardeBundle(10));
    expect(await importBundle(vardeBundle(9))).toMatchObject({ outcome: 'applied', sequence: 2 });
    expect(await redOn('2020-09-09')).toEqual([]);
    await close();
  });

  test('refuses the content of another day’s release', async () => {
    await importBundle(vardeBundle(10));
    await expect(importBundle(vardeBundle(10), addDays(RELEASED, 1))).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('the content of the release of 2020-09-09') as unknown,
    });
    expect(await listReleases(database.db)).toHaveLength(1);
    await close();
  });

  test('holds an implausible release back: the state stands, and a person releases or rejects it', async () => {
    await importBundle(vardeBundle(9));
    await measureColours(deps());
    const lost = testPosCsv(testPosRows.filter(({ code }) => code !== '101'));
    const held = await importBundle(ssiBundle(varde(12, LAST), lost));
    expect(held).toMatchObject({ outcome: 'quarantined', sequence: 2 });
    expect(held.doubts.map(({ check }) => check)).toEqual(['municipalities-missing', 'totals-disagree']);
    expect(await measureColours(deps())).toEqual([]);
    expect(await redOn('2020-09-09')).toEqual([]);
    const judgement = { releaseId: held.releaseId, judgedBy: 'operator', reason: 'SSI confirms by phone' };
    const judge = (verdict: 'release' | 'reject', reason = judgement.reason) =>
      judgeRelease(deps(), { ...judgement, verdict, reason });
    await expect(judge('release', ' ')).rejects.toMatchObject({ kind: 'invalid-input' });
    // A crossing is measured, and its follow-up opened, as the release is let through.
    expect(await judge('release')).toMatchObject({
      state: 'applied',
      measured: { red: 1, opened: ['0573'] },
    });
    expect(await redOn('2020-09-09')).toEqual(['Varde']);
    expect(await measureColours(deps())).toEqual([]);
    await expect(judge('reject')).rejects.toMatchObject({ kind: 'conflict' });
    await close();
  });

  test('forgets a rejected release, so that the right one may come under the same content', async () => {
    const early = await importBundle(ssiBundle(varde(10), totals(10)), addDays(RELEASED, 5));
    expect(early.doubts.map(({ check }) => check)).toEqual(['series-ends-early']);
    await judgeRelease(deps(), {
      verdict: 'reject',
      releaseId: early.releaseId,
      judgedBy: 'operator',
      reason: 'wrong date',
    });
    expect(await importBundle(vardeBundle(10))).toMatchObject({ outcome: 'applied' });
    await close();
  });

  test('keeps the population of a release that states a new one, from its day on', async () => {
    const grown = testPosRows.map((row) =>
      row.code === '573' ? { ...row, population: '50.001', confirmed: '10' } : row,
    );
    await importBundle(ssiBundle(varde(10), testPosCsv(grown)));
    expect(await redOn('2020-09-09')).toEqual([]);
    // The next day's release states none: the population in force is used.
    const dates = [...SAMPLE_DATES, RELEASED];
    const figures = { [RELEASED]: { Varde: 10 }, [LAST]: { Varde: 10 } };
    await importBundle(bundle([file('cases.csv', casesCsv({ dates, figures }))]), addDays(RELEASED, 1));
    const row = (await on('2020-09-10')).rows.find(({ municipality }) => municipality === '0573');
    expect(row).toMatchObject({
      cases: 20,
      population: 50_001,
      measuredColour: 'red',
      decidedColour: 'green',
    });
    await close();
  });
});

describe('measureColours', () => {
  beforeEach(async () => {
    database = await freshDatabase();
  });

  const nextDay = (cases: number, days: number) => {
    const released = addDays(RELEASED, days);
    const dates = [...SAMPLE_DATES, ...Array.from({ length: days }, (_, i) => addDays(RELEASED, i))];
    return importBundle(
      bundle([file('cases.csv', casesCsv({ dates, figures: { [LAST]: { Varde: cases } } }))], released),
    );
  };

  test('opens one follow-up for a crossing, and none when it dips and crosses again (R4, R5)', async () => {
    const seen = [];
    for (const [days, cases] of [
      [0, 9],
      [1, 10],
      [2, 9],
      [3, 11],
    ] as const) {
      await nextDay(cases, days);
      seen.push(...(await measureColours(deps())));
    }
    expect(seen.map(({ red, crossed, opened }) => [red, crossed.length, opened.length])).toEqual([
      [0, 0, 0],
      [1, 1, 1],
      [0, 0, 0],
      [1, 1, 0],
    ]);
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toMatchObject([
      { municipality: '0573', openedOn: '2020-09-10' },
    ]);
    expect(await measureColours(deps())).toEqual([]);
    await database.close();
  });

  const crossingsOf = async () =>
    (await measureColours(deps())).map(({ red, crossed, opened }) => [red, crossed.length, opened.length]);

  test('a second release of a day counts only who has crossed since the first', async () => {
    await nextDay(9, 0);
    await nextDay(10, 1);
    expect(await crossingsOf()).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    await nextDay(11, 1);
    expect(await crossingsOf()).toEqual([[1, 0, 0]]);
    await database.close();
  });

  test('a second release that came with the first corrects it before anybody is called', async () => {
    await nextDay(10, 0);
    await nextDay(9, 0);
    expect(await crossingsOf()).toEqual([
      [1, 0, 0],
      [0, 0, 0],
    ]);
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toEqual([]);
    await database.close();
  });

  test('the same release from four processes at once is taken in once', async () => {
    const results = await Promise.all([10, 10, 10, 10].map((cases) => nextDay(cases, 0)));
    expect(results.map(({ outcome }) => outcome).sort()).toEqual([
      'already-imported',
      'already-imported',
      'already-imported',
      'applied',
    ]);
    const nights = await Promise.all([measureColours(deps()), measureColours(deps())]);
    expect(nights.map((night) => night.length).sort()).toEqual([0, 1]);
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toHaveLength(1);
    await database.close();
  });

  test('a release that fills in history calls nobody', async () => {
    await nextDay(9, 2);
    await measureColours(deps());
    await nextDay(10, 1);
    expect(await measureColours(deps())).toMatchObject([{ crossed: ['0573'], opened: [] }]);
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toEqual([]);
    await database.close();
  });

  test('a release dated ahead of the clock is refused, and one that is there silences nobody', async () => {
    const today = fixedClock('2020-09-09T12:00:00Z');
    const dates = [...SAMPLE_DATES, ...Array.from({ length: 5 }, (_, i) => addDays(RELEASED, i))];
    const csv = casesCsv({ dates, figures: { [LAST]: { Varde: 9 } } });
    const ahead = readBundle(bundle([file('cases.csv', csv)], addDays(RELEASED, 5)));
    await expect(importIncidence(deps(today), { ...ahead, importedBy: 'test' })).rejects.toMatchObject({
      kind: 'invalid-input',
      message: expect.stringMatching(/dated 2020-09-14, and today is 2020-09-09.*step the clock/s) as unknown,
    });
    expect(await listReleases(database.db)).toEqual([]);
    // As an installation may hold one that was imported before this was refused.
    await importIncidence(deps(), { ...ahead, importedBy: 'test' });
    await measureColours(deps());
    await nextDay(10, 0);
    expect(await measureColours(deps(today))).toMatchObject([{ crossed: ['0573'], opened: ['0573'] }]);
    await database.close();
  });

  test('an import alone never changes a decided colour (R6)', async () => {
    await nextDay(10, 0);
    await measureColours(deps());
    const row = (await on('2020-09-09')).rows.find(({ municipality }) => municipality === '0573');
    expect(row).toMatchObject({ measuredColour: 'red', decidedColour: 'green' });
    await database.close();
  });
});

describe('listColours', () => {
  beforeAll(async () => {
    database = await freshDatabase();
    await importBundle(vardeBundle(10));
  });
  afterAll(() => database.close());

  test('answers for a day without a release from the newest before it, counted on that release’s day', async () => {
    const list = await on('2020-09-11');
    expect(list).toMatchObject({ countedOn: '2020-09-09', window: 'ssi-dashboard-2020' });
    expect(list.rows.find(({ municipality }) => municipality === '0573')).toMatchObject({
      date: '2020-09-11',
      cases: 10,
      incidence: '20.02',
      measuredColour: 'red',
    });
  });

  test('knows no measured colour before the first release', async () => {
    const list = await on('2020-09-08');
    expect(list.release).toBeUndefined();
    expect(list.rows).toHaveLength(98);
    expect(new Set(list.rows.map(({ measuredColour }) => measuredColour))).toEqual(new Set([undefined]));
  });

  test('says which releases there are when asked for another', async () => {
    const asked = listColours(deps(), { actor: SYSTEM, on: RELEASED, asOf: calendarDate('2020-09-10') });
    await expect(asked).rejects.toMatchObject({
      kind: 'not-found',
      message: 'There is no release of 2020-09-10; there are 2020-09-09',
    });
  });
});

describeReal('the real releases in a database', () => {
  beforeAll(async () => {
    database = await freshDatabase();
    for (const { release, source } of await readSource(pathSource([REAL_RELEASES]))) {
      await importIncidence(deps(), { release, source, importedBy: 'test' });
    }
  });
  afterAll(() => database.close());

  const folders = readdirSync(REAL_RELEASES).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name));
  const red = async (date: string, window?: 'exact-7-days', asOf?: string) => {
    const list = await listColours(deps(), {
      actor: SYSTEM,
      on: calendarDate(date),
      window,
      asOf: asOf === undefined ? undefined : calendarDate(asOf),
    });
    return list.rows.filter(({ measuredColour }) => measuredColour === 'red').length;
  };

  test('each is there once, though some came as folder and zip', async () => {
    const releases = await listReleases(database.db);
    expect(releases.map(({ releasedOn, state }) => [releasedOn, state])).toEqual(
      folders.map((folder) => [folder, 'applied']),
    );
  });

  test.each(folders)('%s is measured as plain arithmetic on the raw file says', async (folder) => {
    const raw = path.join(REAL_RELEASES, folder);
    expect(await red(folder)).toBe(plainRedCount(raw, folder, 8));
    expect(await red(folder, 'exact-7-days')).toBe(plainRedCount(raw, folder, 7));
  });

  test('every pair of a day and a later release answers what that release says of the day', async () => {
    for (const day of folders) {
      for (const asOf of folders.filter((folder) => folder >= day)) {
        expect(await red(day, undefined, asOf)).toBe(plainRedCount(path.join(REAL_RELEASES, asOf), day, 8));
      }
    }
  });

  test('9 September: 28 and 24 red; as known on 29 September 40 and 36', async () => {
    expect(await red('2020-09-09')).toBe(28);
    expect(await red('2020-09-09', 'exact-7-days')).toBe(24);
    expect(await red('2020-09-09', undefined, '2020-09-29')).toBe(40);
    expect(await red('2020-09-09', 'exact-7-days', '2020-09-29')).toBe(36);
  });

  test('a night’s measuring opens a follow-up for each crossing', async () => {
    const nights = await measureColours(deps());
    expect(nights.map(({ releasedOn, red: count }) => [releasedOn, count])).toContainEqual([
      '2020-09-09',
      28,
    ]);
    const opened = nights.flatMap((night) => night.opened);
    expect(opened).toHaveLength(new Set(opened).size);
    expect(await asTenant(database.db, SYSTEM, listOpenFollowUps)).toHaveLength(opened.length);
  });
});
