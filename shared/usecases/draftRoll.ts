import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { listOwners, type Owner } from '../../db/queries/planningSites.ts';
import { findAllotment, type NewQuota, raiseQuotas } from '../../db/queries/allotments.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { deleteDrafts, insertRoll, listRolls, type Roll, type RollRoom } from '../../db/queries/rolls.ts';
import { insertSessions } from '../../db/queries/sessions.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { BuiltRollProblem } from '../domain/planning/buildRollProblem.ts';
import { sessionDrafts } from '../domain/planning/sessionDrafts.ts';
import { byHeads } from '../domain/planning/facts.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { RollResult } from '../domain/rolls/result.ts';
import { rollProblem } from '../domain/rolls/validation.ts';
import type { Log } from '../log.ts';
import { ownSessions, raisedQuotas, unplacedRows, untouched, withOrigins } from './planning/draftRows.ts';
import { loadOwnerWorld, ownerProblem, type OwnerWorld } from './planning/ownerProblem.ts';
import { problemHash } from './planning/problemHash.ts';
import { keptWishes, type Wanted, withWishes } from './planning/wishes.ts';
import { OWNER_ITERATIONS, type SolveRoll, solveWithinCapacity } from './planning/solver.ts';

export interface DraftDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log?: Log;
  readonly planRoll: SolveRoll;
}

