import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { findSessionHome } from '../../db/queries/onTheDay.ts';
import { lockRoll } from '../../db/queries/rolls.ts';
import { listSessions } from '../../db/queries/sessions.ts';
import type { Clock } from '../clock.ts';
import type { WhyView } from '../contracts/views/why.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../domain/problem.ts';
import { alternativesFor } from '../domain/rolls/why/alternatives.ts';
import { loadStoredRoll } from './planning/storedRoll.ts';

/**
 * "Why is this session on that day?": what every other day of its window would cost, goal by goal, or which rules forbid
 * it (R31–R33, P4). Counts and rules alone: no name leaves the organisation.
 */
export async function whySession(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor, sessionId }: { readonly actor: Actor; readonly sessionId: string },
): Promise<WhyView> {
  const on = wallClock(clock.now()).date;
  return asTenant(db, actor, async (transaction) => {
    const home = await findSessionHome(transaction, { session: sessionId });
    const roll = home && (await lockRoll(transaction, home.rollId));
    if (!home || !roll) throw new DomainProblem('not-found', 'There is no such session');
    const { owner, rollFrom: from, rollTo: to, rollId } = home;
    const stored = await listSessions(transaction, { owner, from, to, rollId });
    const session = stored.find(({ id }) => id === sessionId);
    const { problem, sessions, siteNames, windowNames } = await loadStoredRoll(transaction, roll, on);
    const siteName = siteNames.get(session?.site ?? '') ?? '';
    const key = {
      site: siteName,
      date: home.date as string,
      window: windowNames.get(session?.window ?? '') ?? '',
    };
    if (
      !session ||
      !sessions.some((one) => one.site === key.site && one.date === key.date && one.window === key.window)
    )
      throw new DomainProblem(
        'conflict',
        'Nobody who is due has a time in this session: there is nothing to ask',
      );
    const { alternatives } = alternativesFor(problem, sessions, key);
    return {
      id: sessionId,
      siteId: session.site,
      siteName,
      date: session.date,
      start: session.start,
      end: session.end,
      municipality: home.municipality,
      people: session.slots.reduce((sum, { people }) => sum + people, 0),
      alternatives: alternatives.map(({ date, broken, change }) => ({
        date,
        broken: broken.map(({ rule, times }) => ({ rule, times })),
        change: change ?? null,
      })),
    };
  });
}
