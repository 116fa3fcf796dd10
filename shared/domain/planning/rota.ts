import { type CalendarDate, calendarDate, daysBetween } from '../calendar/calendarDate.ts';

/** The Monday that every problem counts rotas from; owners may count from their own. */
export const ROTA_ANCHOR: CalendarDate = calendarDate('2020-08-31');

/** The same rota, counted from `ROTA_ANCHOR` instead of the owner's Monday. */
export function fromCommonAnchor(
  days: readonly number[],
  { weeks, anchor }: { weeks: number; anchor: CalendarDate },
): number[] {
  const length = 7 * weeks;
  const shift = daysBetween({ from: ROTA_ANCHOR, to: anchor });
  return days.map((day) => (((day + shift) % length) + length) % length).sort((a, b) => a - b);
}
