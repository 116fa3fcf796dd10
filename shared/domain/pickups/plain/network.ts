/** One depot (0), alike vehicles, one trip each, cost = distance = time: the literature's routing problem. */
export interface PlainNetwork {
  readonly stops: number;
  readonly vehicles: number;
  readonly capacity: number;
  /** Symmetric, whole numbers; `i * (stops + 1) + j`. */
  readonly distance: Int32Array;
  readonly demand: Int32Array;
  /** Service starts within [open, close]; the depot's own are those of the day. */
  readonly open: Int32Array;
  readonly close: Int32Array;
  readonly service: Int32Array;
}

/** Routes as linked lists; 0 is before the first and after the last stop. */
export interface PlainState {
  readonly net: PlainNetwork;
  readonly next: Int32Array;
  readonly prev: Int32Array;
  /** Route of a stop; −1: absent. */
  readonly routeOf: Int32Array;
  /** Distance from the stop before, earliest departure, latest arrival. */
  readonly leg: Int32Array;
  readonly departs: Int32Array;
  readonly latest: Int32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Distance from the last stop to the depot. */
  readonly home: Int32Array;
  readonly load: Int32Array;
  readonly size: Int32Array;
  /** Used routes come first in `listed`, the idle ones after them. */
  readonly listed: Int32Array;
  readonly placeInList: Int32Array;
  /** Changes when the route does, and comes back when it is undone; 0: changed since the last `begin`. */
  readonly version: Int32Array;
  /** How many routes are used, how many may be, and what they drive. */
  readonly total: { used: number; most: number; driven: number };
}

export function emptyRoutes(net: PlainNetwork): PlainState {
  const { stops, vehicles } = net;
  const perStop = () => new Int32Array(stops + 1);
  const perRoute = () => new Int32Array(vehicles);
  const state: PlainState = {
    net,
    next: perStop(),
    prev: perStop(),
    routeOf: perStop().fill(-1),
    leg: perStop(),
    departs: perStop(),
    latest: perStop(),
    first: perRoute(),
    last: perRoute(),
    home: perRoute(),
    load: perRoute(),
    size: perRoute(),
    listed: perRoute().map((_, r) => r),
    placeInList: perRoute().map((_, r) => r),
    version: perRoute().map((_, r) => r + 1),
    total: { used: 0, most: vehicles, driven: 0 },
  };
  state.departs[0] = net.open[0]!;
  state.latest[0] = net.close[0]!;
  return state;
}
