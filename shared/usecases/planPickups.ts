import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { listSiteOwners } from '../../db/queries/collected.ts';
import { listSailings } from '../../db/queries/ferries.ts';
import {
  carryNotesOver,
  insertPickupPlan,
  listPickupPlans,
  lockPlanInForce,
  setPickupPlanState,
} from '../../db/queries/pickups.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { checkPickups } from '../domain/pickups/check/checkPickups.ts';
import { pickupPlan, type PickupResult } from '../domain/pickups/planPickups.ts';
import type { PickupProblem } from '../domain/pickups/problem.ts';
import {
  type BuiltPickupProblem,
  buildPickupProblem,
  type PickupFacts,
} from '../domain/planning/buildPickupProblem.ts';
import { regionOn } from '../domain/geography/regions.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { TravelSource } from '../domain/travel/source.ts';
import type { Log } from '../log.ts';
import type { PlanFerry } from '../domain/lists/sailPlan.ts';
import { timetableOn } from '../domain/travel/timetable.ts';
import { planWithFerries } from './lists/planWithFerries.ts';
import { type Travelled, withTravelTimes } from './lists/travel.ts';
import { loadOutlook, loadPickupFacts } from './planning/pickupDay.ts';
import { pickupRows } from './planning/pickupRows.ts';
import { problemHash } from './planning/problemHash.ts';

/** The pickup planner as the roof hands it over; it stops by iterations, so that a night is the same twice. */
export type SolvePickups = (
  problem: PickupProblem,
  options: { readonly seed: number; readonly iterations: number },
) => Promise<PickupResult>;

/** Measured: about 0.7 s for a region's day of 200 stops. */
const PICKUP_ITERATIONS = 5_000;

export interface PickupsDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log?: Log;
  readonly planPickups: SolvePickups;
  /** Absent: the planner's own estimate. */
  readonly travel?: TravelSource | undefined;
}

export interface PickupsInput {
  readonly region: string;
  /** The day to be driven. */
  readonly date: CalendarDate;
  /** The day on which it is planned. */
  readonly on: CalendarDate;
  readonly runId: string | null;
  readonly seed: number;
  readonly iterations?: number;
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

export interface PlannedPickups {
  readonly planId: string | null;
  readonly date: CalendarDate;
  readonly stops: number;
  readonly unserved: number;
  readonly routes: number;
}

/**
 * Plans a region's pickups and kit deliveries of one day from its published sessions (R45, R46, R49). The day's earlier
 * list is superseded, unless it is fixed: then only telephone calls change it (R56). Once per run and day. A list belongs to the region of its day, whatever
 * region is asked for.
 */
export async function planPickups(deps: PickupsDeps, asked: PickupsInput): Promise<PlannedPickups> {
  const { db } = deps;
  const input = { ...asked, region: regionOn(asked.region, asked.date) };
  const given = await asTenant(db, SYSTEM, (transaction) => load(transaction, input));
  if (given === null) {
    if (input.inTransaction) await asTenant(db, SYSTEM, input.inTransaction);
    return { planId: null, date: input.date, stops: 0, unserved: 0, routes: 0 };
  }
  const { facts, built, timetable } = given;
  const travelled = await withTravelTimes(deps.travel, built.problem);
  const { policy } = travelled;
  if (policy.travelFallback !== null) deps.log?.warn(policy, 'travel times are estimated');
  const { iterations = PICKUP_ITERATIONS, seed } = input;
  const { problem, result, ferries } = await planWithFerries(travelled.problem, {
    timetable,
    seed,
    solve: (asked) => deps.planPickups(asked, { seed, iterations }),
  });
  refuseFaults(problem, result, seed);
  return asTenant(db, SYSTEM, (transaction) =>
    save(transaction, deps, input, { facts, built, problem, result, ferries, policy }),
  );
}

async function load(db: Db, { region, date, on, runId }: PickupsInput) {
  const plans = await listPickupPlans(db, { region, date });
  if (runId !== null && plans.some((plan) => plan.runId === runId)) return null;
  if (plans.some(({ state }) => state === 'frozen')) throw frozen(date);
  const outlook = await loadOutlook(db, { region, today: on });
  const facts = await loadPickupFacts(db, { region, date, outlook });
  const built = buildPickupProblem(facts);
  if (built.stops.size + built.withoutCar.size === 0 && plans.length === 0) return null;
  return { facts, built, timetable: timetableOn(await listSailings(db, date), date) };
}

const frozen = (date: CalendarDate) =>
  new DomainProblem('conflict', `The pickup list of ${date} is fixed: changes are made by telephone (R56)`);

/** @throws DomainProblem `refused-by-rule` with one fault per broken rule. */
function refuseFaults(problem: PickupProblem, result: PickupResult, seed: number): void {
  const violations = checkPickups(problem, pickupPlan(problem, result, { seed }));
  if (violations.length === 0) return;
  throw new DomainProblem(
    'refused-by-rule',
    `The checker faults this pickup list in ${violations.length} places; it is not saved`,
    violations.map(({ rule, path, message }) => ({ place: `${rule} ${path}`, message })),
  );
}

interface Planned {
  readonly facts: PickupFacts;
  readonly built: BuiltPickupProblem;
  readonly problem: PickupProblem;
  readonly result: PickupResult;
  readonly ferries: readonly PlanFerry[];
  readonly policy: Travelled['policy'];
}

async function save(
  transaction: Transaction,
  { newId, clock, log }: PickupsDeps,
  { region, date, runId, seed, inTransaction }: PickupsInput,
  { facts, built, problem, result, ferries, policy }: Planned,
): Promise<PlannedPickups> {
  const before = await lockPlanInForce(transaction, { region, date });
  if (before?.state === 'frozen') throw frozen(date);
  if (before) await setPickupPlanState(transaction, before.id, { state: 'superseded' });
  const owners = await listSiteOwners(
    transaction,
    facts.sites.map(({ id }) => id),
  );
  const { routes, unserved } = pickupRows({ facts, built, problem, result, ferries, owners, newId });
  const id = newId();
  await insertPickupPlan(
    transaction,
    {
      id,
      region,
      date,
      runId,
      supersedes: before?.id ?? null,
      policy: { maxSampleHours: facts.maxSampleHours, ...policy },
      problemHash: problemHash(problem),
      seed,
      score: { ...result.score, bounds: result.bounds },
      createdAt: clock.now(),
      note: null,
    },
    routes,
    unserved,
    newId,
  );
  await carryNotesOver(transaction, { region, date, plan: id });
  await inTransaction?.(transaction);
  log?.info({ region, date, ...result.score }, 'pickups planned');
  const { served, unserved: left } = result.score;
  return { planId: id, date, stops: served, unserved: left, routes: routes.length };
}
