import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import {
  listUnplaced,
  lockRoll,
  markRollAgreed,
  markRollPublished,
  type Roll,
  supersedeEmptyRolls,
} from '../../db/queries/rolls.ts';
import {
  listSessions,
  setSessionStates,
  supersedeSessions,
  supersedeSlots,
} from '../../db/queries/sessions.ts';
import { listWishedSessions } from '../../db/queries/wishedSessions.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { acceptWishes } from '../domain/planning/wishes/accept.ts';
import { readBack, type ReadPlan } from '../domain/planning/readBack.ts';
import type { StoredSession } from '../domain/planning/sessionDrafts.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import { checkRoll } from '../domain/rolls/checker/checker.ts';
import type { RuleFault } from '../domain/rolls/checker/facts.ts';
import { rollPlanSchema } from '../domain/rolls/plan.ts';
import { rollProblem } from '../domain/rolls/validation.ts';
import { ownerProblem, type OwnerWorld } from './planning/ownerProblem.ts';
import { loadRollWorld } from './planning/rollWorld.ts';
import { withDaysOf, withoutPeople } from './planning/wishes.ts';

export interface PublishDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface PublishInput {
  readonly rollId: string;
  readonly on: CalendarDate;
  /** Who publishes; in the demo agreement and publishing come by themselves. */
  readonly by: string;
  readonly inTransaction?: (transaction: Transaction) => Promise<void>;
}

export interface Published {
  readonly rollId: string;
  readonly sessions: number;
  readonly people: number;
}

const key = ({ site, date, window }: Pick<StoredSession, 'site' | 'date' | 'window'>) =>
  `${site} ${date} ${window ?? ''}`;

/** @throws DomainProblem `refused-by-rule` while the region has not agreed. */
async function worldOf(db: Db, roll: Roll, on: CalendarDate): Promise<OwnerWorld> {
  const world = await loadRollWorld(db, roll, { on, notBefore: roll.policy.notBefore });
  if (world.allotment.state === 'agreed') return world;
  throw new DomainProblem(
    'refused-by-rule',
    'The region has not agreed to the test days of this roll yet (R34)',
  );
}

/** The roll as its rows have it, sessions that stand beside it included. */
async function storedPlan(db: Db, roll: Roll, world: OwnerWorld) {
  const own = await listSessions(db, { owner: roll.owner, from: roll.from, to: roll.to, rollId: roll.id });
  const remade = new Set(own.map(key));
  const standing = world.standing.stored.filter((session) => !remade.has(key(session)));
  const wished = await listWishedSessions(db, roll);
  return { own, sessions: [...own, ...standing], wished, unplaced: await listUnplaced(db, roll.id) };
}

/** @throws DomainProblem `refused-by-rule` with one fault per broken rule. */
function refuseFaults(
  world: OwnerWorld,
  room: Roll['policy']['room'],
  stored: Awaited<ReturnType<typeof storedPlan>>,
) {
  const open = withDaysOf(world, stored.wished);
  const built = ownerProblem(open, room);
  const held = stored.sessions.filter(({ slots }) => slots.length > 0);
  const read = readBack({ ...stored, sessions: held }, world.facts, built.offers);
  const empty = withoutPeople(
    stored.wished.filter(({ slots }) => slots.length === 0),
    world.facts,
  );
  const { refused } = acceptWishes(rollProblem(ownerProblem(open, 'reserve').problem), empty, {
    beside: read.sessions,
    mend: false,
  });
  const wishFaults = refused.flatMap(({ wish, faults: own }) =>
    own.map((fault) => ({ ...fault, path: `${wish.site} ${wish.date} ${wish.window}` })),
  );
  const checked = checkRoll(rollProblem(built.problem), rollPlanSchema.parse(read)).faults;
  const faults = [...checked.map((fault) => ({ ...fault, ...inWords(fault, read) })), ...wishFaults];
  if (faults.length === 0) return;
  throw new DomainProblem(
    'refused-by-rule',
    `The checker faults this roll in ${faults.length} place${faults.length === 1 ? '' : 's'}; nothing of it is published`,
    faults.map(({ rule, path, message, code, facts }) => ({
      place: `${rule} ${path}`,
      message,
      code,
      facts,
    })),
  );
}

