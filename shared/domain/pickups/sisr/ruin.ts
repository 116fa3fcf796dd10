import { randomInt, type Random } from '../../search/random.ts';
import type { SisrParams } from './params.ts';
import type { RouteModel } from './routeModel.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min, floor } = Math;

/** The share of ruins that look at a vehicle's whole day: trips of few stops cannot be regrouped one by one. */
const WHOLE_DAYS = 0.05;

/**
 * Takes strings of neighbouring stops out of routes that pass close to one random stop ("slack induction by string
 * removals", Christiaens and Vanden Berghe 2020), and tells each.
 */
export function stringRuin(
  model: RouteModel,
  adjacent: readonly Int32Array[],
  params: SisrParams,
  random: Random,
): (seed: number, removed: (stop: number) => void) => void {
  const { routeOf, size, next, prev, stops } = model;
  const ruined = new Int32Array(model.routes);
  const window = new Int32Array(stops + 1);
  let stamp = 0;

  /** Stops per trip: a day of several trips is as many short routes. Now and then stops per day, to regroup trips. */
  function averageSize(): number {
    let total = 0;
    let used = 0;
    for (let r = 0; r < model.routes; r++) {
      total += size[r]!;
      if (size[r]! > 0) used++;
    }
    const trips = max(1, model.trips());
    return trips > used && random() < WHOLE_DAYS ? total / max(1, used) : total / trips;
  }

  /** A window of `length` stops of the route around `stop`, in order. */
  function fillWindow(stop: number, length: number): number {
    let before = randomInt(random, length);
    let i = stop;
    while (before > 0) {
      const p = stopBefore(i);
      if (p === 0) break;
      i = p;
      before--;
    }
    let count = 0;
    while (i !== 0 && count < length) {
      window[count++] = i;
      i = stopAfter(i);
    }
    for (let first = stopBefore(window[0]!); count < length && first !== 0; first = stopBefore(first)) {
      window.copyWithin(1, 0, count++);
      window[0] = first;
    }
    return count;
  }

  function stopBefore(i: number): number {
    let p = prev[i]!;
    while (p > stops) p = prev[p]!;
    return p;
  }

  function stopAfter(i: number): number {
    let n = next[i]!;
    while (n > stops) n = next[n]!;
    return n;
  }

  return (seed, removed) => {
    stamp++;
    const longest = min(params.longestString, averageSize());
    const most = (4 * params.averageRemoved) / (1 + longest) - 1;
    let strings = floor(1 + random() * most);
    const list = adjacent[seed]!;
    for (let k = -1; k < list.length && strings > 0; k++) {
      const stop = k < 0 ? seed : list[k]!;
      const route = routeOf[stop]!;
      if (route < 0 || ruined[route] === stamp) continue;
      ruined[route] = stamp;
      strings--;
      const length = floor(1 + random() * min(size[route]!, longest));
      let kept = 0;
      if (length > 1 && length < size[route]! && random() < params.splitRate) {
        kept = 1;
        while (length + kept < size[route]! && random() < params.splitGrowth) kept++;
      }
      const count = fillWindow(stop, length + kept);
      const keepFrom = kept > 0 ? 1 + randomInt(random, max(1, length - 1)) : count;
      for (let w = 0; w < count; w++) {
        if (w >= keepFrom && w < keepFrom + kept) continue;
        model.remove(window[w]!);
        removed(window[w]!);
      }
    }
  };
}
