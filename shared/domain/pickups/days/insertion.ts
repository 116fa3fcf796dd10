import type { Blink } from '../sisr/routeModel.ts';
import { measureDay } from './measureDay.ts';
import type { VehicleType } from './network.ts';
import { idleReload, type DayState } from './state.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min } = Math;

/** How a stop is put between two nodes: alone, or with a visit to the laboratory before or after it. */
const ALONE = 0;
const RELOAD_BEFORE = 1;
const RELOAD_AFTER = 2;

export interface Insertion {
  /** Puts the stop where it costs least, if anywhere. */
  readonly insert: (stop: number, blink: Blink, mayOpen: boolean) => boolean;
}

/**
 * Finds the cheapest place for a stop. The test of a position takes constant time and is exact for windows, loads,
 * sample ages, releases and later trips; the shortest day with a pause or a new release is an estimate, so the day is
 * measured after the insertion and a vehicle that fails is not asked again for this stop.
 */
export function insertions(
  state: DayState,
  near: readonly Int32Array[] | undefined,
  beforeChange: (vehicle: number) => void,
): Insertion {
  const { net, next, prev, routeOf, place, node, labLoad, trips, duration, dayEnd } = state;
  const { stops, places, typeOf, types, allowed } = net;
  const vehicles = state.vehicles;
  const hasPositions = net.position.length > 0;
  const hasReleases = net.release.some((release) => release > 0);
  const refused = new Uint8Array(vehicles);
  const openedType = new Uint8Array(types.length);

  let bestCost = Infinity;
  let bestAfter = -1;
  let bestKind = ALONE;
  let u = 0;
  let blinks: Blink = () => false;

  function offer(cost: number, after: number, kind: number): void {
    if (cost >= bestCost || blinks()) return;
    bestCost = cost;
    bestAfter = after;
    bestKind = kind;
  }

  /** Extra kroner for a day that now departs `p…`, goes on to arrive at `arrives` after `way` and ends as before. */
  function timeCost(
    v: number,
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

  function tryPosition(p: number, n: number): void {
    const v = routeOf[p]!;
    if (allowed[u * vehicles + v] === 0 || refused[v] === 1) return;
    const type = types[typeOf[v]!]!;
    const { cost, time } = type;
    const pp = place[p]!;
    const pn = place[n]!;
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
    const arrives0 = node.departs[p]! + time[pp * places + u]!;
    const close = net.close[u]!;
    const open = net.open[u]!;
    const service = net.service[u]!;
    const kits = net.kits[u]!;
    const samples = net.samples[u]!;
    const least = max(kits, samples);
    if (edge < bestCost && arrives0 <= close) {
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
          const total = edge + (type.costPerMinute > 0 ? alone(v, type, p, n) : 0);
          if (total < bestCost) offer(total, p, ALONE);
        }
      }
    }
    if (trips[v]! >= type.maxTrips || idle) return;
    if (p <= stops) {
      const extra =
        fixed + cost[pp * places + lab]! + cost[lab * places + u]! + fromU - cost[pp * places + pn]!;
      if (extra < bestCost && least <= type.capacity) reloadBefore(v, type, p, n, extra);
    }
    if (n <= stops) {
      const extra =
        fixed + toU + cost[u * places + lab]! + cost[lab * places + pn]! - cost[pp * places + pn]!;
      if (extra < bestCost && arrives0 <= close) reloadAfter(v, type, p, n, extra);
    }
  }

  function firstOfTrip(p: number): number {
    let i = p;
    while (i <= stops) i = prev[i]!;
    return i;
  }

  function alone(v: number, type: VehicleType, p: number, n: number): number {
    const way = node.pDuration[p]! + type.time[place[p]! * places + u]!;
    const earliest = node.departs[p]! - node.pDuration[p]!;
    const latest = node.pLatest[p]!;
    const wait = max(net.open[u]! - way - latest, 0);
    return timeCost(
      v,
      type,
      way + wait + net.service[u]!,
      max(net.open[u]! - way, earliest) - wait,
      min(net.close[u]! - way, latest),
      type.time[u * places + place[n]!]!,
      n,
    );
  }

  /** When a trip could be at the laboratory if it ended after `p`, its later stops' releases no longer counting. */
  function departsWithout(p: number): number {
    if (!hasReleases) return node.departs[p]!;
    const leaves = max(node.tripReady[firstOfTrip(p)]!, node.hRelease[p]!);
    return max(leaves + node.hDuration[p]!, node.hEarliest[p]!);
  }

  function reloadBefore(v: number, type: VehicleType, p: number, n: number, edge: number): void {
    const { time, lab } = type;
    const atLab = departsWithout(p) + time[place[p]! * places + lab]!;
    if (atLab > type.latestArrival || atLab > node.hDeadline[p]!) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    const release = max(net.release[u]!, node.tRelease[n]!);
    const drive = time[lab * places + u]!;
    const starts = max(max(atLab + turn, release) + drive, net.open[u]!);
    if (starts > net.close[u]!) return;
    const home = time[u * places + place[n]!]!;
    const arrives = starts + net.service[u]! + home;
    if (arrives > node.wLatest[n]!) return;
    const toLab = max(arrives + node.tDuration[n]!, node.tEarliest[n]!);
    if (toLab > net.deadline[u]! || toLab > node.tDeadline[n]!) return;
    const samples = net.samples[u]!;
    const load = max(max(net.kits[u]!, samples) + node.tKits[n]!, node.tMaxLoad[n]! + samples);
    if (load > type.capacity) return;
    let total = edge;
    if (type.costPerMinute > 0) {
      const pd = node.pDuration[p]! + time[place[p]! * places + lab]! + turn + drive;
      const latest = node.pLatest[p]!;
      const wait = max(max(net.open[u]!, release + drive) - pd - latest, 0);
      const out = pd + wait + net.service[u]!;
      total += timeCost(
        v,
        type,
        out,
        starts + net.service[u]! - out,
        min(net.close[u]! - pd, latest),
        home,
        n,
      );
    }
    if (total < bestCost) offer(total, p, RELOAD_BEFORE);
  }

  function reloadAfter(v: number, type: VehicleType, p: number, n: number, edge: number): void {
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
    const starts = max(departs + time[place[p]! * places + u]!, net.open[u]!);
    if (starts > net.close[u]!) return;
    const atLab = starts + net.service[u]! + time[u * places + lab]!;
    if (atLab > type.latestArrival || atLab > net.deadline[u]! || atLab > node.hDeadline[p]!) return;
    const turn = type.unloadMinutes + type.loadMinutes;
    const release = node.tRelease[n]!;
    const drive = time[lab * places + place[n]!]!;
    const arrives = max(atLab + turn, release) + drive;
    if (arrives > node.wLatest[n]!) return;
    const toLab = max(arrives + node.tDuration[n]!, node.tEarliest[n]!);
    if (toLab > node.tDeadline[n]!) return;
    let total = edge;
    if (type.costPerMinute > 0) {
      const way = node.pDuration[p]! + time[place[p]! * places + u]!;
      const wait = max(net.open[u]! - way - node.pLatest[p]!, 0);
      const latest = min(net.close[u]! - way, node.pLatest[p]!);
      let out = way + wait + net.service[u]! + time[u * places + lab]! + turn;
      out += max(release - out - latest, 0);
      total += timeCost(v, type, out, arrives - drive - out, latest, drive, n);
    }
    if (total < bestCost) offer(total, p, RELOAD_AFTER);
  }

  function tryDay(v: number): void {
    if (allowed[u * vehicles + v] === 0 || refused[v] === 1) return;
    const labIndex = types[typeOf[v]!]!.labIndex;
    if (labLoad[labIndex]! + net.samples[u]! > net.labCapacity[labIndex]!) return;
    const end = state.firstEnd + v;
    const close = net.close[u]!;
    for (let p = state.firstStart + v; p !== end; p = next[p]!) {
      if (node.departs[p]! > close) break;
      tryPosition(p, next[p]!);
    }
  }

  function labHasRoom(v: number): boolean {
    const labIndex = types[typeOf[v]!]!.labIndex;
    return labLoad[labIndex]! + net.samples[u]! <= net.labCapacity[labIndex]!;
  }

  /** The first idle vehicle of each type will do for all of them, unless the stop or its lock tells them apart. */
  function tryIdle(): void {
    openedType.fill(0);
    for (let v = 0; v < vehicles; v++) {
      if (trips[v]! > 0 || openedType[typeOf[v]!] === 1 || allowed[u * vehicles + v] === 0) continue;
      if (refused[v] === 1 || !labHasRoom(v)) continue;
      tryPosition(state.firstStart + v, state.firstEnd + v);
      openedType[typeOf[v]!] = 1;
    }
  }

  function tryNear(candidates: Int32Array): void {
    for (const w of candidates) {
      const v = routeOf[w]!;
      if (v < 0 || !labHasRoom(v)) continue;
      tryPosition(w, next[w]!);
      if (prev[w]! > stops) tryPosition(prev[w]!, w);
    }
    for (let v = 0; v < vehicles; v++) {
      if (trips[v]! > 0 && trips[v]! < types[typeOf[v]!]!.maxTrips && labHasRoom(v))
        tryPosition(prev[state.firstEnd + v]!, state.firstEnd + v);
    }
  }

  function search(mayOpen: boolean): void {
    bestCost = net.penalty[u]!;
    bestAfter = -1;
    if (near) tryNear(near[u]!);
    if (mayOpen) tryIdle();
    if (near && bestAfter >= 0) return;
    for (let v = 0; v < vehicles; v++) if (trips[v]! > 0) tryDay(v);
  }

  function link(): number {
    const p = bestAfter;
    const n = next[p]!;
    const v = routeOf[p]!;
    beforeChange(v);
    routeOf[u] = v;
    join(p, u);
    join(u, n);
    if (bestKind !== ALONE) {
      const reload = idleReload(state, v);
      routeOf[reload] = v;
      if (bestKind === RELOAD_BEFORE) {
        join(p, reload);
        join(reload, u);
      } else {
        join(u, reload);
        join(reload, n);
      }
    }
    return v;
  }

  /** Takes the stop out again, and the reload that came with it: one between two stops would be no idle one. */
  function unlink(stop: number): void {
    const reload = bestKind === RELOAD_BEFORE ? prev[stop]! : bestKind === RELOAD_AFTER ? next[stop]! : -1;
    join(prev[stop]!, next[stop]!);
    routeOf[stop] = -1;
    if (reload < 0 || routeOf[reload]! < 0) return;
    join(prev[reload]!, next[reload]!);
    routeOf[reload] = -1;
  }

  function join(a: number, b: number): void {
    next[a] = b;
    prev[b] = a;
  }

  function insert(stop: number, blink: Blink, mayOpen: boolean): boolean {
    u = stop;
    blinks = blink;
    let failed = false;
    for (;;) {
      search(mayOpen);
      if (bestAfter < 0) break;
      const v = link();
      if (measureDay(state, v)) {
        labLoad[types[typeOf[v]!]!.labIndex]! += net.samples[u]!;
        if (failed) refused.fill(0);
        return true;
      }
      unlink(u);
      measureDay(state, v);
      refused[v] = 1;
      failed = true;
    }
    if (failed) refused.fill(0);
    return false;
  }

  return { insert };
}
