import type { Random } from '../../search/random.ts';

/** Whether to pass over a position that would be the best so far: SISR's way to leave local optima. */
export type Blink = () => boolean;

/**
 * What ruin and recreate needs of routes. Nodes 1…`stops` are stops, all others mark where routes begin, reload or end.
 * Before a route's first node and after its last there is 0. Between `begin` and `rollback` a model remembers the routes that it touches, and only those.
 */
export interface RouteModel {
  readonly stops: number;
  readonly routes: number;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Route of a node; −1: absent. */
  readonly routeOf: Int32Array;
  /** Vehicles of one class may swap their routes. */
  readonly vehicleClass: Int32Array;
  /** Stops of each route. */
  readonly size: Int32Array;
  /** The price of leaving a stop out. */
  readonly penalty: Float64Array;
  /** Trips of all routes: a trip ends at the depot or laboratory. */
  readonly trips: () => number;
  readonly drivenCost: () => number;
  readonly begin: () => void;
  readonly rollback: () => void;
  /** Takes a stop out; `settle` must follow before the next `insert`. */
  readonly remove: (stop: number) => void;
  /** Measures the routes that lost stops. A route that no longer works without them is emptied into `dropped`. */
  readonly settle: (dropped: (stop: number) => void) => void;
  /** Puts a stop where it costs least. False: no place. `mayOpen`: an idle vehicle may be used. */
  readonly insert: (stop: number, blink: Blink, mayOpen: boolean) => boolean;
  /** Changes routes without taking stops out. False: it found nothing, and the model must be rolled back. */
  readonly regroup?: (random: Random) => boolean;
  /** All routes as stops and, in between, negative marks of the model's own; each ends with a 0. */
  readonly save: () => Int32Array;
  readonly load: (saved: Int32Array) => void;
}
