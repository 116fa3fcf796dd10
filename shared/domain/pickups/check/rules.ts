import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import type { Reading, ReadRoute, ReadTrip, ReadVisit, Violation } from './reading.ts';
import { breakRule, shiftRule, tripsRule } from './dayRules.ts';
import { scoreRule } from './scoreRule.ts';

/** One rule of a pickup list: a name, what it says, and how it is checked. A new rule is one entry here and one test. */
export interface PickupRule {
  readonly id: string;
  readonly says: string;
  readonly check: (reading: Reading) => Broken[];
}

type Broken = Omit<Violation, 'rule'>;

const eachVisit = (
  { routes }: Reading,
  check: (read: ReadVisit, trip: ReadTrip, route: ReadRoute) => Broken[],
): Broken[] =>
  routes.flatMap((route) =>
    route.trips.flatMap((trip) => trip.visits.flatMap((read) => check(read, trip, route))),
  );

const eachTrip = ({ routes }: Reading, check: (trip: ReadTrip, route: ReadRoute) => Broken[]): Broken[] =>
  routes.flatMap((route) => route.trips.flatMap((trip) => check(trip, route)));

const LIMITS = new Set([
  'unreachable',
  'window',
  'age',
  'laboratory',
  'lab-capacity',
  'capacity',
  'shift',
  'vehicle',
  'lock',
]);

export const PICKUP_RULES: readonly PickupRule[] = [
  { id: 'name', says: 'Every vehicle and stop is one of the problem', check: ({ unknown }) => [...unknown] },
  { id: 'once', says: 'Every stop is exactly once in routes and unserved together', check: onceRule },
  { id: 'one-route', says: 'A vehicle has one route at most', check: oneRouteRule },
  { id: 'vehicle', says: 'A stop is served by a vehicle that may, for its laboratory', check: vehicleRule },
  { id: 'travel', says: 'Every leg has a way and takes at least its minutes', check: travelRule },
  {
    id: 'window',
    says: 'A service starts after arrival, inside the window, after the session, and lasts',
    check: windowRule,
  },
  { id: 'kits-ready', says: 'A trip leaves when its kits are ready', check: kitsReadyRule },
  {
    id: 'load',
    says: 'Kits and samples on board never exceed the capacity, and are stated right',
    check: loadRule,
  },
  { id: 'age', says: 'Samples reach the laboratory before they are too old (R49)', check: ageRule },
  { id: 'lab-arrival', says: 'No trip unloads after the latest arrival', check: labArrivalRule },
  { id: 'lab-capacity', says: 'A laboratory receives no more than its capacity', check: labCapacityRule },
  { id: 'shift', says: 'A day lies in the shift and is not longer than allowed', check: shiftRule },
  {
    id: 'trips',
    says: 'Trips follow each other with unloading and loading between, not too many',
    check: tripsRule,
  },
  { id: 'break', says: 'A day past the break’s end holds the break', check: breakRule },
  { id: 'lock', says: 'Locked vehicles, times and positions stand', check: lockRule },
  { id: 'reason', says: 'Every stop left out has a limit, a witness and a fix', check: reasonRule },
  { id: 'score', says: 'Minutes, kilometres, cost and counts add up', check: scoreRule },
];

function onceRule({ problem, plan, routes }: Reading): Broken[] {
  const places = new Map<string, string[]>();
  const add = (stop: string, path: string) => places.set(stop, [...(places.get(stop) ?? []), path]);
  for (const { trips } of routes)
    for (const { visits } of trips) for (const { visit, path } of visits) add(visit.stop, path);
  const known = new Set(problem.stops.map(({ id }) => id));
  const strangers = plan.unserved.flatMap(({ stop }, i): Broken[] => {
    add(stop, `$.unserved[${i}]`);
    return known.has(stop) ? [] : [{ path: `$.unserved[${i}].stop`, message: `no stop "${stop}"` }];
  });
  const wrong = problem.stops.flatMap(({ id }): Broken[] => {
    const found = places.get(id) ?? [];
    if (found.length === 1) return [];
    return [{ path: found[1] ?? '$.routes', message: `stop "${id}" appears ${found.length} times` }];
  });
  return [...strangers, ...wrong];
}

function oneRouteRule({ routes }: Reading): Broken[] {
  const seen = new Set<string>();
  return routes.flatMap(({ path, vehicle }) => {
    const twice = seen.has(vehicle.id);
    seen.add(vehicle.id);
    return twice ? [{ path, message: `vehicle "${vehicle.id}" has a second route` }] : [];
  });
}

function vehicleRule(reading: Reading): Broken[] {
  return eachVisit(reading, ({ path, stop }, _trip, { vehicle }) => {
    const broken: Broken[] = [];
    if (stop.vehicles && !stop.vehicles.includes(vehicle.id))
      broken.push({ path, message: `"${vehicle.id}" is not among ${stop.vehicles.join(', ')}` });
    if (stop.lab !== undefined && stop.lab !== vehicle.unloadAt)
      broken.push({
        path,
        message: `samples go to ${stop.lab}, "${vehicle.id}" unloads at ${vehicle.unloadAt}`,
      });
    return broken;
  });
}

function travelRule({ routes }: Reading): Broken[] {
  return routes.flatMap(({ legs }) =>
    legs.flatMap(({ path, from, to, departs, arrives, minutes }): Broken[] => {
      if (minutes === Infinity) return [{ path, message: `no way from ${from} to ${to}` }];
      if (arrives >= departs + minutes) return [];
      return [
        {
          path,
          message: `${from} ${timeOf(departs)} + ${minutes} min = ${to} ${timeOf(departs + minutes)}, planned ${timeOf(arrives)}`,
        },
      ];
    }),
  );
}

