import { randomInt, type Random } from '../../search/random.ts';
import type { DayState } from './state.ts';
import { chained, type Trips, tripsOf } from './trips.ts';

/** What the moves need of the days that they change. */
export interface ChangeDay {
  /** Must come before a change that may stay. */
  readonly remember: (vehicle: number) => void;
  /** Gives a vehicle these nodes, `RELOAD` between trips. False: the day breaks a limit. */
  readonly setDay: (vehicle: number, nodes: readonly number[]) => boolean;
}

/** So many days are asked for room for a trip, at most. */
const MOST_ASKED = 16;
/** How often a trip is given away; otherwise two days exchange what follows after a visit to the laboratory. */
const GIVEN_AWAY = 0.6;

/**
 * Moves that keep trips as they are and regroup them on days. Stop by stop there is no way from thirteen half-empty days
 * to eleven full ones: every step in between is dearer.
 */
export function tripMoves(state: DayState, { remember, setDay }: ChangeDay): (random: Random) => boolean {
  const { net, next, trips, cost, labLoad, vehicles } = state;
  const { types, typeOf, allowed, labCapacity } = net;
  const asked: number[] = [];

  function nodesOf(v: number): number[] {
    const nodes: number[] = [];
    const end = state.firstEnd + v;
    for (let i = next[state.firstStart + v]!; i !== end; i = next[i]!) nodes.push(i);
    return nodes;
  }

  function may(v: number, day: Trips): boolean {
    return day.every((trip) => trip.every((stop) => allowed[stop * vehicles + v] === 1));
  }

  const labsHold = () => labLoad.every((load, lab) => load <= labCapacity[lab]!);

  /** What a vehicle's day would cost; the day is left as it is told. */
  function priceOf(v: number, day: Trips): number {
    if (day.length > types[typeOf[v]!]!.maxTrips) return Infinity;
    return setDay(v, chained(day)) ? cost[v]! : Infinity;
  }

  /** Both are emptied first: a stop must not be in two days. */
  function priceOfBoth(v: number, day: Trips, w: number, other: Trips): number {
    setDay(v, []);
    setDay(w, []);
    return priceOf(v, day) + priceOf(w, other);
  }

  /** A used vehicle, or −1. */
  function anyUsed(random: Random): number {
    const from = randomInt(random, vehicles);
    for (let k = 0; k < vehicles; k++) if (trips[(from + k) % vehicles]! > 0) return (from + k) % vehicles;
    return -1;
  }

  /** Some used vehicles from a random one on, and an idle one of every type. */
  function askSome(random: Random): void {
    asked.length = 0;
    const from = randomInt(random, vehicles);
    let idleTypes = 0;
    let used = 0;
    for (let k = 0; k < vehicles; k++) {
      const v = (from + k) % vehicles;
      if (trips[v]! > 0) {
        if (used++ < MOST_ASKED) asked.push(v);
      } else {
        const bit = 1 << (typeOf[v]! % 32);
        if ((idleTypes & bit) === 0) asked.push(v);
        idleTypes |= bit;
      }
    }
  }

  function give(random: Random): boolean {
    const v = anyUsed(random);
    if (v < 0) return false;
    const day = tripsOf(state, v);
    const trip = day[randomInt(random, day.length)]!;
    remember(v);
    if (!setDay(v, chained(day.filter((other) => other !== trip)))) return false;
    askSome(random);
    let least = Infinity;
    let taker = -1;
    let taken: Trips = [];
    for (const w of asked) {
      const stands = nodesOf(w);
      const before = cost[w]!;
      const theirs = tripsOf(state, w);
      if (!may(w, [trip])) continue;
      for (let at = 0; at <= theirs.length; at++) {
        const more = theirs.toSpliced(at, 0, trip);
        if (w === v && more.every((same, t) => same === day[t])) continue;
        const price = priceOf(w, more) - before;
        if (price >= least) continue;
        least = price;
        taker = w;
        taken = more;
      }
      setDay(w, stands);
    }
    if (taker < 0) return false;
    remember(taker);
    return setDay(taker, chained(taken)) && labsHold();
  }

  function exchange(random: Random): boolean {
    const v = anyUsed(random);
    if (v < 0) return false;
    askSome(random);
    const w = asked[randomInt(random, asked.length)]!;
    if (w === v) return false;
    const ours = tripsOf(state, v);
    const theirs = tripsOf(state, w);
    if (!may(w, ours) || !may(v, theirs)) return false;
    remember(v);
    remember(w);
    let least = Infinity;
    let best: readonly [Trips, Trips] | undefined;
    for (let a = 0; a <= ours.length; a++)
      for (let b = 0; b <= theirs.length; b++) {
        if (a === ours.length && b === theirs.length) continue;
        const mine = [...ours.slice(0, a), ...theirs.slice(b)];
        const yours = [...theirs.slice(0, b), ...ours.slice(a)];
        const price = priceOfBoth(v, mine, w, yours);
        if (price >= least) continue;
        least = price;
        best = [mine, yours];
      }
    return best !== undefined && priceOfBoth(v, best[0], w, best[1]) < Infinity && labsHold();
  }

  return (random) => (random() < GIVEN_AWAY ? give(random) : exchange(random));
}
