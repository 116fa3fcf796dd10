import { timeOf } from '../calendar/minutes.ts';
import { laboratoryOf, visitOf, type Change, type LiftedDay } from './changes.ts';
import type { UnservedLimit } from './plan.ts';
import { jsonPath, type PickupProblem, type PickupStop } from './problem.ts';

interface Told {
  readonly limit: UnservedLimit;
  readonly changes: readonly Change[];
  readonly lifted?: LiftedDay;
}

/** The witness and the fix in English; pages make their own sentences from the same facts. */
export function sentences(
  problem: PickupProblem,
  stop: number,
  told: Told,
): { message: string; fix: string } {
  const row = problem.stops[stop - 1]!;
  const fix = told.changes.length === 0 ? noChange(told.limit) : told.changes.map(changeSentence).join('; ');
  return { message: witness(problem, row, stop, told), fix };
}

function witness(problem: PickupProblem, row: PickupStop, stop: number, { limit, lifted }: Told): string {
  if (limit === 'unreachable')
    return `no road or open link leads from a depot to "${row.id}" and on to a laboratory`;
  if (!lifted) {
    return problem.vehicles.length === 0
      ? 'there is no vehicle'
      : `the days of all ${problem.vehicles.length} vehicles are full, or too short for "${row.id}" alone`;
  }
  const vehicle = problem.vehicles[lifted.vehicle]!;
  const { depot } = laboratoryOf(problem, lifted.vehicle);
  const { trip, visit } = visitOf(lifted.day, stop);
  const most = Math.max(...lifted.day.trips.map(({ maxLoad }) => maxLoad));
  const sentence: Record<Exclude<UnservedLimit, 'unreachable'>, string> = {
    lock: `its lock (${JSON.stringify(row.lock ?? {})}) fits no day as planned`,
    vehicle: `${vehicle.id} could serve it but is not allowed to`,
    'lab-capacity': `${depot.id} would receive ${lifted.labLoad} samples, its capacity is ${depot.capacity ?? 'open'}`,
    capacity: `${vehicle.id} would carry ${most} kits and samples at once, it holds ${vehicle.capacity}`,
    window: `${vehicle.id} could start there at ${timeOf(visit.start)}, its window is ${row.window.join('–')}`,
    age: `${vehicle.id} would be at ${depot.id} at ${timeOf(trip.arrival)}, later than the samples may wait (${row.maxSampleHours ?? problem.maxSampleHours} hours from ${row.firstSwab ?? '?'})`,
    laboratory: `${vehicle.id} would be at ${depot.id} at ${timeOf(trip.arrival)}, it takes samples until ${depot.latestArrival ?? '24:00'}`,
    shift: `${vehicle.id} would be out ${timeOf(lifted.day.start)}–${timeOf(lifted.day.end)} in ${lifted.day.trips.length} trips, its shift is ${vehicle.shift.join('–')}${vehicle.maxMinutes === undefined ? '' : `, at most ${vehicle.maxMinutes} minutes`}, at most ${vehicle.maxTrips} trips`,
  };
  return sentence[limit];
}

function changeSentence({ path, value }: Change): string {
  if (path[0] === 'vehicles' && path.length === 2)
    return `one more vehicle: ${JSON.stringify(value)} as ${jsonPath(path)}`;
  return value === null ? `take out ${jsonPath(path)}` : `set ${jsonPath(path)} to ${JSON.stringify(value)}`;
}

const ROW = /\$\.(stops|vehicles|depots)\[(\d+)\]((?:\.\w+|\[\d+\])*)/g;

/** The same sentence for coordinators, who know sites and cars by name and have no file. */
export function inWords(problem: PickupProblem, sentence: string): string {
  return sentence.replaceAll(
    ROW,
    (_path, list: 'stops' | 'vehicles' | 'depots', i: string, field: string) => {
      const name = problem[list][Number(i)]?.id;
      if (name === undefined) return 'a new one';
      const what = field.replaceAll(/[.[\]]+/g, ' ').trim();
      return what === '' ? `"${name}"` : `the ${what} of "${name}"`;
    },
  );
}

function noChange(limit: UnservedLimit): string {
  return limit === 'unreachable'
    ? 'agree a pickup point that a vehicle reaches'
    : 'add a vehicle that can serve it, or let the kommune bring it';
}
