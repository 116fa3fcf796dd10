import { minutesOf } from '../../calendar/minutes.ts';
import type { RollProblem } from '../schema.ts';
import { type OfferClass, sessionKey } from './classes.ts';
import { DUTY_OFFSETS, dutySpan, type Grid, placesWithin, type Range } from './duty.ts';
import type { LabModel } from './labs.ts';
import { type LaneOption, type SwabberModel, windowStaffing } from './staffing.ts';
import type { StandingSession } from './standing.ts';

/**
 * Everything a site could open: a *candidate* is a window on a day with so many lanes over so many places, and the
 * laboratory day its samples reach. Its places fall into *cells* whose people are the same classes. Flat arrays,
 * because the search reads them millions of times.
 */
export interface SiteModel {
  readonly index: number;
  readonly lab: number;
  readonly turnout: number;
  /** Kilometres east and north of the laboratory. */
  readonly x: number;
  readonly y: number;
  /** Classes that may come here; arcs name them by their position in this list. */
  readonly classes: Int32Array;
  readonly candidates: number;
  readonly day: Int32Array;
  readonly window: Int32Array;
  readonly labDay: Int32Array;
  readonly lanes: Int32Array;
  /** First and last place of the window's grid. */
  readonly lo: Int32Array;
  readonly hi: Int32Array;
  /** The samples only reach this laboratory day if a slot lies at this place or later; −1: they do anyhow. */
  readonly reach: Int32Array;
  /** Index into the standing sessions, or −1 for one that would be new. */
  readonly standing: Int32Array;
  readonly cellStart: Int32Array;
  readonly cellCap: Int32Array;
  readonly arcStart: Int32Array;
  readonly arcClass: Int32Array;
  readonly arcCell: Int32Array;
  /** Candidates that are not standing yet, by laboratory day. */
  readonly byLabDay: readonly (readonly number[])[];
  /** Standing sessions with free places. */
  readonly standingCandidates: readonly number[];
  /** Laboratory days on which the site has a stop anyhow. */
  readonly standingLabDays: Uint8Array;
  /** Sites that share swabbers or workstations have the same group; −1 where nothing is shared. */
  readonly group: number;
}

export interface SiteContext {
  readonly problem: RollProblem;
  readonly horizonDays: number;
  readonly labDays: number;
  readonly firstDay: number;
  readonly lab: LabModel;
  readonly grids: readonly Grid[];
  /** 1 where the site may hold sessions. */
  readonly openDays: Uint8Array;
  readonly weekdays: Int32Array;
  readonly classes: readonly OfferClass[];
  readonly swabbers: readonly SwabberModel[];
  readonly standing: readonly { readonly index: number; readonly session: StandingSession }[];
  readonly maxLanes: number;
  readonly group: number;
  readonly x: number;
  readonly y: number;
}

interface Variant {
  readonly lanes: number;
  readonly lo: number;
  readonly hi: number;
  readonly labDay: number;
  readonly reach: number;
}

