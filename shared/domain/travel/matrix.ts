import type { MunicipalityCode } from '../geography/codes.ts';

/** A place to drive to. WGS84 degrees. */
export interface TravelPoint {
  readonly lat: number;
  readonly lon: number;
  /** Decides the land mass where the municipality lies on one only; else the coordinates do. */
  readonly municipality?: MunicipalityCode | undefined;
}

/**
 * Travel between `size` points, row by row: the way from `i` to `j` is at `i * size + j`. Not symmetric in general.
 * `Infinity` minutes: there is no way. It is the port: the embedded estimate makes one here, adapters with I/O (OSRM,
 * Valhalla, a cache) make one in `shared/travel`, always for all points at once.
 */
export interface TravelMatrix {
  readonly size: number;
  readonly minutes: Float64Array;
  readonly km: Float64Array;
  /** Kroner for ferries and toll bridges. */
  readonly fares: Float64Array;
}
