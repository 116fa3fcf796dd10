/** Later than anything, and still safe to add three of in 32 bits. */
export const NEVER = 500_000_000;

/** Vehicles that are alike in all but their name and what is allowed for them. */
export interface VehicleType {
  /** From `i` to `j` at `i * places + j`; whole minutes (tenths in the literature's instances). NEVER: no way. */
  readonly time: Int32Array;
  readonly cost: Float64Array;
  /** Places of the day's start, of every trip's end, of the day's end. */
  readonly start: number;
  readonly lab: number;
  readonly end: number;
  readonly capacity: number;
  readonly shiftFrom: number;
  readonly shiftTo: number;
  readonly maxMinutes: number;
  readonly costPerMinute: number;
  readonly fixedCost: number;
  readonly loadMinutes: number;
  readonly unloadMinutes: number;
  readonly maxTrips: number;
  readonly latestArrival: number;
  /** Index of the laboratory in `labCapacity`. */
  readonly labIndex: number;
  readonly pause: { readonly minutes: number; readonly from: number; readonly to: number } | undefined;
}

/**
 * A day of pickups as numbers. Stops are 1…`stops`; the places after them are depots. A vehicle's day is a chain of
 * trips, each from a depot over stops to the laboratory.
 */
export interface DayNetwork {
  readonly stops: number;
  readonly places: number;
  readonly types: readonly VehicleType[];
  /** Type of each vehicle. */
  readonly typeOf: Int32Array;
  /** Service starts within [open, close]; the session's end counts in `open`. */
  readonly open: Int32Array;
  readonly close: Int32Array;
  readonly service: Int32Array;
  readonly samples: Int32Array;
  readonly kits: Int32Array;
  /** Latest arrival at the laboratory (sample age). */
  readonly deadline: Int32Array;
  /** The trip that serves it leaves no earlier. */
  readonly release: Int32Array;
  /** `stop * vehicles + vehicle`: 1 where the vehicle may serve it. */
  readonly allowed: Uint8Array;
  /** Number among the vehicle's stops of the day; 0: free. */
  readonly position: Int32Array;
  /** The price of leaving a stop out: more than any detour. */
  readonly penalty: Float64Array;
  readonly labCapacity: Float64Array;
}
