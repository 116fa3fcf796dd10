import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import type { OwnedSubject } from '../../db/queries/offers.ts';
import type { Owner } from '../../db/queries/planningSites.ts';
import { type Allotment, insertAllotment, listAllotmentsOfRun } from '../../db/queries/allotments.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { listStandingLoads, type StandingLoad } from '../../db/queries/sessions.ts';
import type { Clock } from '../clock.ts';
import { addDays, type CalendarDate, datesFrom, earlier } from '../domain/calendar/calendarDate.ts';
import type { DueOffer } from '../domain/offers/subject.ts';
import { swabbersWithoutNames, withoutNames } from '../domain/planning/anonymise.ts';
import { buildRollProblem, type LabRoom, offerKey } from '../domain/planning/buildRollProblem.ts';
import type { DueRoll } from '../domain/planning/dueRolls.ts';
import { byHeads, type PlanningFacts, withoutSchoolHolidays } from '../domain/planning/facts.ts';
import { loadsOf, siteDays } from '../domain/planning/planLoads.ts';
import type { Horizon } from '../domain/planning/rollParts.ts';
import { capacityOn } from '../domain/planning/room.ts';
import { divide } from '../domain/planning/shares.ts';
import type { RollResult } from '../domain/rolls/result.ts';
import { rollProblem } from '../domain/rolls/validation.ts';
import type { Log } from '../log.ts';
import { agreedFacts } from './planning/agreedPlaces.ts';
import { allotmentRows } from './planning/allotmentRows.ts';
import { ARRIVALS_AFTER_DAYS, loadFacts } from './planning/loadFacts.ts';
import {
  offersOf,
  loadPlanningDay,
  loadSubjects,
  type PlanningDay,
  rulesIn,
  scopesOf,
} from './planning/planningDay.ts';
import { problemHash } from './planning/problemHash.ts';
import { REGION_ITERATIONS, type SolveRoll, solveWithinCapacity } from './planning/solver.ts';
import { loadStanding, type Standing } from './planning/standing.ts';
import { findDueRolls, ownersOf } from './plansDue.ts';

export interface AllotDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log?: Log;
  readonly planRoll: SolveRoll;
}

