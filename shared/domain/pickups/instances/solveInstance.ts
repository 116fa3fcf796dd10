import type { Stop } from '../../search/stop.ts';
import { dayRoutes } from '../days/dayRoutes.ts';
import { plainRoutes, type PlainRoutes } from '../plain/plainRoutes.ts';
import { anneal, type Cooling, type SisrProgress, type SisrResult } from '../sisr/anneal.ts';
import type { PlanPart } from '../sisr/divide.ts';
import { nearestStops } from '../sisr/neighbours.ts';
import { DEFAULT_SISR, type SisrParams } from '../sisr/params.ts';
import { sisr, type SisrFound } from '../sisr/search.ts';
import type { RoutingInstance } from './instance.ts';
import { closeness, dayNetwork } from './networks.ts';
import type { InstancePlan } from './plan.ts';

export interface InstanceRun {
  readonly params?: SisrParams;
  readonly seed: number;
  readonly stop: Stop;
  readonly onProgress?: ((progress: SisrProgress) => void) | undefined;
  /** Plans that other searches saved: they are crossed, and nothing is searched from scratch. */
  readonly elite?: readonly Int32Array[] | undefined;
}

/** Above so many customers only the routes of near customers are tried first. */
const FULL_SCAN_UP_TO = 150;
const NEARBY = 40;
const RUINED_NEARBY = 300;

/** Solves an instance of the literature for total distance. */
export function solveInstance(instance: RoutingInstance, run: InstanceRun): InstancePlan {
  return writtenPlan(instance, searchInstance(instance, run), run.seed);
}

/** The search alone, for threads: its `elite` is what a later search crosses. */
export function searchInstance(instance: RoutingInstance, run: InstanceRun): SisrFound {
  const { params = DEFAULT_SISR, seed, stop, elite, onProgress } = run;
  const model = instance.multiTrip
    ? dayRoutes(dayNetwork(instance), nearOf(instance))
    : plainModel(instance, nearOf(instance));
  return sisr(model, { ...lookups(instance), params, seed, stop, elite, onProgress });
}

/** A part of a plan at a part of the cooling: what a thread does while others search the other parts. */
export interface PartRun {
  readonly part: PlanPart;
  readonly seed: number;
  readonly stop: Stop;
  readonly cooling: Cooling;
}

/** Large instances of one trip per vehicle can be searched in parts. */
export function isDivisible(instance: RoutingInstance): boolean {
  return !instance.multiTrip && instance.customers > FULL_SCAN_UP_TO;
}

/** Keeps what all parts need: the lists are made once. */
export function partSearch(
  instance: RoutingInstance,
  params: SisrParams = DEFAULT_SISR,
): (run: PartRun) => SisrResult {
  const model = plainModel(instance, nearOf(instance));
  const lists = lookups(instance);
  return ({ part, seed, stop, cooling }) => {
    model.useAtMost(part.vehicles);
    model.load(part.routes);
    return anneal(model, { ...lists, params, seed, stop, cooling: () => cooling, own: part.stops });
  };
}

/** Routes that a search saved, as the plan that is written down. */
export function writtenPlan(
  instance: RoutingInstance,
  found: Pick<SisrResult, 'routes' | 'cost' | 'absent' | 'iterations'>,
  seed: number,
): InstancePlan {
  const days = routesOf(found.routes);
  return {
    instance: instance.name,
    cost: found.cost / 10,
    routes: instance.multiTrip ? days : days.map((day) => day.flat()),
    ...(found.absent.length > 0 && { unserved: [...found.absent].sort((a, b) => a - b) }),
    seed,
    iterations: found.iterations,
  };
}

function nearOf(instance: RoutingInstance): readonly Int32Array[] | undefined {
  const { customers } = instance;
  return customers > FULL_SCAN_UP_TO ? nearestStops(customers, NEARBY, closeness(instance)) : undefined;
}

function lookups({ customers, distance, open, close, demand }: RoutingInstance) {
  const width = customers + 1;
  return {
    adjacent: nearestStops(customers, RUINED_NEARBY, (i, j) => distance[i * width + j]!),
    traits: { demand, distance: distance.subarray(0, width), open, close },
  };
}

function plainModel(instance: RoutingInstance, near: readonly Int32Array[] | undefined): PlainRoutes {
  return plainRoutes({ ...instance, stops: instance.customers }, near);
}

/** Routes as they stand in the saved form: stops, a negative mark between trips, a 0 at the end. */
function routesOf(saved: Int32Array): number[][][] {
  const days: number[][][] = [];
  let day: number[][] = [[]];
  for (const node of saved) {
    if (node > 0) day.at(-1)!.push(node);
    else if (node < 0) day.push([]);
    else {
      if (day[0]!.length > 0) days.push(day);
      day = [[]];
    }
  }
  return days;
}
