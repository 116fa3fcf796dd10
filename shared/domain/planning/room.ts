import { type CalendarDate, datesFrom, weekdayOf } from '../calendar/calendarDate.ts';
import type { LabRoom } from './buildRollProblem.ts';
import type { PlanningLaboratory } from './facts.ts';

/** What a laboratory takes on a date by its own word; 0 where it is closed. */
export function capacityOn(laboratory: PlanningLaboratory, date: CalendarDate): number {
  return laboratory.dateCapacity[date] ?? laboratory.weekdayCapacity[weekdayOf(date)] ?? 0;
}

/**
 * The planner takes a laboratory without capacity for closed, and moves samples on to its next open day. A day that is
 * open but full for this owner keeps a capacity into which no sample fits.
 */
const FULL = 0.001;

/** What an owner may send to a laboratory, by date; `own`: samples of their own sessions that stand. */
export interface Allowance {
  readonly others: (date: CalendarDate) => number;
  readonly quota: (date: CalendarDate) => number;
  readonly own: (date: CalendarDate) => number;
}

/** The laboratory as one owner sees it: others' samples as counts, and their own quota as its capacity (P2, R34). */
export function roomFor(
  laboratory: PlanningLaboratory,
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
  { others, quota, own }: Allowance,
): LabRoom {
  const open = datesFrom(span).filter((date) => capacityOn(laboratory, date) > 0);
  const rounded = (samples: number) => Math.round(samples * 1000) / 1000;
  return {
    load: Object.fromEntries(open.map((date) => [date, rounded(others(date))])),
    capacity: Object.fromEntries(
      open.map((date) => [date, Math.max(FULL, rounded(others(date) + own(date) + quota(date)))]),
    ),
  };
}