export interface AllotInput {
  readonly region: string;
  readonly on: CalendarDate;
  readonly runId: string | null;
  readonly seed: number;
  readonly iterations?: number;
  /** Records the step as done, in the transaction that saves. */
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

export interface Allotted {
  readonly allotmentId: string | null;
  readonly owners: number;
  readonly people: number;
  readonly unplaced: number;
  readonly testDays: number;
}

interface World {
  readonly due: readonly DueRoll[];
  readonly owners: readonly Owner[];
  readonly horizon: Horizon;
  readonly day: PlanningDay;
  readonly facts: PlanningFacts;
  readonly subjects: readonly OwnedSubject[];
  readonly standing: ReadonlyMap<string, Standing>;
  readonly loads: readonly StandingLoad[];
}

async function loadWorld(db: Db, { region, on }: AllotInput): Promise<World | null> {
  const everyone = await ownersOf(db, { region, on });
  const municipalities = [...new Set(everyone.map(({ municipality }) => municipality))];
  const day = await loadPlanningDay(db, { today: on, municipalities });
  const due = await findDueRolls(db, { owners: everyone, day });
  const from = due.map((roll) => roll.from).sort()[0];
  const to = due
    .map((roll) => roll.to)
    .sort()
    .at(-1);
  if (!from || !to) return null;
  const horizon = { from, to };
  const owners = everyone.filter(({ id }) => due.some(({ owner }) => owner === id));
  const facts = byHeads(agreedFacts(await loadFacts(db, { owners, region, horizon }), day, horizon));
  const subjects: OwnedSubject[] = [];
  const standing = new Map<string, Standing>();
  for (const roll of due) {
    const own = await loadSubjects(
      db,
      owners.filter(({ id }) => id === roll.owner),
      roll,
    );
    subjects.push(...own);
    const places = roll.places && new Set(roll.places);
    if (roll.cause !== 'changed') continue;
    standing.set(
      roll.owner,
      await loadStanding(db, { owner: roll.owner, horizon: roll, places, facts, subjects: own }),
    );
  }
  const laboratories = facts.laboratories.map(({ id }) => id);
  return {
    due,
    owners,
    horizon,
    day,
    facts,
    subjects,
    standing,
    loads: await listStandingLoads(db, laboratories, from),
  };
}

/** Samples at a laboratory of sessions that this allotment leaves alone. */
function standingSamples({ loads, due }: World): (laboratory: string, date: CalendarDate) => number {
  const replanned = new Map(due.map((roll) => [roll.owner, roll]));
  const samples = new Map<string, number>();
  for (const load of loads) {
    const roll = replanned.get(load.owner);
    if (roll && load.date >= roll.from && load.date <= roll.to) continue;
    const key = `${load.laboratory} ${load.labDate}`;
    samples.set(key, (samples.get(key) ?? 0) + load.samples);
  }
  return (laboratory, date) => samples.get(`${laboratory} ${date}`) ?? 0;
}

/** An owner's people are tested at the owner's sites: its own plan knows no others (A14: one offer serves both places). */
function atOwnSites(offer: DueOffer, owner: string, { sites }: PlanningFacts): DueOffer {
  const own = new Set(sites.filter((site) => site.owner === owner).map(({ id }) => id));
  return {
    ...offer,
    subject: { ...offer.subject, sites: offer.subject.sites.filter((site) => own.has(site)) },
  };
}

/** The region's problem: everybody who is due as counts, what stands as locked sessions, no name anywhere (R18). */
function regionProblem(world: World, on: CalendarDate) {
  const { facts, due, horizon, day } = world;
  const scopes = scopesOf(day);
  const noticeIn = (municipality: string) => addDays(on, rulesIn(day, municipality).noticeDays);
  // Each offer keeps its own municipality's notice; the problem as a whole has the shortest.
  const notBefore = due.map(({ municipality }) => noticeIn(municipality)).reduce(earlier);
  const offers = due.flatMap((roll) =>
    offersOf({
      day,
      facts,
      scopes,
      municipality: roll.municipality,
      subjects: world.subjects.filter(({ owner }) => owner === roll.owner),
      horizon: roll,
      notBefore: noticeIn(roll.municipality),
      places: roll.places && new Set(roll.places),
    }).map((offer) => atOwnSites(offer, roll.owner, facts)),
  );
  const standing = [...world.standing.values()];
  const swabbers = swabbersWithoutNames(facts.swabbers);
  const nameless = new Map(facts.swabbers.map(({ name }, i) => [name, swabbers[i]?.name ?? name]));
  const samples = standingSamples(world);
  const span = { from: horizon.from, to: addDays(horizon.to, ARRIVALS_AFTER_DAYS) };
  const rooms = new Map<string, LabRoom>(
    facts.laboratories.map(({ id }) => [
      id,
      { capacity: {}, load: Object.fromEntries(datesFrom(span).map((date) => [date, samples(id, date)])) },
    ]),
  );
  const siteNames = new Map(facts.sites.map(({ id, name }) => [id, name]));
  const built = buildRollProblem({
    horizon,
    notBefore,
    rules: day.policy.rules,
    facts: { ...facts, swabbers },
    offers: [...withoutNames(offers, siteNames), ...standing.flatMap((one) => one.offers)],
    rooms,
    locked: standing
      .flatMap(({ locked }) => locked)
      .map((session) => ({
        ...session,
        swabbers: session.swabbers.map((name) => nameless.get(name) ?? name),
      })),
  });
  return { ...built, samples, span, stood: new Set(standing.flatMap((one) => one.offers.map(offerKey))) };
}

/**
 * The region levels its laboratories from counts alone (R33, R34, P2): whose rolls are due, how many people need a
 * time when, and what stands already. The result is proposed test days per site, a daily quota per owner, and what each
 * quota can be raised by. Called again for the same run it changes nothing.
 */
export async function allotTestDays(deps: AllotDeps, input: AllotInput): Promise<Allotted> {
  const nothing: Allotted = { allotmentId: null, owners: 0, people: 0, unplaced: 0, testDays: 0 };
  const { world, before } = await asTenant(deps.db, SYSTEM, async (transaction) => {
    const known = await allottedBefore(transaction, input);
    return known
      ? { world: null, before: known }
      : { world: await loadWorld(transaction, input), before: undefined };
  });
  if (before) return { ...nothing, allotmentId: before.id, owners: before.policy.due.length };
  if (!world) {
    if (input.inTransaction) await asTenant(deps.db, SYSTEM, input.inTransaction);
    return nothing;
  }
  const { region, plan } = await levelled(deps, input, world);
  return asTenant(deps.db, SYSTEM, (transaction) => save(transaction, deps, input, world, region, plan));
}

const left = ({ reasons }: RollResult) => reasons.reduce((people, { count }) => people + count, 0);

/**
 * The region's plan. School holidays are a soft layer: first a plan without them, and only if that leaves somebody without
 * a time one with them.
 */
async function levelled(deps: AllotDeps, input: AllotInput, world: World) {
  const solve = async (facts: PlanningFacts) => {
    const region = regionProblem({ ...world, facts }, input.on);
    const plan = await solveWithinCapacity(deps.planRoll, rollProblem(region.problem), {
      seed: input.seed,
      iterations: input.iterations ?? REGION_ITERATIONS,
    });
    return { region, plan };
  };
  const avoiding = withoutSchoolHolidays(world.facts);
  const first = avoiding && (await solve(avoiding));
  if (first && left(first.plan) === 0) return first;
  const open = await solve(world.facts);
  return first && left(first.plan) <= left(open.plan) ? first : open;
}

async function allottedBefore(db: Db, { runId, region }: AllotInput): Promise<Allotment | undefined> {
  if (runId === null) return undefined;
  return (await listAllotmentsOfRun(db, runId)).find((allotment) => allotment.region === region);
}

async function save(
  transaction: Transaction,
  { newId, clock, log }: AllotDeps,
  input: AllotInput,
  world: World,
  { samples, span, stood, problem }: ReturnType<typeof regionProblem>,
  plan: RollResult,
): Promise<Allotted> {
  const days = siteDays(plan.solution, world.facts, (offer) => !stood.has(offer));
  const planned = loadsOf(days);
  const laboratories = new Map(world.facts.laboratories.map((laboratory) => [laboratory.id, laboratory]));
  const shares = divide({
    planned,
    served: world.facts.sites,
    dates: datesFrom(span),
    room: (id, date) => {
      const laboratory = laboratories.get(id);
      return laboratory ? capacityOn(laboratory, date) - samples(id, date) : 0;
    },
  });
  const id = newId();
  const rows = allotmentRows({
    shares,
    days,
    owners: world.owners,
    standing: samples,
    dates: datesFrom(span),
  });
  await insertAllotment(
    transaction,
    {
      id,
      region: input.region,
      runId: input.runId,
      from: world.horizon.from,
      to: world.horizon.to,
      policy: { policy: world.day.policy.name, due: world.due },
      shares: rows.shares,
      problemHash: problemHash(problem),
      seed: input.seed,
      score: { ...plan.score, bounds: plan.bounds },
      createdAt: clock.now(),
    },
    rows.quotas,
    rows.testDays,
    newId,
  );
  const facts = { owners: world.owners.length, testDays: rows.testDays.length };
  await insertAuditEntry(transaction, {
    id: newId(),
    at: clock.now(),
    action: 'proposed',
    subject: 'allotment',
    subjectId: id,
    actor: 'system',
    regionCode: input.region,
    facts,
  });
  await input.inTransaction?.(transaction);
  const unplaced = plan.reasons.reduce((people, { count }) => people + count, 0);
  log?.info({ region: input.region, ...facts, unplaced, score: plan.score }, 'test days allotted');
  const people = days.reduce((sum, day) => sum + day.people, 0);
  return { allotmentId: id, owners: world.owners.length, people, unplaced, testDays: rows.testDays.length };
}
