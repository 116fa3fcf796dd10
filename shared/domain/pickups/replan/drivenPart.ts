import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import type { PickupPlan, PlannedRoute, PlannedVisit } from '../plan.ts';
import type { PickupProblem, PickupStop } from '../problem.ts';

/** What has happened on a day that is being driven. */
export interface DayEvents {
  /** Wall-clock minutes: what a vehicle set off for by then has happened. */
  readonly now: number;
  /** Stops where nobody is to come. */
  readonly closed: readonly string[];
  /** Vehicles that drive no further. */
  readonly broken: readonly string[];
  readonly added: readonly PickupStop[];
}

/**
 * The day as it can still be planned: what is driven is locked to its vehicle, time and position, the rest cannot begin
 * in the past, and what a broken vehicle has on board is fetched where it stands.
 */
export function remainingProblem(problem: PickupProblem, plan: PickupPlan, events: DayEvents): PickupProblem {
  const driven = new Map<string, Driven>();
  for (const route of plan.routes)
    for (const visit of drivenVisits(route, events)) driven.set(visit.stop, visit);
  const broken = new Set(events.broken);
  const aboard = kitsAboard(plan, events);
  const stranded = strandedStops(plan, events, broken);
  const drove = new Set([...driven.values()].filter(({ stop }) => !stranded.has(stop)).map((d) => d.vehicle));
  const closed = new Set(events.closed.filter((stop) => !driven.has(stop)));
  const rows = new Map(problem.stops.map((stop) => [stop.id, stop]));
  const stops = [...problem.stops.filter(({ id }) => !closed.has(id)), ...events.added].map((stop) => {
    const where = stranded.get(stop.id);
    if (where !== undefined) return fetched(stop, rows.get(where)!, events.now, problem.travel !== undefined);
    const done = driven.get(stop.id);
    return done
      ? locked(stop, done)
      : open(stop, events.now, { problem, broken, aboard: aboard.get(stop.id) });
  });
  return {
    ...problem,
    stops,
    vehicles: problem.vehicles.filter(({ id }) => !broken.has(id) || drove.has(id)),
  };
}

interface Driven {
  readonly stop: string;
  readonly vehicle: string;
  readonly position: number;
  readonly start: string;
}

/** Visits that were done, or that the vehicle is on its way to unless it broke down. */
function drivenVisits({ vehicle, trips }: PlannedRoute, { now, broken }: DayEvents): Driven[] {
  const all = trips.flatMap(({ leave, stops }) =>
    stops.map((visit, i) => ({
      visit,
      setOff: broken.includes(vehicle) ? visit.start : i === 0 ? leave : stops[i - 1]!.departure,
    })),
  );
  const count = all.filter(({ setOff }) => minutesOf(setOff) <= now).length;
  return all
    .slice(0, count)
    .map(({ visit }, i) => ({ stop: visit.stop, vehicle, position: i + 1, start: visit.start }));
}

/** What a broken vehicle has on board, and the stop where it stands. */
function strandedStops({ routes }: PickupPlan, { now }: DayEvents, broken: ReadonlySet<string>) {
  const stranded = new Map<string, string>();
  for (const { vehicle, trips } of routes) {
    if (!broken.has(vehicle)) continue;
    const trip = trips.find(({ leave, arrival }) => minutesOf(leave) <= now && minutesOf(arrival) > now);
    const done = (trip?.stops ?? []).filter(({ start }: PlannedVisit) => minutesOf(start) <= now);
    for (const { stop } of done) stranded.set(stop, done.at(-1)!.stop);
  }
  return stranded;
}

function locked(stop: PickupStop, { vehicle, position, start }: Driven): PickupStop {
  return { ...stop, vehicles: undefined, lock: { vehicle, position, at: start } };
}

/** Its kits are delivered; its samples lie in the broken vehicle. */
function fetched(stop: PickupStop, where: PickupStop, now: number, byName: boolean): PickupStop {
  return {
    ...stop,
    lat: where.lat,
    lon: where.lon,
    municipality: where.municipality,
    ...(byName && { place: where.place ?? where.id }),
    kits: 0,
    window: [timeOf(now), '24:00'],
    vehicles: undefined,
    lock: undefined,
  };
}

/** By stop, the vehicle that has left with its kits. */
function kitsAboard({ routes }: PickupPlan, { now, broken }: DayEvents): Map<string, string> {
  return new Map(
    routes
      .filter(({ vehicle }) => !broken.includes(vehicle))
      .flatMap(({ vehicle, trips }) =>
        trips
          .filter(({ leave }) => minutesOf(leave) <= now)
          .flatMap(({ stops }) => stops.map(({ stop }) => [stop, vehicle] as const)),
      ),
  );
}

/** Not earlier than now; kits come with the vehicle that has them, or with one that leaves from now on. */
function open(
  stop: PickupStop,
  now: number,
  {
    problem,
    broken,
    aboard,
  }: { problem: PickupProblem; broken: ReadonlySet<string>; aboard: string | undefined },
): PickupStop {
  const [from, to] = stop.window;
  const earliest = Math.min(Math.max(now, minutesOf(from)), minutesOf(to));
  const allowed = (stop.vehicles ?? problem.vehicles.map(({ id }) => id)).filter((id) => !broken.has(id));
  const held = stop.lock?.vehicle !== undefined && broken.has(stop.lock.vehicle);
  const window: PickupStop = { ...stop, window: [timeOf(earliest), to], ...(held && { lock: undefined }) };
  if (stop.kits > 0 && aboard !== undefined) return { ...window, vehicles: [aboard] };
  return {
    ...window,
    ...(broken.size > 0 && allowed.length > 0 && { vehicles: allowed }),
    ...(stop.kits > 0 && { kitsReady: timeOf(Math.max(now, minutesOf(stop.kitsReady ?? '00:00'))) }),
  };
}
