import type { SiteFerry } from './sailPlan.ts';
import { isSettled, type StopState } from './stopLife.ts';

/** A trip of a list as it stands. Minutes of the day. */
export interface ListRoute {
  readonly id: string;
  readonly vehicle: string;
  readonly trip: number;
  readonly start: number;
  readonly end: number;
  readonly km: number;
  readonly cost: number;
  readonly ferries: readonly SiteFerry[];
}

export interface ListStop {
  readonly id: string;
  readonly route: string;
  readonly site: string;
  readonly position: number;
  readonly arrival: number;
  readonly departure: number;
  readonly samples: number;
  readonly kits: number;
  readonly state: StopState;
}

/** A trip of the new plan, by site. */
export interface NewTrip {
  readonly vehicle: string;
  readonly leave: number;
  readonly end: number;
  readonly km: number;
  readonly cost: number;
  readonly ferries: readonly SiteFerry[];
  readonly visits: readonly { readonly site: string; readonly arrival: number; readonly departure: number }[];
}

export interface Reseated {
  readonly routes: readonly (ListRoute & { readonly isNew: boolean })[];
  /** Trips that nobody drives any more. */
  readonly gone: readonly string[];
  /** Every stop with a place, old ones by id. */
  readonly stops: readonly ListStop[];
}

/**
 * Puts a new plan into the rows of a list that stands: what is settled keeps its trip and time, and every trip that
 * still has something to do keeps its row, so that the telephone in the car goes on with the page that it has.
 *
 * @param stops every stop of the list, and those that come on with an empty route
 */
export function reseat(
  routes: readonly ListRoute[],
  stops: readonly ListStop[],
  trips: readonly NewTrip[],
  newId: () => string,
): Reseated {
  const siteOf = new Map(stops.filter(isLive).map((stop) => [stop.site, stop]));
  const seats = new Map<string, { route: string; arrival: number; departure: number }>();
  const kept: (ListRoute & { isNew: boolean })[] = [];
  const vehicles = new Set([...routes, ...trips].map(({ vehicle }) => vehicle));
  for (const vehicle of vehicles) {
    const own = routes.filter((route) => route.vehicle === vehicle).sort((a, b) => a.trip - b.trip);
    const planned = trips.filter((trip) => trip.vehicle === vehicle).sort((a, b) => a.leave - b.leave);
    const matched = matchTrips(own, planned, stops, newId);
    for (const { trip, route } of matched) {
      kept.push(route);
      for (const { site, arrival, departure } of trip?.visits ?? []) {
        const stop = siteOf.get(site);
        if (stop && !isSettled(stop.state)) seats.set(stop.id, { route: route.id, arrival, departure });
      }
    }
  }
  const seated = stops.map((stop) => ({ ...stop, ...seats.get(stop.id) }));
  const { routes: standing, gone } = dropEmpty(kept, seated);
  return { routes: apart(standing), gone, stops: numbered(homed(seated, standing, routes)) };
}

const isLive = ({ state }: ListStop) => state !== 'cancelled' && state !== 'missed' && state !== 'refused';

interface Match {
  readonly route: ListRoute & { readonly isNew: boolean };
  readonly trip: NewTrip | undefined;
}

/** A new trip that holds a driven stop goes on in that stop's row; the others take the free rows in order. */
function matchTrips(
  own: readonly ListRoute[],
  planned: readonly NewTrip[],
  stops: readonly ListStop[],
  newId: () => string,
): Match[] {
  const driven = new Map(
    stops.filter(({ state }) => state === 'picked-up' || state === 'delivered').map((s) => [s.site, s.route]),
  );
  const taken = new Map<string, NewTrip>();
  const rest: NewTrip[] = [];
  for (const trip of planned) {
    const rows = own.filter(({ id }) => trip.visits.some(({ site }) => driven.get(site) === id));
    const row = rows.findLast(({ id }) => !taken.has(id));
    if (row) taken.set(row.id, trip);
    else rest.push(trip);
  }
  const free = own.filter(({ id }) => !taken.has(id) && ![...driven.values()].includes(id));
  const added: Match[] = [];
  for (const trip of rest) {
    const row = free.shift();
    if (row) taken.set(row.id, trip);
    else {
      const number = Math.max(0, ...own.map((route) => route.trip)) + added.length + 1;
      const route = { ...timesOf(trip), id: newId(), vehicle: trip.vehicle, trip: number, isNew: true };
      added.push({ trip, route });
    }
  }
  return [
    ...own.map((route): Match => {
      const trip = taken.get(route.id);
      if (!trip) return { trip, route: { ...route, isNew: false } };
      const underWay = [...driven.values()].includes(route.id);
      const times = { ...timesOf(trip), start: underWay ? route.start : trip.leave };
      return { trip, route: { ...route, ...times, isNew: false } };
    }),
    ...added,
  ];
}

