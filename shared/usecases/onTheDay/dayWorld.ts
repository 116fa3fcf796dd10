import type { Transaction } from '../../../db/connect.ts';
import { findSessionHome, lockDaySessions, type SessionHome } from '../../../db/queries/onTheDay.ts';
import { listOwners, listServedMunicipalities, type Owner } from '../../../db/queries/planningSites.ts';
import { listStandingLoads } from '../../../db/queries/sessions.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Subject } from '../../domain/offers/subject.ts';
import type { DaySession } from '../../domain/onTheDay/daySession.ts';
import type { DateSpan, DayFacts } from '../../domain/onTheDay/judge.ts';
import { offerSpan } from '../../domain/onTheDay/offerSpan.ts';
import type { PlanningFacts } from '../../domain/planning/facts.ts';
import { DomainProblem } from '../../domain/problem.ts';
import type { NamedRedScope } from '../../domain/planning/redScopes.ts';
import { agreedFacts, agreedPlaces } from '../planning/agreedPlaces.ts';
import { loadFacts } from '../planning/loadFacts.ts';
import {
  loadPlanningDay,
  rulesIn,
  loadSubjects,
  offersOf,
  type PlanningDay,
  scopesOf,
} from '../planning/planningDay.ts';

/** One owner's agreed sessions, and all that a change among them is judged by. */
export interface DayWorld {
  readonly home: SessionHome;
  readonly owner: Owner;
  readonly day: PlanningDay;
  readonly facts: PlanningFacts;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly sessions: readonly DaySession[];
  /** Judges with the spans of those who change places. */
  readonly judgedBy: (moving: readonly Moving[]) => DayFacts;
}

/** Somebody whose time changes: from the day on which it is, or null who gets one. */
export interface Moving {
  readonly staff: string;
  readonly date: CalendarDate | null;
}

/** @throws DomainProblem `not-found`, or `conflict` for what is no agreed session to come. */
export async function findAgreed(
  transaction: Transaction,
  about: { readonly session: string } | { readonly slot: string },
  today: CalendarDate,
): Promise<SessionHome> {
  const home = await findSessionHome(transaction, about);
  if (!home) throw new DomainProblem('not-found', 'There is no such session');
  if (home.state !== 'published')
    throw new DomainProblem('conflict', `This session is ${home.state}: only published ones are changed`);
  if (home.date < today)
    throw new DomainProblem('refused-by-rule', `This session was on ${home.date}: what was held stands`);
  return home;
}

/** Locks the owner's sessions of some days, so that two people at the telephone change one after the other. */
export async function loadDayWorld(
  transaction: Transaction,
  home: SessionHome,
  { today, dates }: { today: CalendarDate; dates: readonly CalendarDate[] | DateSpan },
): Promise<DayWorld> {
  const sessions = await lockDaySessions(transaction, { owner: home.owner, dates });
  const horizon = { from: home.rollFrom, to: home.rollTo };
  const municipality = home.municipality;
  const owner = (await listOwners(transaction, { municipalities: [municipality], ...horizon })).find(
    ({ id }) => id === home.owner,
  );
  if (!owner) throw new DomainProblem('conflict', `${home.owner} has no open site any more`);
  const served = (await listServedMunicipalities(transaction, [owner.id])).get(owner.id) ?? [];
  const municipalities = [...new Set([municipality, ...served])];
  const day = await loadPlanningDay(transaction, { today, municipalities });
  const found = await loadFacts(transaction, { owners: [owner], region: home.region, horizon });
  const facts = agreedFacts(found, day, horizon);
  const owned = await loadSubjects(transaction, [owner], horizon);
  const { movedTo } = agreedPlaces(day, municipality, horizon);
  const asWorking = new Map(owned.map(({ subject }) => [subject.id, subject]));
  const subjects = new Map([...asWorking].map(([id, subject]) => [id, movedTo(subject)]));
  const times = await agreedTimes(transaction, owner.id, horizon);
  const otherSamples = await samplesOfOthers(transaction, facts, sessions, owner.id);
  const scopes = scopesOf(day).filter((scope) => municipalities.includes(scope.municipality));
  const spanOf = ({ staff, date }: Moving): readonly (readonly [string, DateSpan])[] => {
    const subject = asWorking.get(staff);
    if (!subject) return [];
    const offers = offersFor(subject, { day, facts, scopes, municipality, horizon });
    const person = { subject, offers, times: times.get(staff) ?? [], horizon };
    return [[staff, offerSpan(person, date, rulesIn(day, municipality))]];
  };
  return {
    home,
    owner,
    day,
    facts,
    subjects,
    sessions,
    judgedBy: (moving) => ({
      facts,
      rules: rulesIn(day, municipality),
      subjects,
      spans: new Map(moving.flatMap(spanOf)),
      otherSamples,
    }),
  };
}

function offersFor(
  subject: Subject,
  about: {
    day: PlanningDay;
    facts: PlanningFacts;
    scopes: readonly NamedRedScope[];
    municipality: string;
    horizon: DateSpan;
  },
) {
  return offersOf({
    ...about,
    subjects: [{ owner: '', subject }],
    // What is agreed has been announced: notice is no question here.
    notBefore: about.horizon.from,
    places: null,
  });
}

/** The days on which each person has an agreed time within the roll. */
async function agreedTimes(
  transaction: Transaction,
  owner: string,
  { from, to }: DateSpan,
): Promise<Map<string, CalendarDate[]>> {
  const rows = await transaction
    .selectFrom('slots')
    .select(['staffId', 'date'])
    .where('organisationId', '=', owner)
    .where('published', '=', true)
    .where('state', '=', 'planned')
    .where('staffId', 'is not', null)
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ staffId }) => staffId ?? '')].map(([id, own]) => [
      id,
      own.map(({ date }) => date),
    ]),
  );
}

/** What the laboratories get from every session that is not among the judged ones. */
async function samplesOfOthers(
  transaction: Transaction,
  facts: PlanningFacts,
  sessions: readonly DaySession[],
  owner: string,
): Promise<DayFacts['otherSamples']> {
  const first = sessions.map(({ date }) => date).sort()[0];
  if (!first) return () => 0;
  const judged = new Set(sessions.map(({ date }) => date as string));
  const laboratories = facts.laboratories.map(({ id }) => id);
  const samples = new Map<string, number>();
  for (const load of await listStandingLoads(transaction, laboratories, first)) {
    if (load.owner === owner && judged.has(load.date)) continue;
    const key = `${load.laboratory} ${load.labDate}`;
    samples.set(key, (samples.get(key) ?? 0) + load.samples);
  }
  return (laboratory, date) => samples.get(`${laboratory} ${date}`) ?? 0;
}
