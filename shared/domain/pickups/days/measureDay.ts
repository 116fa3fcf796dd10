import { NEVER, type VehicleType } from './network.ts';
import type { DayState } from './state.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min, abs } = Math;

/**
 * Recomputes all that is kept about a vehicle's day after its list has changed. False: the day breaks a limit (and its
 * times mean nothing). Reload nodes without a trip between them are taken out first.
 */
export function measureDay(state: DayState, vehicle: number): boolean {
  dropIdleReloads(state, vehicle);
  const type = state.net.types[state.net.typeOf[vehicle]!]!;
  state.pauseAfter[vehicle] = -1;
  if (state.next[state.firstStart + vehicle] === state.firstEnd + vehicle) {
    measureIdle(state, vehicle, type);
    return true;
  }
  measureTrips(state, vehicle, type);
  measureCost(state, vehicle, type);
  if (state.net.position.length > 0) measurePositions(state, vehicle);
  if (!forward(state, vehicle, type)) return false;
  backward(state, vehicle, type);
  if (type.pause && state.dayEnd[vehicle]! > type.pause.to) {
    if (!placePause(state, vehicle, type)) return false;
    if (!forward(state, vehicle, type)) return false;
    backward(state, vehicle, type);
  }
  if (state.duration[vehicle]! > type.maxMinutes) return false;
  state.cost[vehicle]! += type.costPerMinute * state.duration[vehicle]!;
  return true;
}

function dropIdleReloads(state: DayState, vehicle: number): void {
  const { net, next, prev, routeOf } = state;
  const end = state.firstEnd + vehicle;
  let i = next[state.firstStart + vehicle]!;
  while (i !== end) {
    const after = next[i]!;
    if (i > net.stops && (prev[i]! > net.stops || after > net.stops)) {
      next[prev[i]!] = after;
      prev[after] = prev[i]!;
      routeOf[i] = -1;
    }
    i = after;
  }
}

function measureIdle(state: DayState, vehicle: number, type: VehicleType): void {
  const { node } = state;
  const start = state.firstStart + vehicle;
  const end = state.firstEnd + vehicle;
  state.size[vehicle] = 0;
  state.trips[vehicle] = 0;
  state.cost[vehicle] = 0;
  state.duration[vehicle] = 0;
  state.dayEnd[vehicle] = 0;
  node.positionSlack[end] = NEVER;
  node.positionGain[end] = 0;
  startTrip(state, start);
  node.tripReady[start] = type.shiftFrom + type.loadMinutes;
  leave(state, start, type.loadMinutes, type.shiftFrom, type.shiftTo, 0);
  endTrip(state, end, type);
  backward(state, vehicle, type);
}

/** Loads, sample ages and releases within each trip, and the way to the laboratory. */
function measureTrips(state: DayState, vehicle: number, type: VehicleType): void {
  const { net, next, prev, place, node } = state;
  const { stops, places } = net;
  const end = state.firstEnd + vehicle;
  let trips = 0;
  let size = 0;
  let i = state.firstStart + vehicle;
  for (;;) {
    if (i > stops) {
      trips++;
      startTrip(state, i);
    } else {
      size++;
      const p = prev[i]!;
      const kits = net.kits[i]!;
      const samples = net.samples[i]!;
      const least = max(kits, samples);
      node.hMaxLoad[i] = max(node.hMaxLoad[p]! + kits, least + node.hSamples[p]!);
      node.hKits[i] = node.hKits[p]! + kits;
      node.hSamples[i] = node.hSamples[p]! + samples;
      node.hDeadline[i] = min(node.hDeadline[p]!, net.deadline[i]!);
      node.hRelease[i] = max(node.hRelease[p]!, net.release[i]!);
    }
    i = next[i]!;
    if (i === end) break;
  }
  state.size[vehicle] = size;
  state.trips[vehicle] = trips;
  i = end;
  while (i !== state.firstStart + vehicle) {
    if (i > stops) endTrip(state, i, type);
    else {
      const n = next[i]!;
      const kits = net.kits[i]!;
      const samples = net.samples[i]!;
      const least = max(kits, samples);
      const way = net.service[i]! + type.time[place[i]! * places + place[n]!]!;
      node.tMaxLoad[i] = max(least + node.tKits[n]!, node.tMaxLoad[n]! + samples);
      node.tKits[i] = node.tKits[n]! + kits;
      node.tSamples[i] = node.tSamples[n]! + samples;
      node.tDeadline[i] = min(node.tDeadline[n]!, net.deadline[i]!);
      node.tRelease[i] = max(node.tRelease[n]!, net.release[i]!);
      node.tDuration[i] = way + node.tDuration[n]!;
      node.tEarliest[i] = max(node.tEarliest[n]!, net.open[i]! + node.tDuration[i]!);
    }
    i = prev[i]!;
  }
}

