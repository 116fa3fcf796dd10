import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  displayIncidence,
  measuredColour,
  measureMunicipalities,
} from '../../../shared/domain/incidence/measure.ts';
import { windowSpan } from '../../../shared/domain/incidence/windows.ts';

const deep = process.env.DEEP === '1';
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

  test(`agrees with big-integer arithmetic on random pairs`, () => {
    // One pass draws 100 pairs, half of them next to the threshold, where rounding would show.
    const pair = fc.tuple(fc.integer({ min: 0, max: 3_000 }), fc.integer({ min: -2, max: 2 }), fc.boolean());
    const drawn = fc.array(pair, { minLength: 100, maxLength: 100 });
    fc.assert(
      fc.property(drawn, fc.integer({ min: 1, max: 6_000_000 }), (pairs, anyPopulation) => {
        for (const [cases, offset, near] of pairs) {
          const population = near ? Math.max(1, cases * 5_000 + offset) : anyPopulation;
          const red = BigInt(cases) * 100_000n >= 20n * BigInt(population);
          if (measuredColour({ cases, population, policy }) !== (red ? 'red' : 'green')) return false;
        }
        return true;
      }),
      { numRuns: deep ? 10_000 : 500 },
    );
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
