import type { VehicleType } from './network.ts';
import type { DayState } from './state.ts';
import { wayPrices, type WayPrices } from './wayPrices.ts';

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
  const { net, next, prev, place: placeOf, trips, duration, dayEnd } = state;
  const { stops, places, typeOf, types, open, close, service, kits, samples, release, deadline } = net;
  const { departs, pDuration, pLatest, sDuration, sEarliest, wLatest, tripReady, legCost } = state.node;
  const { hDuration, hEarliest, hLatest, hSamples, hMaxLoad, hDeadline, hRelease } = state.node;
  const { tKits, tMaxLoad, tDeadline, tRelease, tDuration, tEarliest } = state.node;
  const prices = wayPrices(net);
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
    const wait = max(sEarliest[n]! - way - pLatest, 0);
    const total = way + wait + sDuration[n]!;
    if (total > type.maxMinutes) return Infinity;
    let minutes = total - duration[v]!;
    const { pause } = type;
    if (pause && dayEnd[v]! <= pause.to) {
      const end = max(sEarliest[n]! - way, pEarliest) - wait + total;
      if (end > pause.to) minutes += pause.minutes;
    }
    return minutes * type.costPerMinute;
  }

  /** What locked positions add to an insertion after `p`; Infinity: one of them could no longer be kept. */
  function positionPrice(p: number, n: number): number {
    const { positionSlack, positionGain } = state.node;
    if (positionSlack[n]! <= 0) return Infinity;
    const gain = positionGain[n]!;
    const locked = net.position[u]!;
    if (locked === 0) return -gain * net.penalty[0]!;
    let before = 1;
    for (let i = p; i < state.firstStart || i >= state.firstReload; i = prev[i]!) if (i <= stops) before++;
    return before > locked ? Infinity : (locked - before - gain) * net.penalty[0]!;
  }

  function tryAlone(type: VehicleType, p: number, n: number, fixed: number): void {
    const { cost, time } = type;
    const pp = placeOf[p]!;
    const pn = placeOf[n]!;
    const driveTo = time[pp * places + u]!;
    const arrives0 = departs[p]! + driveTo;
    if (arrives0 > close[u]!) return;
    const k = kits[u]!;
    const s = samples[u]!;
    const headLoad = max(hMaxLoad[p]! + k, max(k, s) + hSamples[p]!);
    const load = max(headLoad + tKits[n]!, tMaxLoad[n]! + hSamples[p]! + s);
    if (load > type.capacity) return;
    let leaves = arrives0;
    if (hasReleases && release[u]! > max(hRelease[p]!, tRelease[n]!)) {
      const left = max(tripReady[firstOfTrip(p)]!, release[u]!);
      if (left > hLatest[p]!) return;
      leaves = max(left + hDuration[p]!, hEarliest[p]!) + driveTo;
    }
    const starts = max(leaves, open[u]!);
    if (starts > close[u]!) return;
    const arrives = starts + service[u]! + time[u * places + pn]!;
    if (arrives > wLatest[n]!) return;
    const toLab = max(arrives + tDuration[n]!, tEarliest[n]!);
    if (toLab > min(hDeadline[p]!, tDeadline[n]!, deadline[u]!)) return;
    let total = fixed + cost[pp * places + u]! + cost[u * places + pn]!;
    if (type.costPerMinute > 0) total += alone(type, p, n);
    if (total < bestCost) offer(total, p, ALONE);
  }

  function firstOfTrip(p: number): number {
    let i = p;
    while (i <= stops) i = prev[i]!;
    return i;
  }

  function alone(type: VehicleType, p: number, n: number): number {
    const way = pDuration[p]! + type.time[placeOf[p]! * places + u]!;
    const earliest = departs[p]! - pDuration[p]!;
    const latest = pLatest[p]!;
    const wait = max(open[u]! - way - latest, 0);
    return timeCost(
      type,
      way + wait + service[u]!,
      max(open[u]! - way, earliest) - wait,
      min(close[u]! - way, latest),
      type.time[u * places + placeOf[n]!]!,
      n,
    );
  }

  /** When a trip could be at the laboratory if it ended after `p`, its later stops' releases no longer counting. */
  function departsWithout(p: number): number {
    if (!hasReleases) return departs[p]!;
    const leaves = max(tripReady[firstOfTrip(p)]!, hRelease[p]!);
    return max(leaves + hDuration[p]!, hEarliest[p]!);
  }

  function reloadBefore(type: VehicleType, p: number, n: number, fixed: number): void {
    const { time, cost, lab } = type;
    if (max(kits[u]!, samples[u]!) > type.capacity) return;
    const atLab = departsWithout(p) + time[placeOf[p]! * places + lab]!;
    if (atLab > type.latestArrival || atLab > hDeadline[p]!) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    const ready = max(release[u]!, tRelease[n]!);
    const drive = time[lab * places + u]!;
    const starts = max(max(atLab + turn, ready) + drive, open[u]!);
    if (starts > close[u]!) return;
    const home = time[u * places + placeOf[n]!]!;
    const arrives = starts + service[u]! + home;
    if (arrives > wLatest[n]!) return;
    const toLab = max(arrives + tDuration[n]!, tEarliest[n]!);
    if (toLab > deadline[u]! || toLab > tDeadline[n]!) return;
    const s = samples[u]!;
    const load = max(max(kits[u]!, s) + tKits[n]!, tMaxLoad[n]! + s);
    if (load > type.capacity) return;
    const home0 = cost[placeOf[p]! * places + lab]! + cost[lab * places + u]!;
    let total = fixed + home0 + cost[u * places + placeOf[n]!]!;
    if (type.costPerMinute > 0) {
      const pd = pDuration[p]! + time[placeOf[p]! * places + lab]! + turn + drive;
      const latest = pLatest[p]!;
      const wait = max(max(open[u]!, ready + drive) - pd - latest, 0);
      const out = pd + wait + service[u]!;
      total += timeCost(type, out, starts + service[u]! - out, min(close[u]! - pd, latest), home, n);
    }
    if (total < bestCost) offer(total, p, RELOAD_BEFORE);
  }

  function reloadAfter(type: VehicleType, p: number, n: number, fixed: number): void {
    const { time, cost, lab } = type;
    const headLoad = max(hMaxLoad[p]! + kits[u]!, max(kits[u]!, samples[u]!) + hSamples[p]!);
    if (headLoad > type.capacity) return;
    let leaves0 = departsWithout(p);
    if (hasReleases && release[u]! > hRelease[p]!) {
      const leaves = max(tripReady[firstOfTrip(p)]!, release[u]!);
      if (leaves > hLatest[p]!) return;
      leaves0 = max(leaves + hDuration[p]!, hEarliest[p]!);
    }
    const starts = max(leaves0 + time[placeOf[p]! * places + u]!, open[u]!);
    if (starts > close[u]!) return;
    const atLab = starts + service[u]! + time[u * places + lab]!;
    if (atLab > type.latestArrival || atLab > deadline[u]! || atLab > hDeadline[p]!) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    const ready = tRelease[n]!;
    const drive = time[lab * places + placeOf[n]!]!;
    const arrives = max(atLab + turn, ready) + drive;
    if (arrives > wLatest[n]!) return;
    const toLab = max(arrives + tDuration[n]!, tEarliest[n]!);
    if (toLab > tDeadline[n]!) return;
    const home0 = cost[u * places + lab]! + cost[lab * places + placeOf[n]!]!;
    let total = fixed + cost[placeOf[p]! * places + u]! + home0;
    if (type.costPerMinute > 0) {
      const way = pDuration[p]! + time[placeOf[p]! * places + u]!;
      const wait = max(open[u]! - way - pLatest[p]!, 0);
      const latest = min(close[u]! - way, pLatest[p]!);
      let out = way + wait + service[u]! + time[u * places + lab]! + turn;
      out += max(ready - out - latest, 0);
      total += timeCost(type, out, arrives - drive - out, latest, drive, n);
    }
    if (total < bestCost) offer(total, p, RELOAD_AFTER);
  }

  function scan(type: VehicleType, { to, from }: WayPrices): void {
    const { lab, costPerMinute: rate, cost } = type;
    const end = state.firstEnd + v;
    const idle = trips[v] === 0;
    const mayReload = !idle && trips[v]! < type.maxTrips;
    const row = u * places;
    const labRow = lab * places;
    const closes = close[u]!;
    const leaves = open[u]! + service[u]!;
    const fixed = idle ? type.fixedCost + cost[labRow + type.end]! : 0;
    // A day takes at least its parts: what waiting adds is looked at where that is not too dear already.
    const base = fixed + rate * (service[u]! - duration[v]!);
    const turn = rate * (type.unloadMinutes + type.loadMinutes);
    const viaLabTo = to[row + lab]! + turn;
    const viaLabOn = from[row + lab]! + turn;
    for (let p = state.firstStart + v, n = next[p]!; p !== end; p = n, n = next[p]!) {
      if (departs[p]! > closes) return;
      if (wLatest[n]! < leaves) continue;
      const extra = hasPositions ? positionPrice(p, n) : 0;
      const leg = idle ? 0 : legCost[n]!;
      const parts = base + extra - leg + rate * (pDuration[p]! + sDuration[n]!);
      const toU = to[row + placeOf[p]!]!;
      const onward = from[row + placeOf[n]!]!;
      if (parts + toU + onward < bestCost) tryAlone(type, p, n, fixed + extra - leg);
      if (!mayReload) continue;
      if (p <= stops && parts + to[labRow + p]! + viaLabTo + onward < bestCost)
        reloadBefore(type, p, n, extra - leg);
      if (n <= stops && parts + toU + viaLabOn + from[labRow + n]! < bestCost)
        reloadAfter(type, p, n, extra - leg);
    }
  }

  return (stop, vehicle, blink) => {
    u = stop;
    v = vehicle;
    blinks = blink;
    bestCost = place.cost;
    const k = typeOf[v]!;
    scan(types[k]!, prices[k]!);
  };
}
