import { minutesOf } from '../../calendar/minutes.ts';

const DAY = 1440;

/** Places within a window: `starts[i]` is when place i begins, in minutes of its date. */
export interface Grid {
  readonly from: number;
  readonly to: number;
  readonly starts: Int32Array;
  /** Minutes that somebody at a place may need; with blocks, the people of one block. */
  readonly span: number;
  /** People per place and lane: 1, or those of a block. */
  readonly perLane: number;
  readonly lanes: number;
  readonly weekdays: ReadonlySet<number>;
}

export function gridOf(
  window: { from: string; to: string; lanes: number; weekdays: readonly number[] },
  minutesPerSwab: number,
  blockMinutes: number,
): Grid {
  const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
  const perLane = blockMinutes > 0 ? Math.floor(blockMinutes / minutesPerSwab) : 1;
  const span = perLane * minutesPerSwab;
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const starts: number[] = [];
  if (perLane > 0) for (let start = from; start + span <= to; start += step) starts.push(start);
  return {
    from,
    to,
    starts: Int32Array.from(starts),
    span,
    perLane,
    lanes: window.lanes,
    weekdays: new Set(window.weekdays),
  };
}

/** Inclusive range of places; empty when `hi < lo`. */
export interface Range {
  readonly lo: number;
  readonly hi: number;
}

/** The places that lie wholly between two moments of the window's date. */
export function placesWithin(grid: Grid, from: number, to: number): Range {
  let lo = 0;
  while (lo < grid.starts.length && grid.starts[lo]! < from) lo++;
  let hi = grid.starts.length - 1;
  while (hi >= 0 && grid.starts[hi]! + grid.span > to) hi--;
  return { lo, hi };
}

/** A duty of some shift as seen from a date: it began the day before, on the date, or begins the day after. */
export const DUTY_OFFSETS = [-1, 0, 1] as const;

/** Begin and end of the duty that starts `offset` days from a date, in minutes of that date, widened on both sides. */
export function dutySpan(
  hours: readonly [string, string],
  offset: number,
  margin: number,
): { from: number; to: number } {
  const [a, b] = [minutesOf(hours[0]), minutesOf(hours[1])];
  return { from: offset * DAY + a - margin, to: offset * DAY + (b <= a ? b + DAY : b) + margin };
}

/** For every day from −1 to `days`: 1 where a duty begins. Index 0 is day −1. */
export function dutyDays(
  rota: { readonly rotaWeeks: number; readonly rotaDays?: readonly number[] | undefined },
  fromAnchor: number,
  days: number,
): Uint8Array {
  const result = new Uint8Array(days + 2);
  if (!rota.rotaDays) return result.fill(1);
  const cycle = 7 * rota.rotaWeeks;
  const wanted = new Uint8Array(cycle);
  for (const day of rota.rotaDays) wanted[day] = 1;
  for (let i = 0; i < days + 2; i++) {
    const offset = (fromAnchor + i - 1) % cycle;
    result[i] = wanted[offset < 0 ? offset + cycle : offset]!;
  }
  return result;
}
