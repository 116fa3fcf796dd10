import { fromDayNumber } from '../calendar/calendarDate.ts';
import { redWeeksFor } from './redWeeks.ts';
import { separate } from './separate.ts';
import { sharesInside, type Waiting } from './spread.ts';
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
 * of the last one + the interval and no sooner than the minimum gap. Whoever leaves red is spread over the weeks from
 * the first possible to the last due one: this roll takes its weeks' share, the next one the rest.
 */
export function dueOffers(
  subjects: readonly Subject[],
  scopes: readonly RedScope[],
  window: OfferWindow,
): DueOffer[] {
  const offers: DueOffer[] = [];
  const waiting: Waiting[] = [];
  for (const subject of subjects) {
    const { needs, deferred } = walk(subject, redWeeksFor(subject, scopes), window);
    for (const need of separate(subject, needs, window)) offers.push(dueOffer(subject, need, subject.count));
    if (deferred) waiting.push({ subject, deferred });
  }
  const end = window.horizon.to;
  for (const { waiting: one, count } of sharesInside(waiting)) {
    offers.push({ ...dueOffer(one.subject, one.deferred.need, count), due: end });
  }
  return offers;
}
