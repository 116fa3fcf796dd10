import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
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
    expect(releases.flatMap((release, i) => doubtsAbout(release, releases[i - 1], gate))).toEqual([]);
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
