import type { Blink, RouteModel } from '../sisr/routeModel.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max } = Math;

/** One depot (0), alike vehicles, one trip each, cost = distance = time: the literature's routing problem. */
export interface PlainNetwork {
  readonly stops: number;
  readonly vehicles: number;
  readonly capacity: number;
  /** Symmetric, whole numbers; `i * (stops + 1) + j`. */
  readonly distance: Int32Array;
  readonly demand: Int32Array;
  /** Service starts within [open, close]; the depot's own are those of the day. */
  readonly open: Int32Array;
  readonly close: Int32Array;
  readonly service: Int32Array;
}

/**
 * The fast special case of a route model: no pseudo nodes (0 is before the first and after the last stop), everything in
 * whole numbers, and after an insertion only what it changes is measured again.
 */
export function plainRoutes(net: PlainNetwork, near: readonly Int32Array[] | undefined): RouteModel {
  const { stops, vehicles, capacity, distance, demand, open, close, service } = net;
  const width = stops + 1;
  const next = new Int32Array(width);
  const prev = new Int32Array(width);
  const routeOf = new Int32Array(width).fill(-1);
  /** Distance from the stop before, earliest departure, latest arrival. */
  const leg = new Int32Array(width);
  const departs = new Int32Array(width);
  const latest = new Int32Array(width);
  const first = new Int32Array(vehicles);
  const last = new Int32Array(vehicles);
  /** Distance from the last stop to the depot. */
  const home = new Int32Array(vehicles);
  const load = new Int32Array(vehicles);
  const size = new Int32Array(vehicles);
  /** Used routes come first in `listed`, the idle ones after them. */
  const listed = Int32Array.from({ length: vehicles }, (_, r) => r);
  const placeInList = listed.slice();
  let used = 0;
  let driven = 0;

  const remembered = new Int32Array(width + vehicles);
  let rememberedEnd = 0;
  const touched = new Int32Array(vehicles);
  let touchedCount = 0;
  const isTouched = new Uint8Array(vehicles);
  const dirty = new Int32Array(vehicles);
  let dirtyCount = 0;
  const isDirty = new Uint8Array(vehicles);

  departs[0] = open[0]!;
  latest[0] = close[0]!;

  let bestDelta = 0;
  let bestBefore = 0;
  let bestAfter = 0;
  let bestRoute = -1;

  function scanRoutes(u: number, blink: Blink): void {
    const [nx, lg, dp, lt, away] = [next, leg, departs, latest, distance];
    const row = u * width;
    const opens = open[u]!;
    const closes = close[u]!;
    const serves = service[u]!;
    const room = capacity - demand[u]!;
    const fromDepot = away[row]!;
    let best = bestDelta;
    for (let k = 0; k < used; k++) {
      const r = listed[k]!;
      if (load[r]! > room) continue;
      let p = 0;
      let n = first[r]!;
      let toU = fromDepot;
      for (;;) {
        const toN = away[row + n]!;
        const delta = toU + toN - (n === 0 ? home[r]! : lg[n]!);
        const leaves = dp[p]!;
        if (leaves > closes) break;
        if (delta < best) {
          const arrives = leaves + toU;
          if (arrives > closes) break;
          if ((arrives > opens ? arrives : opens) + serves + toN <= lt[n]! && !blink()) {
            best = delta;
            bestBefore = p;
            bestAfter = n;
            bestRoute = r;
          }
        }
        if (n === 0) break;
        p = n;
        toU = toN;
        n = nx[n]!;
      }
    }
    bestDelta = best;
  }

  function tryBetween(u: number, p: number, n: number, r: number, blink: Blink): void {
    const row = u * width;
    const toU = distance[row + p]!;
    const toN = distance[row + n]!;
    const delta = toU + toN - (n === 0 ? home[r]! : leg[n]!);
    if (delta >= bestDelta) return;
    const arrives = departs[p]! + toU;
    if (arrives > close[u]!) return;
    const starts = arrives > open[u]! ? arrives : open[u]!;
    if (starts + service[u]! + toN > latest[n]! || blink()) return;
    bestDelta = delta;
    bestBefore = p;
    bestAfter = n;
    bestRoute = r;
  }

  function scanNear(u: number, candidates: Int32Array, blink: Blink): void {
    const room = capacity - demand[u]!;
    for (const w of candidates) {
      const r = routeOf[w]!;
      if (r < 0 || load[r]! > room) continue;
      tryBetween(u, prev[w]!, w, r, blink);
      tryBetween(u, w, next[w]!, r, blink);
    }
  }

  function scanIdle(u: number): void {
    if (used === vehicles) return;
    const there = distance[u * width]!;
    const starts = max(departs[0]! + there, open[u]!);
    if (2 * there >= bestDelta || demand[u]! > capacity || starts > close[u]!) return;
    if (starts + service[u]! + there > latest[0]!) return;
    bestDelta = 2 * there;
    bestBefore = 0;
    bestAfter = 0;
    bestRoute = listed[used]!;
  }

  const limit = new Float64Array(width).fill(100 * distance.reduce((most, d) => max(most, d), 1));

  function insert(u: number, blink: Blink, mayOpen: boolean): boolean {
    bestDelta = limit[u]!;
    bestRoute = -1;
    if (near) scanNear(u, near[u]!, blink);
    if (mayOpen) scanIdle(u);
    if (!near || bestRoute < 0) scanRoutes(u, blink);
    if (bestRoute < 0) return false;
    const r = bestRoute;
    remember(r);
    link(u, bestBefore, bestAfter, r);
    spread(u);
    return true;
  }

  function link(u: number, p: number, n: number, r: number): void {
    if (size[r] === 0) use(r);
    size[r]!++;
    load[r]! += demand[u]!;
    routeOf[u] = r;
    next[u] = n;
    prev[u] = p;
    leg[u] = distance[p * width + u]!;
    if (p === 0) first[r] = u;
    else next[p] = u;
    const onward = distance[u * width + n]!;
    driven += leg[u] + onward - (n === 0 ? home[r]! : leg[n]!);
    if (n === 0) {
      last[r] = u;
      home[r] = onward;
    } else {
      prev[n] = u;
      leg[n] = onward;
    }
  }

  /** Measures forward and backward from a new stop, as far as anything changes. */
  function spread(u: number): void {
    let p = prev[u]!;
    let i = u;
    while (i !== 0) {
      const arrives = departs[p]! + leg[i]!;
      const leaves = (arrives > open[i]! ? arrives : open[i]!) + service[i]!;
      if (i !== u && leaves === departs[i]) break;
      departs[i] = leaves;
      p = i;
      i = next[i]!;
    }
    const r = routeOf[u]!;
    i = u;
    while (i !== 0) {
      const n = next[i]!;
      const until = latest[n]! - (n === 0 ? home[r]! : leg[n]!) - service[i]!;
      const late = until < close[i]! ? until : close[i]!;
      if (i !== u && late === latest[i]) break;
      latest[i] = late;
      i = prev[i]!;
    }
  }

  function use(r: number): void {
    swap(placeInList[r]!, used++);
    home[r] = 0;
  }

  function retire(r: number): void {
    swap(placeInList[r]!, --used);
    home[r] = 0;
  }

  function swap(a: number, b: number): void {
    const ra = listed[a]!;
    const rb = listed[b]!;
    listed[a] = rb;
    listed[b] = ra;
    placeInList[rb] = a;
    placeInList[ra] = b;
  }

  function begin(): void {
    for (let t = 0; t < touchedCount; t++) isTouched[touched[t]!] = 0;
    touchedCount = 0;
    rememberedEnd = 0;
  }

  function remember(r: number): void {
    if (isTouched[r] === 1) return;
    isTouched[r] = 1;
    touched[touchedCount++] = r;
    for (let i = first[r]!; i !== 0; i = next[i]!) remembered[rememberedEnd++] = i;
    remembered[rememberedEnd++] = 0;
  }

  function empty(r: number): void {
    if (size[r] === 0) return;
    for (let i = first[r]!; i !== 0; i = next[i]!) {
      driven -= leg[i]!;
      routeOf[i] = -1;
    }
    driven -= home[r]!;
    size[r] = 0;
    load[r] = 0;
    first[r] = 0;
    last[r] = 0;
    retire(r);
  }

  /** Fills an empty route from a list up to the next 0; tells where the next begins. */
  function fill(r: number, nodes: Int32Array, from: number): number {
    let k = from;
    for (; nodes[k] !== 0; k++) link(nodes[k]!, last[r]!, 0, r);
    measure(r);
    return k + 1;
  }

  function measure(r: number): boolean {
    let fits = true;
    let p = 0;
    for (let i = first[r]!; i !== 0; i = next[i]!) {
      const arrives = departs[p]! + leg[i]!;
      if (arrives > close[i]!) fits = false;
      departs[i] = (arrives > open[i]! ? arrives : open[i]!) + service[i]!;
      p = i;
    }
    if (p !== 0 && departs[p]! + home[r]! > latest[0]!) fits = false;
    let n = 0;
    for (let i = last[r]!; i !== 0; i = prev[i]!) {
      const until = latest[n]! - (n === 0 ? home[r]! : leg[n]!) - service[i]!;
      latest[i] = until < close[i]! ? until : close[i]!;
      n = i;
    }
    return fits;
  }

  function rollback(): void {
    for (let t = 0; t < touchedCount; t++) empty(touched[t]!);
    let from = 0;
    for (let t = 0; t < touchedCount; t++) from = fill(touched[t]!, remembered, from);
    begin();
  }

  function remove(u: number): void {
    const r = routeOf[u]!;
    remember(r);
    const p = prev[u]!;
    const n = next[u]!;
    const onward = distance[p * width + n]!;
    driven += onward - leg[u]! - (n === 0 ? home[r]! : leg[n]!);
    if (p === 0) first[r] = n;
    else next[p] = n;
    if (n === 0) {
      last[r] = p;
      home[r] = onward;
    } else {
      prev[n] = p;
      leg[n] = onward;
    }
    routeOf[u] = -1;
    load[r]! -= demand[u]!;
    size[r]! -= 1;
    if (size[r] === 0) retire(r);
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

  function loadAll(saved: Int32Array): void {
    for (let r = 0; r < vehicles; r++) empty(r);
    let from = 0;
    for (let r = 0; r < vehicles; r++) from = fill(r, saved, from);
    begin();
  }

  return {
    stops,
    routes: vehicles,
    next,
    prev,
    routeOf,
    size,
    penalty: limit,
    trips: () => used,
    drivenCost: () => driven,
    begin,
    rollback,
    remove,
    settle,
    insert,
    save,
    load: loadAll,
  };
}
