import { dayNumber } from '../calendar/calendarDate.ts';
import { onDuty } from '../offers/rota.ts';
import type { Subject } from '../offers/subject.ts';
import { type PlanningFacts, type PlanningSite, shiftHours } from '../planning/facts.ts';
import { ROTA_ANCHOR } from '../planning/rota.ts';
import { applied } from './apply.ts';
import type { DaySession, DaySlot } from './daySession.ts';
import { type DateSpan, type DayFacts, newlyBroken } from './judge.ts';
import { freePlaces } from './places.ts';
import { settled } from './settle.ts';

/** How the sessions of a swabber who cannot come are held all the same. */
export interface Covered {
  readonly sessions: readonly DaySession[];
  /** By session: who swabs instead, or null where its people were moved. */
  readonly replacements: readonly { readonly session: string; readonly swabber: string | null }[];
  /** Times that found no place: their people are planned anew. */
  readonly without: readonly { readonly slot: DaySlot; readonly session: DaySession }[];
}

interface Asked {
  readonly swabber: string;
  /** Sessions of that day which can no longer be served. */
  readonly missed: readonly string[];
}

const DAY = 1440;

/** Trained swabbers of a site who could stand in, those with the fewest sessions that day first. */
function standIns(
  session: DaySession,
  swabber: string,
  all: readonly DaySession[],
  { swabbers }: PlanningFacts,
) {
  const busy = new Map<string, number>();
  for (const { date, swabbers: crew } of all) {
    if (date !== session.date) continue;
    for (const id of crew) if (id !== null) busy.set(id, (busy.get(id) ?? 0) + 1);
  }
  return swabbers
    .filter(
      ({ id, sites }) => id !== swabber && sites.includes(session.site) && !session.swabbers.includes(id),
    )
    .toSorted(
      (a, b) =>
        a.sites.length - b.sites.length ||
        (busy.get(a.id) ?? 0) - (busy.get(b.id) ?? 0) ||
        (a.name < b.name ? -1 : 1),
    );
}

/** Whether a duty of somebody, widened by the margin, holds a swab at a time: asked before the checker is. */
function couldCome(
  subject: Subject,
  site: PlanningSite,
  { date, start, margin }: { date: DaySession['date']; start: number; margin: number },
): boolean {
  const [from, to] = shiftHours(site, subject.shift);
  return [-1, 0, 1].some((offset) => {
    const begin = offset * DAY + from - margin;
    const end = offset * DAY + (to <= from ? to + DAY : to) + margin;
    return (
      start >= begin &&
      start + site.minutesPerSwab <= end &&
      onDuty(subject, ROTA_ANCHOR, dayNumber(date) + offset)
    );
  });
}

function nearness(from: DaySession, to: DaySession, { sites }: PlanningFacts): number {
  const [a, b] = [from.site, to.site].map((id) => sites.find((site) => site.id === id));
  if (!a || !b) return Infinity;
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180);
  return Math.hypot(a.lat - b.lat, east);
}

/** Free times for one person, the nearest first: the same day and place, the same day, then the days after. */
function* placesFor(
  { slot, session: from }: { slot: DaySlot; session: DaySession },
  sessions: readonly DaySession[],
  given: DayFacts,
  span: DateSpan,
) {
  const subject = given.subjects.get(slot.subject.id);
  if (!subject) return;
  const reachable = sessions
    .filter(
      ({ site, date, provisional }) =>
        subject.sites.includes(site) &&
        date >= span.from &&
        date <= span.to &&
        provisional === from.provisional,
    )
    .toSorted(
      (a, b) =>
        Math.abs(dayNumber(a.date) - dayNumber(from.date)) -
          Math.abs(dayNumber(b.date) - dayNumber(from.date)) ||
        nearness(from, a, given.facts) - nearness(from, b, given.facts) ||
        a.start - b.start,
    );
  for (const session of reachable) {
    const site = given.facts.sites.find(({ id }) => id === session.site);
    if (!site) continue;
    const margin = given.rules.shiftMarginMinutes;
    const near = freePlaces(session, given.facts)
      .filter(({ start }) => couldCome(subject, site, { date: session.date, start, margin }))
      .toSorted((a, b) => Math.abs(a.start - slot.start) - Math.abs(b.start - slot.start) || a.lane - b.lane);
    for (const place of near) yield { session, ...place };
  }
}

