import { dayNumber, weekdayOfDayNumber } from '../calendar/calendarDate.ts';
import { testableDays } from './rota.ts';
import type { OfferColour, OfferReason, OfferWindow, RedTestWeek, Subject } from './subject.ts';

/** A need in day numbers. */
export interface Need {
  readonly colour: OfferColour;
  readonly reason: OfferReason;
  readonly earliest: number;
  readonly due: number;
  readonly provisional: boolean;
  /** Days since the offer before it, at least (P5). */
  readonly gap: number;
}

export interface Walk {
  /** In order; neighbours may still lie closer than the minimum gap (see `separate`). */
  readonly needs: readonly Need[];
  /** A green need that is due after this roll, yet may be met in it (A8). */
  readonly deferred: Need | null;
}

/** The last offer: one day when it is known, a span when this roll has yet to place it. */
interface Offered {
  readonly earliest: number;
  readonly latest: number;
  readonly red: boolean;
}

interface Bounds {
  /** First and last day on which this roll may offer the subject anything. */
  readonly start: number;
  readonly end: number;
  readonly horizonEnd: number;
  /** The first day back from a pause. */
  readonly back: number;
}

/** An overdue offer is made within this many weeks, so that one late week is no bottleneck. */
const CATCH_UP_WEEKS = 2;

const sundayOf = (day: number) => day - weekdayOfDayNumber(day) + 6;

/** The day by which the next offer is due, and the days that lie between the two at least (P5). */
interface Interval {
  readonly end: number;
  readonly gap: number;
}

/** A6: counted in calendar weeks; strict days are a limit beside it. A higher intensity (R15) comes first. */
function intervalAfter(last: number, { rules }: OfferWindow): Interval {
  const after = (weeks: number) => (rules.strictIntervals ? last : sundayOf(last)) + 7 * weeks;
  let interval: Interval = { end: after(rules.greenIntervalWeeks), gap: rules.greenMinimumGapDays };
  for (const { weeks, from, to } of rules.intensities ?? []) {
    const end = Math.max(after(weeks), sundayOf(dayNumber(from)));
    if (end >= interval.end || end - 6 > dayNumber(to)) continue;
    // As fast as red, as near as red; in consecutive weeks some days must be left to choose from.
    const gap = Math.min(rules.greenMinimumGapDays, rules.redMinimumGapDays, 7 * weeks - 4);
    interval = { end, gap };
  }
  return interval;
}

const intervalEnd = (last: number, window: OfferWindow): number => intervalAfter(last, window).end;

function boundsOf(subject: Subject, { horizon, notBefore }: OfferWindow): Bounds {
  const back = subject.pausedUntil === null ? -Infinity : dayNumber(subject.pausedUntil);
  const horizonEnd = dayNumber(horizon.to);
  const first = [horizon.from, notBefore, subject.from].map(dayNumber);
  return {
    start: Math.max(...first, back),
    end: Math.min(horizonEnd, subject.to === null ? Infinity : dayNumber(subject.to)),
    horizonEnd,
    back,
  };
}

function dueWithoutOffer(subject: Subject, window: OfferWindow): Pick<Need, 'due' | 'reason'> {
  const due = intervalEnd(dayNumber(subject.from), window);
  const rollStart = dayNumber(window.horizon.from);
  if (due >= rollStart) return { due, reason: 'first-offer' };
  // Long in scope with nothing on record, as before the first roll ever: one interval, counted from the roll.
  return { due: sundayOf(rollStart) + 7 * (window.rules.greenIntervalWeeks - 1), reason: 'unknown-history' };
}

function dueAfter(last: Offered, window: OfferWindow): Pick<Need, 'due' | 'reason'> {
  return { due: intervalEnd(last.earliest, window), reason: last.red ? 'leaving-red' : 'interval' };
}