function startTrip({ node }: DayState, i: number): void {
  node.hKits[i] = 0;
  node.hSamples[i] = 0;
  node.hMaxLoad[i] = 0;
  node.hDeadline[i] = NEVER;
  node.hRelease[i] = 0;
  node.hDuration[i] = 0;
  node.hEarliest[i] = -NEVER;
  node.hLatest[i] = NEVER;
}

/** The laboratory as the end of the trip before it. */
function endTrip({ node }: DayState, i: number, type: VehicleType): void {
  node.tKits[i] = 0;
  node.tSamples[i] = 0;
  node.tMaxLoad[i] = 0;
  node.tDeadline[i] = NEVER;
  node.tRelease[i] = 0;
  node.tDuration[i] = 0;
  node.tEarliest[i] = -NEVER;
  node.wLatest[i] = type.latestArrival;
}

function measureCost(state: DayState, vehicle: number, type: VehicleType): void {
  const { next, place, net } = state;
  const end = state.firstEnd + vehicle;
  let cost = type.fixedCost + type.cost[type.lab * net.places + type.end]!;
  for (let i = state.firstStart + vehicle; i !== end; i = next[i]!)
    cost += type.cost[place[i]! * net.places + place[next[i]!]!]!;
  state.cost[vehicle] = cost;
}

/** A deficit is priced like stops left out; too many before a locked one is forbidden by `positionSlack`. */
function measurePositions(state: DayState, vehicle: number): void {
  const { net, prev, node } = state;
  const start = state.firstStart + vehicle;
  const end = state.firstEnd + vehicle;
  let number = state.size[vehicle]!;
  let slack = NEVER;
  let gain = 0;
  let deficit = 0;
  node.positionSlack[end] = NEVER;
  node.positionGain[end] = 0;
  for (let i = prev[end]!; i !== start; i = prev[i]!) {
    if (i <= net.stops) {
      const locked = net.position[i]!;
      if (locked > 0) {
        slack = min(slack, locked - number);
        gain++;
        deficit += abs(locked - number);
      }
      number--;
    }
    node.positionSlack[i] = slack;
    node.positionGain[i] = gain;
  }
  state.cost[vehicle]! += deficit * net.penalty[0]!;
}

/** Sets what a departure from a trip's first node is, given the day before it and the trip's release. */
function leave(
  { node }: DayState,
  i: number,
  duration: number,
  earliest: number,
  latest: number,
  release: number,
): void {
  const wait = max(release - duration - latest, 0);
  const from = max(release - duration, earliest) - wait;
  node.pDuration[i] = duration + wait;
  node.pLatest[i] = latest;
  node.departs[i] = from + duration + wait;
}

/** Departures, and the shortest day that they allow. */
function forward(state: DayState, vehicle: number, type: VehicleType): boolean {
  const { net, next, place, node } = state;
  const { stops, places } = net;
  const start = state.firstStart + vehicle;
  const end = state.firstEnd + vehicle;
  const pauseAfter = state.pauseAfter[vehicle]!;
  if (node.tMaxLoad[next[start]!]! > type.capacity) return false;
  node.tripReady[start] = type.shiftFrom + type.loadMinutes;
  leave(state, start, type.loadMinutes, type.shiftFrom, type.shiftTo, node.tRelease[next[start]!]!);
  if (pauseAfter === start && !pauseAt(state, start, type)) return false;
  let p = start;
  for (let i = next[start]!; ; p = i, i = next[i]!) {
    const way = node.pDuration[p]! + type.time[place[p]! * places + place[i]!]!;
    const latest = node.pLatest[p]!;
    const earliest = node.departs[p]! - node.pDuration[p]!;
    if (i <= stops) {
      const open = net.open[i]!;
      const close = net.close[i]!;
      if (earliest + way > close) return false;
      const wait = max(open - way - latest, 0);
      const duration = way + wait + net.service[i]!;
      node.pDuration[i] = duration;
      node.pLatest[i] = min(close - way, latest);
      node.departs[i] = max(open - way, earliest) - wait + duration;
      headOfTrip(state, i, p, type);
    } else {
      const close = min(type.latestArrival, node.hDeadline[p]!);
      if (earliest + way > close) return false;
      if (i === end) return endDay(state, vehicle, type, way, earliest, min(close - way, latest));
      if (node.tMaxLoad[next[i]!]! > type.capacity) return false;
      const ready = way + type.unloadMinutes + type.loadMinutes;
      node.tripReady[i] = earliest + ready;
      leave(state, i, ready, earliest, min(close - way, latest), node.tRelease[next[i]!]!);
    }
    if (i === pauseAfter && !pauseAt(state, i, type)) return false;
  }
}

function endDay(
  state: DayState,
  vehicle: number,
  type: VehicleType,
  way: number,
  earliest: number,
  latest: number,
): boolean {
  const home = way + type.unloadMinutes + type.time[type.lab * state.net.places + type.end]!;
  if (earliest + home > type.shiftTo) return false;
  state.duration[vehicle] = home;
  state.dayEnd[vehicle] = earliest + home;
  return latest >= earliest;
}

