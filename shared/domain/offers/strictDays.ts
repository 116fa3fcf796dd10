import { dayNumber, weekdayOfDayNumber } from '../calendar/calendarDate.ts';
import { testableDays } from './rota.ts';
import type { OfferWindow, RedTestWeek, Subject } from './subject.ts';
import type { Need } from './walk.ts';

/** A4: the red cycle where nothing else is known of it. */
const RED_CYCLE_DAYS = 14;

const mondayOf = (day: number) => day - weekdayOfDayNumber(day);

/**
 * A6, strictly: while red, 14 days are a limit and not only two test weeks. The windows of neighbouring test weeks are
 * cut so that the limit holds wherever the planner places each: the first ends up with the later days of its week, the
 * second with the earlier ones, both with as many test days as possible. Where a rota leaves none, the second keeps
 * what the limit allows, and the planner says why it cannot be placed.
 */
export function withinStrictDays(
  subject: Subject,
  needs: readonly Need[],
  { weeks, window }: { weeks: readonly RedTestWeek[]; window: OfferWindow },
): readonly Need[] {
  if (!window.rules.strictIntervals) return needs;
  const mondays = weeks.map(({ monday }) => dayNumber(monday));
  const cycle = mondays
    .slice(1)
    .reduce((least, monday, i) => Math.min(least, monday - mondays[i]!), Infinity);
  const days = Number.isFinite(cycle) ? cycle : RED_CYCLE_DAYS;
  const isNext = (before: number, after: number) => mondayOf(after) - mondayOf(before) === days;
  const last = subject.lastOffer === null ? null : dayNumber(subject.lastOffer);
  const kept = [...needs];
  kept.forEach((need, i) => {
    if (need.colour !== 'red') return;
    const before = kept[i - 1];
    if (!before && last !== null && mondays.includes(mondayOf(last)) && isNext(last, need.earliest))
      kept[i] = { ...need, due: Math.min(need.due, Math.max(last + days, need.earliest)) };
    if (before?.colour !== 'red' || !isNext(before.earliest, need.earliest)) return;
    if (need.due <= before.earliest + days) return;
    const from = bestStart(subject, { before, need, days }, window) ?? before.earliest;
    kept[i - 1] = { ...before, earliest: from };
    kept[i] = { ...need, due: Math.max(need.earliest, Math.min(need.due, from + days)) };
  });
  return kept;
}

/** The first day for `before` that leaves most test days to both; null when one of them would have none. */
function bestStart(
  subject: Subject,
  { before, need, days }: { before: Need; need: Need; days: number },
  { testable }: OfferWindow,
): number | null {
  let best: { day: number; tests: number } | null = null;
  for (let day = before.earliest; day <= before.due; day += 1) {
    const first = testableDays(subject, testable, { from: day, to: before.due });
    const second = testableDays(subject, testable, {
      from: need.earliest,
      to: Math.min(need.due, day + days),
    });
    const tests = Math.min(first, second);
    if (tests > 0 && (!best || tests > best.tests)) best = { day, tests };
  }
  return best?.day ?? null;
}