function greenNeed(subject: Subject, last: Offered | null, window: OfferWindow, limits: Bounds): Need {
  const { rules } = window;
  const base = last ? dueAfter(last, window) : dueWithoutOffer(subject, window);
  const gap = last ? intervalAfter(last.earliest, window).gap : rules.greenMinimumGapDays;
  const earliest = Math.max(limits.start, last ? last.latest + gap : -Infinity);
  const fixed = { colour: 'green' as const, earliest, gap, provisional: false };
  // A15: the later of the old due date and a fortnight after the pause.
  const afterPause = limits.back - 1 + rules.daysAfterPause;
  if (afterPause > base.due) return { ...fixed, due: Math.max(afterPause, earliest), reason: 'after-pause' };
  if (base.due < earliest) {
    return { ...fixed, due: sundayOf(earliest) + 7 * (CATCH_UP_WEEKS - 1), reason: 'overdue' };
  }
  return { ...fixed, ...base, due: roomForNext(earliest, base.due, window, limits) };
}

/**
 * In a roll longer than the interval the next offer follows within it, wherever this one is placed: the window ends so
 * early that a week is left between the minimum gap and the next due date.
 */
function roomForNext(earliest: number, due: number, window: OfferWindow, { end }: Bounds): number {
  const next = intervalAfter(earliest, window);
  if (next.end > end) return due;
  return Math.min(due, Math.max(sundayOf(earliest), next.end - next.gap - 6));
}

/** The offer of a red test week; null where the subject needs none in it (R24, A15). */
function redNeed(
  subject: Subject,
  week: RedTestWeek,
  last: Offered | null,
  window: OfferWindow,
  limits: Bounds,
): Need | null {
  const monday = dayNumber(week.monday);
  const free = last ? last.earliest + window.rules.redMinimumGapDays : -Infinity;
  const earliest = Math.max(monday, limits.start, free);
  const due = Math.min(monday + 6, limits.end);
  if (earliest > due) return null;
  // Whoever comes back, or begins, within the week without a duty left in it is due in the next test week.
  const comesLate = Math.max(limits.back, dayNumber(subject.from)) > monday;
  if (comesLate && testableDays(subject, window.testable, { from: earliest, to: due }) === 0) return null;
  const gap = window.rules.redMinimumGapDays;
  return { colour: 'red', reason: 'red-week', earliest, due, gap, provisional: week.provisional };
}

/** The last offer before the roll; whether it was a red one decides how the next are spread (A8). */
function lastOffered(subject: Subject, weeks: readonly RedTestWeek[]): Offered | null {
  if (subject.lastOffer === null) return null;
  const day = dayNumber(subject.lastOffer);
  const red = weeks.some(({ monday }) => dayNumber(monday) <= day && day <= dayNumber(monday) + 6);
  return { earliest: day, latest: day, red };
}

function deferral(need: Need, horizonEnd: number): Need | null {
  return need.reason === 'leaving-red' && need.earliest <= horizonEnd ? need : null;
}

/**
 * Walks from the last offer to the roll's end: every red test week gives an offer, and before, between and after them
 * the green interval does. `weeks` are the red test weeks that hold for the subject, in order.
 */
export function walk(subject: Subject, weeks: readonly RedTestWeek[], window: OfferWindow): Walk {
  const limits = boundsOf(subject, window);
  const needs: Need[] = [];
  if (limits.start > limits.end) return { needs, deferred: null };
  let last = lastOffered(subject, weeks);
  const ahead = weeks.filter(({ monday }) => dayNumber(monday) + 6 >= limits.start);
  for (let next = 0; ;) {
    const green = greenNeed(subject, last, window, limits);
    const week = ahead[next];
    // A red week that comes before the green due date takes its place (R22 and R23 are one duty).
    if (week && dayNumber(week.monday) <= green.due) {
      next += 1;
      if (dayNumber(week.monday) > limits.end) return { needs, deferred: null };
      const red = redNeed(subject, week, last, window, limits);
      if (!red) continue;
      needs.push(red);
      // One without a duty day is never placed: the planner says so, and the interval runs on from the offer before.
      const span = { from: red.earliest, to: red.due };
      if (testableDays(subject, window.testable, span) > 0) {
        last = { earliest: red.earliest, latest: red.due, red: true };
      }
      continue;
    }
    if (green.due > limits.end || green.earliest > limits.end) {
      const leaves = subject.to !== null && dayNumber(subject.to) < green.due;
      return { needs, deferred: leaves ? null : deferral(green, limits.horizonEnd) };
    }
    needs.push(green);
    last = { earliest: green.earliest, latest: green.due, red: false };
  }
}
