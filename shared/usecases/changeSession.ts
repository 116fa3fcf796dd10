import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { saveDaySessions, type SessionHome } from '../../db/queries/onTheDay.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { applied } from '../domain/onTheDay/apply.ts';
import type { DayAction, DaySession } from '../domain/onTheDay/daySession.ts';
import { newlyBroken } from '../domain/onTheDay/judge.ts';
import { type Concerned, concernedBy } from '../domain/onTheDay/moved.ts';
import { DomainProblem } from '../domain/problem.ts';
import { findAgreed, loadDayWorld, type Moving } from './onTheDay/dayWorld.ts';
import { refuseBroken } from './onTheDay/refusal.ts';
import { recordChange } from './onTheDay/record.ts';
import { followStops } from './onTheDay/stops.ts';

export interface ChangeDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

export interface ChangeInput {
  readonly actor: Actor;
  readonly action: DayAction;
  readonly by: string;
  /** Says what would happen and writes nothing. */
  readonly preview?: boolean;
}

/** What a change has done: who stands elsewhere now, to be told. */
export interface Changed {
  readonly changeId: string | null;
  readonly concerned: readonly Concerned[];
  /** Stops whose time, samples or kits are others now. */
  readonly stops: readonly string[];
}

const KINDS = {
  swap: 'swap',
  move: 'move',
  fill: 'fill',
  name: 'fill',
  swabber: 'swabber',
  'drop-in': 'drop-in',
} as const satisfies Record<DayAction['kind'], string>;

/** The sessions that an action names. */
async function datesOf(
  transaction: Transaction,
  action: DayAction,
  today: CalendarDate,
): Promise<{ home: SessionHome; dates: CalendarDate[] }> {
  switch (action.kind) {
    case 'swap': {
      const home = await findAgreed(transaction, { slot: action.slot }, today);
      const other = await findAgreed(transaction, { slot: action.other }, today);
      return { home: sameOwner(home, other), dates: [...new Set([home.date, other.date])] };
    }
    case 'move': {
      const home = await findAgreed(transaction, { slot: action.slot }, today);
      const to = await findAgreed(transaction, { session: action.session }, today);
      return { home: sameOwner(home, to), dates: [...new Set([home.date, to.date])] };
    }
    case 'name': {
      const home = await findAgreed(transaction, { slot: action.slot }, today);
      return { home, dates: [home.date] };
    }
    case 'fill':
    case 'swabber':
    case 'drop-in': {
      const home = await findAgreed(transaction, { session: action.session }, today);
      return { home, dates: [home.date] };
    }
  }
}

function sameOwner(home: SessionHome, other: SessionHome): SessionHome {
  if (home.owner !== other.owner)
    throw new DomainProblem('refused-by-rule', 'These sessions belong to different organisations');
  return home;
}

/** Staff whose time an action changes, with the day on which it is now. */
function movingIn(action: DayAction, sessions: readonly DaySession[]): Moving[] {
  const standing = (id: string): Moving[] =>
    sessions.flatMap(({ date, slots }) =>
      slots.flatMap(({ id: slot, subject }) =>
        slot === id && subject.kind === 'staff' ? [{ staff: subject.id, date }] : [],
      ),
    );
  switch (action.kind) {
    case 'swap':
      return [...standing(action.slot), ...standing(action.other)];
    case 'move':
      return standing(action.slot);
    case 'fill':
    case 'name':
      return [{ staff: action.staff, date: null }];
    case 'swabber':
    case 'drop-in':
      return [];
  }
}

/**
 * P7: one change within agreed sessions, by whoever knows today's roster. People, laboratory day and stop follow in one
 * transaction, nothing else is planned anew, and the checker's rules say no where they must.
 *
 * @throws DomainProblem `refused-by-rule` with the rules that it would break.
 */
export async function changeSession(deps: ChangeDeps, input: ChangeInput): Promise<Changed> {
  const { db, clock, newId } = deps;
  const { actor, action, by } = input;
  const at = clock.now();
  const now = wallClock(at);
  return asTenant(db, actor, async (transaction) => {
    const { home, dates } = await datesOf(transaction, action, now.date);
    const world = await loadDayWorld(transaction, home, { today: now.date, dates });
    const before = world.sessions;
    const moving = movingIn(action, before);
    refuseStrangers(moving, world);
    await refuseSecondTime(transaction, action, now.date);
    const after = applied(before, action, world.facts, newId);
    refuseBroken(newlyBroken(before, after, world.judgedBy(moving)), world);
    const concerned = concernedBy(before, after);
    if (input.preview) return { changeId: null, concerned, stops: [] };
    await saveDaySessions(transaction, { before, after, owner: home.owner, facts: world.facts, newId });
    const stops = await followStops(transaction, {
      before,
      after,
      municipality: home.municipality,
      by,
      at,
      newId,
    });
    const sessionId = 'session' in action ? action.session : home.id;
    const changeId = await recordChange(transaction, {
      home,
      sessionId,
      kind: KINDS[action.kind],
      by,
      at,
      concerned,
      newId,
    });
    return { changeId, concerned, stops };
  });
}

function refuseStrangers(
  moving: readonly Moving[],
  { subjects }: { subjects: ReadonlyMap<string, unknown> },
): void {
  for (const { staff, date } of moving) {
    if (date === null && !subjects.has(staff))
      throw new DomainProblem('not-found', 'This organisation has nobody of that id in the target group');
  }
}

/** Whoever has a time to come already is moved, not given a second one. */
async function refuseSecondTime(
  transaction: Transaction,
  action: DayAction,
  today: CalendarDate,
): Promise<void> {
  if (action.kind !== 'fill' && action.kind !== 'name') return;
  const next = await transaction
    .selectFrom('slots')
    .select('date')
    .where('staffId', '=', action.staff)
    .where('published', '=', true)
    .where('state', '=', 'planned')
    .where('date', '>=', today)
    .orderBy('date')
    .executeTakeFirst();
  if (!next) return;
  const fault = {
    place: 'staff',
    message: `has a time on ${next.date} already: move or swap it`,
    code: 'rule-second-time',
    facts: { date: next.date },
  };
  throw new DomainProblem('refused-by-rule', 'This person has a time to come already', [fault]);
}
