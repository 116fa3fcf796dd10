import { NEVER, type VehicleType } from './network.ts';
import type { DayState } from './state.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min } = Math;

/** From each arrival to the end of the day: how long it takes, from when, and how late it may begin. */
export function backwardMeasure(state: DayState): (vehicle: number, type: VehicleType) => void {
  const { net, next, prev, pauseAfter } = state;
  const { stops, places, open, close, service } = net;
  const { sDuration, sEarliest, sLatest, wLatest, hDeadline, tRelease, legTime } = state.node;

  return (vehicle, type) => {
    const { time, latestArrival, unloadMinutes } = type;
    const start = state.firstStart + vehicle;
    const end = state.firstEnd + vehicle;
    const pausesAfter = pauseAfter[vehicle]!;
    const home = unloadMinutes + time[type.lab * places + type.end]!;
    const turn = unloadMinutes + type.loadMinutes;
    const lastArrival = min(latestArrival, type.shiftTo - home);
    sDuration[end] = home;
    sEarliest[end] = -NEVER;
    wLatest[end] = lastArrival;
    sLatest[end] = min(lastArrival, hDeadline[prev[end]!]!);
    for (let i = prev[end]!; i !== start; i = prev[i]!) {
      const n = next[i]!;
      const drive = legTime[n]!;
      const isStop = i <= stops;
      let duration = drive + sDuration[n]!;
      let earliest = sEarliest[n]! - drive;
      let latest = sLatest[n]! - drive;
      let byWindow = (isStop ? wLatest[n]! : sLatest[n]!) - drive;
      if (i === pausesAfter) {
        const { minutes, from, to } = type.pause!;
        const wait = max(earliest - minutes - to, 0);
        duration += minutes + wait;
        earliest = max(earliest - minutes, from) - wait;
        latest = min(latest - minutes, to);
        byWindow = min(byWindow - minutes, to);
      }
      const serves = isStop ? service[i]! : turn;
      const closes = isStop ? close[i]! : latestArrival;
      if (!isStop) earliest = max(earliest, tRelease[n]!);
      earliest -= serves;
      const wait = max(earliest - closes, 0);
      sDuration[i] = duration + serves + wait;
      sEarliest[i] = max(earliest, isStop ? open[i]! : -NEVER) - wait;
      wLatest[i] = min(byWindow - serves, closes);
      sLatest[i] = min(latest - serves, closes, isStop ? NEVER : hDeadline[prev[i]!]!);
    }
  };
}
