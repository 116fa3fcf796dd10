import Holidays from 'date-holidays';
import type { CalendarDate } from './calendarDate.ts';

const denmark = new Holidays('DK');
const byYear = new Map<string, ReadonlyMap<CalendarDate, string>>();

/**
 * The public holidays of a year in Denmark, with their Danish names. Store Bededag was one until 2023; days that are
 * only observed (1 May, 5 June, 24 and 31 December) are none.
 */
export function publicHolidays(year: number): ReadonlyMap<CalendarDate, string> {
  const key = String(year);
  const known = byYear.get(key);
  if (known) return known;
  const days = denmark
    .getHolidays(year, 'da')
    .filter(({ type }) => type === 'public')
    .map(({ date, name }) => [date.slice(0, 10) as CalendarDate, name] as const);
  const holidays = new Map(days);
  byYear.set(key, holidays);
  return holidays;
}

export function isPublicHoliday(date: CalendarDate): boolean {
  return publicHolidays(Number(date.slice(0, 4))).has(date);
}
