import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { Subject } from './subject.ts';

/** So many people of a headcount had an offer on a date. */
export interface PastOffers {
  readonly date: CalendarDate;
  readonly people: number;
}

/**
 * A headcount as subjects that share a last offer (P1). Nobody knows who was offered when, so the newest offers
 * count as the last ones of as many people; whoever is left over has none on record.
 */
export function headcountSubjects(
  headcount: Omit<Subject, 'lastOffer' | 'kind'>,
  past: readonly PastOffers[],
): Subject[] {
  const subjects: Subject[] = [];
  let left = headcount.count;
  const newestFirst = past.toSorted((a, b) => (a.date < b.date ? 1 : -1));
  for (const { date, people } of newestFirst) {
    const count = Math.min(left, people);
    if (count === 0) continue;
    left -= count;
    const before = subjects.at(-1);
    if (before?.lastOffer === date)
      subjects[subjects.length - 1] = { ...before, count: before.count + count };
    else subjects.push(member(headcount, count, date));
  }
  if (left > 0) subjects.push(member(headcount, left, null));
  return subjects;
}

function member(
  headcount: Omit<Subject, 'lastOffer' | 'kind'>,
  count: number,
  lastOffer: CalendarDate | null,
): Subject {
  const name = `${headcount.name} · ${lastOffer ?? 'new'}`;
  return { ...headcount, kind: 'headcount', name, count, lastOffer };
}