/** What a fault is about, for those who say it in another language. */
function inWords({ rule, path }: RuleFault, { sessions }: ReadPlan): Pick<Fault, 'code' | 'facts'> {
  const [, at, , slotAt] = /^\$\.sessions\[(\d+)\](\.slots\[(\d+)\])?/.exec(path) ?? [];
  const session = at === undefined ? undefined : sessions[Number(at)];
  const slot = slotAt === undefined ? undefined : session?.slots[Number(slotAt)];
  const { site = '', date = '', start = '' } = session ?? {};
  return { code: `rule-${rule}`, facts: { site, date, time: slot?.start ?? start, who: slot?.offer ?? '' } };
}

/** What stood for the same people and places until now: kept, marked, and out of force. */
async function supersede(
  transaction: Transaction,
  roll: Roll,
  own: readonly StoredSession[],
  at: Date,
): Promise<string[]> {
  const { owner, from, to } = roll;
  const places = roll.policy.places;
  if (roll.supersedes === null || places === null) return [];
  await supersedeSlots(transaction, { owner, from, to, places });
  const remade = new Set(own.map(key));
  const published = await listSessions(transaction, { owner, from, to });
  const replaced = published.filter((session) => remade.has(key(session))).map(({ id }) => id);
  await supersedeSessions(transaction, replaced);
  return supersedeEmptyRolls(transaction, { owner, from, to, except: roll.id, at });
}

/**
 * Draft or agreed → published. The roll is read back from its rows and judged by the independent checker: nothing that
 * it faults is published. Whatever the roll changes is superseded from its first day on, and only for the people it is
 * about; earlier sessions stand (R24). Published twice, it is published once.
 */
export async function publishRoll(deps: PublishDeps, input: PublishInput): Promise<Published> {
  return asTenant(deps.db, SYSTEM, async (transaction) => {
    const roll = await lockRoll(transaction, input.rollId);
    if (!roll) throw new DomainProblem('not-found', 'There is no such roll');
    if (roll.state === 'superseded')
      throw new DomainProblem('conflict', 'A later roll has replaced this one');
    if (roll.state !== 'published') await publish(transaction, deps, input, roll);
    await input.inTransaction?.(transaction);
    return published(transaction, roll);
  });
}

async function publish(
  transaction: Transaction,
  { clock, newId }: PublishDeps,
  { on, by }: PublishInput,
  roll: Roll,
): Promise<void> {
  const world = await worldOf(transaction, roll, on);
  const stored = await storedPlan(transaction, roll, world);
  refuseFaults(world, roll.policy.room, stored);
  const at = clock.now();
  if (roll.state === 'draft') {
    await markRollAgreed(transaction, roll.id, { by, at });
    await setSessionStates(transaction, roll.id, 'agreed');
  }
  const superseded = await supersede(transaction, roll, stored.own, at);
  await markRollPublished(transaction, roll.id, { by, at });
  await setSessionStates(transaction, roll.id, 'published');
  await insertAuditEntry(transaction, {
    id: newId(),
    at,
    actor: by,
    municipalityCode: roll.municipality,
    organisationId: roll.owner,
    action: 'published',
    subject: 'roll',
    subjectId: roll.id,
    facts: { from: roll.from, to: roll.to, superseded, changes: roll.supersedes },
  });
}

async function published(db: Db, { id, owner, from, to }: Roll): Promise<Published> {
  const sessions = await listSessions(db, { owner, from, to, rollId: id });
  const people = sessions.flatMap(({ slots }) => slots).reduce((sum, slot) => sum + slot.people, 0);
  return { rollId: id, sessions: sessions.length, people };
}
