import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';

/**
 * A2: which sample dates are "the last week" of a release. Windows are dated policy, stored with each measured
 * figure and never mixed in one comparison.
 */
const COUNTING_WINDOWS = {
  /** What SSI's dashboard counted until 7 Dec 2021: eight sample dates. */
  'ssi-dashboard-2020': { firstDaysBefore: 8, lastDaysBefore: 1 },
  'exact-7-days': { firstDaysBefore: 7, lastDaysBefore: 1 },
} as const satisfies Record<string, { firstDaysBefore: number; lastDaysBefore: number }>;

export type CountingWindow = keyof typeof COUNTING_WINDOWS;

export const COUNTING_WINDOW_NAMES = Object.keys(COUNTING_WINDOWS) as readonly CountingWindow[];

export function isCountingWindow(name: string): name is CountingWindow {
  return Object.hasOwn(COUNTING_WINDOWS, name);
}

/** The sample dates counted on the day `anchor`, normally the day of the release; both ends included. */
export function windowSpan(
  window: CountingWindow,
  anchor: CalendarDate,
): { from: CalendarDate; to: CalendarDate } {
  const { firstDaysBefore, lastDaysBefore } = COUNTING_WINDOWS[window];
  return { from: addDays(anchor, -firstDaysBefore), to: addDays(anchor, -lastDaysBefore) };
}