/** The same stretch counted from the trip's departure, for the day on which a later release moves that departure. */
function headOfTrip({ net, node, place }: DayState, i: number, p: number, type: VehicleType): void {
  const way = node.hDuration[p]! + type.time[place[p]! * net.places + place[i]!]!;
  node.hDuration[i] = way + net.service[i]!;
  node.hEarliest[i] = max(
    node.hEarliest[p]! + type.time[place[p]! * net.places + place[i]!]! + net.service[i]!,
    net.open[i]! + net.service[i]!,
  );
  node.hLatest[i] = min(node.hLatest[p]!, net.close[i]! - way);
}

/** The pause as a stop of its own at the same place. */
function pauseAt({ node }: DayState, i: number, { pause }: VehicleType): boolean {
  const { minutes, from, to } = pause!;
  const way = node.pDuration[i]!;
  const earliest = node.departs[i]! - way;
  const latest = node.pLatest[i]!;
  if (earliest + way > to) return false;
  const wait = max(from - way - latest, 0);
  node.pDuration[i] = way + wait + minutes;
  node.pLatest[i] = min(to - way, latest);
  node.departs[i] = max(from - way, earliest) - wait + way + wait + minutes;
  node.hDuration[i]! += minutes;
  node.hEarliest[i] = max(node.hEarliest[i]! + minutes, from + minutes);
  return true;
}

/** From each arrival to the end of the day. */
function backward(state: DayState, vehicle: number, type: VehicleType): void {
  const { net, next, prev, place, node } = state;
  const { stops, places } = net;
  const start = state.firstStart + vehicle;
  const end = state.firstEnd + vehicle;
  const pauseAfter = state.pauseAfter[vehicle]!;
  const home = type.unloadMinutes + type.time[type.lab * places + type.end]!;
  const lastArrival = min(type.latestArrival, type.shiftTo - home);
  node.sDuration[end] = home;
  node.sEarliest[end] = -NEVER;
  node.wLatest[end] = lastArrival;
  node.sLatest[end] = min(lastArrival, node.hDeadline[prev[end]!]!);
  for (let i = prev[end]!; i !== start; i = prev[i]!) {
    const n = next[i]!;
    const drive = type.time[place[i]! * places + place[n]!]!;
    const [open, service, release] =
      i <= stops
        ? [net.open[i]!, net.service[i]!, 0]
        : [-NEVER, type.unloadMinutes + type.loadMinutes, node.tRelease[n]!];
    const close = i <= stops ? net.close[i]! : type.latestArrival;
    let duration = drive + node.sDuration[n]!;
    let earliest = node.sEarliest[n]! - drive;
    let latest = node.sLatest[n]! - drive;
    let byWindow = (i <= stops ? node.wLatest[n]! : node.sLatest[n]!) - drive;
    if (i === pauseAfter) {
      const { minutes, from, to } = type.pause!;
      const wait = max(earliest - minutes - to, 0);
      duration += minutes + wait;
      earliest = max(earliest - minutes, from) - wait;
      latest = min(latest - minutes, to);
      byWindow = min(byWindow - minutes, to);
    }
    earliest = max(earliest, release);
    earliest -= service;
    const wait = max(earliest - close, 0);
    node.sDuration[i] = duration + service + wait;
    node.sEarliest[i] = max(earliest, open) - wait;
    node.wLatest[i] = min(byWindow - service, close);
    const deadline = i <= stops ? NEVER : node.hDeadline[prev[i]!]!;
    node.sLatest[i] = min(latest - service, close, deadline);
  }
}

/** After which node the pause makes the shortest day; a pause before the first stop is none. */
function placePause(state: DayState, vehicle: number, type: VehicleType): boolean {
  const { next, place, node, net } = state;
  const { minutes, from, to } = type.pause!;
  const end = state.firstEnd + vehicle;
  let best = NEVER;
  for (let i = next[state.firstStart + vehicle]!; i !== end; i = next[i]!) {
    const n = next[i]!;
    const way = node.pDuration[i]!;
    const departs = node.departs[i]!;
    if (departs > to) break;
    const wait = max(from - way - node.pLatest[i]!, 0);
    const ends = max(from, departs) + minutes;
    const drive = type.time[place[i]! * net.places + place[n]!]!;
    if (ends + drive > node.sLatest[n]!) continue;
    const latest = min(node.pLatest[i]!, to - way);
    const arrives = way + wait + minutes + drive;
    const total = arrives + max(node.sEarliest[n]! - arrives - latest, 0) + node.sDuration[n]!;
    if (total >= best) continue;
    best = total;
    state.pauseAfter[vehicle] = i;
  }
  return best < NEVER;
}
