import type { DayState } from './state.ts';

/** One vehicle's day with its moments, as minutes since midnight. */
export interface DaySchedule {
  readonly start: number;
  readonly end: number;
  readonly wait: number;
  /** After a stop of a trip, or (0) at the depot before the trip leaves. */
  readonly pause:
    | { readonly start: number; readonly end: number; readonly trip: number; readonly after: number }
    | undefined;
  readonly trips: readonly TripSchedule[];
}

interface TripSchedule {
  readonly leave: number;
  readonly kits: number;
  readonly samples: number;
  readonly maxLoad: number;
  readonly arrival: number;
  readonly visits: readonly VisitSchedule[];
}

interface VisitSchedule {
  readonly stop: number;
  readonly arrival: number;
  readonly start: number;
  readonly departure: number;
  readonly load: number;
}

/** The shortest day for the vehicle's list: it ends as early as it can and starts as late as that allows. */
export function daySchedule(state: DayState, vehicle: number): DaySchedule {
  const { net, next, place, node } = state;
  const type = net.types[net.typeOf[vehicle]!]!;
  const end = state.firstEnd + vehicle;
  const start = state.dayEnd[vehicle]! - state.duration[vehicle]!;
  const trips: TripSchedule[] = [];
  let pause: DaySchedule['pause'];
  let wait = 0;
  let now = start;
  let i = state.firstStart + vehicle;
  const rest = (after: number) => {
    if (state.pauseAfter[vehicle] !== after) return;
    const from = Math.max(now, type.pause!.from);
    wait += from - now;
    pause = {
      start: from,
      end: from + type.pause!.minutes,
      trip: trips.length,
      after: after > net.stops ? 0 : after,
    };
    now = pause.end;
  };
  while (i !== end) {
    const first = next[i]!;
    const loaded = Math.max(now + type.loadMinutes, node.tRelease[first]!);
    wait += loaded - now - type.loadMinutes;
    now = loaded;
    rest(i);
    const leave = now;
    const visits: VisitSchedule[] = [];
    let load = node.tKits[first]!;
    let from = i;
    for (i = first; i <= net.stops; from = i, i = next[i]!) {
      const arrival = now + type.time[place[from]! * net.places + i]!;
      const begin = Math.max(arrival, net.open[i]!);
      wait += begin - arrival;
      load += net.samples[i]! - net.kits[i]!;
      now = begin + net.service[i]!;
      visits.push({ stop: i, arrival, start: begin, departure: now, load });
      rest(i);
    }
    const arrival = now + type.time[place[from]! * net.places + place[i]!]!;
    trips.push({
      leave,
      kits: node.tKits[first]!,
      samples: node.tSamples[first]!,
      maxLoad: node.tMaxLoad[first]!,
      arrival,
      visits,
    });
    now = arrival + type.unloadMinutes;
  }
  now += type.time[type.lab * net.places + type.end]!;
  return { start, end: now, wait, pause, trips };
}
