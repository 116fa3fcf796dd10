import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { doubtsAbout } from '../../shared/domain/incidence/gate.ts';
import { measureMunicipalities } from '../../shared/domain/incidence/measure.ts';
import type { Release } from '../../shared/domain/incidence/release.ts';
import { DEFAULT_POLICIES } from '../../shared/domain/policy/policy.ts';
import { pathSource } from '../../shared/sources/paths.ts';
import { readSource } from '../../shared/sources/readBundle.ts';
import { describeReal, REAL_RELEASES } from './realReleases.ts';
import { plainRedCount } from './plainArithmetic.ts';

const read = async (...paths: string[]): Promise<Release[]> =>
  (await readSource(pathSource(paths.map((name) => path.join(REAL_RELEASES, name))))).map(
    ({ release }) => release,
  );

const populations2020 = new Map(
  MUNICIPALITIES.map(({ code, population2020: inhabitants }) => [
    code,
    { inhabitants, since: calendarDate('2020-01-01') },
  ]),
);

const redCount = (
  release: Release,
  countingWindow: 'ssi-dashboard-2020' | 'exact-7-days',
  anchor = release.releasedOn,
) =>
  measureMunicipalities({
    figures: release,
    populations: release.populations,
    anchor,
    policy: { countingWindow, redFromPer100000: 20 },
  }).filter(({ colour }) => colour === 'red').length;