const timesOf = ({ leave, end, km, cost, ferries }: NewTrip) => ({ start: leave, end, km, cost, ferries });

/** A trip without anything to do goes, unless somebody has been on it. */
function dropEmpty(
  routes: readonly (ListRoute & { isNew: boolean })[],
  stops: readonly ListStop[],
): { routes: (ListRoute & { isNew: boolean })[]; gone: string[] } {
  const isNeeded = ({ id, vehicle }: ListRoute) =>
    stops.some(({ route, state }) => route === id && state !== 'cancelled') ||
    // What was cancelled stays readable somewhere on the car's list.
    (stops.some(({ route }) => route === id) &&
      !routes.some(
        (other) =>
          other.vehicle === vehicle &&
          other.id !== id &&
          stops.some(({ route, state }) => route === other.id && state !== 'cancelled'),
      ));
  return {
    routes: routes.filter(isNeeded),
    gone: routes.filter((route) => !isNeeded(route) && !route.isNew).map(({ id }) => id),
  };
}

/** Cancelled stops of a trip that is gone stand on another trip of the same car. */
function homed(
  stops: readonly ListStop[],
  standing: readonly ListRoute[],
  before: readonly ListRoute[],
): ListStop[] {
  const ids = new Set(standing.map(({ id }) => id));
  return stops.flatMap((stop) => {
    if (ids.has(stop.route)) return [stop];
    const vehicle = before.find(({ id }) => id === stop.route)?.vehicle;
    const other = standing.find((route) => route.vehicle === vehicle);
    return other ? [{ ...stop, route: other.id }] : [];
  });
}

/** Estimates of a day that is driven may touch; a car is in one place. */
function apart<R extends ListRoute>(routes: readonly R[]): R[] {
  return [...Map.groupBy(routes, ({ vehicle }) => vehicle).values()].flatMap((own) => {
    let free = 0;
    return own
      .toSorted((a, b) => a.start - b.start || a.trip - b.trip)
      .map((route) => {
        const start = Math.max(route.start, free);
        const end = Math.max(route.end, start + 1);
        free = end;
        return { ...route, start, end };
      });
  });
}

/** Positions by time within each trip; what is cancelled comes last. */
function numbered(stops: readonly ListStop[]): ListStop[] {
  return [...Map.groupBy(stops, ({ route }) => route).values()].flatMap((own) =>
    own
      .toSorted(
        (a, b) =>
          Number(a.state === 'cancelled') - Number(b.state === 'cancelled') ||
          a.arrival - b.arrival ||
          a.position - b.position,
      )
      .map((stop, i) => ({ ...stop, position: i + 1 })),
  );
}

/** What a driver has to be told: another car, or so many minutes earlier or later. */
export interface Move {
  readonly stop: string;
  readonly from: { readonly vehicle: string; readonly arrival: number };
  readonly to: { readonly vehicle: string; readonly arrival: number };
}

/** Nobody is called for less. */
const WORTH_TELLING_MINUTES = 10;

/** Open stops that another car takes, or that come noticeably earlier or later. */
export function movesBetween(
  before: { readonly routes: readonly ListRoute[]; readonly stops: readonly ListStop[] },
  after: Pick<Reseated, 'routes' | 'stops'>,
): Move[] {
  const carOf = (routes: readonly ListRoute[]) => new Map(routes.map(({ id, vehicle }) => [id, vehicle]));
  const [oldCars, newCars] = [carOf(before.routes), carOf(after.routes)];
  const old = new Map(before.stops.map((stop) => [stop.id, stop]));
  return after.stops.flatMap((stop): Move[] => {
    const was = old.get(stop.id);
    const from = was && oldCars.get(was.route);
    const to = newCars.get(stop.route);
    if (!was || from === undefined || to === undefined || isSettled(stop.state)) return [];
    if (from === to && Math.abs(stop.arrival - was.arrival) < WORTH_TELLING_MINUTES) return [];
    return [
      {
        stop: stop.id,
        from: { vehicle: from, arrival: was.arrival },
        to: { vehicle: to, arrival: stop.arrival },
      },
    ];
  });
}
