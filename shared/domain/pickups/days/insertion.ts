import type { Blink } from '../sisr/routeModel.ts';
import { ALONE, dayPlaces, RELOAD_AFTER, RELOAD_BEFORE, type Place } from './dayPlaces.ts';
import type { MeasureDay } from './measureDay.ts';
import { idleReload, type DayState } from './state.ts';

export interface Insertion {
  /** Puts the stop where it costs least, if anywhere. */
  readonly insert: (stop: number, blink: Blink, mayOpen: boolean) => boolean;
}

/** Up to so many used vehicles all are asked, above it those that pass near stops. */
const ASK_ALL = 40;
const MOST_CELLS = 64;

/**
 * Finds the cheapest place for a stop. What a day costs it is remembered until the day changes: most insertions ask many
 * days of which few have changed. The day is measured after the insertion, and a vehicle that fails is not asked again
 * for this stop.
 */
export function insertions(
  state: DayState,
  near: readonly Int32Array[] | undefined,
  { measureDay, beforeChange }: { measureDay: MeasureDay; beforeChange: (vehicle: number) => void },
): Insertion {
  const { net, next, prev, routeOf, labLoad, trips, version } = state;
  const { stops, typeOf, types, allowed } = net;
  const vehicles = state.vehicles;
  const refused = new Uint8Array(vehicles);
  const openedType = new Uint8Array(types.length);
  const seen = new Int32Array(vehicles);
  const asked = new Int32Array(vehicles);
  const waiting = new Int32Array(vehicles);
  let stamp = 0;

  let cells = 1;
  while (cells < vehicles && cells < MOST_CELLS) cells *= 2;
  const cellVersion = new Int32Array((stops + 1) * cells);
  const cellCost = new Float64Array((stops + 1) * cells);
  const cellAfter = new Int32Array((stops + 1) * cells);
  const cellKind = new Uint8Array((stops + 1) * cells);

  const place: Place = { cost: Infinity, after: -1, kind: ALONE };
  const tryPlaces = dayPlaces(state, place);
  const never: Blink = () => false;
  let bestCost = Infinity;
  let bestAfter = -1;
  let bestKind = ALONE;
  let u = 0;

  /** No place below the best so far: then the best so far is what is remembered, as a price that is too low. */
  function fillCell(v: number, cell: number): void {
    place.cost = bestCost;
    place.after = -1;
    tryPlaces(u, v, never);
    cellVersion[cell] = version[v]!;
    cellCost[cell] = place.cost;
    cellAfter[cell] = place.after;
    cellKind[cell] = place.kind;
  }

  function tryChanged(v: number, blink: Blink): void {
    place.cost = bestCost;
    place.after = -1;
    tryPlaces(u, v, blink);
    if (place.after < 0) return;
    bestCost = place.cost;
    bestAfter = place.after;
    bestKind = place.kind;
  }

  /** False: the price is not remembered. */
  function tryRemembered(v: number, cell: number, blink: Blink): boolean {
    if (version[v] === 0 || cellVersion[cell] !== version[v]) return false;
    if (cellCost[cell]! >= bestCost) return true;
    if (cellAfter[cell]! < 0) return false;
    if (blink()) return true;
    bestCost = cellCost[cell]!;
    bestAfter = cellAfter[cell]!;
    bestKind = cellKind[cell]!;
    return true;
  }

  function tryDay(v: number, blink: Blink): void {
    if (version[v] === 0) {
      tryChanged(v, blink);
      return;
    }
    const cell = u * cells + (v & (cells - 1));
    if (tryRemembered(v, cell, blink)) return;
    fillCell(v, cell);
    tryRemembered(v, cell, blink);
  }

  /** What is remembered comes first: a low price ends the search of the others early. */
  function tryDays(list: Int32Array, count: number, blink: Blink): void {
    let left = 0;
    for (let k = 0; k < count; k++) {
      const v = list[k]!;
      if (allowed[u * vehicles + v] === 0 || refused[v] === 1 || !labHasRoom(v)) continue;
      if (!tryRemembered(v, u * cells + (v & (cells - 1)), blink)) waiting[left++] = v;
    }
    for (let k = 0; k < left; k++) tryDay(waiting[k]!, blink);
  }

  function labHasRoom(v: number): boolean {
    const labIndex = types[typeOf[v]!]!.labIndex;
    return labLoad[labIndex]! + net.samples[u]! <= net.labCapacity[labIndex]!;
  }

  /** The first idle vehicle of each type will do for all of them, unless the stop or its lock tells them apart. */
  function firstIdle(): number {
    openedType.fill(0);
    let count = 0;
    for (let v = 0; v < vehicles; v++) {
      if (trips[v]! > 0 || openedType[typeOf[v]!] === 1 || allowed[u * vehicles + v] === 0) continue;
      if (refused[v] === 1) continue;
      openedType[typeOf[v]!] = 1;
      asked[count++] = v;
    }
    return count;
  }

  /** The days that pass a near stop. */
  function nearDays(candidates: Int32Array): number {
    stamp++;
    let count = 0;
    for (const w of candidates) {
      const v = routeOf[w]!;
      if (v < 0 || seen[v] === stamp) continue;
      seen[v] = stamp;
      asked[count++] = v;
    }
    return count;
  }

  function usedDays(): number {
    let count = 0;
    for (let v = 0; v < vehicles; v++) if (trips[v]! > 0) asked[count++] = v;
    return count;
  }

  function search(blink: Blink, mayOpen: boolean): void {
    bestCost = net.penalty[u]!;
    bestAfter = -1;
    if (near && vehicles > ASK_ALL) {
      tryDays(asked, nearDays(near[u]!), blink);
      if (mayOpen) tryDays(asked, firstIdle(), blink);
      if (bestAfter >= 0) return;
    } else if (mayOpen) tryDays(asked, firstIdle(), blink);
    tryDays(asked, usedDays(), blink);
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
    let failed = false;
    for (;;) {
      search(blink, mayOpen);
      if (bestAfter < 0) break;
      const v = link();
      if (measureDay(v)) {
        labLoad[types[typeOf[v]!]!.labIndex]! += net.samples[u]!;
        if (failed) refused.fill(0);
        return true;
      }
      unlink(u);
      measureDay(v);
      refused[v] = 1;
      failed = true;
    }
    if (failed) refused.fill(0);
    return false;
  }

  return { insert };
}
