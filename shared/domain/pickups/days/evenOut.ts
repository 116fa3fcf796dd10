import type { DayRoutes } from './dayRoutes.ts';

/** Kroner below what a list shows: not dearer. */
const SAME_COST = 0.004;
const MOST_MOVES = 50;

type Day = readonly (readonly number[])[];

/**
 * The last goal: where it costs nothing, the longest day gives a trip to an equal vehicle that is used and has a shorter
 * one, or changes one with it. The model holds the result.
 */
export function evenOut(model: DayRoutes): void {
  for (let moves = 0; moves < MOST_MOVES && giveOneTrip(model); moves++);
}

function giveOneTrip(model: DayRoutes): boolean {
  const { state, vehicleClass } = model;
  const saved = model.save();
  const days = daysOf(saved);
  const used = [...days.keys()].filter((v) => days[v]!.length > 0);
  const cost = model.drivenCost();
  const minutes = used.map((v) => state.duration[v]!);
  const longest = used[minutes.indexOf(Math.max(...minutes))];
  if (longest === undefined) return false;
  const from = days[longest]!;
  const length = state.duration[longest]!;
  const others = used.filter((v) => v !== longest && vehicleClass[v] === vehicleClass[longest]);
  others.sort((a, b) => state.duration[a]! - state.duration[b]!);
  const better = (v: number) =>
    model.fits(longest) &&
    model.fits(v) &&
    model.drivenCost() <= cost + SAME_COST &&
    Math.max(state.duration[longest]!, state.duration[v]!) < length;
  for (const v of others) {
    for (const [mine, theirs] of exchanges(from, days[v]!)) {
      model.load(savedFrom(days.with(longest, mine).with(v, theirs)));
      if (better(v)) return true;
    }
  }
  model.load(saved);
  return false;
}

/** Every way to give one trip away, for none or for one in return; the first day keeps at least one. */
function* exchanges(mine: Day, theirs: Day): Generator<readonly [Day, Day]> {
  for (const [t, trip] of mine.entries()) {
    if (mine.length > 1)
      for (let at = 0; at <= theirs.length; at++) yield [mine.toSpliced(t, 1), theirs.toSpliced(at, 0, trip)];
    for (const [s, other] of theirs.entries()) yield [mine.with(t, other), theirs.with(s, trip)];
  }
}

/** Saved routes as trips: a negative mark between two, a 0 at the end of a day. */
function daysOf(saved: Int32Array): Day[] {
  const days: number[][][] = [];
  let day: number[][] = [[]];
  for (const node of saved) {
    if (node > 0) day.at(-1)!.push(node);
    else if (node < 0) day.push([]);
    else {
      days.push(day[0]!.length > 0 ? day : []);
      day = [[]];
    }
  }
  return days;
}

function savedFrom(days: readonly Day[]): Int32Array {
  return Int32Array.from(
    days.flatMap((day) => [...day.flatMap((trip, t) => (t === 0 ? trip : [-1, ...trip])), 0]),
  );
}
