import { minutesOf } from '../../calendar/minutes.ts';
import type { TravelMatrix } from '../../travel/matrix.ts';
import type { PickupPlan, PlannedRoute, PlannedTrip, PlannedVisit } from '../plan.ts';
import type { PickupDepot, PickupProblem, PickupStop, PickupVehicle } from '../problem.ts';

/** One broken rule: its id, where in the plan, and the numbers. */
export interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

/** A drive between two places of a route. */
interface Leg {
  readonly path: string;
  readonly from: string;
  readonly to: string;
  readonly departs: number;
  readonly arrives: number;
  /** What the vehicle needs; Infinity where there is no way. */
  readonly minutes: number;
  readonly km: number;
  readonly fare: number;
}

export interface ReadVisit {
  readonly path: string;
  readonly visit: PlannedVisit;
  readonly stop: PickupStop;
}

export interface ReadTrip {
  readonly path: string;
  readonly trip: PlannedTrip;
  readonly visits: readonly ReadVisit[];
}

export interface ReadRoute {
  readonly path: string;
  readonly route: PlannedRoute;
  readonly vehicle: PickupVehicle;
  readonly laboratory: PickupDepot;
  readonly trips: readonly ReadTrip[];
  readonly legs: readonly Leg[];
}

/** What every rule looks at. Names that lead nowhere are in `unknown`, and out of the rest. */
export interface Reading {
  readonly problem: PickupProblem;
  readonly plan: PickupPlan;
  readonly routes: readonly ReadRoute[];
  readonly unknown: readonly { readonly path: string; readonly message: string }[];
}

/** `travel` has a row for each stop, then for each depot, in the file's order. */
export function readPlan(problem: PickupProblem, plan: PickupPlan, travel: TravelMatrix): Reading {
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  const stops = new Map(problem.stops.map((stop) => [stop.id, stop]));
  const depots = new Map(problem.depots.map((depot) => [depot.id, depot]));
  const rows = new Map<PickupStop | PickupDepot, number>();
  for (const row of [...problem.stops, ...problem.depots]) rows.set(row, rows.size);
  const unknown: { path: string; message: string }[] = [];

  function legsOf(
    path: string,
    route: PlannedRoute,
    vehicle: PickupVehicle,
    trips: readonly ReadTrip[],
  ): Leg[] {
    const factor = vehicle.speedClass === undefined ? 1 : (problem.speedClasses[vehicle.speedClass] ?? 1);
    const legs: Leg[] = [];
    const drive = (
      at: string,
      from: PickupStop | PickupDepot,
      to: PickupStop | PickupDepot,
      departs: number,
      arrives: number,
    ) => {
      const cell = rows.get(from)! * travel.size + rows.get(to)!;
      legs.push({
        path: at,
        from: from.id,
        to: to.id,
        departs,
        arrives,
        minutes: Math.round(travel.minutes[cell]! * factor),
        km: travel.km[cell]!,
        fare: travel.fares[cell]!,
      });
    };
    const laboratory = depots.get(vehicle.unloadAt)!;
    let from: PickupStop | PickupDepot = depots.get(vehicle.start)!;
    let departs = minutesOf(route.start);
    for (const [t, { path: tripPath, trip, visits }] of trips.entries()) {
      departs = minutesOf(trip.leave);
      for (const { path: visitPath, visit, stop } of visits) {
        drive(`${visitPath}.arrival`, from, stop, departs, minutesOf(visit.arrival));
        departs = departureAfter(route, t, visit);
        from = stop;
      }
      drive(`${tripPath}.arrival`, from, laboratory, departs, minutesOf(trip.arrival));
      departs = minutesOf(trip.arrival) + vehicle.unloadMinutes;
      from = laboratory;
    }
    drive(`${path}.end`, from, depots.get(vehicle.end)!, departs, minutesOf(route.end));
    return legs;
  }

  const routes = plan.routes.flatMap((route, r): ReadRoute[] => {
    const path = `$.routes[${r}]`;
    const vehicle = vehicles.get(route.vehicle);
    if (!vehicle) {
      unknown.push({ path: `${path}.vehicle`, message: `no vehicle "${route.vehicle}"` });
      return [];
    }
    const trips = route.trips.map((trip, t): ReadTrip => {
      const tripPath = `${path}.trips[${t}]`;
      const visits = trip.stops.flatMap((visit, s): ReadVisit[] => {
        const visitPath = `${tripPath}.stops[${s}]`;
        const stop = stops.get(visit.stop);
        if (stop) return [{ path: visitPath, visit, stop }];
        unknown.push({ path: `${visitPath}.stop`, message: `no stop "${visit.stop}"` });
        return [];
      });
      return { path: tripPath, trip, visits };
    });
    return [
      {
        path,
        route,
        vehicle,
        laboratory: depots.get(vehicle.unloadAt)!,
        trips,
        legs: legsOf(path, route, vehicle, trips),
      },
    ];
  });
  return { problem, plan, routes, unknown };
}

/** When the driver goes on after a visit: at once, or after the pause. */
function departureAfter(route: PlannedRoute, trip: number, visit: PlannedVisit): number {
  const pause = route.break;
  const paused = pause?.trip === trip && pause.afterStop === visit.stop;
  return Math.max(minutesOf(visit.departure), paused ? minutesOf(pause.end) : 0);
}
