import { weekdayOfDayNumber, dayNumber, fromDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import { sessionKey } from '../model/classes.ts';
import { DUTY_OFFSETS, dutySpan, placesWithin } from '../model/duty.ts';
import type { Model } from '../model/model.ts';
import { onDuty } from '../model/staffing.ts';
import type { Limit } from '../plan.ts';

/** A window on a day in which somebody is on duty, and the rules that forbid it, whoever else there is. */
export interface PlaceOption {
  readonly site: number;
  readonly day: number;
  readonly window: number;
  /** Between `earliest` and `due`. */
  readonly inTime: boolean;
  readonly broken: readonly Limit[];
}

/** Every window and day of the horizon within a duty of the class, with what stands in the way. */
export function optionsOf(model: Model, offerClass: number): PlaceOption[] {
  const { problem, firstDay, horizonDays } = model;
  const { sites, duty, first, last, shift, alone } = model.classes[offerClass]!;
  const notice = dayNumber(problem.notBefore) - firstDay;
  const closedAll = new Set(problem.closedDates);
  const options: PlaceOption[] = [];
  for (const site of sites) {
    const { windows, shifts, closedDates } = problem.sites[site]!;
    const closed = new Set([...closedAll, ...closedDates]);
    windows.forEach((_, window) => {
      const grid = model.grids[site]![window]!;
      const ranges = DUTY_OFFSETS.map((offset) => {
        const { from, to } = dutySpan(shifts[shift]!, offset, problem.marginMinutes);
        return placesWithin(grid, from, to);
      });
      for (let day = 0; day < horizonDays; day++) {
        if (!grid.weekdays.has(weekdayOfDayNumber(firstDay + day))) continue;
        const fitting = ranges.filter((range, i) => duty[day + i] === 1 && range.hi >= range.lo);
        if (fitting.length === 0) continue;
        const broken: Limit[] = [];
        if (closed.has(fromDayNumber(firstDay + day))) broken.push('closed');
        if (day < notice) broken.push('notice');
        const spans = fitting.map(({ lo, hi }) => ({
          from: grid.starts[lo]!,
          to: grid.starts[hi]! + grid.span,
        }));
        if (
          alone.has(sessionKey(site, day, window)) ||
          !spans.some((span) => served(model, site, day, span, grid.span))
        )
          broken.push('no-swabber');
        if (
          !model.problem.pools.every(
            (pool) => pool.workstations > 0 || !pool.sites.includes(problem.sites[site]!.id),
          )
        )
          broken.push('pool');
        if (!spans.some((span) => freshEnough(model, site, day, span, grid.span))) broken.push('age');
        options.push({ site, day, window, inTime: day >= first && day <= last, broken });
      }
    });
  }
  return options;
}

function served(
  model: Model,
  site: number,
  day: number,
  span: { from: number; to: number },
  length: number,
): boolean {
  return model.swabbersOf[site]!.some((swabber) => {
    for (let from = span.from; from + length <= span.to; from += length)
      if (onDuty(swabber, day, from, from + length)) return true;
    return false;
  });
}

/** Whether some slot in the span reaches the laboratory in time (`lab-date`, `age`). */
function freshEnough(
  model: Model,
  site: number,
  day: number,
  span: { from: number; to: number },
  length: number,
): boolean {
  const lab = model.labs[model.sites[site]!.lab]!;
  const pickup = minutesOf(model.problem.sites[site]!.lastPickup);
  const sameDay = lab.open[day] === 1 && span.from + length <= pickup;
  const labDay = sameDay ? day : (lab.nextOpen[day + 1] ?? -1);
  if (labDay < 0) return false;
  const start = sameDay ? Math.min(span.to - length, pickup - length) : span.to - length;
  return (labDay - day) * 1440 + lab.arrival - start <= model.problem.maxSampleHours * 60;
}
