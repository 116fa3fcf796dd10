import { backwardMeasure } from './backward.ts';
import { forwardMeasure } from './forward.ts';
import { NEVER, type VehicleType } from './network.ts';
import type { DayState } from './state.ts';
import { tailMeasure } from './tails.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min, abs } = Math;

/**
 * Recomputes all that is kept about a vehicle's day after its list has changed. False: the day breaks a limit (and its
 * times mean nothing). Reload nodes without a trip between them are taken out first.
 */
export type MeasureDay = (vehicle: number) => boolean;

export function dayMeasure(state: DayState): MeasureDay {
  const { net, next, prev, routeOf, node, pauseAfter, dayEnd, duration, cost } = state;
  const { stops, types, typeOf } = net;
  const hasPositions = net.position.length > 0;
  const tails = tailMeasure(state);
  const forward = forwardMeasure(state);
  const backward = backwardMeasure(state);

  function dropIdleReloads(vehicle: number): void {
    const end = state.firstEnd + vehicle;
    let i = next[state.firstStart + vehicle]!;
    while (i !== end) {
      const after = next[i]!;
      if (i > stops && (prev[i]! > stops || after > stops)) {
        next[prev[i]!] = after;
        prev[after] = prev[i]!;
        routeOf[i] = -1;
      }
      i = after;
    }
  }

  function measureIdle(vehicle: number, type: VehicleType): void {
    const end = state.firstEnd + vehicle;
    tails(vehicle, type);
    state.trips[vehicle] = 0;
    cost[vehicle] = 0;
    duration[vehicle] = 0;
    dayEnd[vehicle] = 0;
    node.positionSlack[end] = NEVER;
    node.positionGain[end] = 0;
    forward.idle(vehicle, type);
    backward(vehicle, type);
  }

  /** A deficit is priced like stops left out; too many before a locked one is forbidden by `positionSlack`. */
  function measurePositions(vehicle: number): void {
    const { positionSlack, positionGain } = node;
    const start = state.firstStart + vehicle;
    const end = state.firstEnd + vehicle;
    let number = state.size[vehicle]!;
    let slack = NEVER;
    let gain = 0;
    let deficit = 0;
    positionSlack[end] = NEVER;
    positionGain[end] = 0;
    for (let i = prev[end]!; i !== start; i = prev[i]!) {
      if (i <= stops) {
        const locked = net.position[i]!;
        if (locked > 0) {
          slack = min(slack, locked - number);
          gain++;
          deficit += abs(locked - number);
        }
        number--;
      }
      positionSlack[i] = slack;
      positionGain[i] = gain;
    }
    cost[vehicle]! += deficit * net.penalty[0]!;
  }

  /** After which node the pause makes the shortest day; a pause before the first stop is none. */
  function placePause(vehicle: number, type: VehicleType): boolean {
    const { minutes, from, to } = type.pause!;
    const { departs, pDuration, pLatest, sDuration, sEarliest, sLatest } = node;
    const end = state.firstEnd + vehicle;
    let best = NEVER;
    for (let i = next[state.firstStart + vehicle]!; i !== end; i = next[i]!) {
      const n = next[i]!;
      const way = pDuration[i]!;
      if (departs[i]! > to) break;
      const wait = max(from - way - pLatest[i]!, 0);
      const ends = max(from, departs[i]!) + minutes;
      const drive = node.legTime[n]!;
      if (ends + drive > sLatest[n]!) continue;
      const latest = min(pLatest[i]!, to - way);
      const arrives = way + wait + minutes + drive;
      const total = arrives + max(sEarliest[n]! - arrives - latest, 0) + sDuration[n]!;
      if (total >= best) continue;
      best = total;
      pauseAfter[vehicle] = i;
    }
    return best < NEVER;
  }

  return (vehicle) => {
    dropIdleReloads(vehicle);
    const type = types[typeOf[vehicle]!]!;
    pauseAfter[vehicle] = -1;
    if (next[state.firstStart + vehicle] === state.firstEnd + vehicle) {
      measureIdle(vehicle, type);
      return true;
    }
    tails(vehicle, type);
    if (hasPositions) measurePositions(vehicle);
    if (!forward.day(vehicle, type)) return false;
    backward(vehicle, type);
    if (type.pause && dayEnd[vehicle]! > type.pause.to) {
      if (!placePause(vehicle, type)) return false;
      if (!forward.day(vehicle, type)) return false;
      backward(vehicle, type);
    }
    if (duration[vehicle]! > type.maxMinutes) return false;
    cost[vehicle]! += type.costPerMinute * duration[vehicle]!;
    return true;
  };
}
