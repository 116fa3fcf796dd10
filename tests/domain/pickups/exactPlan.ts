import { createRequire } from 'node:module';
import type { default as LoadHighs } from 'highs';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import type { PickupProblem, PickupVehicle } from '../../../shared/domain/pickups/problem.ts';

// The package's type declarations describe a default export that NodeNext does not see.
const loadHighs = createRequire(import.meta.url)('highs') as typeof LoadHighs.default;
const { max, min, round } = Math;

/** The best that any plan can do: stops left out, then kroner. */
export interface ExactPlan {
  readonly unserved: number;
  readonly cost: number;
}

/** A trip as stop numbers; a day is a list of trips. */
type Trips = readonly (readonly number[])[];

const LEFT_OUT = 1_000_000;

/**
 * Enumerates every order of every set of stops in every split into trips for each vehicle, simulates each day from its
 * latest start, and lets HiGHS choose one day per vehicle. Shares nothing with planner or checker. No breaks.
 */
export async function exactPlan(problem: PickupProblem): Promise<ExactPlan> {
  const days = problem.vehicles.map((vehicle) => cheapestDays(problem, vehicle));
  const terms: string[] = [];
  const covers: string[][] = problem.stops.map((_, i) => [`u${i}`]);
  const uses: string[][] = problem.vehicles.map(() => []);
  const loads: string[] = [];
  const names: string[] = problem.stops.map((_, i) => `u${i}`);
  problem.stops.forEach((_, i) => terms.push(`${LEFT_OUT} u${i}`));
  days.forEach((bySet, v) => {
    for (const [set, cost] of bySet) {
      const name = `x${v}_${set}`;
      names.push(name);
      terms.push(`${cost} ${name}`);
      uses[v]!.push(name);
      let samples = 0;
      problem.stops.forEach((stop, i) => {
        if ((set & (1 << i)) === 0) return;
        covers[i]!.push(name);
        samples += stop.samples;
      });
      if (samples > 0) loads.push(`${samples} ${name}`);
    }
  });
  const rows = [
    ...covers.map((list) => `${list.join(' + ')} = 1`),
    ...uses.filter((list) => list.length > 0).map((list) => `${list.join(' + ')} <= 1`),
  ];
  const { capacity } = problem.depots.find(({ kind }) => kind === 'laboratory')!;
  if (capacity !== undefined && loads.length > 0) rows.push(`${loads.join(' + ')} <= ${capacity}`);
  const model = `Minimize\n obj: ${terms.join(' + ')}\nSubject To\n${rows.map((row, i) => ` r${i}: ${row}`).join('\n')}\nBinary\n ${names.join('\n ')}\nEnd\n`;
  const highs = await loadHighs();
  const objective = highs.solve(model, { mip_rel_gap: 0 }).ObjectiveValue;
  const unserved = round(objective / LEFT_OUT);
  return { unserved, cost: objective - unserved * LEFT_OUT };
}

/** For each set of stops (a bit each) the least cost of a day that serves exactly them. */
function cheapestDays(problem: PickupProblem, vehicle: PickupVehicle): Map<number, number> {
  const best = new Map<number, number>();
  const usable = problem.stops.flatMap((stop, i) => (maySee(stop, vehicle) ? [i] : []));
  const from = minutesOf(vehicle.shift[0]);
  const grow = (trips: number[][], set: number) => {
    if (set !== 0) {
      const cost = dayCost(problem, vehicle, trips);
      if (cost === undefined) {
        // Another trip or stop makes no day feasible whose beginning is not: times only grow.
        if (simulate(problem, vehicle, trips, from) === undefined && !overloaded(problem, vehicle, trips))
          return;
      } else if (cost < (best.get(set) ?? Infinity)) best.set(set, cost);
    }
    for (const i of usable) {
      if ((set & (1 << i)) !== 0) continue;
      if (trips.length > 0) grow([...trips.slice(0, -1), [...trips.at(-1)!, i]], set | (1 << i));
      if (trips.length < vehicle.maxTrips) grow([...trips, [i]], set | (1 << i));
    }
  };
  grow([], 0);
  return best;
}