export function siteModel(index: number, context: SiteContext): SiteModel {
  const { problem, grids, classes } = context;
  const site = problem.sites[index]!;
  const day: number[] = [];
  const window: number[] = [];
  const labDay: number[] = [];
  const lanes: number[] = [];
  const lo: number[] = [];
  const hi: number[] = [];
  const reach: number[] = [];
  const standing: number[] = [];
  const cellStart = [0];
  const cellCap: number[] = [];
  const arcStart = [0];
  const arcClass: number[] = [];
  const arcCell: number[] = [];
  const byLabDay: number[][] = Array.from({ length: context.labDays }, () => []);
  const standingCandidates: number[] = [];
  const standingLabDays = new Uint8Array(context.labDays);

  const finish = (at: number, slot: number, variant: Variant, standingIndex: number): void => {
    if (arcClass.length === arcStart[day.length]!) {
      cellCap.length = cellStart[day.length]!; // nobody could come: no candidate
      return;
    }
    if (standingIndex < 0) byLabDay[variant.labDay]!.push(day.length);
    else standingCandidates.push(day.length);
    day.push(at);
    window.push(slot);
    labDay.push(variant.labDay);
    lanes.push(variant.lanes);
    lo.push(variant.lo);
    hi.push(variant.hi);
    reach.push(variant.reach);
    standing.push(standingIndex);
    cellStart.push(cellCap.length);
    arcStart.push(arcClass.length);
  };

  const taken = new Set(
    context.standing.map(({ session }) => sessionKey(index, session.day, session.window)),
  );
  for (const { index: number, session } of context.standing) {
    if (session.labDay >= 0 && session.labDay < context.labDays) standingLabDays[session.labDay] = 1;
    if (session.free.length === 0) continue;
    const grid = grids[session.window]!;
    for (const place of session.free) {
      const cell = cellCap.length;
      cellCap.push(place.lanes.length);
      classes.forEach((offerClass, k) => {
        if (session.day < offerClass.first || session.day > offerClass.last) return;
        const spans = DUTY_OFFSETS.map((offset) =>
          dutySpan(site.shifts[offerClass.shift]!, offset, problem.marginMinutes),
        );
        const fits = spans.some(
          ({ from, to }, i) =>
            offerClass.duty[session.day + i] === 1 && from <= place.start && place.start + grid.span <= to,
        );
        if (!fits) return;
        arcClass.push(k);
        arcCell.push(cell);
      });
    }
    const variant = { lanes: session.given.lanes, lo: 0, hi: 0, labDay: session.labDay, reach: -1 };
    finish(session.day, session.window, variant, number);
  }

  const pickup = minutesOf(site.lastPickup);
  for (let w = 0; w < grids.length; w++) {
    const grid = grids[w]!;
    if (grid.starts.length === 0) continue;
    const ranges = classRanges(problem, site.shifts, grid, classes);
    const bounds = segments(ranges, grid.starts.length);
    // A block that is only partly filled may end before the pickup although a full one would not: such places count
    // for neither side.
    let beforePickup = 0;
    while (beforePickup < grid.starts.length && grid.starts[beforePickup]! + grid.span <= pickup)
      beforePickup++;
    let afterPickup = beforePickup;
    while (afterPickup < grid.starts.length && grid.starts[afterPickup]! + site.minutesPerSwab <= pickup)
      afterPickup++;
    for (let d = 0; d < context.horizonDays; d++) {
      if (context.openDays[d] !== 1 || !grid.weekdays.has(context.weekdays[d]!)) continue;
      const key = sessionKey(index, d, w);
      if (taken.has(key)) continue;
      const staffing = windowStaffing(context.swabbers, grid, d, Math.min(grid.lanes, context.maxLanes));
      const options = context.group < 0 ? staffing.options : everyLaneCount(staffing.options);
      for (const option of options) {
        for (const variant of variants(
          option,
          grid,
          d,
          { beforePickup, afterPickup },
          context,
          site.dropIn,
        )) {
          for (let b = 0; b + 1 < bounds.length; b++) {
            const first = Math.max(bounds[b]!, variant.lo);
            const last = Math.min(bounds[b + 1]! - 1, variant.hi);
            if (last < first) continue;
            const cell = cellCap.length;
            const arcs = arcClass.length;
            for (let k = 0; k < classes.length; k++) {
              const offerClass = classes[k]!;
              if (d < offerClass.first || d > offerClass.last || offerClass.alone.has(key)) continue;
              const own = ranges[k]!;
              for (let i = 0; i < 3; i++) {
                const range = own[i]!;
                if (offerClass.duty[d + i] !== 1 || range.lo > first || range.hi < last) continue;
                if (variant.reach >= 0 && Math.min(range.hi, variant.hi) < variant.reach) continue;
                arcClass.push(k);
                arcCell.push(cell);
                break;
              }
            }
            if (arcClass.length > arcs) cellCap.push((last - first + 1) * variant.lanes * grid.perLane);
          }
          finish(d, w, variant, -1);
        }
      }
    }
  }
  // Whoever takes most is tried first when a day is opened.
  const able = (c: number): number => {
    let people = 0;
    for (let arc = arcStart[c]!; arc < arcStart[c + 1]!; arc++) people += classes[arcClass[arc]!]!.count;
    return people;
  };
  for (const own of byLabDay) {
    const people = new Map(own.map((c) => [c, able(c)]));
    own.sort((a, b) => people.get(b)! - people.get(a)! || a - b);
  }
  return {
    index,
    lab: context.lab.index,
    turnout: site.turnout,
    x: context.x,
    y: context.y,
    classes: Int32Array.from(classes, ({ index: i }) => i),
    candidates: day.length,
    day: Int32Array.from(day),
    window: Int32Array.from(window),
    labDay: Int32Array.from(labDay),
    lanes: Int32Array.from(lanes),
    lo: Int32Array.from(lo),
    hi: Int32Array.from(hi),
    reach: Int32Array.from(reach),
    standing: Int32Array.from(standing),
    cellStart: Int32Array.from(cellStart),
    cellCap: Int32Array.from(cellCap),
    arcStart: Int32Array.from(arcStart),
    arcClass: Int32Array.from(arcClass),
    arcCell: Int32Array.from(arcCell),
    byLabDay,
    standingCandidates,
    standingLabDays,
    group: context.group,
  };
}

