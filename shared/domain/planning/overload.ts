import { type CalendarDate, weekdayOf } from '../calendar/calendarDate.ts';
import { loadsByLabAndDate } from '../rolls/loads.ts';
import type { RollSession } from '../rolls/plan.ts';
import type { RollProblem } from '../rolls/schema.ts';

/** A laboratory's day that a plan fills beyond its capacity. */
export interface Overload {
  readonly lab: string;
  readonly date: CalendarDate;
  readonly excess: number;
}

const TOLERANCE = 1e-6;

/** Expected samples are fractions where turnouts differ, so that a plan by heads may end above a capacity in samples. */
export function overloads(problem: RollProblem, sessions: readonly RollSession[]): Overload[] {
  const loads = loadsByLabAndDate(problem, sessions);
  return problem.labs.flatMap((lab) =>
    (loads.get(lab.id) ?? []).flatMap(({ date, samples }) => {
      const capacity = lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)] ?? 0;
      const excess = samples + (lab.dateLoad[date] ?? 0) - capacity;
      return excess > TOLERANCE ? [{ lab: lab.id, date, excess }] : [];
    }),
  );
}

/** The same problem with less room on the overloaded days, one sample more than was too much. */
export function withLessRoom(problem: RollProblem, over: readonly Overload[]): RollProblem {
  return {
    ...problem,
    labs: problem.labs.map((lab) => {
      const tight = over
        .filter((one) => one.lab === lab.id)
        .map(({ date, excess }) => {
          const capacity = lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)] ?? 0;
          // Never 0: that would close the day and move its samples on.
          return [date, Math.max(0.001, capacity - excess - 1)] as const;
        });
      return tight.length === 0
        ? lab
        : { ...lab, dateCapacity: { ...lab.dateCapacity, ...Object.fromEntries(tight) } };
    }),
  };
}
