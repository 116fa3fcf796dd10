import { addDays, type CalendarDate, weekdayOf } from '../calendar/calendarDate.ts';
import { isPublicHoliday } from '../calendar/holidays.ts';

/** Monday to Friday, and no public holiday (R56). */
function isWorkingDay(date: CalendarDate): boolean {
  return weekdayOf(date) < 5 && !isPublicHoliday(date);
}

/** @param isClosed days that a region has closed besides. */
export function previousWorkingDay(
  date: CalendarDate,
  isClosed: (date: CalendarDate) => boolean = () => false,
): CalendarDate {
  let day = addDays(date, -1);
  while (!isWorkingDay(day) || isClosed(day)) day = addDays(day, -1);
  return day;
}

/** @param isClosed days that a region has closed besides. */
export function nextWorkingDay(
  date: CalendarDate,
  isClosed: (date: CalendarDate) => boolean = () => false,
): CalendarDate {
  let day = addDays(date, 1);
  while (!isWorkingDay(day) || isClosed(day)) day = addDays(day, 1);
  return day;
}
