import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  displayIncidence,
  measuredColour,
  measureMunicipalities,
} from '../../../shared/domain/incidence/measure.ts';
import { randomInt, seededRandom } from '../../../shared/domain/search/random.ts';
import { isCountingWindow, windowSpan, windowsToMeasure } from '../../../shared/domain/incidence/windows.ts';

const { max } = Math;
const policy = { redFromPer100000: 20 };
const varde = '0573' as MunicipalityCode;

describe('measuredColour (R2, A1)', () => {
  test.each([
    [10, 49_961, 'red'],
    [1, 5_001, 'green'],
    [1, 5_000, 'red'],
    [0, 1_786, 'green'],
  ] as const)('%i cases among %i are %s', (cases, population, colour) => {
    expect(measuredColour({ cases, population, policy })).toBe(colour);
  });

  test('agrees with big-integer arithmetic on 1,000,000 random pairs', () => {
    // Half of them next to the threshold, where rounding would show. Same seed, same pairs.
    const random = seededRandom(20_200_904);
    const below = (limit: number) => randomInt(random, limit);
    const wrong: [number, number][] = [];
    for (let pair = 0; pair < 1_000_000; pair += 1) {
      const cases = below(3_000);
      const near = pair % 2 === 0;
      const population = near ? max(1, cases * 5_000 + below(5) - 2) : 1 + below(6_000_000);
      const red = BigInt(cases) * 100_000n >= 20n * BigInt(population);
      if (measuredColour({ cases, population, policy }) !== (red ? 'red' : 'green'))
        wrong.push([cases, population]);
    }
    expect(wrong).toEqual([]);
  });
});

test.each([
  [10, 49_961, '20.02'],
  [1, 5_001, '20.00'],
  [0, 84, '0.00'],
  [1, 3, '33333.33'],
  [5, 800_000, '0.63'],
  [632_340, 632_340, '100000.00'],
])('%i cases among %i are shown as %s', (cases, population, shown) => {
  expect(displayIncidence({ cases, population })).toBe(shown);
});

describe('counting windows (A2)', () => {
  const release = calendarDate('2020-09-09');

  test('ssi-dashboard-2020 is release − 8 to release − 1, exact-7-days one day less', () => {
    expect(windowSpan('ssi-dashboard-2020', release)).toEqual({ from: '2020-09-01', to: '2020-09-08' });
    expect(windowSpan('exact-7-days', release)).toEqual({ from: '2020-09-02', to: '2020-09-08' });
  });

  test.each([
    ['ssi-dashboard-2020', 4],
    ['exact-7-days', 3],
  ] as const)('%s counts the days of its window and no other', (countingWindow, cases) => {
    // A case on each of: the first day of the long window, the first of the short one, the last, the release day;
    // and one on the day before the last.
    const figures = {
      from: calendarDate('2020-08-31'),
      to: calendarDate('2020-09-09'),
      missing: [],
      cases: new Map([[varde, [9, 1, 1, 0, 0, 0, 0, 1, 1, 9]]]),
    };
    const populations = new Map([[varde, 5_000]]);
    const measured = measureMunicipalities({
      figures,
      populations,
      anchor: release,
      policy: { ...policy, countingWindow },
    });
    expect(measured).toEqual([{ municipality: varde, cases, population: 5_000, colour: 'red' }]);
  });

  test('a series that does not reach over the window measures nothing, rather than too little', () => {
    const figures = {
      from: calendarDate('2020-09-02'),
      to: calendarDate('2020-09-08'),
      missing: [],
      cases: new Map([[varde, [1, 1, 1, 1, 1, 1, 1]]]),
    };
    const measure = (countingWindow: 'ssi-dashboard-2020' | 'exact-7-days') =>
      measureMunicipalities({
        figures,
        populations: new Map([[varde, 5_000]]),
        anchor: release,
        policy: { ...policy, countingWindow },
      });
    expect(measure('ssi-dashboard-2020')).toEqual([]);
    expect(measure('exact-7-days')).toHaveLength(1);
  });
});

describe('a policy’s own window', () => {
  test('counts the days before the release that its name says', () => {
    expect(isCountingWindow('days-10-to-4')).toBe(true);
    expect(windowSpan('days-10-to-4', calendarDate('2020-09-20'))).toEqual({
      from: '2020-09-10',
      to: '2020-09-16',
    });
    expect(windowsToMeasure('days-10-to-4')).toEqual(['ssi-dashboard-2020', 'exact-7-days', 'days-10-to-4']);
    expect(windowsToMeasure('exact-7-days')).toEqual(['ssi-dashboard-2020', 'exact-7-days']);
  });

  test.each(['days-4-to-10', 'days-x-to-1', 'days-100-to-1', 'week'])('is not called "%s"', (name) => {
    expect(isCountingWindow(name)).toBe(false);
  });
});
