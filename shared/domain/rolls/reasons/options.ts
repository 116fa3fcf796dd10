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
  readonly broken: readonly Limit[];
}

/** Every window and day of the horizon within a duty of the class, with what stands in the way. */
export function optionsOf(model: Model, offerClass: number): PlaceOption[] {
  const { problem, firstDay, horizonDays } = model;
  const { sites, duty, first, last, shift, alone } = model.classes[offerClass]!;
  const notice = dayNumber(problem.notBefore) - firstDay;
  const options: PlaceOption[] = [];
  for (const site of sites) {
    const { id, windows, shifts, closedDates, dropIn } = problem.sites[site]!;
    const closed = new Set([...problem.closedDates, ...closedDates]);
    const able = candidates(model, site, offerClass);
    const pooled = problem.pools.some((pool) => pool.workstations === 0 && pool.sites.includes(id));
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
        const spans = fitting.map(({ lo, hi }) => ({
          from: grid.starts[lo]!,
          to: grid.starts[hi]! + grid.span,
        }));
        const staffed =
          !alone.has(sessionKey(site, day, window)) &&
          spans.some((span) => served(model, site, day, span, grid.span));
        const kept = grid.starts.length - Math.ceil(dropIn / grid.perLane);
        const broken: Limit[] = [];
        if (day < first || day > last) broken.push('no-duty');
        if (closed.has(fromDayNumber(firstDay + day))) broken.push('closed');
        if (day < notice) broken.push('notice');
        if (!staffed) broken.push('no-swabber');
        if (pooled) broken.push('pool');
        broken.push(...labLimits(model, site, day, spans, grid.span));
        const open = broken.length === 0 && able.has(day * 64 + window);
        if (!open && !fitting.some(({ lo }) => lo < kept)) broken.push('no-places');
        options.push({ site, day, window, broken });
      }
    });
  }
  return options;
}

/** Days and windows in which the planner could really open something for a class. */
function candidates(model: Model, index: number, offerClass: number): Set<number> {
  const site = model.sites[index]!;
  const k = site.classes.indexOf(offerClass);
  const found = new Set<number>();
  for (let c = 0; c < site.candidates; c++) {
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++)
      if (site.arcClass[arc] === k) found.add(site.day[c]! * 64 + site.window[c]!);
  }
  return found;
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

/** Why no slot in the spans reaches a laboratory that takes it in time (`lab-date`, `age`, `lab-capacity`). */
function labLimits(
  model: Model,
  site: number,
  day: number,
  spans: readonly { from: number; to: number }[],
  length: number,
): Limit[] {
  const { lab: index, turnout } = model.sites[site]!;
  const lab = model.labs[index]!;
  const pickup = minutesOf(model.problem.sites[site]!.lastPickup);
  let full = false;
  for (const { from, to } of spans) {
    for (let start = from; start + length <= to; start += length) {
      const sameDay = lab.open[day] === 1 && start + length <= pickup;
      const labDay = sameDay ? day : (lab.nextOpen[day + 1] ?? -1);
      if (labDay < 0) continue;
      if ((labDay - day) * 1440 + lab.arrival - start > model.problem.maxSampleHours * 60) continue;
      if (lab.load[labDay]! + turnout <= lab.capacity[labDay]! + 1e-9) return [];
      full = true;
    }
  }
  return full ? ['lab-capacity'] : ['age'];
}