function windowRule(reading: Reading): Broken[] {
  return eachVisit(reading, ({ path, visit, stop }) => {
    const [arrival, start, departure] = [visit.arrival, visit.start, visit.departure].map(minutesOf) as [
      number,
      number,
      number,
    ];
    const broken: Broken[] = [];
    const [from, to] = stop.window;
    if (start < arrival)
      broken.push({ path, message: `starts ${visit.start} before arrival ${visit.arrival}` });
    if (start < minutesOf(from) || start > minutesOf(to))
      broken.push({ path, message: `starts ${visit.start} outside ${from}–${to}` });
    if (stop.ready !== undefined && start < minutesOf(stop.ready))
      broken.push({ path, message: `starts ${visit.start}, samples are ready ${stop.ready}` });
    if (departure < start + stop.serviceMinutes)
      broken.push({
        path,
        message: `leaves ${visit.departure}, ${stop.serviceMinutes} min after ${visit.start} needed`,
      });
    return broken;
  });
}

function kitsReadyRule(reading: Reading): Broken[] {
  return eachVisit(reading, ({ stop }, { path, trip }) =>
    stop.kits > 0 && stop.kitsReady !== undefined && minutesOf(trip.leave) < minutesOf(stop.kitsReady)
      ? [
          {
            path: `${path}.leave`,
            message: `leaves ${trip.leave}, kits for "${stop.id}" are ready ${stop.kitsReady}`,
          },
        ]
      : [],
  );
}

function loadRule(reading: Reading): Broken[] {
  return eachTrip(reading, ({ path, trip, visits }, { vehicle }) => {
    const broken: Broken[] = [];
    const kits = visits.reduce((sum, { stop }) => sum + stop.kits, 0);
    const samples = visits.reduce((sum, { stop }) => sum + stop.samples, 0);
    if (trip.kits !== kits)
      broken.push({ path: `${path}.kits`, message: `${trip.kits} stated, its stops get ${kits}` });
    if (trip.samples !== samples)
      broken.push({ path: `${path}.samples`, message: `${trip.samples} stated, its stops give ${samples}` });
    let load = kits;
    if (load > vehicle.capacity)
      broken.push({
        path: `${path}.kits`,
        message: `${load} on board, "${vehicle.id}" holds ${vehicle.capacity}`,
      });
    for (const read of visits) {
      load += read.stop.samples - read.stop.kits;
      if (read.visit.load !== load)
        broken.push({ path: `${read.path}.load`, message: `${read.visit.load} stated, ${load} on board` });
      if (load > vehicle.capacity)
        broken.push({
          path: read.path,
          message: `${load} on board, "${vehicle.id}" holds ${vehicle.capacity}`,
        });
    }
    return broken;
  });
}

function ageRule(reading: Reading): Broken[] {
  return eachVisit(reading, ({ stop }, { path, trip }) => {
    if (stop.samples === 0 || stop.firstSwab === undefined) return [];
    const swabbed = minutesOf(stop.firstSwab) - stop.firstSwabDaysBefore * 24 * 60;
    const age = (minutesOf(trip.arrival) - swabbed) / 60;
    const most = stop.maxSampleHours ?? reading.problem.maxSampleHours;
    return age > most
      ? [
          {
            path: `${path}.arrival`,
            message: `samples of "${stop.id}" are ${age.toFixed(2)} hours old, ${most} allowed`,
          },
        ]
      : [];
  });
}

function labArrivalRule(reading: Reading): Broken[] {
  return eachTrip(reading, ({ path, trip }, { laboratory }) =>
    laboratory.latestArrival !== undefined && minutesOf(trip.arrival) > minutesOf(laboratory.latestArrival)
      ? [
          {
            path: `${path}.arrival`,
            message: `${trip.arrival}, ${laboratory.id} takes samples until ${laboratory.latestArrival}`,
          },
        ]
      : [],
  );
}

function labCapacityRule({ problem, routes }: Reading): Broken[] {
  return problem.depots.flatMap(({ id, capacity }): Broken[] => {
    const received = routes
      .filter(({ laboratory }) => laboratory.id === id)
      .flatMap(({ trips }) => trips.flatMap(({ visits }) => visits.map(({ stop }) => stop.samples)))
      .reduce((sum, samples) => sum + samples, 0);
    return capacity !== undefined && received > capacity
      ? [{ path: '$.routes', message: `${id} receives ${received} samples, its capacity is ${capacity}` }]
      : [];
  });
}

function lockRule({ routes }: Reading): Broken[] {
  return routes.flatMap(({ trips, vehicle }) =>
    trips
      .flatMap(({ visits }) => visits)
      .flatMap(({ path, visit, stop: { lock } }, i) => {
        const broken: Broken[] = [];
        if (lock?.vehicle !== undefined && lock.vehicle !== vehicle.id)
          broken.push({ path, message: `locked to "${lock.vehicle}", on "${vehicle.id}"` });
        if (lock?.at !== undefined && lock.at !== visit.start)
          broken.push({ path: `${path}.start`, message: `locked to ${lock.at}, starts ${visit.start}` });
        if (lock?.position !== undefined && lock.position !== i + 1)
          broken.push({ path, message: `locked to position ${lock.position}, is number ${i + 1}` });
        return broken;
      }),
  );
}

function reasonRule({ plan }: Reading): Broken[] {
  return plan.unserved.flatMap(({ limit, message, fix }, i) =>
    LIMITS.has(limit) && message !== '' && fix !== ''
      ? []
      : [{ path: `$.unserved[${i}]`, message: 'needs a known limit, a message and a fix' }],
  );
}
