import type { MunicipalityCode } from '../geography/codes.ts';
import { embeddedTravel } from '../travel/embedded.ts';
import type { TravelMatrix, TravelPoint } from '../travel/matrix.ts';
import type { PickupDepot, PickupProblem, PickupStop } from './problem.ts';

/** Travel between the stops, then the depots, in the file's order: its own matrix, or the embedded estimate. */
export function travelOf(problem: PickupProblem): TravelMatrix {
  const { travel, stops, depots } = problem;
  if (!travel)
    return embeddedTravel([...stops, ...depots].map(pointOf), { closedLinks: problem.closedLinks });
  const rows = new Map(travel.places.map((name, i) => [name, i]));
  const index = [...stops, ...depots].map((row) => rows.get(row.place ?? row.id)!);
  const size = index.length;
  const cells = (from: readonly (readonly (number | null)[])[], none: number) =>
    Float64Array.from({ length: size * size }, (_, k) => {
      const a = index[Math.floor(k / size)]!;
      const b = index[k % size]!;
      return a === b ? 0 : (from[a]![b] ?? none);
    });
  const minutes = cells(travel.minutes, Infinity);
  return {
    size,
    minutes,
    km: cells(travel.km, Infinity),
    fares: travel.fares ? cells(travel.fares, 0) : new Float64Array(size * size),
  };
}

export function pointOf(row: PickupStop | PickupDepot): TravelPoint {
  return { lat: row.lat!, lon: row.lon!, municipality: row.municipality as MunicipalityCode | undefined };
}
