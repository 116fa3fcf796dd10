import { NEVER, type VehicleType } from './network.ts';
import type { DayState } from './state.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min } = Math;

/**
 * From the end of a day to its start: what every trip still carries, collects and waits for, the way to the laboratory,
 * and what the day's ways cost.
 */
export function tailMeasure(state: DayState): (vehicle: number, type: VehicleType) => void {
  const { net, prev, place, size, trips, cost } = state;
  const { tKits, tSamples, tMaxLoad, tDeadline, tRelease, tDuration, tEarliest, wLatest } = state.node;
  const { legTime, legCost } = state.node;
  const { stops, places, kits, samples, deadline, release, open, service } = net;

  function endTrip(i: number, { latestArrival }: VehicleType): void {
    tKits[i] = 0;
    tSamples[i] = 0;
    tMaxLoad[i] = 0;
    tDeadline[i] = NEVER;
    tRelease[i] = 0;
    tDuration[i] = 0;
    tEarliest[i] = -NEVER;
    wLatest[i] = latestArrival;
  }

  return (vehicle, type) => {
    const { time, cost: price } = type;
    const start = state.firstStart + vehicle;
    let n = state.firstEnd + vehicle;
    let sum = type.fixedCost + price[type.lab * places + type.end]!;
    let tripCount = 1;
    let stopCount = 0;
    endTrip(n, type);
    for (let i = prev[n]!; ; n = i, i = prev[i]!) {
      const cell = place[i]! * places + place[n]!;
      const drive = time[cell]!;
      const leg = price[cell]!;
      sum += leg;
      legTime[n] = drive;
      legCost[n] = leg;
      if (i === start) break;
      if (i > stops) {
        tripCount++;
        endTrip(i, type);
        continue;
      }
      stopCount++;
      const k = kits[i]!;
      const s = samples[i]!;
      tMaxLoad[i] = max((k > s ? k : s) + tKits[n]!, tMaxLoad[n]! + s);
      tKits[i] = tKits[n]! + k;
      tSamples[i] = tSamples[n]! + s;
      tDeadline[i] = min(tDeadline[n]!, deadline[i]!);
      tRelease[i] = max(tRelease[n]!, release[i]!);
      const way = service[i]! + drive + tDuration[n]!;
      tDuration[i] = way;
      tEarliest[i] = max(tEarliest[n]!, open[i]! + way);
    }
    size[vehicle] = stopCount;
    trips[vehicle] = tripCount;
    cost[vehicle] = sum;
  };
}