/** A lane that nobody serves is closed; those after it move up. */
function withoutLane(session: DaySession, lane: number): DaySession {
  return {
    ...session,
    swabbers: session.swabbers.filter((_, i) => i !== lane),
    workstations: session.workstations.filter((_, i) => i !== lane),
    slots: session.slots.map((slot) => (slot.lane > lane ? { ...slot, lane: slot.lane - 1 } : slot)),
  };
}

/** The people of a lane go to the nearest free times that the rules allow; nothing else moves. */
function relocate(
  sessions: readonly DaySession[],
  { id, lane }: { id: string; lane: number },
  given: DayFacts,
  settle: Pick<Covered, 'without'>['without'][number][],
): DaySession[] {
  const from = sessions.find((session) => session.id === id);
  if (!from) return [...sessions];
  const leaving = from.slots.filter((slot) => slot.lane === lane);
  let now = sessions.map((session) =>
    session.id === id
      ? settled(
          withoutLane({ ...session, slots: session.slots.filter((slot) => slot.lane !== lane) }, lane),
          given.facts,
        )
      : session,
  );
  for (const slot of leaving) {
    const open = now.filter(({ swabbers }) => swabbers.length > 0);
    const span = given.spans.get(slot.subject.id) ?? { from: from.date, to: from.date };
    const found = firstAllowed(now, placesFor({ slot, session: from }, open, given, span), slot, given);
    if (found) now = found;
    else settle.push({ slot, session: from });
  }
  return now;
}

/** A person is tried at so many free times before they are planned anew. */
const MOST_TRIES = 40;

function firstAllowed(
  now: readonly DaySession[],
  places: Iterable<{ session: DaySession; lane: number; start: number }>,
  slot: DaySlot,
  given: DayFacts,
): DaySession[] | undefined {
  let tries = 0;
  for (const { session, lane, start } of places) {
    tries += 1;
    if (tries > MOST_TRIES) return undefined;
    const tried = now.map((one) =>
      one.id === session.id
        ? settled({ ...one, slots: [...one.slots, { ...slot, lane, start }] }, given.facts)
        : one,
    );
    if (newlyBroken(now, tried, given, [session.date]).length === 0) return tried;
  }
  return undefined;
}

/**
 * A swabber cannot come (P7): another trained one serves each of their sessions, and where there is none the session's
 * people go to the nearest free times. One action, and nothing else is planned anew.
 */
export function covered(all: readonly DaySession[], { swabber, missed }: Asked, given: DayFacts): Covered {
  let sessions = [...all];
  const replacements: { session: string; swabber: string | null }[] = [];
  const without: { slot: DaySlot; session: DaySession }[] = [];
  for (const id of missed) {
    const session = sessions.find((one) => one.id === id);
    const lane = session?.swabbers.indexOf(swabber) ?? -1;
    if (!session || lane < 0) continue;
    const standIn = standIns(session, swabber, sessions, given.facts).find((candidate) => {
      const action = { kind: 'swabber', session: id, lane, swabber: candidate.id } as const;
      const tried = applied(sessions, action, given.facts, () => '');
      return newlyBroken(sessions, tried, given, [session.date]).length === 0;
    });
    replacements.push({ session: id, swabber: standIn?.id ?? null });
    sessions = standIn
      ? applied(sessions, { kind: 'swabber', session: id, lane, swabber: standIn.id }, given.facts, () => '')
      : relocate(sessions, { id, lane }, given, without);
  }
  return { sessions, replacements, without };
}
