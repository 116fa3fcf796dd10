import type { CalendarDate } from '../calendar/calendarDate.ts';
import { timeOf } from '../calendar/minutes.ts';
import type { DueOffer, Subject } from '../offers/subject.ts';
import { buildRollProblem, offerKey, type RollProblemFacts } from '../planning/buildRollProblem.ts';
import type { PlanningFacts } from '../planning/facts.ts';
import { givenSessions } from '../planning/sessionDrafts.ts';
import { standIn } from '../planning/standIn.ts';
import { checkRoll } from '../rolls/checker/checker.ts';
import type { RuleFault } from '../rolls/checker/facts.ts';
import { rollPlanSchema } from '../rolls/plan.ts';
import { rollProblem } from '../rolls/validation.ts';
import type { DaySession, DaySlot } from './daySession.ts';

/** Days between which a person's offer may lie. */
export interface DateSpan {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** What agreed sessions of one owner are judged against. */
export interface DayFacts {
  readonly facts: PlanningFacts;
  readonly rules: RollProblemFacts['rules'];
  /** Staff and headcounts by id. */
  readonly subjects: ReadonlyMap<string, Subject>;
  /** By staff id, for those who change places: what the interval and the gap allow (A6, P5). */
  readonly spans: ReadonlyMap<string, DateSpan>;
  /** Samples of sessions that are not judged here. */
  readonly otherSamples: (laboratory: string, date: CalendarDate) => number;
}

/** One broken rule of the checker, at a session and perhaps a person's time. */
export interface BrokenRule {
  readonly rule: string;
  readonly message: string;
  readonly session: DaySession | undefined;
  readonly slot: DaySlot | undefined;
}

/** Somebody whom the target group no longer knows stands where they were told to be. */
function subjectOf(
  slot: DaySlot,
  session: DaySession,
  number: number,
  { facts, subjects }: DayFacts,
): Subject {
  const known = subjects.get(slot.subject.id);
  const site = facts.sites.find(({ id }) => id === session.site)?.name ?? session.site;
  const place = `${site}, ${session.date} ${timeOf(slot.start)}, place ${number}`;
  const unknown = standIn({ ...slot, site: session.site, date: session.date }, place, known);
  if (slot.subject.kind === 'headcount') return unknown;
  return known ?? { ...unknown, count: 1 };
}

/** One offer per person and day, so that a second time on the same day is one too many. */
function offersOn(
  sessions: readonly DaySession[],
  given: DayFacts,
): { offers: DueOffer[]; keys: Map<string, string> } {
  const offers = new Map<string, DueOffer>();
  const keys = new Map<string, string>();
  let number = 0;
  for (const session of sessions) {
    for (const slot of session.slots) {
      number += 1;
      const subject = subjectOf(slot, session, number, given);
      const span = (slot.subject.kind === 'staff' ? given.spans.get(slot.subject.id) : undefined) ?? {
        from: session.date,
        to: session.date,
      };
      const offer: DueOffer = {
        subject,
        colour: 'green',
        reason: 'interval',
        earliest: span.from,
        due: span.to,
        provisional: session.provisional,
        count: slot.people,
      };
      const key = offerKey(offer);
      offers.set(key, offer);
      keys.set(slot.id, key);
    }
  }
  return { offers: [...offers.values()], keys };
}

/** The facts that a day's sessions need: their sites, with the places that are kept free today (P8). */
function factsOn(sessions: readonly DaySession[], { sites, ...facts }: PlanningFacts): PlanningFacts {
  const kept = new Map<string, number>();
  for (const { site, dropIn } of sessions) kept.set(site, Math.min(dropIn, kept.get(site) ?? Infinity));
  return {
    ...facts,
    sites: sites
      .filter(({ id }) => kept.has(id))
      .map((site) => ({ ...site, dropIn: kept.get(site.id) ?? site.dropIn })),
  };
}

/** What the independent checker says of the agreed sessions of one day. */
function brokenOn(date: CalendarDate, all: readonly DaySession[], given: DayFacts): BrokenRule[] {
  const sessions = all.filter((session) => session.date === date && session.slots.length > 0);
  if (sessions.length === 0) return [];
  const facts = factsOn(sessions, given.facts);
  const turnout = new Map(given.facts.sites.map((site) => [site.id, site.turnout]));
  const elsewhere = (laboratory: string, day: CalendarDate) =>
    all
      .filter((one) => one.date !== date && one.labDate === day && one.laboratory === laboratory)
      .flatMap(({ site, slots }) => slots.map(({ people }) => people * (turnout.get(site) ?? 1)))
      .reduce((sum, samples) => sum + samples, 0);
  const arrivals = [...new Set(sessions.map(({ labDate }) => labDate))];
  const { offers, keys } = offersOn(sessions, given);
  const { problem } = buildRollProblem({
    horizon: { from: date, to: date },
    notBefore: date,
    rules: given.rules,
    facts,
    offers,
    rooms: new Map(
      facts.laboratories.map(({ id }) => [
        id,
        {
          capacity: {},
          load: Object.fromEntries(
            arrivals.map((day) => [day, given.otherSamples(id, day) + elsewhere(id, day)]),
          ),
        },
      ]),
    ),
  });
  const plan = { sessions: givenSessions(sessions, facts, ({ id }) => keys.get(id) ?? id), unplaced: [] };
  const { faults } = checkRoll(rollProblem(problem), rollPlanSchema.parse(plan));
  return faults.map((fault) => placed(fault, sessions));
}

function placed({ rule, path, message }: RuleFault, sessions: readonly DaySession[]): BrokenRule {
  const [, at, , slotAt] = /^\$\.sessions\[(\d+)\](\.slots\[(\d+)\])?/.exec(path) ?? [];
  const session = at === undefined ? undefined : sessions[Number(at)];
  return { rule, message, session, slot: slotAt === undefined ? undefined : session?.slots[Number(slotAt)] };
}

/** What a fault is about: the same fault of the same person at the same time was there before. */
function nameOf({ rule, session, slot }: BrokenRule): string {
  const time = slot && `${slot.subject.id} ${slot.lane} ${slot.start}`;
  const crew = rule === 'swabber' ? session?.swabbers.join() : '';
  return `${rule} ${session?.id ?? ''} ${time ?? ''} ${crew ?? ''}`;
}

/**
 * The rules that a change would break: the checker judges each day before and after, and only what was not broken
 * before counts. A session that has faults of its own since it was agreed (somebody changed shift) stays open to
 * changes elsewhere in it.
 */
export function newlyBroken(
  before: readonly DaySession[],
  after: readonly DaySession[],
  given: DayFacts,
  dates: readonly CalendarDate[] = [...new Set(after.map(({ date }) => date))].sort(),
): BrokenRule[] {
  return dates.flatMap((date) => {
    const found = brokenOn(date, after, given);
    if (found.length === 0) return [];
    const known = new Set(brokenOn(date, before, given).map(nameOf));
    return found.filter((fault) => !known.has(nameOf(fault)));
  });
}
