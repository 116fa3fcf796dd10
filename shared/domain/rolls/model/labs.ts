import { dayNumber, isCalendarDate, weekdayOfDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { RollProblem } from '../schema.ts';

/** A laboratory by lab day: day 0 is the first of the horizon, and some days after its end can still get samples. */
export interface LabModel {
  readonly index: number;
  readonly arrival: number;
  readonly capacity: Float64Array;
  /** Others' samples and those of sessions that stand. */
  readonly load: Float64Array;
  readonly open: Uint8Array;
  /** The first open day from here on, or −1. */
  readonly nextOpen: Int32Array;
  /** Week of the horizon, or −1 after its end. */
  readonly week: Int32Array;
  readonly weeks: number;
  /** Σ capacity over the open days of the horizon. */
  readonly horizonCapacity: number;
  readonly weekCapacity: Float64Array;
}

/** Monday-based week number that only ever grows. */
function weekNumber(day: number): number {
  return Math.floor((day + 3) / 7);
}

export function labModels(problem: RollProblem, horizonDays: number, labDays: number): LabModel[] {
  const from = dayNumber(problem.horizon.from);
  const closed = new Set(problem.closedDates.map(dayNumber));
  const firstWeek = weekNumber(from);
  const weeks = weekNumber(from + horizonDays - 1) - firstWeek + 1;
  return problem.labs.map((lab, index) => {
    const byDay = (values: Readonly<Record<string, number>>) =>
      new Map(
        Object.entries(values).flatMap(([date, n]) => (isCalendarDate(date) ? [[dayNumber(date), n]] : [])),
      );
    const [overrides, loads] = [byDay(lab.dateCapacity), byDay(lab.dateLoad)];
    const capacity = new Float64Array(labDays);
    const load = new Float64Array(labDays);
    const open = new Uint8Array(labDays);
    const week = new Int32Array(labDays).fill(-1);
    const weekCapacity = new Float64Array(weeks);
    let horizonCapacity = 0;
    for (let day = 0; day < labDays; day++) {
      const number = from + day;
      capacity[day] = overrides.get(number) ?? lab.weekdayCapacity[weekdayOfDayNumber(number)]!;
      load[day] = loads.get(number) ?? 0;
      open[day] = capacity[day]! > 0 && !closed.has(number) ? 1 : 0;
      if (day >= horizonDays) continue;
      week[day] = weekNumber(number) - firstWeek;
      if (!open[day]) continue;
      horizonCapacity += capacity[day]!;
      weekCapacity[week[day]!]! += capacity[day]!;
    }
    const nextOpen = new Int32Array(labDays + 1).fill(-1);
    for (let day = labDays - 1; day >= 0; day--) nextOpen[day] = open[day] ? day : nextOpen[day + 1]!;
    const arrival = minutesOf(lab.arrival);
    return { index, arrival, capacity, load, open, nextOpen, week, weeks, horizonCapacity, weekCapacity };
  });
}
