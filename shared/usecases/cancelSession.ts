import { type Actor, asTenant } from '../../db/asTenant.ts';
import { cancelDaySession } from '../../db/queries/onTheDay.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { noSamplesUntil } from '../domain/lists/listHours.ts';
import { concernedBy } from '../domain/onTheDay/moved.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { Changed, ChangeDeps } from './changeSession.ts';
import { findAgreed, loadDayWorld } from './onTheDay/dayWorld.ts';
import { recordChange } from './onTheDay/record.ts';
import { followStops } from './onTheDay/stops.ts';

export interface CancelInput {
  readonly actor: Actor;
  readonly sessionId: string;
  readonly by: string;
  readonly reason?: string | undefined;
  readonly preview?: boolean;
}

/**
 * P7, "no samples today": a session is called off until the set hour of its day. Its people are planned anew the next
 * night, and the van is spared its stop. After the hour only the telephone helps: the van may be on its way.
 */
export async function cancelSession(deps: ChangeDeps, input: CancelInput): Promise<Changed> {
  const { db, clock, newId } = deps;
  const { actor, sessionId, by, reason } = input;
  const at = clock.now();
  const now = wallClock(at);
  return asTenant(db, actor, async (transaction) => {
    const home = await findAgreed(transaction, { session: sessionId }, now.date);
    const world = await loadDayWorld(transaction, home, { today: now.date, dates: [home.date] });
    const { rules } = world.day.policy;
    if (at >= noSamplesUntil(home.date, rules)) {
      const fault = {
        place: 'time',
        message: `until ${rules.noSamplesUntil} a session is called off here, afterwards by calling the duty number`,
        code: 'rule-too-late',
        facts: { time: rules.noSamplesUntil },
      };
      throw new DomainProblem('refused-by-rule', `It is ${now.time}: ${fault.message}`, [fault]);
    }
    const before = world.sessions;
    const after = before.map((session) =>
      session.id === sessionId ? { ...session, slots: [], swabbers: [] } : session,
    );
    const concerned = concernedBy(before, after);
    if (input.preview) return { changeId: null, concerned, stops: [] };
    await cancelDaySession(transaction, sessionId);
    const stops = await followStops(transaction, {
      before,
      after,
      municipality: home.municipality,
      by,
      at,
      newId,
    });
    const changeId = await recordChange(transaction, {
      home,
      sessionId,
      kind: 'cancel',
      by,
      at,
      reason,
      concerned,
      newId,
    });
    return { changeId, concerned, stops };
  });
}