function maySee(stop: PickupProblem['stops'][number], vehicle: PickupVehicle): boolean {
  return (
    (!stop.vehicles || stop.vehicles.includes(vehicle.id)) &&
    (stop.lock?.vehicle === undefined || stop.lock.vehicle === vehicle.id)
  );
}

function overloaded(problem: PickupProblem, vehicle: PickupVehicle, trips: Trips): boolean {
  return trips.some((trip) => {
    let load = trip.reduce((sum, i) => sum + problem.stops[i]!.kits, 0);
    let most = load;
    for (const i of trip) {
      load += problem.stops[i]!.samples - problem.stops[i]!.kits;
      most = max(most, load);
    }
    return most > vehicle.capacity;
  });
}

/** The cost of the day's shortest form; undefined when there is none. */
function dayCost(problem: PickupProblem, vehicle: PickupVehicle, trips: Trips): number | undefined {
  const from = minutesOf(vehicle.shift[0]);
  const earliest = simulate(problem, vehicle, trips, from);
  if (earliest === undefined || overloaded(problem, vehicle, trips)) return undefined;
  // Starting a minute later ends a minute later at most, so the latest start that works makes the shortest day.
  let works = from;
  let fails = minutesOf(vehicle.shift[1]) + 1;
  while (fails - works > 1) {
    const start = (works + fails) >> 1;
    if (simulate(problem, vehicle, trips, start)) works = start;
    else fails = start;
  }
  const shortest = simulate(problem, vehicle, trips, works)!.end - works;
  if (vehicle.maxMinutes !== undefined && shortest > vehicle.maxMinutes) return undefined;
  return (shortest * vehicle.hourlyRate) / 60 + earliest.km * vehicle.kmRate + vehicle.fixedCost;
}

function simulate(problem: PickupProblem, vehicle: PickupVehicle, trips: Trips, start: number) {
  const { places, minutes, km } = problem.travel!;
  const factor = vehicle.speedClass === undefined ? 1 : problem.speedClasses[vehicle.speedClass]!;
  const laboratory = problem.depots.find(({ id }) => id === vehicle.unloadAt)!;
  let now = start;
  let driven = 0;
  let at = places.indexOf(vehicle.start);
  const drive = (to: string) => {
    const there = places.indexOf(to);
    const way = at === there ? 0 : (minutes[at]![there] ?? Infinity);
    now += round(way * factor);
    driven += at === there ? 0 : (km[at]![there] ?? 0);
    at = there;
  };
  for (const trip of trips) {
    now += vehicle.loadMinutes;
    let latest = Infinity;
    for (const i of trip) {
      const stop = problem.stops[i]!;
      if (stop.kits > 0 && stop.kitsReady !== undefined) now = max(now, minutesOf(stop.kitsReady));
    }
    for (const i of trip) {
      const stop = problem.stops[i]!;
      drive(stop.id);
      now = max(now, minutesOf(stop.window[0]), minutesOf(stop.ready ?? '00:00'));
      if (stop.lock?.at !== undefined) {
        now = max(now, minutesOf(stop.lock.at));
        if (now !== minutesOf(stop.lock.at)) return undefined;
      }
      if (now > minutesOf(stop.window[1])) return undefined;
      now += stop.serviceMinutes;
      if (stop.samples > 0 && stop.firstSwab !== undefined)
        latest = min(
          latest,
          minutesOf(stop.firstSwab) + 60 * (stop.maxSampleHours ?? problem.maxSampleHours),
        );
    }
    drive(laboratory.id);
    if (now > latest || now > minutesOf(laboratory.latestArrival ?? '24:00')) return undefined;
    now += vehicle.unloadMinutes;
  }
  drive(vehicle.end);
  return now <= minutesOf(vehicle.shift[1]) ? { end: now, km: driven } : undefined;
}
