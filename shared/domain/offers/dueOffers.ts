import { fromDayNumber } from '../calendar/calendarDate.ts';
import { redWeeksFor } from './redWeeks.ts';
import { separate } from './separate.ts';
import { wayBack, type Waiting } from './spread.ts';
import { withinStrictDays } from './strictDays.ts';
import type { DueOffer, OfferWindow, RedScope, Subject } from './subject.ts';
import { type Need, walk } from './walk.ts';

function dueOffer(subject: Subject, need: Need, count: number): DueOffer {
  const { earliest, due, gap: _, ...rest } = need;
  return { subject, ...rest, earliest: fromDayNumber(earliest), due: fromDayNumber(due), count };
}

/**
 * Everybody who is due within a roll, and when (R22–R24, A6–A8, A14, A15, A18, P5).
 *
 * An offer in every red test week of whoever serves a place in scope; otherwise the next offer no later than the week
 * of the last one + the interval and no sooner than the minimum gap. Whoever leaves red is levelled over the weeks from
 * the first possible to the last due one: this roll takes those of its weeks, the next one the rest.
 */
export function dueOffers(
  subjects: readonly Subject[],
  scopes: readonly RedScope[],
  window: OfferWindow,
): DueOffer[] {
  const offers: DueOffer[] = [];
  const waiting: Waiting[] = [];
  for (const subject of subjects) {
    const weeks = redWeeksFor(subject, scopes);
    const { needs, deferred } = walk(subject, weeks, window);
    const apart = separate(subject, needs, window);
    for (const need of withinStrictDays(subject, apart, { weeks, window })) {
      if (need.reason === 'leaving-red') waiting.push({ subject, need });
      else offers.push(dueOffer(subject, need, subject.count));
    }
    if (deferred) waiting.push({ subject, need: deferred });
  }
  for (const { waiting: one, need, count } of wayBack(waiting, window))
    offers.push(dueOffer(one.subject, need, count));
  const order = new Map(subjects.map((subject, i) => [subject, i]));
  return offers.sort(
    (a, b) =>
      order.get(a.subject)! - order.get(b.subject)! ||
      (a.earliest < b.earliest ? -1 : a.earliest > b.earliest ? 1 : 0),
  );
}
