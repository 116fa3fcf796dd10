import { minutesOf, timeOf } from '../calendar/minutes.ts';
import type { DayNetwork } from './days/network.ts';
import type { DaySchedule } from './days/schedule.ts';
import type { UnservedLimit, UnservedStop } from './plan.ts';
import type { PickupProblem } from './problem.ts';

/** An edit of the problem file: `null` takes a field out, an index one past the end adds an element. */
export type Change = NonNullable<UnservedStop['changes']>[number];

/** A stop put into a day after some limits were lifted. */
export interface LiftedDay {
  readonly stop: number;
  readonly vehicle: number;
  readonly day: DaySchedule;
  readonly labLoad: number;
  readonly net: DayNetwork;
}

/** The problem with its changes made; the original stays as it is. */
export function withChanges(problem: PickupProblem, changes: readonly Change[]): PickupProblem {
  const copy = structuredClone(problem) as unknown as Record<PropertyKey, unknown>;
  for (const { path, value } of changes) {
    let at = copy;
    for (const part of path.slice(0, -1)) at = at[part] as Record<PropertyKey, unknown>;
    const last = path.at(-1)!;
    if (value === null) Reflect.deleteProperty(at, last);
    else at[last] = value;
  }
  return copy as unknown as PickupProblem;
}

type MakeChanges = (problem: PickupProblem, lifted: LiftedDay) => Change[];

/** For each limit, the smallest edits that make the lifted day a real one. */
export const CHANGES: Record<Exclude<UnservedLimit, 'unreachable'>, MakeChanges> = {
  lock: (problem, { stop }) =>
    problem.stops[stop - 1]!.lock ? [{ path: ['stops', stop - 1, 'lock'], value: null }] : [],
  vehicle: (problem, { stop, vehicle }) => {
    const { id, unloadAt } = problem.vehicles[vehicle]!;
    const { vehicles, lab } = problem.stops[stop - 1]!;
    const changes: Change[] = [];
    if (vehicles && !vehicles.includes(id))
      changes.push({ path: ['stops', stop - 1, 'vehicles'], value: [...vehicles, id] });
    if (lab !== undefined && lab !== unloadAt)
      changes.push({ path: ['stops', stop - 1, 'lab'], value: unloadAt });
    return changes;
  },
  'lab-capacity': (problem, { vehicle, labLoad }) => {
    const { depot, index } = laboratoryOf(problem, vehicle);
    return depot.capacity !== undefined && labLoad > depot.capacity
      ? [{ path: ['depots', index, 'capacity'], value: labLoad }]
      : [];
  },
  capacity: (problem, { vehicle, day }) => {
    const most = Math.max(...day.trips.map(({ maxLoad }) => maxLoad));
    return most > problem.vehicles[vehicle]!.capacity
      ? [{ path: ['vehicles', vehicle, 'capacity'], value: most }]
      : [];
  },
  window: (problem, { stop, day }) => {
    const { window } = problem.stops[stop - 1]!;
    const { start } = visitOf(day, stop).visit;
    const wider = [
      start < minutesOf(window[0]) ? timeOf(start) : window[0],
      start > minutesOf(window[1]) ? timeOf(start) : window[1],
    ];
    return wider[0] === window[0] && wider[1] === window[1]
      ? []
      : [{ path: ['stops', stop - 1, 'window'], value: wider }];
  },
  age: (problem, { stop, day }) => {
    const { samples, firstSwab, firstSwabDaysBefore, maxSampleHours } = problem.stops[stop - 1]!;
    if (firstSwab === undefined || samples === 0) return [];
    const minutes = visitOf(day, stop).trip.arrival - minutesOf(firstSwab) + 1440 * firstSwabDaysBefore;
    const hours = Math.ceil((minutes / 60) * 100) / 100;
    return hours > (maxSampleHours ?? problem.maxSampleHours)
      ? [{ path: ['stops', stop - 1, 'maxSampleHours'], value: hours }]
      : [];
  },
  laboratory: (problem, { vehicle, day }) => {
    const { depot, index } = laboratoryOf(problem, vehicle);
    const last = Math.max(...day.trips.map(({ arrival }) => arrival));
    return depot.latestArrival !== undefined && last > minutesOf(depot.latestArrival)
      ? [{ path: ['depots', index, 'latestArrival'], value: timeOf(last) }]
      : [];
  },
  shift: (problem, { vehicle, day }) => {
    const { shift, maxMinutes, maxTrips } = problem.vehicles[vehicle]!;
    const changes: Change[] = [];
    const [from, to] = [minutesOf(shift[0]), minutesOf(shift[1])];
    if (day.start < from || day.end > to)
      changes.push({
        path: ['vehicles', vehicle, 'shift'],
        value: [timeOf(Math.min(from, day.start)), timeOf(Math.max(to, day.end))],
      });
    if (maxMinutes !== undefined && day.end - day.start > maxMinutes)
      changes.push({ path: ['vehicles', vehicle, 'maxMinutes'], value: day.end - day.start });
    if (day.trips.length > maxTrips)
      changes.push({ path: ['vehicles', vehicle, 'maxTrips'], value: day.trips.length });
    return changes;
  },
};

export function laboratoryOf(problem: PickupProblem, vehicle: number) {
  const index = problem.depots.findIndex(({ id }) => id === problem.vehicles[vehicle]!.unloadAt);
  return { depot: problem.depots[index]!, index };
}

export function visitOf(day: DaySchedule, stop: number) {
  for (const trip of day.trips)
    for (const visit of trip.visits) if (visit.stop === stop) return { trip, visit };
  throw new RangeError(`stop ${stop} is not in this day`);
}
