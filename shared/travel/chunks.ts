import { emptyMatrix } from '../domain/travel/source.ts';
import type { TravelMatrix, TravelPoint } from '../domain/travel/matrix.ts';

/** A block of a matrix: from some points to some points, row by row. Null: no way. */
interface TravelBlock {
  readonly minutes: readonly (readonly (number | null)[])[];
  readonly km: readonly (readonly (number | null)[])[];
}

export type AskBlock = (from: readonly TravelPoint[], to: readonly TravelPoint[]) => Promise<TravelBlock>;

/**
 * A whole matrix from a service that answers for so many points at a time: squares of it, one after the other, so that a
 * service on a small machine is not overrun.
 */
export async function byBlocks(
  points: readonly TravelPoint[],
  { most, askBlock }: { most: number; askBlock: AskBlock },
): Promise<TravelMatrix> {
  const size = points.length;
  const matrix = emptyMatrix(size);
  for (let row = 0; row < size; row += most)
    for (let column = 0; column < size; column += most) {
      const { minutes, km } = await askBlock(
        points.slice(row, row + most),
        points.slice(column, column + most),
      );
      minutes.forEach((line, i) =>
        line.forEach((value, j) => {
          if (row + i === column + j) return;
          const cell = (row + i) * size + column + j;
          const length = km[i]?.[j] ?? null;
          matrix.minutes[cell] = value ?? Infinity;
          matrix.km[cell] = value === null || length === null ? Infinity : length;
        }),
      );
    }
  return matrix;
}
