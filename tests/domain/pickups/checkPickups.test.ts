import { describe, expect, test } from '@jest/globals';
import { checkPickups } from '../../../shared/domain/pickups/check/checkPickups.ts';
import { PICKUP_RULES } from '../../../shared/domain/pickups/check/rules.ts';
import type { PickupPlan, PlannedRoute } from '../../../shared/domain/pickups/plan.ts';
import type { PickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { lineWorld, planOf } from './worlds.ts';

const DAY = {
  capacity: 29,
  break: { minutes: 30, from: '11:00', to: '12:00' },
  loadMinutes: 5,
  unloadMinutes: 10,
  maxTrips: 2,
  maxMinutes: 400,
};

/** Two stops by one vehicle with a break between, and a second vehicle that may serve neither. */
function world(
  edits: { a?: object; b?: object; v1?: object; laboratory?: Record<string, unknown> } = {},
): PickupProblem {
  return lineWorld({
    stops: [
      { samples: 10, kits: 4, window: ['10:00', '10:00'], serviceMinutes: 5, vehicles: ['v1'], ...edits.a },
      { samples: 20, kits: 8, window: ['13:00', '14:00'], serviceMinutes: 5, vehicles: ['v1'], ...edits.b },
    ],
    vehicles: [{ ...DAY, ...edits.v1 }, {}],
    ...(edits.laboratory && { laboratory: edits.laboratory }),
  });
}

const sound = planOf(world());
const [route] = sound.routes as [PlannedRoute];

/** The sound plan with something changed in its only route; sums are left as they are. */
const withRoute = (edit: (copy: PlannedRoute) => void): PickupPlan => {
  const copy = structuredClone(sound);
  edit(copy.routes[0]!);
  return copy;
};
const rulesOf = (problem: PickupProblem, plan: PickupPlan) => [
  ...new Set(checkPickups(problem, plan).map(({ rule }) => rule)),
];

const BROKEN: Record<string, () => readonly string[]> = {
  name: () =>
    rulesOf(
      world(),
      withRoute((copy) => (copy.vehicle = 'v9')),
    ),
  once: () =>
    rulesOf(world(), { ...sound, unserved: [{ stop: 'a', limit: 'shift', message: 'm', fix: 'f' }] }),
  'one-route': () => rulesOf(world(), { ...sound, routes: [route, route] }),
  vehicle: () => rulesOf(world({ a: { vehicles: ['v2'] } }), sound),
  travel: () =>
    rulesOf(
      world(),
      withRoute((copy) => (copy.trips[0]!.stops[0]!.arrival = '09:59')),
    ),
  window: () => rulesOf(world({ a: { window: ['10:01', '11:00'] } }), sound),
  'kits-ready': () => rulesOf(world({ a: { kitsReady: '09:51' } }), sound),
  load: () => rulesOf(world({ v1: { capacity: 19 } }), sound),
  age: () => rulesOf(world({ a: { firstSwab: '08:00', maxSampleHours: 2 } }), sound),
  'lab-arrival': () => rulesOf(world({ laboratory: { latestArrival: '10:14' } }), sound),
  'lab-capacity': () => rulesOf(world({ laboratory: { capacity: 29 } }), sound),
  shift: () => rulesOf(world({ v1: { shift: ['10:00', '20:00'] } }), sound),
  trips: () => rulesOf(world({ v1: { maxTrips: 1 } }), sound),
  break: () => rulesOf(world({ v1: { break: { minutes: 31, from: '11:00', to: '12:00' } } }), sound),
  lock: () => rulesOf(world({ b: { lock: { vehicle: 'v1', position: 1 } } }), sound),
  reason: () =>
    rulesOf(world({ b: { samples: 500, kits: 0 } }), {
      ...planOf(world({ b: { samples: 500, kits: 0 } })),
      unserved: [{ stop: 'b', limit: 'capacity', message: '', fix: '' }],
    }),
  score: () => rulesOf(world(), { ...sound, score: { ...sound.score, cost: sound.score.cost + 1 } }),
};

describe('checkPickups', () => {
  test('finds nothing in a sound plan', () => {
    expect(sound.routes).toHaveLength(1);
    expect(route.trips).toHaveLength(2);
    expect(route.break).toBeDefined();
    expect(checkPickups(world(), sound)).toEqual([]);
  });

  test.each(PICKUP_RULES.map(({ id, says }) => [id, says]))('%s: %s', (id) => {
    expect(BROKEN[id]!()).toContain(id);
  });

  test('one changed limit breaks one rule', () => {
    for (const id of ['vehicle', 'window', 'kits-ready', 'lab-arrival', 'lab-capacity', 'age', 'lock'])
      expect([id, BROKEN[id]!()]).toEqual([id, [id]]);
  });

  test('a break is missed, too early, too late, or not where it says', () => {
    const changed = (edit: (copy: PlannedRoute) => void) => rulesOf(world(), withRoute(edit));
    expect(changed((copy) => delete copy.break)).toContain('break');
    expect(changed((copy) => (copy.break = { ...copy.break!, start: '10:59' }))).toContain('break');
    expect(changed((copy) => (copy.break = { ...copy.break!, start: '12:01', end: '12:31' }))).toContain(
      'break',
    );
    expect(changed((copy) => (copy.break = { ...copy.break!, trip: 7 }))).toContain('break');
  });

  test('a load that is stated wrong, and a trip with nobody in it', () => {
    expect(
      rulesOf(
        world(),
        withRoute((copy) => (copy.trips[0]!.stops[0]!.load = 1)),
      ),
    ).toContain('load');
    expect(
      rulesOf(
        world(),
        withRoute((copy) => (copy.trips[0]!.stops = [])),
      ),
    ).toContain('trips');
  });
});
