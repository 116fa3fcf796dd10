import { minutesOf } from '../calendar/minutes.ts';
import type { TravelMatrix } from '../travel/matrix.ts';
import { NEVER, type DayNetwork, type VehicleType } from './days/network.ts';
import type { PickupProblem, PickupStop, PickupVehicle } from './problem.ts';
import { travelOf } from './travelOf.ts';

/** The problem as numbers, with the way back to its names. Stop `i` of the file is node `i + 1`. */
export interface CompiledPickups {
  readonly net: DayNetwork;
  readonly ways: Ways;
}

/** Travel in the solver's shape: rows are the nodes' places, stops 1…, then depots; row 0 is unused. */
export interface Ways {
  readonly travel: TravelMatrix;
  /** Minutes by speed factor and prices by kilometre rate, made once for all vehicles that share them. */
  readonly minutes: Map<number, Int32Array>;
  readonly prices: Map<number, Float64Array>;
}

/** Minutes a vehicle takes for a way: whole, its speed class counted. The checker's own reading is in `check/`. */
function drivingMinutes(matrixMinutes: number, factor: number): number {
  return Math.round(matrixMinutes * factor);
}

export function compilePickups(problem: PickupProblem, ways: Ways = waysOf(problem)): CompiledPickups {
  const { stops, depots, vehicles } = problem;
  const { travel } = ways;
  const depotPlace = new Map(depots.map(({ id }, i) => [id, stops.length + 1 + i]));
  const laboratories = depots.filter(({ kind }) => kind === 'laboratory');
  const labIndex = new Map(laboratories.map(({ id }, i) => [id, i]));
  const types: VehicleType[] = [];
  const seen = new Map<string, number>();
  const typeOf = Int32Array.from(vehicles, (vehicle) => {
    const key = JSON.stringify({ ...vehicle, id: '' });
    let type = seen.get(key);
    if (type === undefined) {
      type = types.length;
      seen.set(key, type);
      types.push(vehicleType(problem, vehicle, ways, depotPlace, labIndex));
    }
    return type;
  });
  const usable = types.map((type) => isUsable(type, travel.size));
  const numbers = (read: (stop: PickupStop) => number) => Int32Array.from([0, ...stops.map(read)]);
  const at = ({ lock }: PickupStop) => (lock?.at === undefined ? undefined : minutesOf(lock.at));
  const positions = numbers(({ lock }) => lock?.position ?? 0);
  const net: DayNetwork = {
    stops: stops.length,
    places: travel.size,
    types,
    typeOf,
    open: numbers((stop) => Math.max(opensAt(stop), at(stop) ?? 0)),
    close: numbers((stop) => Math.min(minutesOf(stop.window[1]), at(stop) ?? NEVER)),
    service: numbers(({ serviceMinutes }) => serviceMinutes),
    samples: numbers(({ samples }) => samples),
    kits: numbers(({ kits }) => kits),
    deadline: numbers((stop) => ageDeadline(problem, stop)),
    release: numbers(({ kits, kitsReady }) => (kits > 0 && kitsReady ? minutesOf(kitsReady) : 0)),
    allowed: allowedVehicles(problem, (v) => usable[typeOf[v]!]!),
    position: positions.some((position) => position > 0) ? positions : new Int32Array(0),
    penalty: new Float64Array(stops.length + 1).fill(leavingOut(types, travel)),
    labCapacity: Float64Array.from(laboratories, ({ capacity }) => capacity ?? Infinity),
  };
  return { net, ways };
}

/** When the service may start: the window, and the session's end. */
function opensAt({ window, ready }: PickupStop): number {
  return Math.max(minutesOf(window[0]), ready === undefined ? 0 : minutesOf(ready));
}

/** 2.05 hours are 123 minutes, whatever floating point says. */
const ROUNDING = 1e-6;

/** The minute by which a stop's samples must be at the laboratory (R49). */
function ageDeadline(problem: PickupProblem, stop: PickupStop): number {
  if (stop.samples === 0 || stop.firstSwab === undefined) return NEVER;
  const hours = stop.maxSampleHours ?? problem.maxSampleHours;
  return minutesOf(stop.firstSwab) - 1440 * stop.firstSwabDaysBefore + Math.floor(hours * 60 + ROUNDING);
}

/** @throws RangeError when the matrix does not have a row for each stop and depot. */
export function waysOf(problem: PickupProblem, matrix: TravelMatrix = travelOf(problem)): Ways {
  return { travel: expand(problem, matrix), minutes: new Map(), prices: new Map() };
}

