import type { Run } from '../../db/queries/runs.ts';

/** A seed of its own for each unit, from the run's: the same night, the same unit, the same chance (FNV-1a). */
export function seedFor({ seed }: Pick<Run, 'seed'>, unit: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (const sign of unit) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193);
  // The column takes signed 32 bits.
  return hash >>> 1;
}
