import { dayNumber, weekdayOfDayNumber } from '../calendar/calendarDate.ts';
import { levelWeeks, MOST_WEEKS } from './level.ts';
import { testableDays } from './rota.ts';
import type { OfferWindow, Subject } from './subject.ts';
import type { Need } from './walk.ts';

/** Somebody who comes back from red, and the span within which the next offer lies. */
export interface Waiting {
  readonly subject: Subject;
  readonly need: Need;
}

/** So many of them are offered within these days. */
export interface Share {
  readonly waiting: Waiting;
  readonly need: Need;
  readonly count: number;
}

const mondayOf = (day: number) => day - weekdayOfDayNumber(day);

/**
 * Red to green (A8): everybody was last offered in the same weeks, so the way back is levelled over the weeks from the
 * first possible to the last due one. The fullest week holds no more than it must; people of a site come together. Only
 * those whose week lies in this roll are offered in it; the next roll levels the rest over the weeks that are left.
 */
export function wayBack(waiting: readonly Waiting[], window: OfferWindow): Share[] {
  if (waiting.length === 0) return [];
  const ordered = waiting.toSorted((a, b) => (a.subject.name < b.subject.name ? -1 : 1));
  const first = mondayOf(Math.min(...ordered.map(({ need }) => need.earliest)));
  const last = mondayOf(Math.max(...ordered.map(({ need }) => need.due)));
  const weeks = Math.min(MOST_WEEKS, (last - first) / 7 + 1);
  const end = dayNumber(window.horizon.to);
  const inWeek = ({ subject, need }: Waiting, week: number): Need | null => {
    const monday = first + 7 * week;
    const span = { from: Math.max(monday, need.earliest), to: Math.min(monday + 6, need.due) };
    if (span.from > span.to) return null;
    // What is open after the roll is not known yet.
    const within = { from: span.from, to: Math.min(span.to, end) };
    const known = span.to <= end;
    if (known && testableDays(subject, window.testable, within) === 0) return null;
    return { ...need, earliest: span.from, due: span.to };
  };
  const spans = ordered.map((one) => Array.from({ length: weeks }, (_, week) => inWeek(one, week)));
  const choices = ordered.map(({ subject }, i) => ({
    weeks: spans[i]!.reduce((set, span, week) => (span ? set | (1 << week) : set), 0),
    count: subject.count,
    together: subject.sites[0] ?? '',
  }));
  const shares = levelWeeks(
    choices.map((choice) => (choice.weeks === 0 ? { ...choice, count: 0 } : choice)),
    weeks,
  );
  return ordered.flatMap((one, i): Share[] => {
    // Without a test day in any week the planner says why.
    if (choices[i]!.weeks === 0)
      return one.need.due <= end ? [{ waiting: one, need: one.need, count: one.subject.count }] : [];
    return shares[i]!.flatMap((count, week): Share[] => {
      const need = spans[i]![week];
      if (count === 0 || !need || need.earliest > end) return [];
      // The roll ends within the week, before a duty: the next one takes it.
      const within = { from: need.earliest, to: end };
      if (need.due > end && testableDays(one.subject, window.testable, within) === 0) return [];
      return [{ waiting: one, need: { ...need, due: Math.min(need.due, end) }, count }];
    });
  });
}
