import { NEVER, type VehicleType } from './network.ts';
import type { DayState } from './state.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min } = Math;

export interface ForwardMeasure {
  /** False: a window, an age, a shift or a load is missed. */
  readonly day: (vehicle: number, type: VehicleType) => boolean;
  /** A day without stops: what departs from its start. */
  readonly idle: (vehicle: number, type: VehicleType) => void;
}

/** Departures and loads on board, and the shortest day that they allow. */
export function forwardMeasure(state: DayState): ForwardMeasure {
  const { net, next, duration: dayDuration, dayEnd, pauseAfter } = state;
  const { stops, places, kits, samples, deadline, release, open, close, service } = net;
  const { departs, pDuration, pLatest, tripReady, tMaxLoad, tRelease, legTime } = state.node;
  const { hDuration, hEarliest, hLatest, hKits, hSamples, hMaxLoad, hDeadline, hRelease } = state.node;

  function startTrip(i: number): void {
    hKits[i] = 0;
    hSamples[i] = 0;
    hMaxLoad[i] = 0;
    hDeadline[i] = NEVER;
    hRelease[i] = 0;
    hDuration[i] = 0;
    hEarliest[i] = -NEVER;
    hLatest[i] = NEVER;
  }

  /** Sets what a departure from a trip's first node is, given the day before it and the trip's release. */
  function leave(i: number, duration: number, earliest: number, latest: number, ready: number): void {
    const wait = max(ready - duration - latest, 0);
    pDuration[i] = duration + wait;
    pLatest[i] = latest;
    departs[i] = max(ready - duration, earliest) + duration;
  }

  function visit(i: number, p: number, drive: number): boolean {
    const way = pDuration[p]! + drive;
    const latest = pLatest[p]!;
    const earliest = departs[p]! - pDuration[p]!;
    const opens = open[i]!;
    const closes = close[i]!;
    const serves = service[i]!;
    if (earliest + way > closes) return false;
    const wait = max(opens - way - latest, 0);
    pDuration[i] = way + wait + serves;
    pLatest[i] = min(closes - way, latest);
    departs[i] = max(opens - way, earliest) + way + serves;
    const k = kits[i]!;
    const s = samples[i]!;
    hMaxLoad[i] = max(hMaxLoad[p]! + k, (k > s ? k : s) + hSamples[p]!);
    hKits[i] = hKits[p]! + k;
    hSamples[i] = hSamples[p]! + s;
    hDeadline[i] = min(hDeadline[p]!, deadline[i]!);
    hRelease[i] = max(hRelease[p]!, release[i]!);
    // The same stretch counted from the trip's departure, for the day on which a later release moves that departure.
    const fromTrip = hDuration[p]! + drive;
    hDuration[i] = fromTrip + serves;
    hEarliest[i] = max(hEarliest[p]! + drive, opens) + serves;
    hLatest[i] = min(hLatest[p]!, closes - fromTrip);
    return true;
  }

  /** The pause as a stop of its own at the same place. */
  function pauseAt(i: number, { pause }: VehicleType): boolean {
    const { minutes, from, to } = pause!;
    const way = pDuration[i]!;
    const earliest = departs[i]! - way;
    const latest = pLatest[i]!;
    if (earliest + way > to) return false;
    const wait = max(from - way - latest, 0);
    pDuration[i] = way + wait + minutes;
    pLatest[i] = min(to - way, latest);
    departs[i] = max(from - way, earliest) + way + minutes;
    hDuration[i]! += minutes;
    hEarliest[i] = max(hEarliest[i]! + minutes, from + minutes);
    return true;
  }

  function day(vehicle: number, type: VehicleType): boolean {
    const { capacity, latestArrival } = type;
    const start = state.firstStart + vehicle;
    const end = state.firstEnd + vehicle;
    const pausesAfter = pauseAfter[vehicle]!;
    const turn = type.unloadMinutes + type.loadMinutes;
    if (tMaxLoad[next[start]!]! > capacity) return false;
    startTrip(start);
    tripReady[start] = type.shiftFrom + type.loadMinutes;
    leave(start, type.loadMinutes, type.shiftFrom, type.shiftTo, tRelease[next[start]!]!);
    if (pausesAfter === start && !pauseAt(start, type)) return false;
    let p = start;
    for (let i = next[start]!; ; p = i, i = next[i]!) {
      const drive = legTime[i]!;
      if (i <= stops) {
        if (!visit(i, p, drive)) return false;
      } else {
        const way = pDuration[p]! + drive;
        const earliest = departs[p]! - pDuration[p]!;
        const closes = min(latestArrival, hDeadline[p]!);
        if (earliest + way > closes) return false;
        const latest = min(closes - way, pLatest[p]!);
        if (i === end) return endDay(vehicle, type, way, earliest, latest);
        if (tMaxLoad[next[i]!]! > capacity) return false;
        startTrip(i);
        tripReady[i] = earliest + way + turn;
        leave(i, way + turn, earliest, latest, tRelease[next[i]!]!);
      }
      if (i === pausesAfter && !pauseAt(i, type)) return false;
    }
  }

  function endDay(
    vehicle: number,
    type: VehicleType,
    way: number,
    earliest: number,
    latest: number,
  ): boolean {
    const home = way + type.unloadMinutes + type.time[type.lab * places + type.end]!;
    if (earliest + home > type.shiftTo) return false;
    dayDuration[vehicle] = home;
    dayEnd[vehicle] = earliest + home;
    return latest >= earliest;
  }

  return {
    day,
    idle: (vehicle, type) => {
      const start = state.firstStart + vehicle;
      startTrip(start);
      tripReady[start] = type.shiftFrom + type.loadMinutes;
      leave(start, type.loadMinutes, type.shiftFrom, type.shiftTo, 0);
    },
  };
}
