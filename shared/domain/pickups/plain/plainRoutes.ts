import type { RouteModel } from '../sisr/routeModel.ts';
import { cheapestPlaces } from './cheapest.ts';
import { emptyRoutes, type PlainNetwork } from './network.ts';
import { routeEdits } from './routeEdits.ts';

/** Far beyond what a search changes while a remembered price is of use. */
const LAST_VERSION = 0x7fffffff;

export interface PlainRoutes extends RouteModel {
  /** A part of the day may not use all vehicles. */
  readonly useAtMost: (vehicles: number) => void;
}

/**
 * The fast special case of a route model: no pseudo nodes, everything in whole numbers, and after an insertion only what
 * it changes is measured again.
 */
export function plainRoutes(net: PlainNetwork, near: readonly Int32Array[] | undefined): PlainRoutes {
  const { stops, vehicles, distance } = net;
  const width = stops + 1;
  const state = emptyRoutes(net);
  const { next, prev, routeOf, first, size, version, total } = state;
  const { link, unlink, empty, fill, measure, spread } = routeEdits(state);

  const remembered = new Int32Array(width + vehicles);
  let rememberedEnd = 0;
  const touched = new Int32Array(vehicles);
  const versionBefore = new Int32Array(vehicles);
  let touchedCount = 0;
  const dirty = new Int32Array(vehicles);
  let dirtyCount = 0;
  const isDirty = new Uint8Array(vehicles);
  let versions = vehicles;

  const limit = new Float64Array(width).fill(100 * distance.reduce((most, d) => Math.max(most, d), 1));
  const cheapest = cheapestPlaces(state, near, limit);

  function insert(u: number, blink: () => boolean, mayOpen: boolean): boolean {
    const { route, before } = cheapest(u, blink, mayOpen);
    if (route < 0) return false;
    remember(route);
    link(u, before, before === 0 ? first[route]! : next[before]!, route);
    spread(u);
    return true;
  }

  function nextVersion(): number {
    versions = versions === LAST_VERSION ? 1 : versions + 1;
    return versions;
  }

  /** A route that came back as it was keeps its version, and with it all that is remembered about it. */
  function begin(): void {
    let from = 0;
    for (let t = 0; t < touchedCount; t++) {
      const r = touched[t]!;
      let i = first[r]!;
      let k = from;
      while (i !== 0 && i === remembered[k]) {
        i = next[i]!;
        k++;
      }
      version[r] = i === remembered[k] ? versionBefore[t]! : nextVersion();
      while (remembered[k] !== 0) k++;
      from = k + 1;
    }
    touchedCount = 0;
    rememberedEnd = 0;
  }

  function remember(r: number): void {
    if (version[r] === 0) return;
    versionBefore[touchedCount] = version[r]!;
    version[r] = 0;
    touched[touchedCount++] = r;
    for (let i = first[r]!; i !== 0; i = next[i]!) remembered[rememberedEnd++] = i;
    remembered[rememberedEnd++] = 0;
  }

  function rollback(): void {
    for (let t = 0; t < touchedCount; t++) empty(touched[t]!);
    let from = 0;
    for (let t = 0; t < touchedCount; t++) {
      from = fill(touched[t]!, remembered, from);
      version[touched[t]!] = versionBefore[t]!;
    }
    touchedCount = 0;
    rememberedEnd = 0;
  }

  function remove(u: number): void {
    const r = routeOf[u]!;
    remember(r);
    unlink(u, r);
    if (isDirty[r] === 1) return;
    isDirty[r] = 1;
    dirty[dirtyCount++] = r;
  }

  function settle(dropped: (stop: number) => void): void {
    for (let d = 0; d < dirtyCount; d++) {
      const r = dirty[d]!;
      isDirty[r] = 0;
      if (size[r] === 0 || measure(r)) continue;
      for (let i = first[r]!; i !== 0; i = next[i]!) dropped(i);
      empty(r);
    }
    dirtyCount = 0;
  }

  function save(): Int32Array {
    const saved = new Int32Array(width + vehicles);
    let k = 0;
    for (let r = 0; r < vehicles; r++) {
      for (let i = first[r]!; i !== 0; i = next[i]!) saved[k++] = i;
      k++;
    }
    return saved.subarray(0, k);
  }

  function load(saved: Int32Array): void {
    begin();
    for (let r = 0; r < vehicles; r++) empty(r);
    let from = 0;
    for (let r = 0; r < vehicles; r++) {
      from = fill(r, saved, from);
      version[r] = nextVersion();
    }
  }

  return {
    stops,
    routes: vehicles,
    next,
    prev,
    routeOf,
    vehicleClass: new Int32Array(vehicles),
    size,
    penalty: limit,
    trips: () => total.used,
    drivenCost: () => total.driven,
    begin,
    rollback,
    remove,
    settle,
    insert,
    save,
    load,
    useAtMost: (most) => {
      total.most = most;
    },
  };
}
