import { randomInt, type Random } from '../../search/random.ts';
import type { RouteModel } from './routeModel.ts';

/**
 * A child of two plans: some neighbouring routes of the second, all others of the first without the stops that came
 * with them. Stops that then are in no route are left to the search. The model holds the child when it returns.
 */
export function cross(
  model: RouteModel,
  { first, second, adjacent }: { first: Int32Array; second: Int32Array; adjacent: readonly Int32Array[] },
  random: Random,
): void {
  const ours = routesOf(first);
  const theirs = routesOf(second);
  const used = theirs.filter((route) => route.length > 0).length;
  const wanted = 1 + randomInt(random, Math.max(1, Math.ceil(used / 2)));
  const taken = neighbouring(theirs, wanted, randomInt(random, model.stops) + 1, adjacent);
  const slots = slotsFor(model, ours, theirs, taken);
  const child = ours.map((route, r) => ([...slots.values()].includes(r) ? [] : route));
  model.load(flat(child));
  for (const r of taken)
    for (const stop of theirs[r]!) if (stop > 0 && model.routeOf[stop]! >= 0) model.remove(stop);
  model.settle(() => undefined);
  const kept = routesOf(model.save());
  for (const [r, slot] of slots) kept[slot] = theirs[r]!;
  model.load(flat(kept));
}

/** Routes as saved, one list each; marks between trips are negative. */
function routesOf(saved: Int32Array): number[][] {
  const routes: number[][] = [];
  let route: number[] = [];
  for (const node of saved) {
    if (node !== 0) route.push(node);
    else {
      routes.push(route);
      route = [];
    }
  }
  return routes;
}

function flat(routes: readonly (readonly number[])[]): Int32Array {
  return Int32Array.from(routes.flatMap((route) => [...route, 0]));
}

/** The routes that pass closest to a stop. */
function neighbouring(
  routes: readonly (readonly number[])[],
  wanted: number,
  stop: number,
  adjacent: readonly Int32Array[],
): readonly number[] {
  const routeOf = new Map(routes.flatMap((route, r) => route.map((node) => [node, r] as const)));
  const taken = new Set<number>();
  for (const near of [stop, ...adjacent[stop]!]) {
    const route = routeOf.get(near);
    if (route !== undefined) taken.add(route);
    if (taken.size >= wanted) break;
  }
  return [...taken];
}

/** Each taken route replaces the one of ours, by an equal vehicle, with which it shares the most stops. */
function slotsFor(
  { vehicleClass }: RouteModel,
  ours: readonly (readonly number[])[],
  theirs: readonly (readonly number[])[],
  taken: readonly number[],
): Map<number, number> {
  const slots = new Map<number, number>();
  const given = new Set<number>();
  for (const r of taken) {
    const stops = new Set(theirs[r]!.filter((node) => node > 0));
    let best = r;
    let most = -1;
    ours.forEach((route, slot) => {
      if (given.has(slot) || vehicleClass[slot] !== vehicleClass[r]) return;
      const shared = route.reduce((sum, node) => sum + (stops.has(node) ? 1 : 0), 0);
      if (shared <= most) return;
      most = shared;
      best = slot;
    });
    given.add(best);
    slots.set(r, best);
  }
  return slots;
}
