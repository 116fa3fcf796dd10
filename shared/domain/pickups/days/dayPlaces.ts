import type { VehicleType } from './network.ts';
import type { DayState } from './state.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min } = Math;

/** How a stop is put between two nodes: alone, or with a visit to the laboratory before or after it. */
export const ALONE = 0;
export const RELOAD_BEFORE = 1;
export const RELOAD_AFTER = 2;

/** Where a stop goes in a day and what it adds; `after` −1: nowhere. */
export interface Place {
  cost: number;
  after: number;
  kind: number;
}

/**
 * Lowers `place` to the cheapest position of a stop in a vehicle's day. The test of a position takes constant time and is
 * exact for windows, loads, sample ages, releases and later trips; the shortest day with a pause or a new release is an
 * estimate.
 */
export function dayPlaces(
  state: DayState,
  place: Place,
): (stop: number, vehicle: number, blink: () => boolean) => void {
  const { net, next, prev, place: placeOf, node, trips, duration, dayEnd } = state;
  const { stops, places, typeOf, types } = net;
  const hasPositions = net.position.length > 0;
  const hasReleases = net.release.some((release) => release > 0);

  let bestCost = Infinity;
  let u = 0;
  let v = 0;
  let blinks = (): boolean => false;

  function offer(cost: number, after: number, kind: number): void {
    if (cost >= bestCost || blinks()) return;
    bestCost = cost;
    place.cost = cost;
    place.after = after;
    place.kind = kind;
  }

  /** Extra kroner for a day that now departs `p…`, goes on to arrive at `arrives` after `way` and ends as before. */
  function timeCost(
    type: VehicleType,
    pDuration: number,
    pEarliest: number,
    pLatest: number,
    drive: number,
    n: number,
  ): number {
    const way = pDuration + drive;
    const wait = max(node.sEarliest[n]! - way - pLatest, 0);
    const total = way + wait + node.sDuration[n]!;
    if (total > type.maxMinutes) return Infinity;
    let minutes = total - duration[v]!;
    const { pause } = type;
    if (pause && dayEnd[v]! <= pause.to) {
      const end = max(node.sEarliest[n]! - way, pEarliest) - wait + total;
      if (end > pause.to) minutes += pause.minutes;
    }
    return minutes * type.costPerMinute;
  }

  function tryPosition(type: VehicleType, p: number, n: number): void {
    const { cost, time } = type;
    const pp = placeOf[p]!;
    const pn = placeOf[n]!;
    const lab = type.lab;
    const idle = trips[v] === 0;
    let fixed = idle ? type.fixedCost + cost[lab * places + type.end]! : 0;
    if (hasPositions) {
      if (node.positionSlack[n]! <= 0) return;
      fixed -= node.positionGain[n]! * net.penalty[0]!;
      const locked = net.position[u]!;
      if (locked > 0) {
        let before = 1;
        for (let i = p; i < state.firstStart || i >= state.firstReload; i = prev[i]!)
          if (i <= stops) before++;
        if (before > locked) return;
        fixed += (locked - before) * net.penalty[0]!;
      }
    }
    const toU = cost[pp * places + u]!;
    const fromU = cost[u * places + pn]!;
    const edge = fixed + toU + fromU - (idle ? 0 : cost[pp * places + pn]!);
    const driveTo = time[pp * places + u]!;
    const driveOn = time[u * places + pn]!;
    const arrives0 = node.departs[p]! + driveTo;
    const close = net.close[u]!;
    const open = net.open[u]!;
    const service = net.service[u]!;
    const kits = net.kits[u]!;
    const samples = net.samples[u]!;
    const least = max(kits, samples);
    // A day takes at least its parts: what waiting adds is looked at where that is not too dear already.
    const rate = type.costPerMinute;
    const parts = rate * (node.pDuration[p]! + service + node.sDuration[n]! - duration[v]!);
    if (edge + parts + rate * (driveTo + driveOn) < bestCost && arrives0 <= close) {
      const headLoad = max(node.hMaxLoad[p]! + kits, least + node.hSamples[p]!);
      const load = max(headLoad + node.tKits[n]!, node.tMaxLoad[n]! + node.hSamples[p]! + samples);
      if (load <= type.capacity) {
        let departs = arrives0;
        let fits = true;
        if (hasReleases && net.release[u]! > max(node.hRelease[p]!, node.tRelease[n]!)) {
          const trip = firstOfTrip(p);
          const leaves = max(node.tripReady[trip]!, net.release[u]!);
          fits = leaves <= node.hLatest[p]!;
          departs = max(leaves + node.hDuration[p]!, node.hEarliest[p]!) + time[pp * places + u]!;
        }
        departs = max(departs, open) + service;
        const arrives = departs + time[u * places + pn]!;
        const toLab = max(arrives + node.tDuration[n]!, node.tEarliest[n]!);
        const deadline = min(node.hDeadline[p]!, node.tDeadline[n]!, net.deadline[u]!);
        if (fits && departs - service <= close && arrives <= node.wLatest[n]! && toLab <= deadline) {
          const total = edge + (type.costPerMinute > 0 ? alone(type, p, n) : 0);
          if (total < bestCost) offer(total, p, ALONE);
        }
      }
    }
    if (trips[v]! >= type.maxTrips || idle) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    if (p <= stops) {
      const extra =
        fixed + cost[pp * places + lab]! + cost[lab * places + u]! + fromU - cost[pp * places + pn]!;
      const detour = time[pp * places + lab]! + turn + time[lab * places + u]! + driveOn;
      if (extra + parts + rate * detour < bestCost && least <= type.capacity) reloadBefore(type, p, n, extra);
    }
    if (n <= stops) {
      const extra =
        fixed + toU + cost[u * places + lab]! + cost[lab * places + pn]! - cost[pp * places + pn]!;
      const detour = driveTo + time[u * places + lab]! + turn + time[lab * places + pn]!;
      if (extra + parts + rate * detour < bestCost && arrives0 <= close) reloadAfter(type, p, n, extra);
    }
  }

  function firstOfTrip(p: number): number {
    let i = p;
    while (i <= stops) i = prev[i]!;
    return i;
  }

  function alone(type: VehicleType, p: number, n: number): number {
    const way = node.pDuration[p]! + type.time[placeOf[p]! * places + u]!;
    const earliest = node.departs[p]! - node.pDuration[p]!;
    const latest = node.pLatest[p]!;
    const wait = max(net.open[u]! - way - latest, 0);
    return timeCost(
      type,
      way + wait + net.service[u]!,
      max(net.open[u]! - way, earliest) - wait,
      min(net.close[u]! - way, latest),
      type.time[u * places + placeOf[n]!]!,
      n,
    );
  }

  /** When a trip could be at the laboratory if it ended after `p`, its later stops' releases no longer counting. */
  function departsWithout(p: number): number {
    if (!hasReleases) return node.departs[p]!;
    const leaves = max(node.tripReady[firstOfTrip(p)]!, node.hRelease[p]!);
    return max(leaves + node.hDuration[p]!, node.hEarliest[p]!);
  }

  function reloadBefore(type: VehicleType, p: number, n: number, edge: number): void {
    const { time, lab } = type;
    const atLab = departsWithout(p) + time[placeOf[p]! * places + lab]!;
    if (atLab > type.latestArrival || atLab > node.hDeadline[p]!) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    const release = max(net.release[u]!, node.tRelease[n]!);
    const drive = time[lab * places + u]!;
    const starts = max(max(atLab + turn, release) + drive, net.open[u]!);
    if (starts > net.close[u]!) return;
    const home = time[u * places + placeOf[n]!]!;
    const arrives = starts + net.service[u]! + home;
    if (arrives > node.wLatest[n]!) return;
    const toLab = max(arrives + node.tDuration[n]!, node.tEarliest[n]!);
    if (toLab > net.deadline[u]! || toLab > node.tDeadline[n]!) return;
    const samples = net.samples[u]!;
    const load = max(max(net.kits[u]!, samples) + node.tKits[n]!, node.tMaxLoad[n]! + samples);
    if (load > type.capacity) return;
    let total = edge;
    if (type.costPerMinute > 0) {
      const pd = node.pDuration[p]! + time[placeOf[p]! * places + lab]! + turn + drive;
      const latest = node.pLatest[p]!;
      const wait = max(max(net.open[u]!, release + drive) - pd - latest, 0);
      const out = pd + wait + net.service[u]!;
      total += timeCost(type, out, starts + net.service[u]! - out, min(net.close[u]! - pd, latest), home, n);
    }
    if (total < bestCost) offer(total, p, RELOAD_BEFORE);
  }

  function reloadAfter(type: VehicleType, p: number, n: number, edge: number): void {
    const { time, lab } = type;
    const headLoad = max(
      node.hMaxLoad[p]! + net.kits[u]!,
      max(net.kits[u]!, net.samples[u]!) + node.hSamples[p]!,
    );
    if (headLoad > type.capacity) return;
    let departs = departsWithout(p);
    if (hasReleases && net.release[u]! > node.hRelease[p]!) {
      const leaves = max(node.tripReady[firstOfTrip(p)]!, net.release[u]!);
      if (leaves > node.hLatest[p]!) return;
      departs = max(leaves + node.hDuration[p]!, node.hEarliest[p]!);
    }
    const starts = max(departs + time[placeOf[p]! * places + u]!, net.open[u]!);
    if (starts > net.close[u]!) return;
    const atLab = starts + net.service[u]! + time[u * places + lab]!;
    if (atLab > type.latestArrival || atLab > net.deadline[u]! || atLab > node.hDeadline[p]!) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    const release = node.tRelease[n]!;
    const drive = time[lab * places + placeOf[n]!]!;
    const arrives = max(atLab + turn, release) + drive;
    if (arrives > node.wLatest[n]!) return;
    const toLab = max(arrives + node.tDuration[n]!, node.tEarliest[n]!);
    if (toLab > node.tDeadline[n]!) return;
    let total = edge;
    if (type.costPerMinute > 0) {
      const way = node.pDuration[p]! + time[placeOf[p]! * places + u]!;
      const wait = max(net.open[u]! - way - node.pLatest[p]!, 0);
      const latest = min(net.close[u]! - way, node.pLatest[p]!);
      let out = way + wait + net.service[u]! + time[u * places + lab]! + turn;
      out += max(release - out - latest, 0);
      total += timeCost(type, out, arrives - drive - out, latest, drive, n);
    }
    if (total < bestCost) offer(total, p, RELOAD_AFTER);
  }

  return (stop, vehicle, blink) => {
    u = stop;
    v = vehicle;
    blinks = blink;
    bestCost = place.cost;
    const type = types[typeOf[v]!]!;
    const end = state.firstEnd + v;
    const close = net.close[u]!;
    const leaves = net.open[u]! + net.service[u]!;
    for (let p = state.firstStart + v, n = next[p]!; p !== end; p = n, n = next[p]!) {
      if (node.departs[p]! > close) return;
      if (node.wLatest[n]! >= leaves) tryPosition(type, p, n);
    }
  };
}
