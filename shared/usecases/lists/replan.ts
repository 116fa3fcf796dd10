import { minutesOf, timeOf } from '../../domain/calendar/minutes.ts';
import { givenStops, type Hold } from '../../domain/lists/changes.ts';
import type { ListChange, StopLock } from '../../domain/lists/listChange.ts';
import {
  type ListRoute,
  type ListStop,
  type NewTrip,
  reseat,
  type Reseated,
} from '../../domain/lists/reseat.ts';
import { checkPickups } from '../../domain/pickups/check/checkPickups.ts';
import { pickupPlan, type PickupResult } from '../../domain/pickups/planPickups.ts';
import { inWords } from '../../domain/pickups/reasonSentences.ts';
import type { PickupProblem } from '../../domain/pickups/problem.ts';
import {
  type BuiltPickupProblem,
  buildPickupProblem,
  NO_CAR,
} from '../../domain/planning/buildPickupProblem.ts';
import { tripKm } from '../../domain/planning/tripKm.ts';
import { DomainProblem } from '../../domain/problem.ts';
import type { TravelSource } from '../../domain/travel/source.ts';
import { ferriesOf, tripCosts } from '../planning/pickupRows.ts';
import type { SolvePickups } from '../planPickups.ts';
import type { PlanFerry } from '../../domain/lists/sailPlan.ts';
import { planWithFerries } from './planWithFerries.ts';
import { withTravelTimes } from './travel.ts';
import type { ListFacts } from './listFacts.ts';

/** Somebody waits on the telephone: well under a second for a region's day. */
const REPLAN_ITERATIONS = 1_000;
const SEED = 1;

interface Deps {
  readonly planPickups: SolvePickups;
  readonly newId: () => string;
  readonly travel?: TravelSource | undefined;
}

interface Given {
  readonly list: { readonly routes: readonly ListRoute[]; readonly stops: readonly ListStop[] };
  /** After the change. */
  readonly stops: readonly ListStop[];
  readonly added: ListStop | null;
  readonly facts: ListFacts;
  readonly now: number | null;
  readonly change: ListChange;
  /** What stops shall keep, by site, after the change. */
  readonly locks: ReadonlyMap<string, StopLock>;
}

export interface Replanned {
  readonly seated: Reseated;
  readonly leftOut: readonly { readonly stop: string; readonly message: string; readonly fix: string }[];
}

interface Attempt {
  readonly built: BuiltPickupProblem;
  readonly problem: PickupProblem;
  readonly result: PickupResult;
  readonly ferries: readonly PlanFerry[];
  /** Open stops that nobody reaches. */
  readonly leftOut: Replanned['leftOut'];
  /** Cars with a stop that they did not have before. */
  readonly newcomers: readonly string[];
}

/**
 * Plans what is left of a day with as few moves as it takes. First every open stop stays with its car in its order; then
 * with its car, the cars that the change does not touch in their order; only where that leaves somebody out may stops
 * change cars.
 */
export async function replan(deps: Deps, given: Given): Promise<Replanned> {
  const best = await attempts(deps, given);
  refuseWishes(given, best);
  const out = new Set(best.leftOut.map(({ stop }) => stop));
  // Nobody comes: what is there goes on the next run.
  const stops = given.stops.map((stop) => (out.has(stop.id) ? { ...stop, state: 'missed' as const } : stop));
  return {
    seated: reseat(given.list.routes, stops, tripsOf(given, best), deps.newId),
    leftOut: best.leftOut,
  };
}

/** A stop that is to come on, or a wish for a place, is refused where it cannot be: nobody else pays for it. */
function refuseWishes({ added, change }: Given, { leftOut }: Attempt): void {
  const isWish = change.kind === 'lock' || change.kind === 'order';
  const refused = leftOut.find(({ stop }) => isWish || stop === added?.id);
  if (!refused) return;
  const said = isWish ? 'Locked like that, a stop cannot be served' : 'This stop cannot be served';
  throw new DomainProblem('refused-by-rule', `${said}: ${refused.message}`, [
    { place: 'fix', message: refused.fix },
  ]);
}

/** What changes an order or a car cannot begin with everybody in the old order. */
const STARTS_BY_CAR: ReadonlySet<ListChange['kind']> = new Set(['add', 'car-out', 'lock', 'order']);

async function attempts(deps: Deps, given: Given): Promise<Attempt> {
  const attempt = (holdOf: (car: string) => Hold) => plan(deps, given, holdOf);
  if (!STARTS_BY_CAR.has(given.change.kind)) {
    const inOrder = await attempt(() => 'order');
    if (inOrder.leftOut.length === 0) return inOrder;
  }
  const byCar = await attempt(() => 'car');
  if (byCar.leftOut.length > 0) {
    const freely = await attempt(() => 'nothing');
    return freely.leftOut.length < byCar.leftOut.length ? freely : byCar;
  }
  const touched = new Set(byCar.newcomers);
  const calmly = await attempt((car) => (touched.has(car) ? 'car' : 'order'));
  return calmly.leftOut.length === 0 ? calmly : byCar;
}

