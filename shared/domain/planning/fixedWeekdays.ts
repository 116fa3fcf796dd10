import { type CalendarDate, datesFrom, type Weekday, weekdayOf } from '../calendar/calendarDate.ts';

interface Fixed {
  readonly from: CalendarDate;
  readonly weekdays: readonly Weekday[];
}

/**
 * P3: days of a span on which a site never tests because its weekdays are fixed. `fixed` is in the order in which its
 * lines begin to hold; before the first one every weekday may be a test day.
 */
export function offDays(
  fixed: readonly Fixed[],
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
): CalendarDate[] {
  if (fixed.length === 0) return [];
  return datesFrom(span).filter((date) => {
    const inForce = fixed.findLast(({ from }) => from <= date);
    return inForce !== undefined && !inForce.weekdays.includes(weekdayOf(date));
  });
}
