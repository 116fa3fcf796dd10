/**
 * A calendar day in Denmark as `YYYY-MM-DD`. All arithmetic is done in UTC on whole days, so that neither the
 * host's time zone nor a clock change can shift a date.
 */
export type CalendarDate = string & { readonly __brand: 'CalendarDate' };

/** 0 is Monday, 6 is Sunday (the planners' files and ISO weeks count so). */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

const MS_PER_DAY = 86_400_000;
/** From 1900 to 2999: what can be counted from to either side, and what a slip of the pen is not. */
const SHAPE = /^(?:19|2\d)\d{2}-\d{2}-\d{2}$/;

export function isCalendarDate(text: string): text is CalendarDate {
  if (!SHAPE.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** @throws RangeError when `text` is no real day. */
export function calendarDate(text: string): CalendarDate {
  if (!isCalendarDate(text)) throw new RangeError(`not a calendar date: "${text}"`);
  return text;
}

/** Whole days since 1970-01-01. */
export function dayNumber(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`) / MS_PER_DAY;
}

export function fromDayNumber(days: number): CalendarDate {
  return new Date(days * MS_PER_DAY).toISOString().slice(0, 10) as CalendarDate;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** `to − from` in days. */
export function daysBetween({ from, to }: { from: CalendarDate; to: CalendarDate }): number {
  return dayNumber(to) - dayNumber(from);
}

/** Both ends included; empty when `to` is before `from`. */
export function datesFrom({ from, to }: { from: CalendarDate; to: CalendarDate }): CalendarDate[] {
  const first = dayNumber(from);
  const count = Math.max(0, dayNumber(to) - first + 1);
  return Array.from({ length: count }, (_, i) => fromDayNumber(first + i));
}

export function weekdayOf(date: CalendarDate): Weekday {
  return weekdayOfDayNumber(dayNumber(date));
}

/** 1970-01-01 was a Thursday (3). */
export function weekdayOfDayNumber(days: number): Weekday {
  return ((((days + 3) % 7) + 7) % 7) as Weekday;
}

export function earlier(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a <= b ? a : b;
}

export function later(a: CalendarDate, b: CalendarDate): CalendarDate {
  return a >= b ? a : b;
}
