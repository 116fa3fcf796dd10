import type { Stop } from '../../search/stop.ts';
import { dayRoutes } from '../days/dayRoutes.ts';
import { NEVER, type DayNetwork } from '../days/network.ts';
import { plainRoutes } from '../plain/plainRoutes.ts';
import { nearestStops } from '../sisr/neighbours.ts';
import type { RouteModel } from '../sisr/routeModel.ts';
import {
  DEFAULT_SISR,
  sisr,
  type SisrParams,
  type SisrProgress,
  type SisrResult,
  type SisrStage,
} from '../sisr/search.ts';
import type { RoutingInstance } from './instance.ts';
import type { InstancePlan } from './plan.ts';

export interface InstanceRun {
  readonly params?: SisrParams;
  readonly seed: number;
  readonly stop: Stop;
  readonly onProgress?: ((progress: SisrProgress) => void) | undefined;
  /** Routes to start from, as an earlier search saved them; and which part of a longer search this is. */
  readonly initial?: Int32Array | undefined;
  readonly stage?: SisrStage | undefined;
}

/** Above so many customers only near places are tried first. */
const FULL_SCAN_UP_TO = 150;
const NEARBY = 40;

/** Solves an instance of the literature for total distance. */
export function solveInstance(instance: RoutingInstance, run: InstanceRun): InstancePlan {
  const found = searchInstance(instance, run);
  const days = routesOf(found.routes);
  return {
    instance: instance.name,
    cost: found.cost / 10,
    routes: instance.multiTrip ? days : days.map((day) => day.flat()),
    ...(found.absent.length > 0 && { unserved: [...found.absent].sort((a, b) => a - b) }),
    seed: run.seed,
    iterations: found.iterations,
  };
}

/** The search alone, for threads: its routes are the `initial` of a later stage or of `solveInstance`. */
export function searchInstance(instance: RoutingInstance, run: InstanceRun): SisrResult {
  const { params = DEFAULT_SISR, seed, stop, stage, initial, onProgress } = run;
  const { customers, distance, open, close, demand } = instance;
  const width = customers + 1;
  const near = customers > FULL_SCAN_UP_TO ? nearestStops(customers, NEARBY, closeness(instance)) : undefined;
  const model = instance.multiTrip ? dayRoutes(dayNetwork(instance), near) : plainModel(instance, near);
  if (initial) model.load(initial);
  return sisr(model, {
    adjacent: nearestStops(customers, 300, (i, j) => distance[i * width + j]!),
    traits: { demand, distance: distance.subarray(0, width), open, close },
    params,
    seed,
    stop,
    stage,
    onProgress,
  });
}

function plainModel(instance: RoutingInstance, near: readonly Int32Array[] | undefined): RouteModel {
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

/** Distance, and what windows cost: waiting a fifth, coming too late in full; the better of both directions. */
function closeness({ customers, distance, open, close, service }: RoutingInstance) {
  const width = customers + 1;
  const oneWay = (i: number, j: number) => {
    const way = distance[i * width + j]!;
    const wait = Math.max(open[j]! - close[i]! - service[i]! - way, 0);
    const late = Math.max(open[i]! + service[i]! + way - close[j]!, 0);
    return way + 0.2 * wait + late;
  };
  return (i: number, j: number) => Math.min(oneWay(i, j), oneWay(j, i));
}

/** The instance as days of several trips from one depot; distance is the only cost. */
function dayNetwork(instance: RoutingInstance): DayNetwork {
  const { customers, vehicles, distance, capacity, open, close, service, release, demand } = instance;
  const places = customers + 2;
  const time = new Int32Array(places * places);
  const place = (i: number) => (i === 0 ? customers + 1 : i);
  for (let i = 0; i <= customers; i++)
    for (let j = 0; j <= customers; j++)
      time[place(i) * places + place(j)] = distance[i * (customers + 1) + j]!;
  const longest = distance.reduce((most, d) => Math.max(most, d), 1);
  return {
    stops: customers,
    places,
    types: [
      {
        time,
        cost: Float64Array.from(time),
        start: customers + 1,
        lab: customers + 1,
        end: customers + 1,
        capacity,
        shiftFrom: open[0]!,
        shiftTo: close[0]!,
        maxMinutes: NEVER,
        costPerMinute: 0,
        fixedCost: 0,
        loadMinutes: 0,
        unloadMinutes: 0,
        maxTrips: Math.min(customers, 60),
        latestArrival: close[0]!,
        labIndex: 0,
        pause: undefined,
      },
    ],
    typeOf: new Int32Array(vehicles),
    open,
    close,
    service,
    samples: demand,
    kits: new Int32Array(customers + 1),
    deadline: new Int32Array(customers + 1).fill(NEVER),
    release,
    allowed: new Uint8Array((customers + 1) * vehicles).fill(1),
    position: new Int32Array(0),
    penalty: new Float64Array(customers + 1).fill(100 * longest),
    labCapacity: Float64Array.of(Infinity),
  };
}