describeReal('the real releases', () => {
  const folders = readdirSync(REAL_RELEASES).filter((name) => /^\d{4}-\d{2}-\d{2}$/.test(name));

  test.each(folders)(
    '%s: red counts of both windows match plain arithmetic on the raw file',
    async (folder) => {
      const [release] = await read(folder);
      for (const [window, days] of [
        ['ssi-dashboard-2020', 8],
        ['exact-7-days', 7],
      ] as const) {
        expect(redCount(release!, window)).toBe(
          plainRedCount(path.join(REAL_RELEASES, folder), folder, days),
        );
      }
    },
  );

  test.each([
    ['2020-09-02', 12, 6],
    ['2020-09-09', 28, 24],
    ['2020-10-28', 94, 92],
  ])('%s has the published number of red municipalities', async (folder, dashboard, exact) => {
    const [release] = await read(folder);
    expect([redCount(release!, 'ssi-dashboard-2020'), redCount(release!, 'exact-7-days')]).toEqual([
      dashboard,
      exact,
    ]);
  });

  test('9 September as known on 29 September: 40 and 36', async () => {
    const [release] = await read('2020-09-29');
    const anchor = calendarDate('2020-09-09');
    expect(redCount(release!, 'ssi-dashboard-2020', anchor)).toBe(40);
    expect(redCount(release!, 'exact-7-days', anchor)).toBe(36);
    expect(plainRedCount(path.join(REAL_RELEASES, '2020-09-29'), '2020-09-09', 8)).toBe(40);
  });

  test('the zips hold the same releases as the folders, and tell their dates', async () => {
    const zips = readdirSync(REAL_RELEASES).filter((name) => name.endsWith('.zip'));
    const [zipped, unpacked] = [await read(...zips), await read('2020-09-02', '2020-09-03', '2020-10-28')];
    expect(zipped).toEqual(unpacked);
    expect(zipped.map(({ releasedOn }) => releasedOn)).toEqual(['2020-09-02', '2020-09-03', '2020-10-28']);
  });

  test('the gate lets every one of them through', async () => {
    const releases = await read(...folders);
    const { gate } = DEFAULT_POLICIES[0]!.rules;
    const doubts = releases.map((release, i) =>
      // Whichever comes before, also when weeks or months of releases have been skipped.
      [undefined, ...releases.slice(0, i)].map((previous) =>
        doubtsAbout(release, previous, gate, populations2020),
      ),
    );
    expect(doubts.flat(2)).toEqual([]);
  });

  test('the gate holds back each of them with one cell, column or population changed that matters', async () => {
    const releases = await read(...folders);
    const { gate } = DEFAULT_POLICIES[0]!.rules;
    const copenhagen = '0101' as MunicipalityCode;
    const aarhus = '0751' as MunicipalityCode;
    for (const [i, release] of releases.entries()) {
      const previous = releases[i - 1];
      const held = (changes: Partial<Release>) =>
        doubtsAbout({ ...release, totals: undefined, ...changes }, previous, gate, populations2020).length >
        0;
      const series = release.cases.get(copenhagen)!;
      const cell = (back: number, cases: number) => series.with(series.length - back, cases);
      for (const back of [1, 4, 8]) {
        expect(held({ cases: new Map(release.cases).set(copenhagen, cell(back, 9_000)) })).toBe(true);
      }
      expect(held({ populations: new Map(release.populations).set(aarhus, 34_967) })).toBe(true);
      if (!previous) continue;
      const swapped = new Map(release.cases).set(copenhagen, release.cases.get(aarhus)!).set(aarhus, series);
      expect(held({ cases: swapped })).toBe(true);
      expect(
        held({
          cases: new Map(release.cases).set(
            aarhus,
            series.map(() => 0),
          ),
        }),
      ).toBe(true);
    }
  });

  /** The raw files as text, to show that a quirk is there. */
  const raw = (folder: string, name: 'cases_time_series' | 'test_pos') =>
    readFileSync(path.join(REAL_RELEASES, folder, `Municipality_${name}.csv`), 'utf8');
  const headerOf = (folder: string) => raw(folder, 'cases_time_series').split('\n')[0]!.split(';');

  describe('have the quirks that the fixtures show', () => {
    test.each(folders)(
      '%s: a mark in one file and none in the other; Copenhagen and København',
      async (folder) => {
        expect(raw(folder, 'test_pos').startsWith('\uFEFF')).toBe(true);
        expect(raw(folder, 'cases_time_series').startsWith('\uFEFF')).toBe(false);
        expect(headerOf(folder)).toContain('Copenhagen');
        expect(raw(folder, 'test_pos')).toContain(';København;');
        const [release] = await read(folder);
        expect(release!.unknownNames).toEqual([]);
        expect([...release!.cases.keys()].sort()).toEqual([...release!.populations.keys()].sort());
        expect(release!.populations.get('0101' as MunicipalityCode)).toBe(632_340);
      },
    );

    test('Samsø has no column until 29 September 2020: zero', async () => {
      for (const folder of folders) {
        const [release] = await read(folder);
        const without = headerOf(folder).includes('Samsø') ? [] : ['0741'];
        expect(release!.withoutColumn).toEqual(without);
        expect(release!.cases.get('0741' as MunicipalityCode)).toHaveLength(
          release!.cases.get('0101' as MunicipalityCode)!.length,
        );
      }
      expect(headerOf('2020-09-09')).not.toContain('Samsø');
    });

    test('a column "NA" from December 2020 on, whose cases are nobody’s', async () => {
      expect(headerOf('2020-12-15')).toContain('"NA"');
      const [release] = await read('2020-12-15');
      const all = [...release!.cases.values()].flat().reduce((a, b) => a + b, 0);
      const lines = raw('2020-12-15', 'cases_time_series').trim().split('\n').slice(1);
      const nobody = headerOf('2020-12-15').indexOf('"NA"');
      const everything = lines.map((line) => line.split(';').slice(1).map(Number));
      const sum = (rows: readonly number[]) => rows.reduce((a, b) => a + b, 0);
      expect(all).toBe(sum(everything.map(sum)) - sum(everything.map((cells) => cells[nobody - 1]!)));
    });

    test('date_sample in 2020, SampleDate in 2021; no row for 29 February; the last date is the day or the one before', async () => {
      expect(headerOf('2020-12-15')[0]).toBe('date_sample');
      expect(headerOf('2021-03-01')[0]).toBe('SampleDate');
      for (const folder of folders) {
        const [release] = await read(folder);
        expect(release!.missing).toEqual(['2020-02-29']);
        expect([folder, addDays(calendarDate(folder), -1)]).toContain(release!.to);
      }
      expect((await read('2020-12-15'))[0]!.to).toBe('2020-12-15');
    });

    test('padding blanks, points for thousands, <10', async () => {
      expect(raw('2020-09-09', 'cases_time_series')).toMatch(/; \d/);
      expect(raw('2020-09-09', 'test_pos')).toMatch(/; *632\.340;/);
      for (const folder of folders) {
        const [release] = await read(folder);
        const suppressed = [...release!.totals!.confirmed].filter(([, count]) => count === undefined);
        const rows = raw(folder, 'test_pos')
          .split('\n')
          .filter((line) => /^(?!411;)\d+;[^;]*;[^;]*; *<10/.test(line));
        expect(suppressed).toHaveLength(rows.length);
      }
    });
  });

  test('keeps name, size and hash of each file', async () => {
    const [release] = await read('2020-09-09');
    const bytes = readFileSync(path.join(REAL_RELEASES, '2020-09-09', 'Municipality_cases_time_series.csv'));
    expect(release!.files.map(({ name }) => name)).toEqual([
      'Municipality_cases_time_series.csv',
      'Municipality_test_pos.csv',
    ]);
    expect(release!.files[0]).toMatchObject({ bytes: bytes.length });
    expect(release!.files[0]?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });
});
