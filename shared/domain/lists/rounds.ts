import { minutesOf } from '../calendar/minutes.ts';
import type { PickupProblem, PickupStop } from '../pickups/problem.ts';

/** A courier's round of a day, with its fixed times (P10). */
export interface Round {
  readonly id: string;
  readonly name: string;
  /** Samples and kits together. */
  readonly capacity: number;
  /** The car of ours that drives it, by name; null: somebody else does. */
  readonly car: string | null;
  /** In order of time. */
  readonly stops: readonly RoundStop[];
}

export interface RoundStop {
  readonly name: string;
  /** Its id; null: no site of ours. */
  readonly site: string | null;
  readonly lat: number;
  readonly lon: number;
  /** Of the day. */
  readonly minute: number;
}

/** Why a round that passes a place does not take its samples. */
export type NotAlong = 'too-early' | 'too-late' | 'too-old' | 'full';

interface Ride {
  /** Of the problem. */
  readonly stop: string;
  readonly samples: number;
  /** Null: they ride along. */
  readonly why: NotAlong | null;
}

/** Between two times of a round, less than the road takes. */
interface TightLeg {
  readonly from: string;
  readonly to: string;
  readonly minutes: number;
  readonly given: number;
}

export interface RoundOnDay {
  readonly round: Round;
  readonly km: number;
  readonly minutes: number;
  readonly rides: readonly Ride[];
  readonly tight: readonly TightLeg[];
}

interface Travelled {
  readonly minutes: (from: RoundStop, to: RoundStop) => number;
  readonly km: (from: RoundStop, to: RoundStop) => number;
}

/**
 * A round against a day's stops: what it drives, and which samples could ride along because it passes after they are
 * ready, in the window, with room left and in time for the laboratory, where it ends.
 */
export function roundOnDay(
  round: Round,
  {
    problem,
    stopAt,
    travel,
  }: { problem: PickupProblem; stopAt: ReadonlyMap<string, string>; travel: Travelled },
): RoundOnDay {
  const { stops, capacity } = round;
  const [first, last] = [stops[0], stops.at(-1)];
  const byId = new Map(problem.stops.map((stop) => [stop.id, stop]));
  const legs = stops.slice(1).map((to, i) => ({ from: stops[i]!, to }));
  const rides: Ride[] = [];
  let load = 0;
  for (const { site, minute } of stops) {
    const id = site === null ? undefined : stopAt.get(site);
    const stop = id === undefined ? undefined : byId.get(id);
    if (!stop || stop.samples === 0 || rides.some((ride) => ride.stop === stop.id && ride.why === null))
      continue;
    const why = refusal(stop, { minute, end: last?.minute ?? minute, load, capacity, problem });
    if (why === null) load += stop.samples;
    const again = rides.findIndex((ride) => ride.stop === stop.id);
    if (again >= 0) rides.splice(again, 1);
    rides.push({ stop: stop.id, samples: stop.samples, why });
  }
  return {
    round,
    km: legs.reduce((sum, { from, to }) => sum + travel.km(from, to), 0),
    minutes: (last?.minute ?? 0) - (first?.minute ?? 0),
    rides,
    tight: legs.flatMap(({ from, to }) => {
      const minutes = Math.round(travel.minutes(from, to));
      const given = to.minute - from.minute;
      return minutes > given ? [{ from: from.name, to: to.name, minutes, given }] : [];
    }),
  };
}

function refusal(
  stop: PickupStop,
  at: { minute: number; end: number; load: number; capacity: number; problem: PickupProblem },
): NotAlong | null {
  const [from, to] = stop.window.map(minutesOf) as [number, number];
  if (at.minute < Math.max(from, minutesOf(stop.ready ?? '00:00'))) return 'too-early';
  if (at.minute > to) return 'too-late';
  if (stop.firstSwab !== undefined) {
    const age = (at.end - minutesOf(stop.firstSwab)) / 60 + stop.firstSwabDaysBefore * 24;
    if (age > (stop.maxSampleHours ?? at.problem.maxSampleHours)) return 'too-old';
  }
  return at.load + stop.samples > at.capacity ? 'full' : null;
}
