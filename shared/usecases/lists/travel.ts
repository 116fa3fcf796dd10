import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { listCachedWays, saveCachedWays } from '../../../db/queries/travelCache.ts';
import type { Clock } from '../../clock.ts';
import type { MunicipalityCode } from '../../domain/geography/codes.ts';
import type { PickupProblemInput } from '../../domain/pickups/problem.ts';
import type { TravelMatrix } from '../../domain/travel/matrix.ts';
import type { TravelSource } from '../../domain/travel/source.ts';
import { cached, type TravelStore } from '../../travel/cached.ts';
import { travelTimes } from '../../travel/withFallback.ts';

/** Roads change slowly; a service's map is read anew now and then. */
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;

/** A source that remembers its answers in the database. */
export function remembered(
  source: TravelSource,
  { db, clock }: { readonly db: Db; readonly clock: Clock },
): TravelSource {
  const store: TravelStore = {
    load: (name, places) => {
      const since = new Date(clock.now().getTime() - KEPT_DAYS * DAY_MS);
      return asTenant(db, SYSTEM, (tx) => listCachedWays(tx, { source: name, places, since }));
    },
    save: (name, ways) =>
      asTenant(db, SYSTEM, (tx) => saveCachedWays(tx, { source: name, ways, at: clock.now() })),
  };
  return cached(source, store);
}

export interface Travelled {
  readonly problem: PickupProblemInput;
  /** For the plan's row: what the times stand on. */
  readonly policy: { readonly travel: string; readonly travelFallback: string | null };
}

/**
 * The problem with its travel times (R55). Without a source, or where it is down, the planner estimates by itself: then
 * the problem needs no matrix, and the row says why.
 */
export async function withTravelTimes(
  source: TravelSource | undefined,
  problem: PickupProblemInput,
): Promise<Travelled> {
  const places = [...problem.stops, ...problem.depots];
  if (!source || places.length === 0)
    return { problem, policy: { travel: 'embedded', travelFallback: null } };
  const points = places.map(({ lat = 0, lon = 0, municipality }) => ({
    lat,
    lon,
    municipality: municipality as MunicipalityCode | undefined,
  }));
  const { matrix, source: name, fallback } = await travelTimes(source, points);
  const policy = { travel: name, travelFallback: fallback };
  if (fallback !== null) return { problem, policy };
  return { problem: { ...problem, travel: matrixAsFile(matrix, places) }, policy };
}

/** As the planners' files write a matrix; null is no way. */
export function matrixAsFile(
  { size, minutes, km, fares }: TravelMatrix,
  places: readonly { readonly id: string }[],
): NonNullable<PickupProblemInput['travel']> {
  const rows = (cells: Float64Array) =>
    places.map((_, i) =>
      [...cells.subarray(i * size, (i + 1) * size)].map((value) => (Number.isFinite(value) ? value : null)),
    );
  return { places: places.map(({ id }) => id), minutes: rows(minutes), km: rows(km), fares: rows(fares) };
}
