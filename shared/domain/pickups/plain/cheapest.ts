import type { Blink } from '../sisr/routeModel.ts';
import type { PlainState } from './network.ts';

/** Where a stop goes: after which node (0: the depot) of which route; −1: nowhere. */
export interface CheapestPlace {
  route: number;
  before: number;
}

/** More routes than this share a memory cell with another one. */
const MOST_CELLS = 64;
const CELL = 4;
const NOWHERE = 2_000_000_000;

/**
 * The cheapest place for a stop, tested in constant time per position. What a route costs is remembered until the
 * route changes: most insertions ask many routes of which few have changed. A blink passes over a position in a route
 * that has just changed, and over the whole route where its price is remembered.
 */
export function cheapestPlaces(
  state: PlainState,
  near: readonly Int32Array[] | undefined,
  limit: Float64Array,
): (stop: number, blink: Blink, mayOpen: boolean) => CheapestPlace {
  const { net, next, routeOf, leg, departs, latest, first, home, load, listed, version, total } = state;
  const { stops, vehicles, capacity, distance, demand, open, close, service } = net;
  const width = stops + 1;
  let cells = 1;
  while (cells < vehicles && cells < MOST_CELLS) cells *= 2;
  /** Version, delta and the node before, side by side: a cell is one line of the processor's memory. */
  const memory = new Int32Array(width * cells * CELL);
  const seen = new Int32Array(vehicles);
  let stamp = 0;

  let best = 0;
  let found = -1;
  const place: CheapestPlace = { route: -1, before: 0 };
  const never: Blink = () => false;

  /** Lowers `best` and sets `found` when the route has a place that costs less. */
  function scan(u: number, r: number, blink: Blink): void {
    const [nx, lg, dp, lt, away] = [next, leg, departs, latest, distance];
    const row = u * width;
    const opens = open[u]!;
    const closes = close[u]!;
    const serves = service[u]!;
    const earliest = opens + serves;
    let p = 0;
    let n = first[r]!;
    while (n !== 0 && lt[n]! < earliest) {
      p = n;
      n = nx[n]!;
    }
    let toU = away[row + p]!;
    for (;;) {
      const leaves = dp[p]!;
      if (leaves > closes) return;
      const toN = away[row + n]!;
      const delta = toU + toN - (n === 0 ? home[r]! : lg[n]!);
      if (delta < best) {
        const arrives = leaves + toU;
        if (arrives > closes) return;
        if ((arrives > opens ? arrives : opens) + serves + toN <= lt[n]! && !blink()) {
          best = delta;
          found = p;
        }
      }
      if (n === 0) return;
      p = n;
      toU = toN;
      n = nx[n]!;
    }
  }

  function fillCell(u: number, r: number, cell: number): void {
    const before = best;
    best = NOWHERE;
    found = -1;
    scan(u, r, never);
    memory[cell] = version[r]!;
    memory[cell + 1] = best;
    memory[cell + 2] = found;
    best = before;
  }

  function tryRoute(u: number, r: number, blink: Blink): void {
    if (version[r] === 0) {
      found = -1;
      scan(u, r, blink);
      if (found < 0) return;
      place.before = found;
      place.route = r;
      return;
    }
    const cell = (u * cells + (r & (cells - 1))) * CELL;
    if (memory[cell] !== version[r]) fillCell(u, r, cell);
    const delta = memory[cell + 1]!;
    if (delta >= best || blink()) return;
    best = delta;
    place.before = memory[cell + 2]!;
    place.route = r;
  }

  function tryAll(u: number, blink: Blink): void {
    const room = capacity - demand[u]!;
    for (let k = 0; k < total.used; k++) {
      const r = listed[k]!;
      if (load[r]! <= room) tryRoute(u, r, blink);
    }
  }

  /** The routes that pass a near stop. */
  function tryNear(u: number, stopsNear: Int32Array, blink: Blink): void {
    const room = capacity - demand[u]!;
    stamp++;
    for (const w of stopsNear) {
      const r = routeOf[w]!;
      if (r < 0 || seen[r] === stamp) continue;
      seen[r] = stamp;
      if (load[r]! <= room) tryRoute(u, r, blink);
    }
  }

  function tryIdle(u: number): void {
    if (total.used >= total.most) return;
    const there = distance[u * width]!;
    const starts = Math.max(departs[0]! + there, open[u]!);
    if (2 * there >= best || demand[u]! > capacity || starts > close[u]!) return;
    if (starts + service[u]! + there > latest[0]!) return;
    best = 2 * there;
    place.before = 0;
    place.route = listed[total.used]!;
  }

  return (u, blink, mayOpen) => {
    best = limit[u]!;
    place.route = -1;
    if (near) tryNear(u, near[u]!, blink);
    if (mayOpen) tryIdle(u);
    if (!near || place.route < 0) tryAll(u, blink);
    return place;
  };
}
