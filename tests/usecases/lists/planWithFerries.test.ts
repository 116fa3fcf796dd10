import { describe, expect, test } from '@jest/globals';
import { readSailings } from '../../../shared/contracts/ferries.ts';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import { checkPickups } from '../../../shared/domain/pickups/check/checkPickups.ts';
import { pickupPlan } from '../../../shared/domain/pickups/planPickups.ts';
import type { PickupProblemInput } from '../../../shared/domain/pickups/problem.ts';
import { timetableOn } from '../../../shared/domain/travel/timetable.ts';
import { planHere } from '../../../shared/usecases/lists/planHere.ts';
import { planWithFerries } from '../../../shared/usecases/lists/planWithFerries.ts';

const DAY = calendarDate('2020-09-15');
const HEADER =
  'link,direction,from,to,valid_from,valid_to,weekdays,departures,minutes,check_in,fare,source\n';
const fanoe = (there: string, back: string) =>
  timetableOn(
    readSailings(
      HEADER +
        `fanoe-esbjerg,there,Nordby,Esbjerg,2020-08-01,,mon-sun,${there},12,5,150,test\n` +
        `fanoe-esbjerg,back,Esbjerg,Nordby,2020-08-01,,mon-sun,${back},12,5,150,test\n`,
    ),
    DAY,
  );

/** A laboratory in Esbjerg, two sites beside it and one on Fanø. */
const PROBLEM: PickupProblemInput = {
  date: DAY,
  depots: [{ id: 'Lab', kind: 'laboratory', lat: 55.48, lon: 8.46, latestArrival: '19:00' }],
  vehicles: [
    {
      id: 'Bil 1',
      start: 'Lab',
      end: 'Lab',
      unloadAt: 'Lab',
      capacity: 300,
      kmRate: 3.52,
      shift: ['09:00', '18:00'],
    },
  ],
  stops: [
    { id: 'Esbjerg Ø', lat: 55.49, lon: 8.5, samples: 20, ready: '10:00' },
    { id: 'Esbjerg N', lat: 55.51, lon: 8.45, samples: 20, ready: '10:30' },
    { id: 'Nordby', lat: 55.44, lon: 8.4, municipality: '0563', samples: 20, ready: '11:00' },
  ],
};
const plan = (timetable: ReturnType<typeof fanoe>) =>
  planWithFerries(PROBLEM, {
    timetable,
    seed: 1,
    solve: (problem) => planHere(problem, { seed: 1, iterations: 300 }),
  });

describe('a list that keeps to the timetable of a ferry (R55)', () => {
  test.each([
    [
      'often',
      '09:00 09:20 09:40 10:00 10:20 10:40 11:00 11:20 11:40 12:00 12:20 12:40 13:00 13:20',
      '08:50 09:10 09:30 09:50 10:10 10:30 10:50 11:10 11:30 11:50 12:10 12:30 12:50',
    ],
    ['seldom', '08:30 12:00 16:30', '07:30 10:45 15:00'],
  ])(
    '%s: every leg catches its ferry, there and back, and the fares are in the price',
    async (_, there, back) => {
      const timetable = fanoe(there, back);
      const { problem, result, ferries } = await plan(timetable);
      expect(result.score.unserved).toBe(0);
      expect(checkPickups(problem, pickupPlan(problem, result, { seed: 1 }))).toEqual([]);
      expect(
        ferries.map(({ from, to, stop }) => [from, to, stop === null || stop.startsWith('Esbjerg')]),
      ).toEqual([
        ['Esbjerg', 'Nordby', false],
        ['Nordby', 'Esbjerg', true],
      ]);
      const day = timetable.get('fanoe-esbjerg')!;
      expect(day.back?.departures).toContain(ferries[0]?.departs);
      expect(day.there?.departures).toContain(ferries[1]?.departs);
      const visits = result.solution.routes.flatMap(({ trips }) => trips.flatMap(({ stops }) => stops));
      const island = visits.find(({ stop }) => stop === 'Nordby')!;
      expect(ferries[0]?.arrives).toBeLessThanOrEqual(minutesOf(island.arrival));
      expect(ferries[1]?.departs).toBeGreaterThanOrEqual(minutesOf(island.departure) + 5);
      expect(result.score.fares).toBe(300);
    },
  );

  test('an island whose last ferry has gone before anybody can come is unreachable, the others are served', async () => {
    const { problem, result, ferries } = await plan(fanoe('10:00', '08:00'));
    expect(result.reasons.map(({ stop, limit }) => [stop, limit])).toEqual([['Nordby', 'unreachable']]);
    expect(result.score.served).toBe(2);
    expect(ferries).toEqual([]);
    expect(checkPickups(problem, pickupPlan(problem, result, { seed: 1 }))).toEqual([]);
  });

  test('without a timetable, or on one land mass, the problem is planned as it is', async () => {
    const { problem } = await plan(new Map());
    expect(problem.travel).toBeUndefined();
  });
});
