import type { TravelMatrix, TravelPoint } from './matrix.ts';

/** Where travel times come from: the embedded estimate, a routing service, a cache before one. Always in bulk. */
export interface TravelSource {
  /** With its profile, such as `osrm car`: rows of a cache are kept under it. */
  readonly name: string;
  /** @throws DomainProblem `unavailable` where a service does not answer as it should. */
  readonly matrix: (points: readonly TravelPoint[]) => Promise<TravelMatrix>;
}

/** A matrix without any way yet: every way is `Infinity`, and no minute away from itself. */
export function emptyMatrix(size: number): TravelMatrix {
  const fill = (value: number) => {
    const cells = new Float64Array(size * size).fill(value);
    for (let i = 0; i < size; i++) cells[i * size + i] = 0;
    return cells;
  };
  return { size, minutes: fill(Infinity), km: fill(Infinity), fares: new Float64Array(size * size) };
}
