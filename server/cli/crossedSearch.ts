import { isBetter } from '../../shared/domain/pickups/sisr/search.ts';
import type { SisrFound } from '../../shared/domain/pickups/sisr/search.ts';
import type { Found, Team, TeamSearch } from './pickupTeam.ts';

/** Where (0…1) the threads meet: each searches on its own, then all cross the best plans of all. */
const MEETING = 0.6;

export async function crossedSearch(
  { size, whole }: Team,
  { seed, iterations, onProgress }: TeamSearch,
  until: number,
): Promise<Found> {
  let elite: readonly Int32Array[] = [];
  let best: SisrFound | undefined;
  let done = 0;
  for (const [from, to] of [
    [0, MEETING],
    [MEETING, 1],
  ] as const) {
    const milliseconds = Math.max(1, ((until - performance.now()) * (to - from)) / (1 - from));
    const tasks = Array.from({ length: size }, (_, k) => ({
      seed: seed + 1_000_003 * (k + (from > 0 ? size : 0)),
      elite,
      budget: {
        iterations:
          iterations === undefined ? undefined : Math.round(iterations * to) - Math.round(iterations * from),
        milliseconds,
      },
    }));
    const found = await Promise.all(tasks.map((task, k) => whole(k, task, k === 0 ? onProgress : undefined)));
    for (const result of found) {
      done += result.iterations;
      if (best === undefined || isBetter(result, best)) best = result;
    }
    elite = interleaved(found.map((result) => result.elite));
  }
  return { ...best!, iterations: done };
}

/** Everybody's best, then everybody's second best …: the search keeps as many as it needs. */
function interleaved(lists: readonly (readonly Int32Array[])[]): Int32Array[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, i) => lists.flatMap((list) => list.slice(i, i + 1))).flat();
}