async function plan(
  { planPickups, travel }: Deps,
  given: Given,
  holdOf: (car: string) => Hold,
): Promise<Attempt> {
  const { list, stops, facts, change, now } = given;
  const standing = { routes: list.routes, stops, carNames: facts.carNames, locks: given.locks };
  const stated = givenStops(standing, change, { now, holdOf });
  const built = buildPickupProblem({ ...facts.facts, given: stated });
  const used = new Set([...stated.values()].filter(({ driven }) => driven).map(({ lock }) => lock?.vehicle));
  const travelled = await withTravelTimes(travel, built.problem);
  const asked = {
    ...travelled.problem,
    vehicles: inService(given, built.problem).map((vehicle) =>
      now === null || used.has(vehicle.id) ? vehicle : { ...vehicle, shift: fromNow(vehicle.shift, now) },
    ),
  };
  const { problem, result, ferries } = await planWithFerries(asked, {
    timetable: facts.timetable,
    seed: SEED,
    solve: (timed) => planPickups(timed, { seed: SEED, iterations: REPLAN_ITERATIONS }),
  });
  const faults = checkPickups(problem, pickupPlan(problem, result, { seed: SEED }));
  if (faults.length > 0) {
    throw new DomainProblem(
      'refused-by-rule',
      'The checker faults the changed list; nothing was changed',
      faults.map(({ rule, path, message }) => ({ place: `${rule} ${path}`, message })),
    );
  }
  const open = new Map(
    stops
      .filter(({ state }) => state === 'planned' || state === 'frozen')
      .map((stop) => [stop.site, stop.id]),
  );
  const noCar = [...built.withoutCar.keys()].map((stop) => ({ stop, ...NO_CAR }));
  const leftOut = [...result.reasons, ...noCar].flatMap(({ stop: name, message, fix }) => {
    const content = built.stops.get(name) ?? built.withoutCar.get(name);
    const stop = open.get(content?.site.id ?? '');
    return stop === undefined ? [] : [{ stop, message, fix: inWords(problem, fix) }];
  });
  return { built, problem, result, ferries, leftOut, newcomers: carsWithNewcomers(given, built, result) };
}

/** A car that has broken down is no way out either; where it has been today it stands. */
function inService({ change, facts }: Given, { vehicles, stops }: BuiltPickupProblem['problem']) {
  const out = change.kind === 'car-out' ? facts.carNames.get(change.vehicle) : undefined;
  return vehicles.filter(
    ({ id }) =>
      id !== out || stops.some(({ lock, vehicles: only }) => lock?.vehicle === id || only?.includes(id)),
  );
}

function carsWithNewcomers(
  { list, stops, facts }: Given,
  built: BuiltPickupProblem,
  { solution }: PickupResult,
): string[] {
  const carOf = new Map(list.routes.map(({ id, vehicle }) => [id, vehicle]));
  const before = new Map(stops.map(({ site, route }) => [site, carOf.get(route)]));
  return solution.routes.flatMap(({ vehicle, trips }) => {
    const car = facts.facts.vans.find(({ name }) => name === vehicle)?.id;
    const sites = trips.flatMap((trip) => trip.stops.map(({ stop }) => built.stops.get(stop)?.site.id ?? ''));
    return car !== undefined && sites.some((site) => before.get(site) !== car) ? [car] : [];
  });
}

/** A car that has not left yet leaves from now on; one whose shift has ended leaves no more. */
function fromNow([from, to]: readonly [string, string], now: number): [string, string] {
  return [timeOf(Math.min(minutesOf(to), Math.max(minutesOf(from), now))), to];
}

function tripsOf({ facts }: Given, { built, problem, result, ferries }: Attempt): NewTrip[] {
  const km = tripKm(problem, result.solution.routes);
  return result.solution.routes.flatMap((route, i) => {
    const van = facts.facts.vans.find(({ name }) => name === route.vehicle);
    if (!van) return [];
    const costs = tripCosts(route, km[i] ?? [], van);
    return route.trips.map((trip, k) => ({
      vehicle: van.id,
      leave: minutesOf(trip.leave),
      end: minutesOf(trip.arrival),
      km: km[i]?.[k] ?? 0,
      cost: costs[k] ?? 0,
      ferries: ferriesOf({ ferries, built }, { vehicle: route.vehicle, trip: k + 1 }),
      visits: trip.stops.flatMap(({ stop, arrival, departure }) => {
        const site = built.stops.get(stop)?.site.id;
        return site === undefined
          ? []
          : [{ site, arrival: minutesOf(arrival), departure: minutesOf(departure) }];
      }),
    }));
  });
}
