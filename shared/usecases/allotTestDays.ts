import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import {
  type Allotment,
  insertAllotment,
  listAllotmentsOfRun,
  supersedeProposals,
} from '../../db/queries/allotments.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import type { Clock } from '../clock.ts';
import { type CalendarDate, datesFrom } from '../domain/calendar/calendarDate.ts';
import { type PlanningFacts, withoutSchoolHolidays } from '../domain/planning/facts.ts';
import { loadsOf, siteDays } from '../domain/planning/planLoads.ts';
import { capacityOn } from '../domain/planning/room.ts';
import { divide } from '../domain/planning/shares.ts';
import type { RollResult } from '../domain/rolls/result.ts';
import { rollProblem } from '../domain/rolls/validation.ts';
import type { Log } from '../log.ts';
import { allotmentRows } from './planning/allotmentRows.ts';
import { problemHash } from './planning/problemHash.ts';
import { loadRegionWorld, regionProblem, type RegionWorld } from './planning/regionProblem.ts';
import { REGION_ITERATIONS, type SolveRoll, solveWithinCapacity } from './planning/solver.ts';
import { basisOfDue } from './planning/waiting.ts';

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
      : {
          world: await loadRegionWorld(transaction, { ...input, night: input.runId !== null }),
          before: undefined,
        };
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
async function levelled(deps: AllotDeps, input: AllotInput, world: RegionWorld) {
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
  world: RegionWorld,
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
      policy: { policy: world.day.policy.name, due: world.due, basis: basisOfDue(world.due, world.day) },
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
  await supersedeProposals(transaction, { region: input.region, by: id, due: world.due });
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
