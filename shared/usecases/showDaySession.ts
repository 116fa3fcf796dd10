import { type Actor, asTenant } from '../../db/asTenant.ts';
import { findSessionHome, listDaySessions } from '../../db/queries/onTheDay.ts';
import { listOwners } from '../../db/queries/planningSites.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { findKeyPerson, listDayPeople, listWithoutTime } from '../../db/queries/views/dayPeople.ts';
import type { DaySessionView } from '../contracts/views/daySession.ts';
import { addDays } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { findMunicipality } from '../domain/geography/municipalities.ts';
import { freePlaces } from '../domain/onTheDay/places.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';
import { loadFacts } from './planning/loadFacts.ts';

/** Free times of the site's own sessions are offered so far ahead. */
const AHEAD_DAYS = 21;

/** A session with its lines, its crew, every free time at the site, and who could come or swab instead. */
export async function showDaySession(
  { db, clock }: Pick<ChangeDeps, 'db' | 'clock'>,
  { actor, sessionId }: { readonly actor: Actor; readonly sessionId: string },
): Promise<DaySessionView> {
  const today = wallClock(clock.now()).date;
  return asTenant(db, actor, async (transaction) => {
    const home = await findSessionHome(transaction, { session: sessionId });
    if (!home) throw new DomainProblem('not-found', 'There is no such session');
    const horizon = { from: home.date, to: addDays(home.date, AHEAD_DAYS) };
    const sessions = await listDaySessions(transaction, { owner: home.owner, dates: horizon });
    const session = sessions.find(({ id }) => id === sessionId);
    if (!session) throw new DomainProblem('conflict', `This session is ${home.state}`);
    const owners = await listOwners(transaction, { municipalities: [home.municipality], ...horizon });
    const facts = await loadFacts(transaction, {
      owners: owners.filter(({ id }) => id === home.owner),
      region: home.region,
      horizon,
    });
    const labels = await listDayPeople(transaction, sessionId);
    const swabbers = new Map(facts.swabbers.map(({ id, name }) => [id, name]));
    const here = sessions.filter(({ site, date }) => site === session.site && date >= today);
    return {
      id: session.id,
      date: session.date,
      siteId: session.site,
      siteName: facts.sites.find(({ id }) => id === session.site)?.name ?? '',
      municipality: {
        code: home.municipality,
        name: findMunicipality(home.municipality)?.name ?? home.municipality,
      },
      start: session.start,
      end: session.end,
      lines: session.slots
        .toSorted((a, b) => a.start - b.start || a.lane - b.lane)
        .map(({ id, lane, start, people, subject }) => ({
          id,
          lane,
          start,
          people,
          staff: subject.kind === 'staff' ? { id: subject.id, label: labels.get(subject.id) ?? '' } : null,
        })),
      crew: session.swabbers.map((id, lane) => ({
        lane,
        swabber: id === null ? null : { id, label: swabbers.get(id) ?? '' },
      })),
      free: here.flatMap((one) =>
        freePlaces(one, facts).map((place) => ({ session: one.id, date: one.date, ...place })),
      ),
      withoutTime: await listWithoutTime(transaction, { site: session.site, on: session.date, today }),
      swabbers: facts.swabbers
        .filter(({ sites }) => sites.includes(session.site))
        .map(({ id, name }) => ({ id, label: name })),
      dropIn: session.dropIn,
      noSamplesUntil: policyOn(await listPolicies(transaction), home.date).rules.noSamplesUntil,
      keyPerson: await findKeyPerson(transaction, sessionId),
    };
  });
}
