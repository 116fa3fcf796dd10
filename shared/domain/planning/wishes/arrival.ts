import { addDays, type CalendarDate, weekdayOf } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { RollProblem } from '../../rolls/schema.ts';

/** A laboratory that is closed for longer gets nothing. */
const FARTHEST_DAYS = 14;

/** R45: the day on which samples arrive that are ready at a minute of a date. */
export function arrivalOf(
  { labs, sites, closedDates }: Pick<RollProblem, 'labs' | 'sites' | 'closedDates'>,
  ready: { readonly site: string; readonly date: CalendarDate; readonly minute: number },
): CalendarDate {
  const site = sites.find(({ id }) => id === ready.site);
  const lab = labs.find(({ id }) => id === site?.lab);
  if (!site || !lab) return ready.date;
  const open = (date: CalendarDate) =>
    !closedDates.includes(date) && (lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)] ?? 0) > 0;
  for (let days = ready.minute <= minutesOf(site.lastPickup) ? 0 : 1; days <= FARTHEST_DAYS; days += 1) {
    const day = addDays(ready.date, days);
    if (open(day)) return day;
  }
  return ready.date;
}
