import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import type { Reading, ReadRoute, Violation } from './reading.ts';

type Broken = Omit<Violation, 'rule'>;

export function shiftRule({ routes }: Reading): Broken[] {
  return routes.flatMap(({ path, route, vehicle }) => {
    const broken: Broken[] = [];
    const [from, to] = vehicle.shift;
    const length = minutesOf(route.end) - minutesOf(route.start);
    if (minutesOf(route.start) < minutesOf(from))
      broken.push({ path: `${path}.start`, message: `${route.start}, the shift begins ${from}` });
    if (minutesOf(route.end) > minutesOf(to))
      broken.push({ path: `${path}.end`, message: `${route.end}, the shift ends ${to}` });
    if (vehicle.maxMinutes !== undefined && length > vehicle.maxMinutes)
      broken.push({ path, message: `${length} minutes, at most ${vehicle.maxMinutes}` });
    return broken;
  });
}

export function tripsRule({ routes }: Reading): Broken[] {
  return routes.flatMap((read) => {
    const { path, route, vehicle, trips } = read;
    const broken: Broken[] = [];
    if (trips.length === 0) broken.push({ path, message: 'a route has at least one trip' });
    if (trips.length > vehicle.maxTrips)
      broken.push({ path, message: `${trips.length} trips, at most ${vehicle.maxTrips}` });
    trips.forEach(({ path: tripPath, trip }, t) => {
      if (trip.stops.length === 0) broken.push({ path: tripPath, message: 'a trip has at least one stop' });
      const free = atDepotFrom(read, t);
      const rest = route.break?.trip === t && route.break.afterStop === null ? route.break : undefined;
      const pause = rest ? minutesOf(rest.end) - minutesOf(rest.start) : 0;
      const earliest = free + vehicle.loadMinutes + pause;
      if (minutesOf(trip.leave) < earliest)
        broken.push({
          path: `${tripPath}.leave`,
          message: `${trip.leave}, unloaded, loaded and rested no earlier than ${timeOf(earliest)}`,
        });
    });
    return broken;
  });
}

/** When the vehicle stands empty at the depot before its trip `t`. */
function atDepotFrom({ route, vehicle, trips }: ReadRoute, t: number): number {
  const before = trips[t - 1];
  return before ? minutesOf(before.trip.arrival) + vehicle.unloadMinutes : minutesOf(route.start);
}

export function breakRule({ routes }: Reading): Broken[] {
  return routes.flatMap((read) => {
    const { path, route, vehicle } = read;
    const wanted = vehicle.break;
    const taken = route.break;
    if (!wanted) return [];
    const needed =
      minutesOf(route.end) > minutesOf(wanted.to) && minutesOf(vehicle.shift[0]) < minutesOf(wanted.to);
    if (!taken) return needed ? [{ path, message: `ends ${route.end} without a break by ${wanted.to}` }] : [];
    const [start, end] = [minutesOf(taken.start), minutesOf(taken.end)];
    const broken: Broken[] = [];
    if (needed && (start < minutesOf(wanted.from) || start > minutesOf(wanted.to)))
      broken.push({
        path: `${path}.break`,
        message: `begins ${taken.start}, outside ${wanted.from}–${wanted.to}`,
      });
    if (needed && end - start < wanted.minutes)
      broken.push({ path: `${path}.break`, message: `${end - start} minutes, ${wanted.minutes} needed` });
    return [...broken, ...placeOfBreak(read)];
  });
}

/** The break lies where it says: after the stop's service, or at the depot before the trip leaves. */
function placeOfBreak(read: ReadRoute): Broken[] {
  const { path, route, trips } = read;
  const { trip: t, afterStop, start, end } = route.break!;
  const trip = trips[t];
  const at = `${path}.break`;
  if (!trip) return [{ path: `${at}.trip`, message: `there is no trip ${t}` }];
  if (afterStop === null) {
    return minutesOf(start) < atDepotFrom(read, t) || minutesOf(end) > minutesOf(trip.trip.leave)
      ? [
          {
            path: at,
            message: `${start}–${end} is not between arrival and the trip's start ${trip.trip.leave}`,
          },
        ]
      : [];
  }
  const visit = trip.trip.stops.find(({ stop }) => stop === afterStop);
  if (!visit) return [{ path: `${at}.afterStop`, message: `"${afterStop}" is not in trip ${t}` }];
  return minutesOf(start) < minutesOf(visit.departure)
    ? [{ path: at, message: `begins ${start}, the service ends ${visit.departure}` }]
    : [];
}
