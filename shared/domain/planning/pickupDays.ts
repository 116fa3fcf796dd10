import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { previousWorkingDay } from './workingDays.ts';

/** How many session days the first night plans, so that a region sees a week before it begins. */
const FIRST_SESSION_DAYS = 5;

interface Situation {
  /** The night after this day. */
  readonly today: CalendarDate;
  /** Days on which samples are collected, in order. */
  readonly sessionDays: readonly CalendarDate[];
  /** Days on which kits are due without samples. */
  readonly kitDays: readonly CalendarDate[];
  /** Days that have a list in force. */
  readonly planned: ReadonlySet<CalendarDate>;
}

/**
 * The lists that a night makes (R56). A list is planned in the night before the previous working day, on which it is
 * fixed: Monday's in the night to Friday. The first night of a region plans five session days at once, and whatever
 * kits those need before.
 */
export function pickupDaysDue({ today, sessionDays, kitDays, planned }: Situation): CalendarDate[] {
  const days = [...new Set([...sessionDays, ...kitDays])].filter((day) => day > today).sort();
  const tomorrow = addDays(today, 1);
  const due = days.filter((day) => previousWorkingDay(day) <= tomorrow);
  if (planned.size > 0) return due;
  const until = sessionDays
    .filter((day) => day > today)
    .slice(0, FIRST_SESSION_DAYS)
    .at(-1);
  return until === undefined ? due : days.filter((day) => day <= until || due.includes(day));
}