export interface DraftInput {
  readonly allotmentId: string;
  /** A municipality, or a private home for itself. */
  readonly owner: string;
  readonly on: CalendarDate;
  readonly runId: string | null;
  readonly seed: number;
  readonly iterations?: number;
  /** P3: what is planned around. */
  readonly wanted?: Wanted;
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

export interface Drafted {
  readonly rollId: string;
  readonly owner: string;
  readonly placed: number;
  readonly unplaced: number;
  readonly testDays: number;
  /** The quota had to be raised from the laboratory's reserve. */
  readonly raised: boolean;
}

interface Round {
  readonly room: RollRoom;
  readonly built: BuiltRollProblem;
  readonly result: RollResult;
}

async function planIn(
  room: RollRoom,
  world: OwnerWorld,
  { planRoll }: DraftDeps,
  { seed, iterations = OWNER_ITERATIONS }: DraftInput,
): Promise<Round> {
  const built = ownerProblem(world, room, byHeads(world.facts));
  const problem = rollProblem(built.problem);
  return { room, built, result: await solveWithinCapacity(planRoll, problem, { seed, iterations }) };
}

const left = ({ result }: Round) => result.reasons.reduce((people, { count }) => people + count, 0);

/**
 * Inside the quota and on the agreed test days; whoever that leaves out gets a second plan with the quota raised by the
 * owner's reserve, and only if agreed days cannot hold them a third one on any day. The first that places most stays, and
 * so do its reasons: what was agreed is left only for somebody's sake.
 */
async function bestRound(world: OwnerWorld, deps: DraftDeps, input: DraftInput): Promise<Round> {
  // What people chose themselves has days of its own, whatever quota those were given.
  const chosen = world.wishes.copy.length + world.wishes.hand.length > 0;
  const first = chosen ? undefined : await planIn('quota', world, deps, input);
  if (first && left(first) === 0) return first;
  const second = await planIn('agreed-days', world, deps, input);
  const better = first && left(first) <= left(second) ? first : second;
  if (left(better) === 0) return better;
  const third = await planIn('reserve', world, deps, input);
  return left(third) < left(better) ? third : better;
}

/** Lets an owner plan its own roll inside its share of an allotment (R34, P2). Once per run. */
export async function draftRoll(deps: DraftDeps, input: DraftInput): Promise<Drafted> {
  const { db } = deps;
  const given = await asTenant(db, SYSTEM, async (transaction) => {
    const before = await draftedBefore(transaction, input);
    if (before) return { before, world: null };
    const { owner, allotment, due } = await findDue(transaction, input);
    const world = await loadOwnerWorld(transaction, { owner, allotment, due, on: input.on });
    return { before: null, world: await withWishes(transaction, world, input.wanted ?? {}) };
  });
  if (given.before) return asDrafted(given.before.id, given.before.owner, given.before);
  const round = await bestRound(given.world, deps, input);
  return asTenant(db, SYSTEM, (transaction) => save(transaction, deps, input, given.world, round));
}

async function draftedBefore(db: Db, { runId, owner }: DraftInput): Promise<Roll | undefined> {
  if (runId === null) return undefined;
  return (await listRolls(db, { runId, owner })).at(0);
}

function asDrafted(
  rollId: string,
  owner: string,
  { score, policy }: { score: Readonly<Record<string, number>>; policy: { room: RollRoom } },
): Drafted {
  const { placed = 0, unplaced = 0, siteDays: testDays = 0 } = score;
  return { rollId, owner, placed, unplaced, testDays, raised: policy.room !== 'quota' };
}

async function findDue(db: Db, { allotmentId, owner: id }: DraftInput) {
  const allotment = await findAllotment(db, allotmentId);
  const due = allotment?.policy.due.find(({ owner }) => owner === id);
  if (!allotment || !due)
    throw new DomainProblem('not-found', `Nothing is allotted to ${id}: allot test days first`);
  const done = await listRolls(db, { owner: id, states: ['published', 'superseded'] });
  if (done.some((roll) => roll.allotmentId === allotmentId)) {
    throw new DomainProblem(
      'conflict',
      `The roll of ${id} from ${due.from} to ${due.to} is published already`,
    );
  }
  const owners = await listOwners(db, { municipalities: [due.municipality], from: due.from, to: due.to });
  const owner: Owner | undefined = owners.find((one) => one.id === id);
  if (!owner)
    throw new DomainProblem('not-found', `${id} has no open site between ${due.from} and ${due.to}`);
  return { allotment, due, owner };
}

async function save(
  transaction: Transaction,
  deps: DraftDeps,
  input: DraftInput,
  world: OwnerWorld,
  round: Round,
): Promise<Drafted> {
  const { newId, clock, log } = deps;
  const { due, facts, allotment } = world;
  const { built, result, room } = round;
  const id = newId();
  const wishes = keptWishes(world);
  const own = withOrigins(ownSessions(world, result), world.wishes);
  const sessions = sessionDrafts(own, facts, built.offers, untouched(world, own));
  const unplaced = unplacedRows(built, result);
  const left = unplaced.reduce((sum, { people }) => sum + people, 0);
  await deleteDrafts(transaction, { owner: due.owner, to: due.to, except: id });
  await insertRoll(
    transaction,
    {
      id,
      owner: due.owner,
      municipality: due.municipality,
      allotmentId: allotment.id,
      runId: input.runId,
      supersedes: due.replaces,
      from: due.from,
      to: due.to,
      policy: {
        policy: world.day.policy.name,
        notBefore: world.notBefore,
        basis: world.basis,
        places: due.places,
        room,
        weights: world.weights,
        ...(wishes ? { wishes } : {}),
      },
      problemHash: problemHash(built.problem),
      seed: input.seed,
      score: { ...result.score, unplaced: left },
      bounds: result.bounds,
      createdAt: clock.now(),
    },
    unplaced,
    newId,
  );
  await insertSessions(
    transaction,
    { id, owner: due.owner, municipality: due.municipality },
    sessions,
    newId,
  );
  if (room !== 'quota') await recordRaise(transaction, deps, world, raisedQuotas(world, own));
  await input.inTransaction?.(transaction);
  log?.info(
    { owner: due.owner, from: due.from, to: due.to, room, unplaced: left, score: result.score },
    'roll drafted',
  );
  return asDrafted(id, due.owner, { score: { ...result.score, unplaced: left }, policy: { room } });
}

/** The region's agreement to a higher quota comes by itself and is recorded; the laboratory has room for it. */
async function recordRaise(
  transaction: Transaction,
  { newId, clock }: DraftDeps,
  { allotment, due }: OwnerWorld,
  raised: readonly NewQuota[],
): Promise<void> {
  if (raised.length === 0) return;
  await raiseQuotas(transaction, allotment.id, raised, allotment.region);
  await insertAuditEntry(transaction, {
    id: newId(),
    at: clock.now(),
    action: 'quota raised',
    subject: 'allotment',
    subjectId: allotment.id,
    actor: 'system',
    onBehalfOf: allotment.region,
    regionCode: allotment.region,
    municipalityCode: due.municipality,
    facts: { owner: due.owner, days: raised.map(({ date, people }) => ({ date, people })) },
  });
}