/** Where swabbers are shared, opening fewer lanes than there could be leaves some for others. */
function everyLaneCount(options: readonly LaneOption[]): LaneOption[] {
  const all: LaneOption[] = [];
  for (const option of options) {
    for (let lanes = option.lanes; lanes >= 1; lanes--) {
      if (!all.some((other) => other.lanes === lanes && other.lo <= option.lo && other.hi >= option.hi))
        all.push({ ...option, lanes });
    }
  }
  return all;
}

/** For every class the places that suit a duty that began the day before, on the day, or begins the day after. */
function classRanges(
  problem: RollProblem,
  shifts: Readonly<Record<string, readonly [string, string]>>,
  grid: Grid,
  classes: readonly OfferClass[],
): Range[][] {
  const byShift = new Map<string, Range[]>();
  return classes.map(({ shift }) => {
    let found = byShift.get(shift);
    if (!found) {
      found = DUTY_OFFSETS.map((offset) => {
        const { from, to } = dutySpan(shifts[shift]!, offset, problem.marginMinutes);
        return placesWithin(grid, from, to);
      });
      byShift.set(shift, found);
    }
    return found;
  });
}

/** Cuts the places where some class's range begins or ends. */
function segments(ranges: readonly (readonly Range[])[], places: number): number[] {
  const cuts = new Set([0, places]);
  for (const own of ranges) {
    for (const { lo, hi } of own) {
      if (hi < lo) continue;
      cuts.add(lo);
      cuts.add(hi + 1);
    }
  }
  return [...cuts].sort((a, b) => a - b);
}

/** One candidate per laboratory day that the samples can reach (`lab-date`), cut to what `age` and `dropIn` allow. */
function variants(
  option: LaneOption,
  grid: Grid,
  day: number,
  { beforePickup, afterPickup }: { beforePickup: number; afterPickup: number },
  { lab, problem }: SiteContext,
  dropIn: number,
): Variant[] {
  const free = Math.ceil(dropIn / (option.lanes * grid.perLane));
  const last = Math.min(option.hi, grid.starts.length - 1 - free);
  const oldest = (labDay: number) => (labDay - day) * 1440 + lab.arrival - problem.maxSampleHours * 60;
  const result: Variant[] = [];
  const add = (labDay: number, hi: number, reach: number): void => {
    if (labDay < 0) return;
    let lo = option.lo;
    while (lo <= hi && grid.starts[lo]! < oldest(labDay)) lo++;
    if (lo <= hi && reach <= hi) result.push({ lanes: option.lanes, lo, hi, labDay, reach });
  };
  const later = lab.nextOpen[day + 1] ?? -1;
  if (lab.open[day] !== 1) {
    add(later, last, -1);
    return result;
  }
  add(day, Math.min(last, beforePickup - 1), -1);
  add(later, last, afterPickup);
  return result;
}
