import { describe, expect, test } from '@jest/globals';
import { checkPickups } from '../../../shared/domain/pickups/check/checkPickups.ts';
import { lineWorld, namesOf, planOf } from './worlds.ts';

describe('planPickups', () => {
  test('one stop: there and back, leaving as late as the window allows', () => {
    const problem = lineWorld({ stops: [{ samples: 5, window: ['10:00', '11:00'] }] });
    const plan = planOf(problem);
    expect(plan.routes).toEqual([
      {
        vehicle: 'v1',
        start: '09:50',
        end: '10:10',
        minutes: 20,
        waitMinutes: 0,
        km: 20,
        fares: 0,
        cost: 40,
        trips: [
          {
            leave: '09:50',
            kits: 0,
            stops: [{ stop: 'a', arrival: '10:00', start: '10:00', departure: '10:00', load: 5 }],
            arrival: '10:10',
            samples: 5,
          },
        ],
      },
    ]);
    expect(plan.score).toMatchObject({ served: 1, unserved: 0, cost: 40, km: 20, vehicles: 1, trips: 1 });
  });

  test('R46: kits for later stops fill the vehicle before the first sample is on board', () => {
    const stops = [
      { samples: 60, kits: 60 },
      { samples: 60, kits: 60 },
    ];
    const plan = planOf(lineWorld({ stops, vehicles: [{ capacity: 120 }] }));
    expect(namesOf(plan).v1).toEqual([expect.arrayContaining(['a', 'b'])]);
    const tight = planOf(lineWorld({ stops, vehicles: [{ capacity: 119 }] }));
    expect(namesOf(tight).v1).toHaveLength(2);
  });

  test('the maximum along the route counts: what is delivered late and collected early is on board together', () => {
    const stops = [
      { samples: 50, kits: 0, window: ['08:00', '08:10'] },
      { samples: 0, kits: 60, window: ['09:00', '09:10'] },
    ];
    const together = planOf(lineWorld({ stops, vehicles: [{ capacity: 110 }] }));
    expect(namesOf(together).v1).toEqual([['a', 'b']]);
    const apart = planOf(lineWorld({ stops, vehicles: [{ capacity: 109 }] }));
    expect(namesOf(apart).v1).toEqual([['a'], ['b']]);
  });

  test('R49: samples that age are brought home before the rest of the round', () => {
    const stops = [
      { samples: 5, window: ['08:00', '08:00'], firstSwab: '07:00', maxSampleHours: 1.5 },
      { samples: 5, window: ['09:00', '09:00'] },
    ];
    const plan = planOf(lineWorld({ stops }));
    expect(namesOf(plan).v1).toEqual([['a'], ['b']]);
    expect(plan.routes[0]!.trips[0]!.arrival).toBe('08:10');
  });

  test('a session’s end is waited for, and the waiting is paid', () => {
    const plan = planOf(
      lineWorld({
        stops: [
          { samples: 5, window: ['08:00', '08:00'] },
          { samples: 5, ready: '09:00' },
        ],
        vehicles: [{ maxTrips: 1 }],
      }),
    );
    expect(plan.score).toMatchObject({ minutes: 90, waitMinutes: 50, cost: 130 });
  });

  test('a trip leaves when its kits are ready', () => {
    const plan = planOf(lineWorld({ stops: [{ kits: 5, kitsReady: '09:30', window: ['07:00', '12:00'] }] }));
    expect(plan.routes[0]).toMatchObject({ start: '09:30', trips: [{ leave: '09:30' }] });
  });

  test('a day past the break’s end holds it, and a shorter one does not', () => {
    const vehicles = [{ break: { minutes: 30, from: '11:00', to: '12:00' }, maxTrips: 1 }];
    const early = planOf(lineWorld({ stops: [{ samples: 1, window: ['10:00', '10:00'] }], vehicles }));
    expect(early.routes[0]!.break).toBeUndefined();
    const long = planOf(
      lineWorld({
        stops: [
          { samples: 1, window: ['10:00', '10:00'] },
          { samples: 1, window: ['13:00', '13:00'] },
        ],
        vehicles,
      }),
    );
    expect(long.routes[0]!.break).toEqual({ start: '11:00', end: '11:30', trip: 0, afterStop: 'a' });
  });

  test('an idle vehicle costs nothing; the cheaper one is used', () => {
    const plan = planOf(
      lineWorld({ stops: [{ samples: 5 }], vehicles: [{ fixedCost: 50 }, { fixedCost: 10 }] }),
    );
    expect(Object.keys(namesOf(plan))).toEqual(['v2']);
    expect(plan.score.cost).toBe(50);
  });

  test('a slow vehicle takes its speed class’s time', () => {
    const plan = planOf(
      lineWorld({ stops: [{ samples: 5 }], vehicles: [{ speedClass: 'slow' }], speedClasses: { slow: 1.5 } }),
    );
    expect(plan.score.minutes).toBe(30);
  });

  test('locks to a vehicle, a time and a position are respected and priced', () => {
    const stops = [
      { samples: 1, lock: { vehicle: 'v2', position: 3 } },
      { samples: 1, lock: { vehicle: 'v2', position: 1 } },
      { samples: 1, lock: { at: '12:34' } },
      { samples: 1, lock: { vehicle: 'v2', position: 2 } },
    ];
    const problem = lineWorld({ stops, vehicles: [{}, {}] });
    const plan = planOf(problem);
    expect(
      plan.routes
        .find(({ vehicle }) => vehicle === 'v2')!
        .trips.flatMap(({ stops }) => stops.map(({ stop }) => stop))
        .slice(0, 3),
    ).toEqual(['b', 'd', 'a']);
    expect(plan.unserved).toEqual([]);
    expect(checkPickups(problem, plan)).toEqual([]);
  });

  test('the laboratory’s capacity holds over all vehicles', () => {
    const plan = planOf(
      lineWorld({
        stops: [{ samples: 60 }, { samples: 60 }],
        vehicles: [{}, {}],
        laboratory: { capacity: 100 },
      }),
    );
    expect(plan.unserved).toEqual([
      {
        stop: expect.any(String),
        limit: 'lab-capacity',
        message: 'lab would receive 120 samples, its capacity is 100',
        fix: 'set $.depots[0].capacity to 120',
        changes: [{ path: ['depots', 0, 'capacity'], value: 120 }],
      },
    ]);
  });

  test('evenness comes last: where it costs nothing, equal vehicles have days of equal length', () => {
    const at = (time: string) => ({ samples: 60, window: [time, time] });
    const plan = planOf(
      lineWorld({ stops: [at('08:00'), at('08:00'), at('12:00'), at('12:00')], vehicles: [{}, {}] }),
    );
    expect(plan.score).toMatchObject({ served: 4, vehicles: 2, trips: 4 });
    // A near morning with a far afternoon is as dear as near with near and far with far, and more even.
    expect(plan.score.unevenMinutes).toBe(0);
  });

  test('evenness of single stops: of four at one place, two each, when both vehicles must go there', () => {
    const stop = { samples: 25, window: ['08:00', '08:20'], serviceMinutes: 10, place: 'a' };
    const problem = lineWorld({
      stops: [stop, stop, stop, stop],
      vehicles: [{ capacity: 75 }, { capacity: 75 }],
    });
    for (const seed of [1, 2, 3, 4, 5, 6])
      expect(planOf(problem, { seed, iterations: 10 }).score).toMatchObject({
        served: 4,
        vehicles: 2,
        unevenMinutes: 0,
      });
  });

  test('no stops, or no vehicles: an empty plan that says why', () => {
    expect(planOf(lineWorld({ stops: [] })).score).toMatchObject({ served: 0, unserved: 0, cost: 0 });
    expect(planOf(lineWorld({ stops: [{ samples: 1 }], vehicles: [] })).unserved).toMatchObject([
      { limit: 'vehicle' },
    ]);
  });

  test('the same seed and iterations give the same bytes', () => {
    const stops = Array.from({ length: 8 }, (_, i) => ({
      samples: 20 + i,
      kits: 10,
      ready: `0${7 + (i % 3)}:00`,
    }));
    const problem = lineWorld({ stops, vehicles: [{}, {}] });
    const bytes = (seed: number) => JSON.stringify(planOf(problem, { seed, iterations: 500 }));
    expect(bytes(3)).toBe(bytes(3));
  });
});
