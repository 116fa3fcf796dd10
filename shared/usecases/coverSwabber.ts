import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { findSessionHome, saveDaySessions } from '../../db/queries/onTheDay.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { minutesOf } from '../domain/calendar/minutes.ts';
import { covered } from '../domain/onTheDay/cover.ts';
import { type Concerned, concernedBy } from '../domain/onTheDay/moved.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';
import { loadDayWorld } from './onTheDay/dayWorld.ts';
import { recordChange } from './onTheDay/record.ts';
import { followStops } from './onTheDay/stops.ts';

export interface CoverInput {
  readonly actor: Actor;
  readonly swabber: string;
  readonly date: CalendarDate;
  readonly by: string;
  /** Says what would happen and writes nothing. */
  readonly preview?: boolean;
}

export interface CoveredDay {
  readonly changeId: string | null;
  /** By session: who swabs instead, or null where its people were moved. */
  readonly replacements: readonly { readonly session: string; readonly swabber: string | null }[];
  readonly concerned: readonly Concerned[];
  /** People without a time now; the next night plans them anew. */
  readonly without: number;
  readonly stops: readonly string[];
}

/** The swabber's sessions that have not begun: `from` is the minute of the day. */
async function missedSessions(
  transaction: Transaction,
  { swabber, date, from }: { swabber: string; date: CalendarDate; from: number },
): Promise<string[]> {
  const rows = await transaction
    .selectFrom('sessionLanes')
    .innerJoin('sessions', 'sessions.id', 'sessionLanes.sessionId')
    .select('sessions.id')
    .where('sessionLanes.swabberId', '=', swabber)
    .where('sessions.published', '=', true)
    .where('sessions.date', '=', date)
    .where('sessions.startMinute', '>=', from)
    .orderBy('sessions.startMinute')
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * P7: a swabber cannot come that day. Each session of theirs that has not begun is served by another trained swabber, or
 * its people go to the nearest free times; people, laboratory day and stops follow, and nothing else moves. Why somebody
 * cannot come is nobody's business (R57).
 */
export async function coverSwabber(deps: ChangeDeps, input: CoverInput): Promise<CoveredDay> {
  const { db, clock, newId } = deps;
  const { actor, swabber, date, by } = input;
  const at = clock.now();
  const now = wallClock(at);
  if (date < now.date) throw new DomainProblem('refused-by-rule', `${date} is over: what was held stands`);
  return asTenant(db, actor, async (transaction) => {
    const from = date === now.date ? minutesOf(now.time) : 0;
    const missed = await missedSessions(transaction, { swabber, date, from });
    const [first] = missed;
    const home = first === undefined ? undefined : await findSessionHome(transaction, { session: first });
    if (!home) throw new DomainProblem('not-found', `This swabber has no session to come on ${date}`);
    const world = await loadDayWorld(transaction, home, {
      today: now.date,
      dates: { from: date, to: home.rollTo },
    });
    const before = world.sessions;
    const moving = before
      .filter(({ id }) => missed.includes(id))
      .flatMap(({ slots, date: day }) =>
        slots.flatMap(({ subject }) => (subject.kind === 'staff' ? [{ staff: subject.id, date: day }] : [])),
      );
    const {
      sessions: after,
      replacements,
      without,
    } = covered(before, { swabber, missed }, world.judgedBy(moving));
    const concerned = concernedBy(before, after);
    const left = without.reduce((sum, { slot }) => sum + slot.people, 0);
    const outcome = { replacements, concerned, without: left };
    if (input.preview) return { ...outcome, changeId: null, stops: [] };
    await saveDaySessions(transaction, { before, after, owner: home.owner, facts: world.facts, newId });
    const followed = { before, after, municipality: home.municipality, by, at, newId };
    const stops = await followStops(transaction, followed);
    const changeId = await recordChange(transaction, {
      home,
      sessionId: home.id,
      kind: 'swabber',
      by,
      at,
      concerned,
      newId,
    });
    return { ...outcome, changeId, stops };
  });
}
