import { type Actor, asTenant } from '../../db/asTenant.ts';
import { cancelDaySession, lockDaySessions } from '../../db/queries/onTheDay.ts';
import { lockRoll, supersedeRoll } from '../../db/queries/rolls.ts';
import { type CalendarDate, later } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { DaySession } from '../domain/onTheDay/daySession.ts';
import { type Concerned, concernedBy } from '../domain/onTheDay/moved.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';
import { recordChange } from './onTheDay/record.ts';
import { followStops } from './onTheDay/stops.ts';

export interface WithdrawInput {
  readonly actor: Actor;
  readonly rollId: string;
  /** The first day that is called off; earlier sessions stand. */
  readonly from: CalendarDate;
  readonly by: string;
  readonly reason: string;
  /** Says what would happen and writes nothing. */
  readonly preview?: boolean;
}

export interface Withdrawn {
  readonly changeId: string | null;
  readonly sessions: number;
  readonly people: number;
  readonly concerned: readonly Concerned[];
  readonly stops: readonly string[];
}

const emptied = (session: DaySession): DaySession => ({ ...session, slots: [], swabbers: [] });

/**
 * A published roll is taken back by a recorded decision: its sessions from a day on are called off, kept and marked.
 * Everybody who loses a time or a duty is on the list of those to be told, and the next night plans them anew. What was
 * held stands.
 */
export async function withdrawRoll(deps: ChangeDeps, input: WithdrawInput): Promise<Withdrawn> {
  const { db, clock, newId } = deps;
  const { actor, rollId, by, reason } = input;
  if (reason.trim() === '')
    throw new DomainProblem('invalid-input', 'A withdrawal has a reason', [
      { place: 'reason', message: 'say why', code: 'required' },
    ]);
  const at = clock.now();
  const today = wallClock(at).date;
  return asTenant(db, actor, async (transaction) => {
    const roll = await lockRoll(transaction, rollId);
    if (!roll) throw new DomainProblem('not-found', 'There is no such roll');
    if (roll.state !== 'published')
      throw new DomainProblem('conflict', `This roll is ${roll.state}: only a published one is withdrawn`);
    if (input.from < today)
      throw new DomainProblem('refused-by-rule', 'What was held stands', [
        { place: 'from', message: `not before ${today}`, code: 'rule-held', facts: { date: today } },
      ]);
    const from = later(input.from, roll.from);
    const dates = { from, to: roll.to };
    const before = (await lockDaySessions(transaction, { owner: roll.owner, dates })).filter(
      (session) => session.rollId === rollId,
    );
    const after = before.map(emptied);
    const concerned = concernedBy(before, after);
    const people = before.flatMap(({ slots }) => slots).reduce((sum, { people: count }) => sum + count, 0);
    const outcome = { sessions: before.length, people, concerned };
    if (input.preview) return { ...outcome, changeId: null, stops: [] };
    for (const { id } of before) await cancelDaySession(transaction, id);
    const { municipality, owner } = roll;
    const stops = await followStops(transaction, { before, after, municipality, by, at, newId });
    if (from <= roll.from) await supersedeRoll(transaction, rollId, at);
    const changeId = await recordChange(transaction, {
      home: { owner, municipality, rollId, date: from },
      sessionId: null,
      kind: 'withdraw',
      by,
      at,
      reason,
      concerned,
      newId,
    });
    return { ...outcome, changeId, stops };
  });
}
