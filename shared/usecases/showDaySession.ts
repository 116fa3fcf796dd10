import { type Actor, asTenant } from '../../db/asTenant.ts';
import { findSessionHome, lockDaySessions } from '../../db/queries/onTheDay.ts';
import { listOwners } from '../../db/queries/planningSites.ts';
import { listDayPeople } from '../../db/queries/views/dayPeople.ts';
import { timeOf } from '../domain/calendar/minutes.ts';
import { freePlaces } from '../domain/onTheDay/places.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';
import { loadFacts } from './planning/loadFacts.ts';

/** A session as somebody who is about to change it needs it. */
export interface DaySessionShown {
  readonly id: string;
  readonly date: string;
  readonly site: string;
  readonly lines: readonly {
    readonly id: string;
    readonly lane: number;
    readonly at: string;
    readonly people: number;
    readonly staff: { readonly id: string; readonly label: string } | null;
  }[];
  readonly crew: readonly {
    readonly lane: number;
    readonly swabber: string | null;
    readonly name: string | null;
  }[];
  readonly free: readonly { readonly lane: number; readonly at: string }[];
  /** Trained swabbers of the site. */
  readonly standIns: readonly { readonly id: string; readonly name: string }[];
  readonly dropIn: number;
}

/** Lines with their ids, the crew, and every free time. Lanes count from 1. */
export async function showDaySession(
  { db }: Pick<ChangeDeps, 'db'>,
  { actor, sessionId }: { readonly actor: Actor; readonly sessionId: string },
): Promise<DaySessionShown> {
  return asTenant(db, actor, async (transaction) => {
    const home = await findSessionHome(transaction, { session: sessionId });
    if (!home) throw new DomainProblem('not-found', 'There is no such session');
    const horizon = { from: home.date, to: home.date };
    const sessions = await lockDaySessions(transaction, { owner: home.owner, dates: [home.date] });
    const session = sessions.find(({ id }) => id === sessionId);
    if (!session) throw new DomainProblem('conflict', `This session is ${home.state}`);
    const owners = await listOwners(transaction, { municipalities: [home.municipality], ...horizon });
    const facts = await loadFacts(transaction, {
      owners: owners.filter(({ id }) => id === home.owner),
      region: home.region,
      horizon,
    });
    const labels = await listDayPeople(transaction, [sessionId]);
    const swabbers = new Map(facts.swabbers.map(({ id, name }) => [id, name]));
    return {
      id: session.id,
      date: session.date,
      site: facts.sites.find(({ id }) => id === session.site)?.name ?? session.site,
      lines: session.slots.map(({ id, lane, start, people, subject }) => ({
        id,
        lane: lane + 1,
        at: timeOf(start),
        people,
        staff: subject.kind === 'staff' ? { id: subject.id, label: labels.get(subject.id) ?? '' } : null,
      })),
      crew: session.swabbers.map((swabber, lane) => ({
        lane: lane + 1,
        swabber,
        name: swabber === null ? null : (swabbers.get(swabber) ?? null),
      })),
      free: freePlaces(session, facts).map(({ lane, start }) => ({ lane: lane + 1, at: timeOf(start) })),
      standIns: facts.swabbers
        .filter(({ id, sites }) => sites.includes(session.site) && !session.swabbers.includes(id))
        .map(({ id, name }) => ({ id, name })),
      dropIn: session.dropIn,
    };
  });
}
