import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { divide, type PlannedLoad } from '../../../shared/domain/planning/shares.ts';

const DATES = ['2020-09-14', '2020-09-15', '2020-09-16'].map(calendarDate);

const load = (owner: string, date: number, samples: number): PlannedLoad => ({
  owner,
  laboratory: 'lab',
  date: DATES[date] ?? DATES[0]!,
  samples,
});

test('a quota is the levelled plan and a little more, the rest of the day is set aside by demand', () => {
  const shares = divide({
    planned: [load('a', 0, 60), load('b', 0, 20), load('a', 1, 20)],
    served: ['a', 'b'].map((owner) => ({ owner, laboratory: 'lab' })),
    dates: DATES,
    room: () => 120,
  });
  expect(
    shares.map(({ owner, date, ...rest }) => [owner, date.slice(8), rest.planned, rest.quota, rest.reserve]),
  ).toEqual([
    ['a', '14', 60, 63, 29],
    ['b', '14', 20, 21, 7],
    ['a', '15', 20, 21, 79],
    ['b', '15', 0, 0, 20],
    ['a', '16', 0, 0, 96],
    ['b', '16', 0, 0, 24],
  ]);
});

test('owners who raise their quotas without knowing of each other never overload a day together', () => {
  const loads = fc.array(
    fc.record({
      owner: fc.integer({ min: 0, max: 5 }),
      date: fc.integer({ min: 0, max: 2 }),
      samples: fc.integer({ min: 1, max: 90 }),
    }),
  );
  fc.assert(
    fc.property(loads, fc.integer({ min: 0, max: 300 }), (given, spare) => {
      const planned = given.map(({ owner, date, samples }) => load(`o${owner}`, date, samples));
      const used = (date: string) =>
        planned.reduce((sum, one) => sum + (one.date === date ? one.samples : 0), 0);
      const shares = divide({
        planned,
        served: [0, 1, 2, 3, 4, 5].map((owner) => ({ owner: `o${owner}`, laboratory: 'lab' })),
        dates: DATES,
        room: (_, date) => used(date) + spare,
      });
      for (const date of DATES) {
        const today = shares.filter((share) => share.date === date);
        const most = today.reduce((sum, { quota, reserve }) => sum + quota + reserve, 0);
        expect(most).toBeLessThanOrEqual(used(date) + spare);
        for (const { owner, planned: own, quota } of today) {
          expect(own).toBe(
            planned
              .filter((one) => one.owner === owner && one.date === date)
              .reduce((sum, { samples }) => sum + samples, 0),
          );
          expect(quota).toBeGreaterThanOrEqual(own);
        }
      }
    }),
  );
});
