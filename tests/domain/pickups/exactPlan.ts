import { createRequire } from 'node:module';
import type { default as LoadHighs } from 'highs';
import { minutesOf } from '../../../shared/domain/calendar/minutes.ts';
import type { PickupProblem, PickupStop, PickupVehicle } from '../../../shared/domain/pickups/problem.ts';
import { after, endOf, keepBest, point, type Stretch } from './stretches.ts';

// The package's type declarations describe a default export that NodeNext does not see.
const loadHighs = createRequire(import.meta.url)('highs') as typeof LoadHighs.default;
const { max, min, round } = Math;

/** The best that any plan can do: stops left out, then kroner. */
export interface ExactPlan {
  readonly unserved: number;
  readonly cost: number;
}

const LEFT_OUT = 1_000_000;

/**
 * Enumerates every feasible trip of every vehicle, makes the best days out of them for every set of stops, and lets HiGHS
 * choose one day per vehicle. Shares nothing with planner or checker. No breaks.
 */
export async function exactPlan(problem: PickupProblem): Promise<ExactPlan> {
  const days = problem.vehicles.map((vehicle) => cheapestDays(vehicleWorld(problem, vehicle)));
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

/** A vehicle's own view: its minutes and kilometres between places, and the stops that it may see. */
interface VehicleWorld {
  readonly problem: PickupProblem;
  readonly vehicle: PickupVehicle;
  readonly usable: readonly number[];
  readonly drive: (from: string, to: string) => Stretch;
}

function vehicleWorld(problem: PickupProblem, vehicle: PickupVehicle): VehicleWorld {
  const { places, minutes, km } = problem.travel!;
  const factor = vehicle.speedClass === undefined ? 1 : problem.speedClasses[vehicle.speedClass]!;
  const row = new Map(places.map((place, i) => [place, i]));
  return {
    problem,
    vehicle,
    usable: problem.stops.flatMap((stop, i) => (maySee(stop, vehicle) ? [i] : [])),
    drive: (from, to) => {
      if (from === to) return point({});
      const way = minutes[row.get(from)!]![row.get(to)!] ?? Infinity;
      return { ...point({ lasts: round(way * factor) }), km: km[row.get(from)!]![row.get(to)!] ?? 0 };
    },
  };
}

function maySee(stop: PickupStop, vehicle: PickupVehicle): boolean {
  return (
    (!stop.vehicles || stop.vehicles.includes(vehicle.id)) &&
    (stop.lock?.vehicle === undefined || stop.lock.vehicle === vehicle.id)
  );
}

/** For each set of stops (a bit each) the least cost of a day that serves exactly them. */
function cheapestDays(world: VehicleWorld): Map<number, number> {
  const { vehicle } = world;
  const best = new Map<number, number>();
  const later = tripsFrom(world, vehicle.unloadAt);
  let days = tripsFrom(world, vehicle.start);
  for (let trips = 1; trips <= vehicle.maxTrips && days.size > 0; trips++) {
    for (const [set, list] of days)
      for (const day of list) {
        const cost = dayCost(world, day);
        if (cost < (best.get(set) ?? Infinity)) best.set(set, cost);
      }
    const longer = new Map<number, Stretch[]>();
    for (const [set, list] of days)
      for (const [more, trip] of later) {
        if ((set & more) !== 0) continue;
        for (const first of list)
          for (const second of trip) keepBest(longer, set | more, after(first, second));
      }
    days = longer;
  }
  return best;
}

/** Every feasible trip that begins at a place, by the set of its stops: those that no other one makes superfluous. */
function tripsFrom(world: VehicleWorld, start: string): Map<number, Stretch[]> {
  const { problem, vehicle, usable, drive } = world;
  const trips = new Map<number, Stretch[]>();
  const grow = (order: readonly number[], set: number, driven: Stretch, at: string) => {
    for (const i of usable) {
      if ((set & (1 << i)) !== 0) continue;
      const stop = problem.stops[i]!;
      const visited = after(after(driven, drive(at, stop.id)), visit(stop));
      if (!visited) continue;
      const longer = [...order, i];
      const home = after(visited, drive(stop.id, vehicle.unloadAt));
      keepBest(trips, set | (1 << i), loaded(world, longer, home));
      grow(longer, set | (1 << i), visited, stop.id);
    }
  };
  grow([], 0, point({}), start);
  return trips;
}

/** A stop's service; undefined: its lock and its session's end allow no moment. */
function visit({ window, ready, lock, serviceMinutes }: PickupStop): Stretch | undefined {
  const at = lock?.at === undefined ? undefined : minutesOf(lock.at);
  const from = max(minutesOf(window[0]), minutesOf(ready ?? '00:00'), at ?? 0);
  const to = min(minutesOf(window[1]), at ?? Infinity);
  return from > to ? undefined : point({ from, to, lasts: serviceMinutes });
}

/** A trip with what comes before its departure and what its arrival must keep; undefined: too full or too late. */
function loaded(
  { problem, vehicle }: VehicleWorld,
  order: readonly number[],
  driven: Stretch | undefined,
): Stretch | undefined {
  const stops = order.map((i) => problem.stops[i]!);
  let load = stops.reduce((sum, { kits }) => sum + kits, 0);
  let most = load;
  for (const { samples, kits } of stops) {
    load += samples - kits;
    most = max(most, load);
  }
  if (most > vehicle.capacity) return undefined;
  const leaves = stops.flatMap(({ kits, kitsReady }) =>
    kits > 0 && kitsReady ? [minutesOf(kitsReady)] : [],
  );
  const until = stops.flatMap(({ samples, firstSwab, maxSampleHours }) =>
    samples > 0 && firstSwab ? [minutesOf(firstSwab) + 60 * (maxSampleHours ?? problem.maxSampleHours)] : [],
  );
  const { latestArrival } = problem.depots.find(({ id }) => id === vehicle.unloadAt)!;
  const unloading = point({
    to: min(...until, minutesOf(latestArrival ?? '24:00')),
    lasts: vehicle.unloadMinutes,
  });
  const leaving = after(point({ lasts: vehicle.loadMinutes }), point({ from: max(0, ...leaves) }));
  return after(after(leaving, driven), unloading);
}

/** The cost of a day from its latest start, which makes it the shortest. */
function dayCost({ vehicle, drive }: VehicleWorld, trips: Stretch): number {
  const home = after(trips, drive(vehicle.unloadAt, vehicle.end));
  const day = after(home, point({ to: minutesOf(vehicle.shift[1]) }));
  if (!day || day.latest < minutesOf(vehicle.shift[0])) return Infinity;
  const minutes = endOf(day, day.latest) - day.latest;
  if (minutes > (vehicle.maxMinutes ?? Infinity)) return Infinity;
  return (minutes * vehicle.hourlyRate) / 60 + day.km * vehicle.kmRate + vehicle.fixedCost;
}
