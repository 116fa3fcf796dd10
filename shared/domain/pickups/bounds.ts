import type { DayNetwork, VehicleType } from './days/network.ts';

/**
 * What every plan that serves these stops costs at least: each stop's cheapest way in and its service, the cheapest
 * ways to a laboratory for as many trips as the load needs, and the vehicles that those trips need.
 */
export function costBound(net: DayNetwork, served: readonly number[]): number {
  if (served.length === 0) return 0;
  const vehicles = net.typeOf.length;
  let sum = 0;
  let load = 0;
  for (const stop of served) {
    let least = Infinity;
    for (let v = 0; v < vehicles; v++) {
      if (net.allowed[stop * vehicles + v] === 1)
        least = Math.min(least, cheapestVisit(net, net.types[net.typeOf[v]!]!, stop, served));
    }
    sum += least;
    load += Math.max(net.samples[stop]!, net.kits[stop]!);
  }
  const largest = Math.max(1, ...net.types.map(({ capacity }) => capacity));
  const mostTrips = Math.max(1, ...net.types.map(({ maxTrips }) => maxTrips));
  const trips = Math.max(1, Math.ceil(maxOneWay(net, served, load) / largest));
  const unload = Math.min(...net.types.map((type) => cheapestUnloading(net, type, served)));
  const days = Math.ceil(trips / mostTrips);
  return sum + trips * unload + days * Math.min(...net.types.map(({ fixedCost }) => fixedCost));
}

/** Trips are limited by the larger of all kits and all samples, not by their sum per stop. */
function maxOneWay(net: DayNetwork, served: readonly number[], most: number): number {
  const kits = served.reduce((total, stop) => total + net.kits[stop]!, 0);
  const samples = served.reduce((total, stop) => total + net.samples[stop]!, 0);
  return Math.min(most, Math.max(kits, samples));
}

function edge(net: DayNetwork, type: VehicleType, from: number, to: number): number {
  const k = from * net.places + to;
  return type.cost[k]! + type.costPerMinute * type.time[k]!;
}

function cheapestVisit(net: DayNetwork, type: VehicleType, stop: number, served: readonly number[]): number {
  let least = Math.min(edge(net, type, type.start, stop), edge(net, type, type.lab, stop));
  for (const from of served) if (from !== stop) least = Math.min(least, edge(net, type, from, stop));
  return least + type.costPerMinute * net.service[stop]!;
}

function cheapestUnloading(net: DayNetwork, type: VehicleType, served: readonly number[]): number {
  let least = Infinity;
  for (const from of served) least = Math.min(least, edge(net, type, from, type.lab));
  return least + type.costPerMinute * (type.loadMinutes + type.unloadMinutes);
}
