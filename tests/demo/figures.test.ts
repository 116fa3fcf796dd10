import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  calendarDate,
  type CalendarDate,
  datesFrom,
} from '../../shared/domain/calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { demoRelease, demoReleaseDates } from '../../shared/demo/figures/demoRelease.ts';
import { rawReleaseDates, readRawRelease, SHARED_DATA, sharedDataIsHere } from '../support/ssiFolder.ts';
import { tabulateFigures } from '../support/tabulateFigures.ts';

const FILE = new URL('../../shared/demo/figures/autumn2020.csv', import.meta.url);

/** Cases by date and municipality code, read from a release's CSV without the product's reader. */
function casesOf(released: CalendarDate): Map<string, number> {
  const [, ...lines] = demoRelease(released)!.csv.trim().split('\n');
  return new Map(
    lines.map((line) => {
      const [date = '', code = '', cases = ''] = line.split(',');
      return [`${date} ${code}`, Number(cases)];
    }),
  );
}

/** R2 with A2's windows, in the plainest way. */
function redOn(released: CalendarDate, days: 7 | 8): number {
  const cases = casesOf(released);
  const window = datesFrom({ from: addDays(released, -days), to: addDays(released, -1) });
  return MUNICIPALITIES.filter(({ code, population2020 }) => {
    const sum = window.reduce((total, date) => total + (cases.get(`${date} ${code}`) ?? 0), 0);
    return sum * 100_000 >= 20 * population2020;
  }).length;
}

describe('the demo’s release of a day', () => {
  test.each([
    ['2020-09-02', 12, 6],
    ['2020-09-09', 28, 24],
    ['2020-10-28', 94, 92],
  ])('of %s measures %i red with the dashboard’s window and %i with seven days', (day, dashboard, exact) => {
    expect(redOn(calendarDate(day), 8)).toBe(dashboard);
    expect(redOn(calendarDate(day), 7)).toBe(exact);
  });

  test('of 29 September measures 40 red for 9 September, as known then', () => {
    const cases = casesOf(calendarDate('2020-09-29'));
    const window = datesFrom({ from: calendarDate('2020-09-01'), to: calendarDate('2020-09-08') });
    const red = MUNICIPALITIES.filter(({ code, population2020 }) => {
      const sum = window.reduce((total, date) => total + cases.get(`${date} ${code}`)!, 0);
      return sum * 100_000 >= 20 * population2020;
    });
    expect(red).toHaveLength(40);
  });

  test('between two real ones carries the next real one’s figures up to the day before', () => {
    const release = demoRelease(calendarDate('2020-09-21'))!;
    expect(release.figuresOf).toBe('2020-09-29');
    expect(release.csv.trim().split('\n').at(-1)!.slice(0, 10)).toBe('2020-09-20');
    const known = casesOf(calendarDate('2020-09-29'));
    for (const [key, cases] of casesOf(calendarDate('2020-09-21'))) expect(known.get(key)).toBe(cases);
  });

  test('names every municipality on every date since 1 August', () => {
    const lines = demoRelease(calendarDate('2020-09-09'))!.csv.trim().split('\n');
    const days = datesFrom({ from: calendarDate('2020-08-01'), to: calendarDate('2020-09-08') });
    expect(lines[0]).toBe('date,municipality_code,cases,population');
    expect(lines).toHaveLength(1 + days.length * MUNICIPALITIES.length);
  });

  test.each(['2020-09-12', '2020-09-13', '2020-09-16', '2020-08-14', '2020-12-16'])(
    'is missing on %s',
    (day) => {
      expect(demoRelease(calendarDate(day))).toBeUndefined();
      expect(demoReleaseDates()).not.toContain(day);
    },
  );

  test('exists on every other weekday of the autumn', () => {
    expect(demoReleaseDates().every((date) => demoRelease(date) !== undefined)).toBe(true);
    expect(demoReleaseDates()).toHaveLength(86);
  });
});

test('the table is small and names its source', () => {
  const text = readFileSync(FILE, 'utf8');
  expect(Buffer.byteLength(text)).toBeLessThan(150_000);
  expect(text).toContain('Statens Serum Institut (SSI)');
});

if (!sharedDataIsHere) {
  test.skip(`against the real releases: ${SHARED_DATA} is not here`, () => undefined);
} else {
  describe('against the real releases', () => {
    test('the committed table is what the tool writes from them', () => {
      expect(tabulateFigures()).toBe(readFileSync(FILE, 'utf8'));
    });

    const dates = rawReleaseDates().filter((date) => date <= calendarDate('2020-12-15'));
    test.each(dates)('the release of %s is reproduced in every figure', (released) => {
      const demo = casesOf(released);
      const raw = readRawRelease(released).cases;
      let compared = 0;
      for (const [date, row] of raw) {
        if (date < calendarDate('2020-08-01')) continue;
        for (const { code } of MUNICIPALITIES) {
          expect([date, code, demo.get(`${date} ${code}`)]).toEqual([date, code, row.get(code) ?? 0]);
          compared += 1;
        }
      }
      expect(compared).toBe(demo.size);
    });
  });
}
