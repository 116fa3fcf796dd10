import { dayNumber } from '../../calendar/calendarDate.ts';
import type { RollProblem } from '../schema.ts';
import { DUTY_OFFSETS, dutyDays, dutySpan, type Grid, placesWithin } from './duty.ts';

/** A swabber as the planner sees them: when they are on duty, widened by the swabbers' margin. */
export interface SwabberModel {
  readonly index: number;
  readonly sites: readonly number[];
  /** Index 0 is day −1 of the horizon. */
  readonly duty: Uint8Array;
  /** Begin and end in minutes of a date, for a duty of the day before, the date and the day after. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  readonly trainedFrom: number;
  /** Index of their own offer, or −1. */
  readonly offer: number;
}

export function swabberModels(problem: RollProblem, horizonDays: number): SwabberModel[] {
  const from = dayNumber(problem.horizon.from);
  const fromAnchor = from - dayNumber(problem.rotaAnchor);
  const siteIndex = new Map(problem.sites.map(({ id }, i) => [id, i]));
  const offerIndex = new Map(problem.offers.map(({ id }, i) => [id, i]));
  const duties = new Map<string, Uint8Array>();
  return problem.swabbers.map((swabber, index) => {
    const key = swabber.rotaDays ? `${swabber.rotaWeeks}:${swabber.rotaDays.join(' ')}` : '*';
    let duty = duties.get(key);
    if (!duty) duties.set(key, (duty = dutyDays(swabber, fromAnchor, horizonDays)));
    return {
      index,
      sites: swabber.sites.map((id) => siteIndex.get(id)!),
      duty,
      spans: DUTY_OFFSETS.map((offset) => dutySpan(swabber.hours, offset, problem.swabberMarginMinutes)),
      trainedFrom: swabber.trainedFrom === undefined ? 0 : dayNumber(swabber.trainedFrom) - from,
      offer: swabber.offer === undefined ? -1 : offerIndex.get(swabber.offer)!,
    };
  });
}

/** Whether a swabber is on duty from one moment of a day to another (R41: widened by their margin, for the handover). */
export function onDuty(swabber: SwabberModel, day: number, from: number, to: number): boolean {
  if (day < swabber.trainedFrom) return false;
  for (let i = 0; i < 3; i++) {
    const span = swabber.spans[i]!;
    if (swabber.duty[day + i] === 1 && span.from <= from && span.to >= to) return true;
  }
  return false;
}

/** So many lanes can be served over this range of places. */
export interface LaneOption {
  readonly lanes: number;
  readonly lo: number;
  readonly hi: number;
}

export interface WindowStaffing {
  readonly options: readonly LaneOption[];
  /** The only swabber who can serve here at all, or −1. */
  readonly only: number;
}

const NOBODY: WindowStaffing = { options: [], only: -1 };

/** Which lanes the swabbers on duty can serve in a window on a day, none of the options worse than another. */
export function windowStaffing(
  swabbers: readonly SwabberModel[],
  grid: Grid,
  day: number,
  maxLanes: number,
): WindowStaffing {
  const last = grid.starts.length - 1;
  const ranges: { lo: number; hi: number }[] = [];
  let only = -1;
  let people = 0;
  for (const swabber of swabbers) {
    if (day < swabber.trainedFrom) continue;
    let serves = false;
    for (let i = 0; i < 3; i++) {
      const span = swabber.spans[i]!;
      if (swabber.duty[day + i] !== 1 || span.to <= grid.from || span.from >= grid.to) continue;
      const range =
        span.from <= grid.from && span.to >= grid.to
          ? { lo: 0, hi: last }
          : placesWithin(grid, span.from, span.to);
      if (range.hi < range.lo) continue;
      ranges.push(range);
      serves = true;
    }
    if (!serves) continue;
    people++;
    only = swabber.index;
  }
  if (people === 0 || last < 0) return NOBODY;
  const full = ranges.filter(({ lo, hi }) => lo === 0 && hi === last).length;
  const most = Math.min(maxLanes, people);
  if (full >= most) return { options: [{ lanes: most, lo: 0, hi: last }], only: people === 1 ? only : -1 };
  const options: LaneOption[] = [];
  for (let lanes = most; lanes >= 1; lanes--) {
    for (const { lo } of ranges) {
      const ends = ranges.filter((range) => range.lo <= lo).map((range) => range.hi);
      ends.sort((a, b) => b - a);
      const hi = ends[lanes - 1];
      if (hi === undefined || hi < lo) continue;
      if (options.some((other) => other.lanes >= lanes && other.lo <= lo && other.hi >= hi)) continue;
      options.push({ lanes, lo, hi });
    }
  }
  const size = ({ lanes, lo, hi }: LaneOption) => lanes * (hi - lo + 1);
  const kept = options.filter(
    (a) => !options.some((b) => b !== a && b.lanes >= a.lanes && b.lo <= a.lo && b.hi >= a.hi),
  );
  return { options: kept.sort((a, b) => size(b) - size(a)).slice(0, 4), only: people === 1 ? only : -1 };
}
