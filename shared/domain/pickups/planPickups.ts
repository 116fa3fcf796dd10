import type { Stop } from '../search/stop.ts';
import type { TravelMatrix } from '../travel/matrix.ts';
import { pickupScore, plannedRoutes, rounded } from './assemble.ts';
import { costBound } from './bounds.ts';
import { compilePickups, waysOf, type CompiledPickups } from './compile.ts';
import { dayRoutes, type DayRoutes } from './days/dayRoutes.ts';
import { evenOut } from './days/evenOut.ts';
import type { DayNetwork } from './days/network.ts';
import type { PickupPlan, PickupScore, PlannedRoute, UnservedStop } from './plan.ts';
import type { PickupProblem } from './problem.ts';
import { unservedReasons } from './reasons.ts';
import { nearestStops } from './sisr/neighbours.ts';
import type { SisrProgress, SisrResult } from './sisr/anneal.ts';
import { DEFAULT_SISR, type SisrParams } from './sisr/params.ts';
import { sisr, type SisrFound } from './sisr/search.ts';

export interface PickupParams {
  readonly sisr: SisrParams;
  /** Above this many stops only the nearest places are tried first. */
  readonly fullScanUpTo: number;
  readonly nearby: number;
}

/** In kroner the mean edge holds drivers' waiting and idle vehicles' fixed costs: a cooler end than by distance. */
const DAY_SISR: SisrParams = { ...DEFAULT_SISR, startTemperature: 0.8, endTemperature: 0.003 };

const DEFAULT_PICKUP_PARAMS: PickupParams = {
  sisr: DAY_SISR,
  fullScanUpTo: 150,
  nearby: 40,
};

export interface PickupRun {
  readonly params?: PickupParams;
  readonly seed: number;
  readonly stop: Stop;
  readonly onProgress?: ((progress: SisrProgress) => void) | undefined;
  /** Routes to start from, as an earlier search saved them. */
  readonly initial?: Int32Array | undefined;
  /** Plans of other searches, to cross. */
  readonly elite?: readonly Int32Array[] | undefined;
  /** Stops, then depots, in the file's order; default: the file's matrix or the embedded estimate. */
  readonly travel?: TravelMatrix;
}

export interface PickupResult {
  readonly solution: { readonly routes: readonly PlannedRoute[] };
  readonly score: PickupScore;
  /** Why each stop that is left out is left out, and what would help. */
  readonly reasons: readonly UnservedStop[];
  readonly bounds: PickupPlan['bounds'];
  readonly iterations: number;
}

/**
 * Plans one day's pickups (R45, R46, R49, R55): as many stops as can be served, then the lowest cost. Pure: the same
 * problem, seed and iterations give the same plan.
 */
export function planPickups(problem: PickupProblem, run: PickupRun): PickupResult {
  const compiled = compilePickups(problem, waysOf(problem, run.travel));
  const { model, found } = search(compiled.net, run);
  evenOut(model);
  return resultOf(problem, compiled, model, { ...found, routes: model.save() });
}

/** What a search found, with times, sums and reasons. The model holds its routes. */
export function resultOf(
  problem: PickupProblem,
  compiled: CompiledPickups,
  model: DayRoutes,
  found: Pick<SisrResult, 'routes' | 'absent' | 'iterations'>,
): PickupResult {
  const { net } = compiled;
  const reasons = unservedReasons(problem, compiled, found.routes, found.absent);
  const routes = plannedRoutes(problem, compiled, model.state);
  const served = [...problem.stops.keys()].map((i) => i + 1).filter((i) => model.routeOf[i]! >= 0);
  const alone = net.stops - reasons.filter(({ limit }) => limit === 'unreachable').length;
  return {
    solution: { routes },
    score: pickupScore(routes, reasons),
    reasons,
    bounds: { served: alone, cost: rounded(costBound(net, served)) },
    iterations: found.iterations,
  };
}

/** The search alone, for threads: its routes are the `initial` of `planPickups`, its elite is crossed by a later search. */
export function searchPickups(problem: PickupProblem, run: PickupRun): SisrFound {
  return search(compilePickups(problem, waysOf(problem, run.travel)).net, run).found;
}

function search(net: DayNetwork, run: PickupRun): { model: DayRoutes; found: SisrFound } {
  const { params = DEFAULT_PICKUP_PARAMS, seed, stop, elite, initial, onProgress } = run;
  const near =
    net.stops > params.fullScanUpTo ? nearestStops(net.stops, params.nearby, closeness(net)) : undefined;
  const model = dayRoutes(net, near);
  if (initial) model.load(initial);
  const found = sisr(model, {
    ...lookups(net),
    params: params.sisr,
    seed,
    stop,
    elite,
    onProgress,
  });
  return { model, found };
}

/** What ruin and recreate looks up: who lies near whom, and what each stop is like. */
export function lookups(net: DayNetwork) {
  return {
    adjacent: nearestStops(net.stops, 300, driveBetween(net)),
    traits: {
      demand: Int32Array.from(net.samples, (samples, i) => Math.max(samples, net.kits[i]!)),
      distance: depotDistance(net),
      open: net.open,
      close: net.close,
    },
  };
}

/** The result as the file that `solve pickups` writes. */
export function pickupPlan(
  problem: PickupProblem,
  { solution, score, reasons, bounds, iterations }: PickupResult,
  { seed, seconds }: { seed: number; seconds?: number },
): PickupPlan {
  return {
    ...(problem.date !== undefined && { date: problem.date }),
    routes: [...solution.routes],
    unserved: [...reasons],
    score,
    bounds,
    seed,
    iterations,
    ...(seconds !== undefined && { seconds }),
  };
}

/** Price of the way between two stops, both directions' mean, by the first vehicle's rates. */
function driveBetween(net: DayNetwork): (from: number, to: number) => number {
  const type = net.types[0];
  if (!type) return () => 0;
  const price = (k: number) =>
    type.cost[k]! + (type.costPerMinute > 0 ? type.costPerMinute * type.time[k]! : 0);
  return (from, to) => (price(from * net.places + to) + price(to * net.places + from)) / 2;
}

/** The way and the waiting that windows force between two stops, the better direction. */
function closeness(net: DayNetwork): (from: number, to: number) => number {
  const drive = driveBetween(net);
  const type = net.types[0];
  if (!type) return () => 0;
  const rate = type.costPerMinute > 0 ? type.costPerMinute : 0.2;
  const gap = (from: number, to: number) => {
    const way = net.service[from]! + type.time[from * net.places + to]!;
    const wait = Math.max(net.open[to]! - net.close[from]! - way, 0);
    const late = Math.max(net.open[from]! + way - net.close[to]!, 0);
    return late > 0 ? late * 10 : wait;
  };
  return (from, to) => drive(from, to) + rate * 0.5 * Math.min(gap(from, to), gap(to, from));
}

function depotDistance(net: DayNetwork): Float64Array {
  const type = net.types[0];
  return Float64Array.from({ length: net.stops + 1 }, (_, i) =>
    type && i > 0 ? type.time[i * net.places + type.lab]! : 0,
  );
}
