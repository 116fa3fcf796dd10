/** One instance of the literature. Everything is in tenths, whole numbers (convention `dimacs1`). Index 0 is the depot. */
export interface RoutingInstance {
  readonly name: string;
  /** Several trips a vehicle, each no earlier than its stops' releases. */
  readonly multiTrip: boolean;
  readonly customers: number;
  /** The vehicle number is a limit. */
  readonly vehicles: number;
  readonly capacity: number;
  /** Euclidean, truncated to one decimal; `i * (customers + 1) + j`. */
  readonly distance: Int32Array;
  readonly demand: Int32Array;
  readonly open: Int32Array;
  readonly close: Int32Array;
  readonly service: Int32Array;
  readonly release: Int32Array;
}

/** An instance as its file has it, in plain units; row 0 is the depot. */
export interface InstanceRows {
  readonly name: string;
  readonly multiTrip: boolean;
  readonly vehicles: number | undefined;
  readonly capacity: number;
  readonly rows: readonly InstanceRow[];
}

export interface InstanceRow {
  readonly x: number;
  readonly y: number;
  readonly demand: number;
  readonly open: number;
  readonly close: number;
  readonly service: number;
  readonly release: number;
}

const TENTHS = 10;

/** No window: later than any route, and safe to add to in 32 bits. */
export const NO_CLOSE = 50_000_000;

export function routingInstance({
  name,
  multiTrip,
  vehicles,
  capacity,
  rows,
}: InstanceRows): RoutingInstance {
  const size = rows.length;
  const distance = new Int32Array(size * size);
  rows.forEach((a, i) =>
    rows.forEach((b, j) => {
      distance[i * size + j] = Math.floor(Math.hypot(a.x - b.x, a.y - b.y) * TENTHS + 1e-9);
    }),
  );
  const tenths = (read: (row: InstanceRow) => number) =>
    Int32Array.from(rows, (row) => Math.min(NO_CLOSE, Math.round(read(row) * TENTHS)));
  return {
    name,
    multiTrip,
    customers: size - 1,
    vehicles: Math.min(vehicles ?? size - 1, size - 1),
    capacity,
    distance,
    demand: Int32Array.from(rows, ({ demand }) => demand),
    open: tenths(({ open }) => open),
    close: tenths(({ close }) => close),
    service: tenths(({ service }) => service),
    release: tenths(({ release }) => release),
  };
}
