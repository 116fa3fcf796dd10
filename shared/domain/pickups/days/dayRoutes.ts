import type { RouteModel } from '../sisr/routeModel.ts';
import { insertions } from './insertion.ts';
import { dayMeasure, type MeasureDay } from './measureDay.ts';
import type { DayNetwork } from './network.ts';
import { emptyDays, idleReload, type DayState } from './state.ts';
import { tripMoves } from './tripMoves.ts';
import { chained, RELOAD, type Trips } from './trips.ts';

/** Far beyond what a search changes while a remembered price is of use. */
const LAST_VERSION = 0x7fffffff;

/** Days of several trips as routes that can be ruined and recreated. */
export interface DayRoutes extends RouteModel {
  readonly state: DayState;
  /** False: the day that was loaded breaks a limit. */
  readonly fits: (vehicle: number) => boolean;
  /** Gives vehicles new days, after `begin`. False: one of them breaks a limit, and all must be rolled back. */
  readonly change: (days: readonly (readonly [vehicle: number, day: Trips])[]) => boolean;
}

export function dayRoutes(net: DayNetwork, near: readonly Int32Array[] | undefined): DayRoutes {
  const state = emptyDays(net);
  const measureDay = dayMeasure(state);
  const { next, prev, routeOf, vehicles, labLoad } = state;
  const nodes = next.length;
  const { version } = state;
  const remembered = new Int32Array(nodes);
  let rememberedEnd = 0;
  const touched: number[] = [];
  const versionBefore = new Int32Array(vehicles);
  const dirty: number[] = [];
  const isDirty = new Uint8Array(vehicles);
  let versions = 0;
  for (let v = 0; v < vehicles; v++) {
    measureDay(v);
    version[v] = nextVersion();
  }

  function nextVersion(): number {
    versions = versions === LAST_VERSION ? 1 : versions + 1;
    return versions;
  }

  /** A day that came back as it was keeps its version, and with it all that is remembered about it. */
  function begin(): void {
    let from = 0;
    for (const v of touched) {
      let i = next[state.firstStart + v]!;
      let k = from;
      while (i !== state.firstEnd + v && i === remembered[k]) {
        i = next[i]!;
        k++;
      }
      const same = i === state.firstEnd + v && remembered[k] === 0;
      version[v] = same ? versionBefore[v]! : nextVersion();
      while (remembered[k] !== 0) k++;
      from = k + 1;
    }
    touched.length = 0;
    rememberedEnd = 0;
  }

  function remember(v: number): void {
    if (version[v] === 0) return;
    versionBefore[v] = version[v]!;
    version[v] = 0;
    touched.push(v);
    for (let i = next[state.firstStart + v]!; i <= net.stops || i >= state.firstReload; i = next[i]!)
      remembered[rememberedEnd++] = i;
    remembered[rememberedEnd++] = 0;
  }

  function load(labOf: number, stop: number, sign: number): void {
    labLoad[labOf]! += sign * net.samples[stop]!;
  }

  const labOf = (v: number) => net.types[net.typeOf[v]!]!.labIndex;

  function empty(v: number, each?: (stop: number) => void): void {
    const end = state.firstEnd + v;
    for (let i = next[state.firstStart + v]!; i !== end; i = next[i]!) {
      routeOf[i] = -1;
      if (i > net.stops) continue;
      load(labOf(v), i, -1);
      each?.(i);
    }
    next[state.firstStart + v] = end;
    prev[end] = state.firstStart + v;
  }

  /** Fills an empty day with the nodes from `from` up to the next 0; tells where that is. */
  function fill(v: number, nodesOf: ArrayLike<number>, from: number): number {
    let p = state.firstStart + v;
    let k = from;
    for (; k < nodesOf.length && nodesOf[k] !== 0; k++) {
      const i = nodesOf[k] === RELOAD ? idleReload(state, v) : nodesOf[k]!;
      routeOf[i] = v;
      next[p] = i;
      prev[i] = p;
      if (i <= net.stops) load(labOf(v), i, 1);
      p = i;
    }
    next[p] = state.firstEnd + v;
    prev[state.firstEnd + v] = p;
    return k + 1;
  }

  function setDay(v: number, nodes: readonly number[]): boolean {
    empty(v);
    fill(v, nodes, 0);
    return measureDay(v);
  }

  function change(days: readonly (readonly [number, Trips])[]): boolean {
    for (const [v] of days) remember(v);
    for (const [v] of days) empty(v);
    return days.every(
      ([v, day]) => day.length <= net.types[net.typeOf[v]!]!.maxTrips && setDay(v, chained(day)),
    );
  }

  function rollback(): void {
    for (const v of touched) empty(v);
    let from = 0;
    for (const v of touched) {
      from = fill(v, remembered, from);
      measureDay(v);
      version[v] = versionBefore[v]!;
    }
    touched.length = 0;
    rememberedEnd = 0;
  }

  function remove(stop: number): void {
    const v = routeOf[stop]!;
    remember(v);
    load(labOf(v), stop, -1);
    next[prev[stop]!] = next[stop]!;
    prev[next[stop]!] = prev[stop]!;
    routeOf[stop] = -1;
    if (isDirty[v] === 1) return;
    isDirty[v] = 1;
    dirty.push(v);
  }

  function settle(dropped: (stop: number) => void): void {
    for (const v of dirty) {
      isDirty[v] = 0;
      if (!measureDay(v)) {
        empty(v, dropped);
        measureDay(v);
      } else if (state.trips[v]! > 1) joinTrips(state, v, measureDay);
    }
    dirty.length = 0;
  }

  function drivenCost(): number {
    let sum = 0;
    for (let v = 0; v < vehicles; v++) sum += state.cost[v]!;
    return sum;
  }

  function save(): Int32Array {
    const saved: number[] = [];
    for (let v = 0; v < vehicles; v++) {
      const end = state.firstEnd + v;
      for (let i = next[state.firstStart + v]!; i !== end; i = next[i]!)
        saved.push(i > net.stops ? RELOAD : i);
      saved.push(0);
    }
    return Int32Array.from(saved);
  }

  function loadAll(saved: Int32Array): void {
    begin();
    for (let v = 0; v < vehicles; v++) empty(v);
    let from = 0;
    for (let v = 0; v < vehicles; v++) {
      from = fill(v, saved, from);
      measureDay(v);
      version[v] = nextVersion();
    }
  }

  return {
    state,
    fits: measureDay,
    change,
    stops: net.stops,
    routes: vehicles,
    next,
    prev,
    routeOf,
    vehicleClass: vehicleClasses(net),
    size: state.size,
    penalty: net.penalty,
    trips: () => state.trips.reduce((sum, trips) => sum + trips, 0),
    drivenCost,
    begin,
    rollback,
    remove,
    settle,
    insert: insertions(state, near, { measureDay, beforeChange: remember }).insert,
    regroup: tripMoves(state, { remember, setDay }),
    save,
    load: loadAll,
  };
}

