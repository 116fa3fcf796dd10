import type { DayRoutes } from './dayRoutes.ts';
import { type Trips, tripsOf } from './trips.ts';

/** Kroner below what a list shows: not dearer. */
const SAME_COST = 0.004;
const MOST_MOVES = 50;
/** The shortest days that are asked for room for a single stop. */
const ASKED_FOR_STOPS = 8;

/**
 * The last goal: where it costs nothing, the longest day gives a trip or a stop to an equal vehicle that is used and has
 * a shorter one, or changes a trip with it. The model holds the result.
 */
export function evenOut(model: DayRoutes): void {
  for (let moves = 0; moves < MOST_MOVES && shortenLongest(model); moves++);
}

function shortenLongest(model: DayRoutes): boolean {
  const { state, vehicleClass } = model;
  const { duration, trips } = state;
  const used = [...trips.keys()].filter((v) => trips[v]! > 0);
  used.sort((a, b) => duration[a]! - duration[b]!);
  const longest = used.pop();
  if (longest === undefined) return false;
  const cost = model.drivenCost();
  const length = duration[longest]!;
  const from = tripsOf(state, longest);
  const others = used.filter((v) => vehicleClass[v] === vehicleClass[longest] && duration[v]! < length);
  const better = (v: number, mine: Trips, theirs: Trips) => {
    model.begin();
    const fits = model.change([
      [longest, mine],
      [v, theirs],
    ]);
    if (fits && model.drivenCost() <= cost + SAME_COST && Math.max(duration[longest]!, duration[v]!) < length)
      return true;
    model.rollback();
    return false;
  };
  const mended = (v: number, changes: Iterable<readonly [Trips, Trips]>) => {
    for (const [mine, theirs] of changes) if (better(v, mine, theirs)) return true;
    return false;
  };
  return (
    others.some((v) => mended(v, tripExchanges(from, tripsOf(state, v)))) ||
    others.slice(0, ASKED_FOR_STOPS).some((v) => mended(v, stopGifts(from, tripsOf(state, v))))
  );
}

/** Every way to give one trip away, for none or for one in return; the first day keeps at least one. */
function* tripExchanges(mine: Trips, theirs: Trips): Generator<readonly [Trips, Trips]> {
  for (const [t, trip] of mine.entries()) {
    if (mine.length > 1)
      for (let at = 0; at <= theirs.length; at++) yield [mine.toSpliced(t, 1), theirs.toSpliced(at, 0, trip)];
    for (const [s, other] of theirs.entries()) yield [mine.with(t, other), theirs.with(s, trip)];
  }
}

/** Every way to give one stop away to a trip of the other day. */
function* stopGifts(mine: Trips, theirs: Trips): Generator<readonly [Trips, Trips]> {
  for (const [t, trip] of mine.entries()) {
    for (const [s, stop] of trip.entries()) {
      const left = mine.with(t, trip.toSpliced(s, 1)).filter(({ length }) => length > 0);
      if (left.length === 0) continue;
      for (const [o, other] of theirs.entries())
        for (let at = 0; at <= other.length; at++) yield [left, theirs.with(o, other.toSpliced(at, 0, stop))];
    }
  }
}
