import { type CalendarDate, datesFrom } from '../calendar/calendarDate.ts';
import { isPublicHoliday } from '../calendar/holidays.ts';

/** Days without sessions, pickups and arrivals: public holidays and what the region has closed. */
export function closedDates(
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
  closedByRegion: readonly CalendarDate[],
): CalendarDate[] {
  const closed = new Set(closedByRegion);
  return datesFrom(span).filter((date) => closed.has(date) || isPublicHoliday(date));
}
