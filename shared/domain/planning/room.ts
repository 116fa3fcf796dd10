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
  readonly quota: (date: CalendarDate) => number;
  readonly own: (date: CalendarDate) => number;
}

/**
 * The laboratory as one owner sees it: their own quota is its capacity (P2, R34). Others' samples are not added to both
 * sides: beside them a small owner's drift is nothing, and thirty owners who drift alike leave the last week half empty
 * (R33). Levelled against the quota, each keeps the shape of the region's plan, and so does their sum.
 */
export function roomFor(
  laboratory: PlanningLaboratory,
  span: { readonly from: CalendarDate; readonly to: CalendarDate },
  { quota, own }: Allowance,
): LabRoom {
  const open = datesFrom(span).filter((date) => capacityOn(laboratory, date) > 0);
  const rounded = (samples: number) => Math.round(samples * 1000) / 1000;
  return {
    load: {},
    capacity: Object.fromEntries(
      open.map((date) => [date, Math.max(FULL, rounded(own(date) + quota(date)))]),
    ),
  };
}
