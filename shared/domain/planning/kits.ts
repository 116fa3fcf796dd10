import type { CalendarDate } from '../calendar/calendarDate.ts';
import { previousWorkingDay } from './workingDays.ts';

/** A published session as the van sees it. */
export interface CollectedSession {
  readonly id: string;
  readonly site: string;
  readonly date: CalendarDate;
  /** The day on which its samples are collected. */
  readonly labDate: CalendarDate;
  readonly start: number;
  readonly end: number;
  readonly people: number;
  readonly dropIn: number;
}

/** P6: expected samples; a sample is never half. */
export function samplesOf(session: Pick<CollectedSession, 'people'>, turnout: number): number {
  return Math.ceil(session.people * turnout - 1e-9);
}

/** Kits that a session has to have at hand: the expected samples and the places for whoever drops in (P8). */
export function kitsOf(session: Pick<CollectedSession, 'people' | 'dropIn'>, turnout: number): number {
  return samplesOf(session, turnout) + session.dropIn;
}

interface SiteKits {
  /** The site's sessions to come, in order of collection. */
  readonly sessions: readonly CollectedSession[];
  readonly turnout: number;
  /** Kits at hand on the morning of `from`, those of sessions collected earlier already taken off. */
  readonly stock: number;
  /** Stops that are planned or fixed already bring what they bring. */
  readonly planned: ReadonlyMap<CalendarDate, number>;
  readonly from: CalendarDate;
  /** When the last car of a day is back at the laboratory: a session that begins later can use what that day brings. */
  readonly carsBackMinute: number;
  readonly isClosed: (date: CalendarDate) => boolean;
}

function firstOf(sessions: readonly CollectedSession[], labDate: CalendarDate) {
  const [first] = sessions.toSorted((a, b) =>
    a.date === b.date ? a.start - b.start : a.date < b.date ? -1 : 1,
  );
  return { firstDay: first?.date ?? labDate, firstStart: first?.start ?? 0 };
}

/**
 * Kits to deliver to a site by date (R46). Every stop brings what the sessions up to the next stop need; where the
 * first session comes before any stop, or what was brought is no longer enough because more people were planned, a
 * stop for kits only is made on the last working day before it.
 */
export function kitDeliveries(given: SiteKits): Map<CalendarDate, number> {
  const { sessions, turnout, planned, from, isClosed } = given;
  const groups = [...Map.groupBy(sessions, ({ labDate }) => labDate)]
    .map(([labDate, own]) => ({
      labDate,
      ...firstOf(own, labDate),
      need: own.reduce((kits, session) => kits + kitsOf(session, turnout), 0),
    }))
    .sort((a, b) => (a.labDate < b.labDate ? -1 : 1));
  const deliveries = new Map<CalendarDate, number>();
  const already = [...planned].sort(([a], [b]) => (a < b ? -1 : 1));
  let atHand = given.stock;
  let stop: CalendarDate | null = null;
  for (const { labDate, firstDay, firstStart, need } of groups) {
    // What fixed stops bring before the sessions counts; at the stop that collects them it comes too late.
    while (already[0] && already[0][0] < labDate) atHand += already.shift()?.[1] ?? 0;
    const missing = Math.max(0, need - atHand);
    if (missing > 0) {
      const seed = previousWorkingDay(firstDay, isClosed);
      const inTime = (day: CalendarDate) =>
        day < firstDay || (day === firstDay && firstStart >= given.carsBackMinute);
      const open = stop !== null && inTime(stop) && !planned.has(stop) && stop >= from ? stop : seed;
      deliveries.set(open, (deliveries.get(open) ?? 0) + missing);
      atHand += missing;
    }
    atHand -= need;
    stop = labDate;
  }
  return deliveries;
}
