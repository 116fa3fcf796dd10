import { describe, expect, test } from '@jest/globals';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import { checkPickups } from '../../../shared/domain/pickups/check/checkPickups.ts';
import type { PickupPlan } from '../../../shared/domain/pickups/plan.ts';
import type { PickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { replanPickups } from '../../../shared/domain/pickups/replan/replanPickups.ts';
import type { DayEvents } from '../../../shared/domain/pickups/replan/drivenPart.ts';
import { lineWorld, namesOf, planOf } from './worlds.ts';

const NOTHING: DayEvents = { now: 0, closed: [], broken: [], added: [] };

/** Two vehicles; a, b and c in the morning, d, e and f in the afternoon. */
const world = (edits: object = {}): PickupProblem =>
  lineWorld({
    stops: [
      ...[
        ['08:00', '08:30'],
        ['08:30', '09:00'],
        ['09:00', '09:30'],
        ['13:00', '20:00'],
        ['13:30', '20:00'],
        ['14:00', '20:00'],
      ].map((window) => ({ window, samples: 10, serviceMinutes: 5 })),
    ],
    vehicles: [
      { capacity: 45, fixedCost: 10 },
      { capacity: 45, fixedCost: 10 },
    ],
    ...edits,
  });

const starts = (plan: PickupPlan) =>
  new Map(
    plan.routes.flatMap(({ trips }) => trips.flatMap(({ stops }) => stops.map((v) => [v.stop, v.start]))),
  );

describe('replanPickups', () => {
  const problem = world();
  const plan = planOf(problem);
  const again = (events: Partial<DayEvents>) => replanPickups(problem, plan, { ...NOTHING, ...events });

  test('nothing has happened: the list stands, and nobody is called', () => {
    const { plan: after, diff } = again({ now: minutesOf('10:00') });
    expect(namesOf(after)).toEqual(namesOf(plan));
    expect([...starts(after)]).toEqual([...starts(plan)]);
    expect(diff).toMatchObject({ totals: { changed: 0 }, stops: [], telephone: [] });
  });

  test('a closed site goes, everybody else keeps vehicle and order', () => {
    const { problem: now, plan: after, diff } = again({ now: minutesOf('10:00'), closed: ['e'] });
    expect(checkPickups(now, after)).toEqual([]);
    expect(diff.stops.map(({ stop, kind, why }) => [stop, kind, why.kind])).toContainEqual([
      'e',
      'closed',
      'closed',
    ]);
    expect(diff.stops.every(({ kind }) => kind === 'closed' || kind === 'time')).toBe(true);
    expect(diff.telephone).toContainEqual({
      who: 'stop',
      id: 'e',
      about: [expect.stringContaining('nobody comes')],
    });
  });

  test('what is driven cannot be closed, and does not move', () => {
    const { plan: after } = again({ now: minutesOf('12:00'), closed: ['a'], broken: [] });
    expect(starts(after).get('a')).toBe(starts(plan).get('a'));
  });

  test('an added stop is fetched from now on, and the morning stands', () => {
    const [like] = problem.stops;
    const added = { ...like!, id: 'g', window: ['00:00', '24:00'] as [string, string] };
    const now = minutesOf('12:00');
    const { problem: facts, plan: after, diff } = again({ now, added: [added] });
    expect(checkPickups(facts, after)).toEqual([]);
    expect(minutesOf(starts(after).get('g')!)).toBeGreaterThanOrEqual(now);
    for (const stop of ['a', 'b', 'c']) expect(starts(after).get(stop)).toBe(starts(plan).get(stop));
    expect(diff.stops.find(({ stop }) => stop === 'g')).toMatchObject({
      kind: 'added',
      why: { kind: 'new' },
    });
  });

  test('a vehicle that broke down on the road: another fetches what it has on board where it stands', () => {
    const [route] = plan.routes;
    const second = route!.trips[0]!.stops[1]!;
    const now = minutesOf(second.departure);
    const { problem: facts, plan: after, diff } = again({ now, broken: [route!.vehicle] });
    expect(checkPickups(facts, after)).toEqual([]);
    expect(after.unserved).toEqual([]);
    expect(after.routes.map(({ vehicle }) => vehicle)).not.toContain(route!.vehicle);
    const [first] = route!.trips[0]!.stops;
    expect(facts.stops.find(({ id }) => id === first!.stop)).toMatchObject({ place: second.stop, kits: 0 });
    expect(diff.telephone.map(({ id }) => id)).toContain(route!.vehicle);
    expect(diff.stops.find(({ stop }) => stop === first!.stop)).toMatchObject({
      kind: 'vehicle',
      why: { kind: 'vehicle-gone' },
    });
  });
});
