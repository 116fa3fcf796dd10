import type { DayState } from './state.ts';

/** A visit to the laboratory between two trips, in saved routes: node numbers differ from model to model. */
export const RELOAD = -1;

/** A vehicle's day as lists of stops, one per trip. */
export type Trips = readonly (readonly number[])[];

export function tripsOf({ net, next, firstStart, firstEnd }: DayState, vehicle: number): number[][] {
  const day: number[][] = [];
  let trip: number[] = [];
  for (let i = next[firstStart + vehicle]!; i !== firstEnd + vehicle; i = next[i]!) {
    if (i <= net.stops) trip.push(i);
    else {
      day.push(trip);
      trip = [];
    }
  }
  if (trip.length > 0) day.push(trip);
  return day;
}

/** The day as one list, as it is saved. */
export function chained(day: Trips): number[] {
  return day.flatMap((trip, t) => (t === 0 ? trip : [RELOAD, ...trip]));
}
