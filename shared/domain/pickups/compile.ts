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
  readonly prices: Map<number, { readonly cells: Float64Array; readonly dearest: number }>;
  /** The longest way and the dearest fare. */
  readonly farthest: { readonly km: number; readonly fare: number };
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
    penalty: new Float64Array(stops.length + 1).fill(leavingOut(problem, ways)),
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
  return waysOver(expand(problem, matrix));
}

/** The same ways with a stop at another place of the day: its row and column are that place's. */
export function movedTo({ travel }: Ways, stop: number, place: number): Ways {
  const { size } = travel;
  const moved = (cells: Float64Array) => {
    const copy = cells.slice();
    for (let i = 0; i < size; i++) {
      copy[stop * size + i] = cells[place * size + i]!;
      copy[i * size + stop] = cells[i * size + place]!;
    }
    for (const here of [stop, place]) for (const there of [stop, place]) copy[here * size + there] = 0;
    return copy;
  };
  return waysOver({
    size,
    minutes: moved(travel.minutes),
    km: moved(travel.km),
    fares: moved(travel.fares),
  });
}

function waysOver(travel: TravelMatrix): Ways {
  let km = 0;
  let fare = 0;
  for (let k = 0; k < travel.km.length; k++) {
    if (travel.minutes[k] === Infinity) continue;
    km = Math.max(km, travel.km[k]!);
    fare = Math.max(fare, travel.fares[k]!);
  }
  return { travel, minutes: new Map(), prices: new Map(), farthest: { km, fare } };
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
    cost: pricesAt(ways, vehicle.kmRate).cells,
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

function pricesAt({ travel, prices }: Ways, kmRate: number): { cells: Float64Array; dearest: number } {
  let made = prices.get(kmRate);
  if (!made) {
    const cells = new Float64Array(travel.km.length);
    let dearest = 0;
    for (let k = 0; k < cells.length; k++) {
      const price = travel.minutes[k] === Infinity ? Infinity : travel.km[k]! * kmRate + travel.fares[k]!;
      cells[k] = price;
      if (price < Infinity && price > dearest) dearest = price;
    }
    made = { cells, dearest };
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
function leavingOut({ vehicles }: PickupProblem, ways: Ways): number {
  const dearest = vehicles.reduce((most, v) => Math.max(most, v.fixedCost + v.hourlyRate * 24), 0);
  const dearestKm = vehicles.reduce((most, v) => Math.max(most, pricesAt(ways, v.kmRate).dearest), 0);
  return 1000 + dearest + 6 * dearestKm + ways.farthest.km + ways.farthest.fare;
}
