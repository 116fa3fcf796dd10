import { NEVER, type DayNetwork } from '../days/network.ts';
import type { RoutingInstance } from './instance.ts';

/** Distance, and what windows cost: waiting a fifth, coming too late in full; the better of both directions. */
export function closeness({ customers, distance, open, close, service }: RoutingInstance) {
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
export function dayNetwork(instance: RoutingInstance): DayNetwork {
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
