import type { DayNetwork } from './network.ts';

/**
 * Every vehicle's day as one linked list: start, stops, a reload node between two trips, end. All that an insertion
 * test needs is kept per node, so that it takes constant time.
 */
export interface DayState {
  readonly net: DayNetwork;
  readonly vehicles: number;
  readonly firstStart: number;
  readonly firstEnd: number;
  readonly firstReload: number;
  readonly reloadsPerVehicle: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Vehicle of a node; −1: not in a day. */
  readonly routeOf: Int32Array;
  /** Where a node lies; reloads and ends lie at the laboratory. */
  readonly place: Int32Array;
  /** Stops, trips, driven cost of each vehicle. */
  readonly size: Int32Array;
  readonly trips: Int32Array;
  readonly cost: Float64Array;
  readonly duration: Int32Array;
  readonly dayEnd: Int32Array;
  /** The node after which the driver pauses; −1: none. */
  readonly pauseAfter: Int32Array;
  readonly labLoad: Float64Array;
  /** Changes when a vehicle's day does, and comes back when it is undone; 0: changed since the last `begin`. */
  readonly version: Int32Array;
  readonly node: NodeTimes;
}

/**
 * What lies before a node (`h…` within its trip, `p…` within its day, up to the departure) and after it, itself
 * included (`t…` within its trip, `s…` within its day, from the arrival). A triple duration, earliest start, latest
 * start describes a stretch of a day: started at x it takes max(duration, earliest + duration − x).
 */
interface NodeTimes {
  readonly departs: Int32Array;
  readonly pDuration: Int32Array;
  readonly pLatest: Int32Array;
  readonly sDuration: Int32Array;
  readonly sEarliest: Int32Array;
  readonly sLatest: Int32Array;
  /** Latest arrival by windows and later trips, this trip's sample ages left out. */
  readonly wLatest: Int32Array;
  /** Where the node's trip could leave, its releases left out. */
  readonly tripReady: Int32Array;
  readonly hDuration: Int32Array;
  readonly hEarliest: Int32Array;
  readonly hLatest: Int32Array;
  readonly hKits: Int32Array;
  readonly hSamples: Int32Array;
  readonly hMaxLoad: Int32Array;
  readonly hDeadline: Int32Array;
  readonly hRelease: Int32Array;
  readonly tKits: Int32Array;
  readonly tSamples: Int32Array;
  readonly tMaxLoad: Int32Array;
  readonly tDeadline: Int32Array;
  readonly tRelease: Int32Array;
  /** From the arrival at the node to the laboratory without waiting, and the earliest that windows allow. */
  readonly tDuration: Int32Array;
  readonly tEarliest: Int32Array;
  /** Minutes and price of the way to the node from the one before it. */
  readonly legTime: Int32Array;
  readonly legCost: Float64Array;
  /** How many more stops may come before it, and how many locked positions gain from one more. */
  readonly positionSlack: Int32Array;
  readonly positionGain: Int32Array;
}

export function emptyDays(net: DayNetwork): DayState {
  const vehicles = net.typeOf.length;
  const reloadsPerVehicle = Math.max(0, ...net.types.map(({ maxTrips }) => maxTrips - 1));
  const firstStart = net.stops + 1;
  const firstEnd = firstStart + vehicles;
  const firstReload = firstEnd + vehicles;
  const nodes = firstReload + vehicles * reloadsPerVehicle;
  const place = Int32Array.from({ length: nodes }, (_, i) => i);
  const routeOf = new Int32Array(nodes).fill(-1);
  const next = new Int32Array(nodes);
  const prev = new Int32Array(nodes);
  for (let v = 0; v < vehicles; v++) {
    const type = net.types[net.typeOf[v]!]!;
    place[firstStart + v] = type.start;
    place[firstEnd + v] = type.lab;
    routeOf[firstStart + v] = v;
    routeOf[firstEnd + v] = v;
    next[firstStart + v] = firstEnd + v;
    prev[firstEnd + v] = firstStart + v;
    for (let k = 0; k < reloadsPerVehicle; k++) place[firstReload + v * reloadsPerVehicle + k] = type.lab;
  }
  return {
    net,
    vehicles,
    firstStart,
    firstEnd,
    firstReload,
    reloadsPerVehicle,
    next,
    prev,
    routeOf,
    place,
    size: new Int32Array(vehicles),
    trips: new Int32Array(vehicles),
    cost: new Float64Array(vehicles),
    duration: new Int32Array(vehicles),
    dayEnd: new Int32Array(vehicles),
    pauseAfter: new Int32Array(vehicles).fill(-1),
    labLoad: new Float64Array(net.labCapacity.length),
    version: new Int32Array(vehicles).fill(1),
    node: nodeTimes(nodes),
  };
}

/** A reload node of the vehicle that no day uses; there is one for every trip but the first. */
export function idleReload({ routeOf, firstReload, reloadsPerVehicle }: DayState, vehicle: number): number {
  let reload = firstReload + vehicle * reloadsPerVehicle;
  while (routeOf[reload]! >= 0) reload++;
  return reload;
}

function nodeTimes(nodes: number): NodeTimes {
  const list = () => new Int32Array(nodes);
  return {
    departs: list(),
    pDuration: list(),
    pLatest: list(),
    sDuration: list(),
    sEarliest: list(),
    sLatest: list(),
    wLatest: list(),
    tripReady: list(),
    hDuration: list(),
    hEarliest: list(),
    hLatest: list(),
    hKits: list(),
    hSamples: list(),
    hMaxLoad: list(),
    hDeadline: list(),
    hRelease: list(),
    tKits: list(),
    tSamples: list(),
    tMaxLoad: list(),
    tDeadline: list(),
    tRelease: list(),
    tDuration: list(),
    tEarliest: list(),
    legTime: list(),
    legCost: new Float64Array(nodes),
    positionSlack: list(),
    positionGain: list(),
  };
}
