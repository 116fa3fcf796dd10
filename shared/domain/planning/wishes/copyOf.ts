import { addDays, type CalendarDate, daysBetween } from '../../calendar/calendarDate.ts';
import { mondayOf } from '../../calendar/isoWeek.ts';
import type { DueOffer } from '../../offers/subject.ts';
import type { GivenSession } from '../../rolls/schema.ts';
import type { PlanningFacts } from '../facts.ts';
import { readBack } from '../readBack.ts';
import type { Horizon } from '../rollParts.ts';
import type { StoredSession } from '../sessionDrafts.ts';

/** How many days a roll is moved so that its first week falls on the first whole week of another one. */
export function daysToMove(last: Horizon, next: Horizon): number {
  return daysBetween({ from: mondayOf(last.from), to: mondayOf(addDays(next.from, 6)) });
}

/**
 * The last roll's sessions on the same weekdays of the next one, with whoever had a time there and is due again (P3):
 * moved, but not yet judged. People who are due no more, or are not known any more, have no place in it.
 */
export function copyOf(
  stored: readonly StoredSession[],
  days: number,
  next: {
    readonly horizon: Horizon;
    readonly facts: PlanningFacts;
    readonly offers: ReadonlyMap<string, DueOffer>;
  },
): GivenSession[] {
  const moved = stored.flatMap((session): StoredSession[] => {
    const date: CalendarDate = addDays(session.date, days);
    const inside = next.horizon.from <= date && date <= next.horizon.to;
    return inside ? [{ ...session, date, labDate: date, provisional: false }] : [];
  });
  const { sessions } = readBack({ sessions: moved, unplaced: [] }, next.facts, next.offers);
  return sessions.map(({ labDate, ...session }) => ({
    ...session,
    slots: session.slots.filter(({ offer }) => next.offers.has(offer)),
  }));
}
