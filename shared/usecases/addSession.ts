import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { lockRoll, type Roll } from '../../db/queries/rolls.ts';
import { listSessions } from '../../db/queries/sessions.ts';
import { insertHandSession } from '../../db/queries/wishedSessions.ts';
import { type CalendarDate, later } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { timeOf } from '../domain/calendar/minutes.ts';
import type { Concerned } from '../domain/onTheDay/moved.ts';
import type { PlanningSite, PlanningWindow } from '../domain/planning/facts.ts';
import { readBack } from '../domain/planning/readBack.ts';
import type { WishFault } from '../domain/planning/wishes/causes.ts';
import { judgeWish, withArrival } from '../domain/planning/wishes/judge.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { GivenSession } from '../domain/rolls/schema.ts';
import { rollProblem } from '../domain/rolls/validation.ts';
import type { DraftDeps, Drafted } from './draftRoll.ts';
import { draftRoll } from './draftRoll.ts';
import { recordChange } from './onTheDay/record.ts';
import { ownerProblem, type OwnerWorld } from './planning/ownerProblem.ts';
import { loadRollWorld } from './planning/rollWorld.ts';

interface TypedSession {
  readonly site: string;
  readonly window: string;
  readonly date: CalendarDate;
  /** Minutes since midnight; absent: when the window opens. */
  readonly start?: number | undefined;
  /** One for each lane. */
  readonly swabbers: readonly string[];
}

export interface AddSessionInput {
  readonly actor: Actor;
  readonly rollId: string;
  readonly session: TypedSession;
  readonly by: string;
  readonly seed?: number;
  /** Says what the checker says and writes nothing. */
  readonly preview?: boolean;
}

export interface AddedSession {
  /** In a draft it is planned around at once, which makes a new draft. */
  readonly rollId: string;
  readonly sessionId: string | null;
  readonly drafted: Drafted | null;
  /** In a published roll: who has a duty now, to be told. */
  readonly concerned: readonly Concerned[];
}

/**
 * P3: a session typed by hand. The checker has its word first, with every fault at once; a draft is then planned anew around
 * it, and in a published roll it stands at once with its places free.
 *
 * @throws DomainProblem `refused-by-rule` with one fault per cause
 */
export async function addSession(deps: DraftDeps, input: AddSessionInput): Promise<AddedSession> {
  const added = await asTenant(deps.db, input.actor, (transaction) => add(transaction, deps, input));
  const { roll, sessionId, concerned } = added;
  if (sessionId === null || roll.state === 'published')
    return { rollId: roll.id, sessionId, drafted: null, concerned };
  const drafted = await replan(deps, roll, { on: added.on, seed: input.seed ?? 1 });
  return { rollId: drafted.rollId, sessionId: null, drafted, concerned };
}

/** A draft planned anew, around what was typed by hand and, where it was one, as a copy of the last roll. */
export async function replan(
  deps: DraftDeps,
  roll: Pick<Roll, 'allotmentId' | 'owner' | 'policy'>,
  about: {
    readonly on: CalendarDate;
    readonly seed: number;
    readonly keep?: readonly string[];
    readonly copyLast?: boolean;
  },
): Promise<Drafted> {
  const { on, seed, keep, copyLast = roll.policy.wishes?.copied ?? false } = about;
  return draftRoll(deps, {
    allotmentId: roll.allotmentId ?? '',
    owner: roll.owner,
    on,
    runId: null,
    seed,
    wanted: { copyLast, keep },
  });
}

interface Added {
  readonly roll: Roll;
  readonly sessionId: string | null;
  readonly concerned: readonly Concerned[];
  readonly on: CalendarDate;
}

async function add(
  transaction: Transaction,
  { clock, newId }: DraftDeps,
  { rollId, session, by, preview = false }: AddSessionInput,
): Promise<Added> {
  const at = clock.now();
  const on = wallClock(at).date;
  const roll = await lockRoll(transaction, rollId);
  if (!roll) throw new DomainProblem('not-found', 'There is no such roll');
  if (roll.state === 'superseded') throw new DomainProblem('conflict', 'A later roll has replaced this one');
  // Whoever stands in a published roll has been told already: notice is a matter between people then.
  const notBefore = roll.state === 'published' ? later(on, roll.from) : roll.policy.notBefore;
  const world = await loadRollWorld(transaction, roll, { on, notBefore });
  const { site, window } = placeOf(world, session);
  const wish = wishOf(world, { site, window }, session);
  const built = ownerProblem(world, 'reserve');
  const problem = rollProblem(built.problem);
  const standing = await listSessions(transaction, {
    owner: roll.owner,
    from: roll.from,
    to: roll.to,
    ...(roll.state === 'published' ? {} : { rollId }),
  });
  const beside = readBack({ sessions: standing, unplaced: [] }, world.facts, built.offers).sessions;
  refuse(judgeWish(problem, wish, beside));
  if (preview) return { roll, sessionId: null, concerned: [], on };
  const id = newId();
  const start = session.start ?? window.from;
  const { labDate = session.date } = withArrival(problem, wish);
  const { date, swabbers } = session;
  await insertHandSession(transaction, { id, roll, site, window, date, labDate, start, swabbers });
  const concerned = swabbers.map((swabber): Concerned => ({
    who: { kind: 'swabber', id: swabber },
    people: 1,
    before: null,
    after: { session: id, start },
  }));
  const { owner, municipality } = roll;
  if (roll.state === 'published') {
    const home = { owner, municipality, rollId, date };
    await recordChange(transaction, { home, sessionId: id, kind: 'by-hand', by, at, concerned, newId });
  } else {
    await insertAuditEntry(transaction, {
      id: newId(),
      at,
      actor: by,
      municipalityCode: municipality,
      organisationId: owner,
      action: 'session-by-hand',
      subject: 'roll',
      subjectId: rollId,
      facts: { date, site: site.name, window: window.name },
    });
  }
  return { roll, sessionId: id, concerned, on };
}

function placeOf(
  { facts }: OwnerWorld,
  { site: siteId, window: windowId }: TypedSession,
): { site: PlanningSite; window: PlanningWindow } {
  const site = facts.sites.find(({ id }) => id === siteId);
  const window = site?.windows.find(({ id }) => id === windowId);
  if (site && window) return { site, window };
  throw new DomainProblem('not-found', 'This roll has no such site and window', [
    { place: 'window', message: 'no such window in this roll', code: 'rule-wish-no-window', facts: {} },
  ]);
}

function wishOf(
  { facts }: OwnerWorld,
  { site, window }: { site: PlanningSite; window: PlanningWindow },
  { date, start, swabbers }: TypedSession,
): GivenSession {
  const names = new Map(facts.swabbers.map(({ id, name }) => [id, name]));
  return {
    site: site.name,
    date,
    window: window.name,
    start: timeOf(start ?? window.from),
    lanes: Math.max(1, swabbers.length),
    swabbers: swabbers.map((id) => names.get(id) ?? id),
    provisional: false,
    slots: [],
  };
}

function refuse(faults: readonly WishFault[]): void {
  if (faults.length === 0) return;
  throw new DomainProblem(
    'refused-by-rule',
    `The checker faults this session in ${faults.length} place${faults.length === 1 ? '' : 's'}; nothing has been written`,
    faults.map(({ field, message, code, facts }) => ({ place: field, message, code, facts })),
  );
}
