import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';

interface DaysBefore {
  readonly firstDaysBefore: number;
  readonly lastDaysBefore: number;
}

/**
 * A2: which sample dates are "the last week" of a release. Windows are dated policy, stored with each measured
 * figure and never mixed in one comparison.
 */
const COUNTING_WINDOWS = {
  /** What SSI's dashboard counted until 7 Dec 2021: eight sample dates. */
  'ssi-dashboard-2020': { firstDaysBefore: 8, lastDaysBefore: 1 },
  'exact-7-days': { firstDaysBefore: 7, lastDaysBefore: 1 },
} as const satisfies Record<string, DaysBefore>;

type NamedWindow = keyof typeof COUNTING_WINDOWS;

/** A window of a policy's own: `days-10-to-4` counts release − 10 to release − 4. */
type OwnWindow = `days-${number}-to-${number}`;

export type CountingWindow = NamedWindow | OwnWindow;

/** The windows that every release is measured with, whatever the policy: one measures, the others are its controls. */
export const COUNTING_WINDOW_NAMES = Object.keys(COUNTING_WINDOWS) as readonly NamedWindow[];

const OWN_WINDOW = /^days-(\d{1,2})-to-(\d{1,2})$/;

function daysBefore(name: string): DaysBefore | undefined {
  if (Object.hasOwn(COUNTING_WINDOWS, name)) return COUNTING_WINDOWS[name as NamedWindow];
  const [, first, last] = OWN_WINDOW.exec(name) ?? [];
  const own = { firstDaysBefore: Number(first), lastDaysBefore: Number(last) };
  return own.firstDaysBefore >= own.lastDaysBefore ? own : undefined;
}

export function isCountingWindow(name: string): name is CountingWindow {
  return daysBefore(name) !== undefined;
}

/** The windows that a release is measured with: those that all are, and the policy's own. */
export function windowsToMeasure(inForce: CountingWindow): readonly CountingWindow[] {
  return [...new Set<CountingWindow>([...COUNTING_WINDOW_NAMES, inForce])];
}

/** The sample dates counted on the day `anchor`, normally the day of the release; both ends included. */
export function windowSpan(
  window: CountingWindow,
  anchor: CalendarDate,
): { from: CalendarDate; to: CalendarDate } {
  const { firstDaysBefore, lastDaysBefore } = daysBefore(window)!;
  return { from: addDays(anchor, -firstDaysBefore), to: addDays(anchor, -lastDaysBefore) };
}