/** Adds the unused row 0, so that a stop's number is its row. */
function expand({ stops, depots }: PickupProblem, { minutes, km, fares, size }: TravelMatrix): TravelMatrix {
  if (size !== stops.length + depots.length)
    throw new RangeError(`the matrix has ${size} rows for ${stops.length} stops and ${depots.length} depots`);
  const wide = (cells: Float64Array) => {
    const out = new Float64Array((size + 1) * (size + 1));
    for (let i = 0; i < size; i++)
      out.set(cells.subarray(i * size, (i + 1) * size), (i + 1) * (size + 1) + 1);
    return out;
  };
  return { size: size + 1, minutes: wide(minutes), km: wide(km), fares: wide(fares) };
}

function vehicleType(
  problem: PickupProblem,
  vehicle: PickupVehicle,
  ways: Ways,
  depotPlace: ReadonlyMap<string, number>,
  labIndex: ReadonlyMap<string, number>,
): VehicleType {
  const factor = vehicle.speedClass === undefined ? 1 : problem.speedClasses[vehicle.speedClass]!;
  const lab = problem.depots.find(({ id }) => id === vehicle.unloadAt)!;
  const pause = vehicle.break;
  const [shiftFrom, shiftTo] = [minutesOf(vehicle.shift[0]), minutesOf(vehicle.shift[1])];
  return {
    time: minutesAt(ways, factor),
    cost: pricesAt(ways, vehicle.kmRate),
    start: depotPlace.get(vehicle.start)!,
    lab: depotPlace.get(vehicle.unloadAt)!,
    end: depotPlace.get(vehicle.end)!,
    capacity: vehicle.capacity,
    shiftFrom,
    shiftTo,
    maxMinutes: vehicle.maxMinutes ?? NEVER,
    costPerMinute: vehicle.hourlyRate / 60,
    fixedCost: vehicle.fixedCost,
    loadMinutes: vehicle.loadMinutes,
    unloadMinutes: vehicle.unloadMinutes,
    maxTrips: vehicle.maxTrips,
    latestArrival: lab.latestArrival === undefined ? 1440 : minutesOf(lab.latestArrival),
    labIndex: labIndex.get(vehicle.unloadAt)!,
    pause:
      pause && shiftFrom < minutesOf(pause.to)
        ? { minutes: pause.minutes, from: minutesOf(pause.from), to: minutesOf(pause.to) }
        : undefined,
  };
}

function minutesAt({ travel, minutes }: Ways, factor: number): Int32Array {
  let made = minutes.get(factor);
  if (!made) {
    made = Int32Array.from(travel.minutes, (m) => (m === Infinity ? NEVER : drivingMinutes(m, factor)));
    minutes.set(factor, made);
  }
  return made;
}

function pricesAt({ travel, prices }: Ways, kmRate: number): Float64Array {
  let made = prices.get(kmRate);
  if (!made) {
    made = Float64Array.from(travel.km, (km, k) =>
      travel.minutes[k] === Infinity ? Infinity : km * kmRate + travel.fares[k]!,
    );
    prices.set(kmRate, made);
  }
  return made;
}

function isUsable({ time, lab, end }: VehicleType, places: number): boolean {
  return time[lab * places + end]! < NEVER;
}

function allowedVehicles({ stops, vehicles }: PickupProblem, usable: (v: number) => boolean): Uint8Array {
  const allowed = new Uint8Array((stops.length + 1) * vehicles.length);
  stops.forEach((stop, i) => {
    const only = stop.vehicles && new Set(stop.vehicles);
    vehicles.forEach((vehicle, v) => {
      const may =
        usable(v) &&
        (!only || only.has(vehicle.id)) &&
        (stop.lock?.vehicle === undefined || stop.lock.vehicle === vehicle.id) &&
        (stop.lab === undefined || stop.lab === vehicle.unloadAt);
      if (may) allowed[(i + 1) * vehicles.length + v] = 1;
    });
  });
  return allowed;
}

/** More than a whole day of the dearest vehicle, driving the longest way there and back: serving always pays. */
function leavingOut(types: readonly VehicleType[], { km, fares, minutes }: TravelMatrix): number {
  let farKm = 0;
  let farFare = 0;
  for (let k = 0; k < km.length; k++) {
    if (minutes[k] === Infinity) continue;
    farKm = Math.max(farKm, km[k]!);
    farFare = Math.max(farFare, fares[k]!);
  }
  const dearest = Math.max(0, ...types.map((type) => type.fixedCost + type.costPerMinute * 1440));
  const dearestKm = Math.max(
    0,
    ...types.flatMap(({ cost }) => cost.reduce((most, c) => (c < Infinity ? Math.max(most, c) : most), 0)),
  );
  return 1000 + dearest + 6 * dearestKm + farKm + farFare;
}
