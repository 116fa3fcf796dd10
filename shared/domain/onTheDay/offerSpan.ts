import { addDays, type CalendarDate, earlier, later } from '../calendar/calendarDate.ts';
import { mondayOf } from '../calendar/isoWeek.ts';
import type { DueOffer, Subject } from '../offers/subject.ts';
import type { DateSpan } from './judge.ts';

export interface Intervals {
  readonly greenIntervalWeeks: number;
  readonly greenMinimumGapDays: number;
  readonly redMinimumGapDays: number;
}

interface Person {
  readonly subject: Subject;
  /** Offers due within the roll, as its planning sees them. */
  readonly offers: readonly DueOffer[];
  /** Days of their agreed times within the roll, in order. */
  readonly times: readonly CalendarDate[];
  readonly horizon: DateSpan;
}

/** The offer that the time on a day meets: each time in order takes the open offer that is due first. */
function offerMet(
  { offers, times }: Pick<Person, 'offers' | 'times'>,
  date: CalendarDate | null,
): DueOffer | undefined {
  const open = offers.toSorted((a, b) => (a.due < b.due ? -1 : 1));
  for (const time of times) {
    const at = open.findIndex(({ earliest, due }) => earliest <= time && time <= due);
    const [met] = at < 0 ? [] : open.splice(at, 1);
    if (time === date) return met;
  }
  return open[0];
}

/**
 * The days on which somebody's time may lie when it is moved, or given (`date` null): within the offer that it meets,
 * at the minimum gap from the offers before and after (P5), and not so early that the next one comes too late (A6).
 * Where a person stands today is always allowed: an action never has to mend what was late before.
 */
export function offerSpan(person: Person, date: CalendarDate | null, rules: Intervals): DateSpan {
  const { subject, times, horizon } = person;
  const offer = offerMet(person, date);
  const gap = offer?.colour === 'red' ? rules.redMinimumGapDays : rules.greenMinimumGapDays;
  const at = date ?? horizon.from;
  const before = times.filter((time) => time < at).at(-1) ?? subject.lastOffer;
  const after = times.find((time) => time > at);
  let from = later(offer?.earliest ?? date ?? horizon.from, subject.from);
  let to = offer?.due ?? date ?? horizon.to;
  if (before) from = later(from, addDays(before, gap));
  if (subject.pausedUntil) from = later(from, subject.pausedUntil);
  if (subject.to) to = earlier(to, subject.to);
  if (after) {
    to = earlier(to, addDays(after, -gap));
    if (offer?.colour !== 'red') from = later(from, addDays(mondayOf(after), -7 * rules.greenIntervalWeeks));
  }
  return date === null ? { from, to } : { from: earlier(from, date), to: later(to, date) };
}
