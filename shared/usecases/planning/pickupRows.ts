import type { NewRoute, NewStop, NewUnserved } from '../../../db/queries/pickups.ts';
import type { PlanFerry, SiteFerry } from '../../domain/lists/sailPlan.ts';
import { minutesOf } from '../../domain/calendar/minutes.ts';
import type { PlannedRoute, PlannedVisit } from '../../domain/pickups/plan.ts';
import type { PickupResult } from '../../domain/pickups/planPickups.ts';
import { inWords } from '../../domain/pickups/reasonSentences.ts';
import type { PickupProblem } from '../../domain/pickups/problem.ts';
import {
  type BuiltPickupProblem,
  loadOf,
  NO_CAR,
  type PickupFacts,
} from '../../domain/planning/buildPickupProblem.ts';
import { tripKm } from '../../domain/planning/tripKm.ts';

interface Given {
  readonly facts: PickupFacts;
  readonly built: BuiltPickupProblem;
  readonly problem: PickupProblem;
  readonly result: PickupResult;
  readonly ferries: readonly PlanFerry[];
  /** Organisations by site. */
  readonly owners: ReadonlyMap<string, string>;
  readonly newId: () => string;
}

function atSite({ facts, built, owners }: Given, name: string) {
  const content = built.stops.get(name) ?? built.withoutCar.get(name);
  if (!content) return null;
  const { site, sessions } = content;
  return {
    sessions,
    row: {
      site: site.id,
      organisation: owners.get(site.id) ?? '',
      municipality: site.municipality,
      ...loadOf(content, facts),
    },
  };
}

function stopRow(given: Given, visit: PlannedVisit, position: number): NewStop[] {
  const at = atSite(given, visit.stop);
  if (!at) return [];
  const { organisation } = at.row;
  return [
    {
      ...at.row,
      id: given.newId(),
      position,
      arrival: minutesOf(visit.arrival),
      departure: minutesOf(visit.departure),
      sessions: at.sessions.map(({ id }) => ({ id, owner: organisation })),
    },
  ];
}

/** What a route costs beyond its trips (waiting between them, a fixed price) is the first trip's. */
export function tripCosts(
  route: PlannedRoute,
  km: readonly number[],
  van: PickupFacts['vans'][number],
): number[] {
  const own = route.trips.map(({ leave, arrival }, i) => {
    const hours = (minutesOf(arrival) - minutesOf(leave)) / 60;
    return Math.round((hours * van.hourlyRate + (km[i] ?? 0) * van.kmRate) * 100) / 100;
  });
  const rest = route.cost - own.reduce((sum, cost) => sum + cost, 0);
  return own.map((cost, i) => (i === 0 ? Math.max(0, Math.round((cost + rest) * 100) / 100) : cost));
}

/** A trip's ferries, each with the site that it leads to. */
export function ferriesOf(
  { ferries, built }: Pick<Given, 'ferries' | 'built'>,
  of: { readonly vehicle: string; readonly trip: number },
): SiteFerry[] {
  return ferries
    .filter(({ vehicle, trip }) => vehicle === of.vehicle && trip === of.trip)
    .map(({ vehicle: _car, trip: _trip, stop, ...ferry }) => ({
      ...ferry,
      site: stop === null ? null : (built.stops.get(stop)?.site.id ?? null),
    }));
}

function routeRows(given: Given, route: PlannedRoute, km: readonly number[]): NewRoute[] {
  const { facts, newId } = given;
  const van = facts.vans.find(({ name }) => name === route.vehicle);
  if (!van) return [];
  const vehicle = given.problem.vehicles.find(({ id }) => id === route.vehicle);
  const laboratory = facts.laboratories.find(({ name }) => name === vehicle?.unloadAt);
  const costs = tripCosts(route, km, van);
  return route.trips.map((trip, i) => ({
    id: newId(),
    vehicle: van.id,
    trip: i + 1,
    laboratory: laboratory?.id ?? null,
    start: minutesOf(trip.leave),
    end: minutesOf(trip.arrival),
    km: km[i] ?? 0,
    cost: costs[i] ?? 0,
    ferries: ferriesOf(given, { vehicle: route.vehicle, trip: i + 1 }),
    // A round's fixed times are no stops of the list (P10).
    stops: trip.stops
      .filter(({ stop }) => given.built.stops.has(stop))
      .flatMap((visit, position) => stopRow(given, visit, position + 1)),
  }));
}

function leftOut({ result, problem, built }: Given) {
  const told = result.reasons.map((reason) => ({ ...reason, fix: inWords(problem, reason.fix) }));
  return [...told, ...[...built.withoutCar.keys()].map((stop) => ({ stop, ...NO_CAR }))];
}

/** A pickup plan as rows: one route per trip, its stops in order, and who is left out. */
export function pickupRows(given: Given): { routes: NewRoute[]; unserved: NewUnserved[] } {
  const { routes } = given.result.solution;
  const km = tripKm(given.problem, routes);
  return {
    routes: routes.flatMap((route, i) => routeRows(given, route, km[i] ?? [])),
    unserved: leftOut(given).flatMap(({ stop, limit, message, fix }): NewUnserved[] => {
      const at = atSite(given, stop);
      return at ? [{ ...at.row, limit, message, fix, facts: {} }] : [];
    }),
  };
}
