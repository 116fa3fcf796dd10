import { dayNumber, weekdayOfDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import { DUTY_OFFSETS, dutyDays, dutySpan } from '../model/duty.ts';
import type { StandingContext } from '../model/standing.ts';
import type { GivenSession } from '../schema.ts';

/** People who have been told a time: part of a published session. */
export interface Told {
  /** Index of the offer. */
  readonly offer: number;
  readonly lane: number;
  /** Minutes of the session's date. */
  readonly start: number;
  readonly count: number;
}

/** What a person was told, as far as it counts for having moved: the lane is nobody's business. */
export function toldKey(
  session: { readonly site: string; readonly date: string; readonly window: string },
  slot: { readonly offer: string; readonly start: string },
): string {
  return `${session.site}|${session.date}|${session.window}|${slot.offer}|${slot.start}`;
}

export function sessionName(session: {
  readonly site: string;
  readonly date: string;
  readonly window: string;
}): string {
  return `${session.site}|${session.date}|${session.window}`;
}

export interface ToldContext {
  /** People of each offer who may still be kept; lowered for everybody who is found. */
  readonly left: Int32Array;
  /** How many of each told slot are to stay, where a least-moves flow has said so; without it, all. */
  readonly stay?: Map<string, number> | undefined;
}

/** Rules window, date, duty, due and once for each published slot on its own, cut to as many people as they allow. */
export function allowedSlots(
  context: StandingContext,
  published: GivenSession,
  { left, stay }: ToldContext,
): Told[] {
  const { problem, siteIndex, grids, horizonDays } = context;
  const from = dayNumber(problem.horizon.from);
  const at = siteIndex.get(published.site)!;
  const site = problem.sites[at]!;
  const w = site.windows.findIndex(({ id }) => id === published.window);
  const day = dayNumber(published.date) - from;
  const closed = problem.closedDates.includes(published.date) || site.closedDates.includes(published.date);
  if (w < 0 || day < 0 || day >= horizonDays || closed || published.date < problem.notBefore) return [];
  const grid = grids[at]![w]!;
  if (!grid.weekdays.has(weekdayOfDayNumber(from + day))) return [];
  const { minutesPerSwab, blockMinutes } = site;
  return inOrder(published.slots).flatMap((slot): Told[] => {
    const index = context.offerIndex.get(slot.offer);
    if (index === undefined) return [];
    const offer = problem.offers[index]!;
    const start = minutesOf(slot.start);
    if (!offer.sites.includes(site.id) || published.date < offer.earliest || published.date > offer.due)
      return [];
    if (start < grid.from || (blockMinutes > 0 && (start - grid.from) % blockMinutes !== 0)) return [];
    const duty = dutyDays(offer, from - dayNumber(problem.rotaAnchor), horizonDays);
    const ends = DUTY_OFFSETS.map((offset, i) => {
      const span = dutySpan(site.shifts[offer.shift]!, offset, problem.marginMinutes);
      return duty[day + i] === 1 && span.from <= start ? span.to : 0;
    });
    const minutes = Math.min(Math.max(...ends), grid.to) - start;
    const key = toldKey(published, slot);
    const wanted = Math.min(slot.count, left[index]!, stay ? (stay.get(key) ?? 0) : slot.count);
    const most = blockMinutes > 0 ? grid.perLane : wanted;
    const count = Math.min(wanted, most, Math.floor(minutes / minutesPerSwab));
    if (count <= 0) return [];
    left[index]! -= count;
    stay?.set(key, stay.get(key)! - count);
    return [{ offer: index, lane: slot.lane, start, count }];
  });
}

function inOrder(slots: GivenSession['slots']): GivenSession['slots'] {
  return [...slots].sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.lane - b.lane));
}

export function spanOf(slots: readonly Told[], minutesPerSwab: number): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const { start, count } of slots) {
    from = Math.min(from, start);
    to = Math.max(to, start + count * minutesPerSwab);
  }
  return { from, to };
}

export function peopleOf(slots: readonly Told[]): number {
  return slots.reduce((sum, { count }) => sum + count, 0);
}

/** Told people as slots of a plan. */
export function slotsFrom(context: StandingContext, slots: readonly Told[]): GivenSession['slots'] {
  return slots.map(({ offer, lane, start, count }) => ({
    offer: context.problem.offers[offer]!.id,
    lane,
    start: timeOf(start),
    count,
  }));
}
