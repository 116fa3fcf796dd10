import type { TravelMatrix } from '../../travel/matrix.ts';
import { randomInt, seededRandom } from '../../search/random.ts';
import { afterIterations } from '../../search/stop.ts';
import { compilePickups, waysOf, type Ways } from '../compile.ts';
import { dayRoutes, type DayRoutes } from '../days/dayRoutes.ts';
import { diffPickups, type PickupDiff } from '../diff/diffPickups.ts';
import type { PickupPlan } from '../plan.ts';
import { lookups, pickupPlan, resultOf, type PickupResult } from '../planPickups.ts';
import type { PickupProblem } from '../problem.ts';
import { anneal } from '../sisr/anneal.ts';
import { DEFAULT_SISR } from '../sisr/params.ts';
import { remainingProblem, type DayEvents } from './drivenPart.ts';

export interface Replanned {
  /** The facts as they are now, the driven part locked: what the new list is checked against. */
  readonly problem: PickupProblem;
  readonly plan: PickupPlan;
  readonly diff: PickupDiff;
}

/** Orders in which the homeless stops are tried, and steps of a search where none of them finds room for all. */
const ORDERS = 40;
const STEPS = 3000;
/** Warm enough to leave a corner, too cold to order the whole day anew; shares of the mean edge. */
const WARM = 0.05;
const COLD = 0.001;

/**
 * Plans on from a list that is being driven (R56): what is driven stands, every stop keeps its vehicle and place in the
 * order, and only what lost them is put where it costs least. Others move only where a stop would be left out otherwise.
 */
export function replanPickups(
  before: PickupProblem,
  plan: PickupPlan,
  events: DayEvents,
  { seed = 1, travel }: { readonly seed?: number; readonly travel?: TravelMatrix } = {},
): Replanned {
  const problem = remainingProblem(before, plan, events);
  const ways = waysOf(problem, travel);
  const search = (facts: PickupProblem) => searchOn(facts, plan, ways, seed);
  const held = search(asTold(problem, plan, events));
  const result = held.reasons.length === 0 ? held : fewerLeftOut(held, search(problem));
  const after = pickupPlan(problem, result, { seed });
  return { problem, plan: after, diff: diffPickups(problem, plan, after) };
}

function fewerLeftOut(held: PickupResult, free: PickupResult): PickupResult {
  return free.reasons.length < held.reasons.length ? free : held;
}

/** Nobody comes earlier than the site was told, unless a stop would be left out otherwise. */
function asTold(problem: PickupProblem, { routes }: PickupPlan, { broken }: DayEvents): PickupProblem {
  const told = new Map(
    routes
      .filter(({ vehicle }) => !broken.includes(vehicle))
      .flatMap(({ trips }) => trips.flatMap(({ stops }) => stops.map(({ stop, start }) => [stop, start]))),
  );
  const stops = problem.stops.map((stop) => {
    const [from, to] = stop.window;
    const start = told.get(stop.id);
    return start === undefined || start <= from || start > to
      ? stop
      : { ...stop, window: [start, to] as [string, string] };
  });
  return { ...problem, stops };
}

function searchOn(problem: PickupProblem, plan: PickupPlan, ways: Ways, seed: number): PickupResult {
  const compiled = compilePickups(problem, ways);
  const { net } = compiled;
  const model = dayRoutes(net, undefined);
  model.load(standingRoutes(problem, plan));
  const homeless = takeOutBroken(model, net.stops);
  const absent = insertInBestOrder(model, homeless, seed);
  if (absent.length === 0)
    return resultOf(problem, compiled, model, { routes: model.save(), absent, iterations: 0 });
  const found = anneal(model, {
    ...lookups(net),
    params: DEFAULT_SISR,
    seed,
    stop: afterIterations(STEPS),
    cooling: (edge) => ({ from: edge * WARM, to: edge * COLD }),
  });
  return resultOf(problem, compiled, model, found);
}

/** The old list in the solver's shape, without what is no longer in the problem. */
function standingRoutes({ stops, vehicles }: PickupProblem, { routes }: PickupPlan): Int32Array {
  const number = new Map(stops.map(({ id }, i) => [id, i + 1]));
  const byVehicle = new Map(routes.map((route) => [route.vehicle, route]));
  const may = (stop: number, vehicle: string) => {
    const { vehicles: allowed, lock } = stops[stop - 1]!;
    return (allowed?.includes(vehicle) ?? true) && (lock?.vehicle ?? vehicle) === vehicle;
  };
  return Int32Array.from(
    vehicles.flatMap(({ id }) => {
      const trips = (byVehicle.get(id)?.trips ?? [])
        .map((trip) => trip.stops.flatMap(({ stop }) => number.get(stop) ?? []).filter((i) => may(i, id)))
        .filter((trip) => trip.length > 0);
      return [...trips.flatMap((trip, t) => (t === 0 ? trip : [-1, ...trip])), 0];
    }),
  );
}

/** A day that no longer works loses its last stops until it does. */
function takeOutBroken(model: DayRoutes, stops: number): number[] {
  const { state } = model;
  for (let v = 0; v < state.vehicles; v++) {
    while (!model.fits(v)) {
      let last = state.prev[state.firstEnd + v]!;
      while (last > stops) last = state.prev[last]!;
      model.remove(last);
    }
  }
  model.settle(() => undefined);
  return Array.from({ length: stops }, (_, i) => i + 1).filter((i) => model.routeOf[i]! < 0);
}

/** Tries some orders and keeps the one that leaves out the fewest, then costs least. */
function insertInBestOrder(model: DayRoutes, homeless: readonly number[], seed: number): number[] {
  const random = seededRandom(seed);
  let best: readonly number[] = homeless;
  let [fewest, least] = [Infinity, Infinity];
  const order = [...homeless];
  for (let k = 0; k < (homeless.length < 2 ? 1 : ORDERS); k++) {
    model.begin();
    const left = insertAll(model, order);
    const cost = model.drivenCost();
    if (left.length < fewest || (left.length === fewest && cost < least)) {
      [fewest, least, best] = [left.length, cost, [...order]];
    }
    model.rollback();
    shuffle(order, random);
  }
  model.begin();
  return insertAll(model, best);
}

function insertAll(model: DayRoutes, order: readonly number[]): number[] {
  return order.filter((stop) => !model.insert(stop, () => false, true));
}

function shuffle(list: number[], random: () => number): void {
  for (let i = list.length - 1; i > 0; i--) {
    const k = randomInt(random, i + 1);
    [list[i], list[k]] = [list[k]!, list[i]!];
  }
}