/** Takes out visits to the laboratory that a day no longer needs, where that is cheaper. */
function joinTrips(state: DayState, v: number, measureDay: MeasureDay): void {
  const { net, next, prev, routeOf, node, cost } = state;
  const { capacity } = net.types[net.typeOf[v]!]!;
  const end = state.firstEnd + v;
  for (let i = next[state.firstStart + v]!; i !== end; i = next[i]!) {
    if (i <= net.stops) continue;
    const p = prev[i]!;
    const n = next[i]!;
    const load = Math.max(node.hMaxLoad[p]! + node.tKits[n]!, node.tMaxLoad[n]! + node.hSamples[p]!);
    if (load > capacity) continue;
    const before = cost[v]!;
    routeOf[i] = -1;
    next[p] = n;
    prev[n] = p;
    if (measureDay(v) && cost[v]! < before) continue;
    routeOf[i] = v;
    next[p] = i;
    prev[n] = i;
    measureDay(v);
  }
}

/** Vehicles of one type to which the same is allowed. */
function vehicleClasses({ stops, typeOf, allowed }: DayNetwork): Int32Array {
  const classes = new Map<string, number>();
  const vehicles = typeOf.length;
  return typeOf.map((type, v) => {
    let key = `${type}:`;
    for (let i = 1; i <= stops; i++) key += String.fromCharCode(48 + allowed[i * vehicles + v]!);
    if (!classes.has(key)) classes.set(key, classes.size);
    return classes.get(key)!;
  });
}
