import type { TravelMatrix, TravelPoint } from '../domain/travel/matrix.ts';
import { emptyMatrix, type TravelSource } from '../domain/travel/source.ts';

/** Coordinates in 1e-5 degrees, about a metre: what is nearer is the same place. */
interface CachePoint {
  readonly lat: number;
  readonly lon: number;
}

interface CachedWay {
  readonly from: CachePoint;
  readonly to: CachePoint;
  readonly minutes: number;
  readonly km: number;
}

/** Where ways are kept between two nights, by source and pair of places, with the day on which they were asked. */
export interface TravelStore {
  /** Ways between any two of these places, no older than the store keeps them. */
  readonly load: (source: string, points: readonly CachePoint[]) => Promise<readonly CachedWay[]>;
  readonly save: (source: string, ways: readonly CachedWay[]) => Promise<void>;
}

const SCALE = 100_000;

const cachePoint = ({ lat, lon }: TravelPoint): CachePoint => ({
  lat: Math.round(lat * SCALE),
  lon: Math.round(lon * SCALE),
});
const keyOf = ({ lat, lon }: CachePoint) => `${lat},${lon}`;

/**
 * A source that asks only for what it has not asked before: places with all their ways kept are not asked about again. A
 * way that does not exist is not kept, since a road may be open tomorrow.
 */
export function cached(source: TravelSource, store: TravelStore): TravelSource {
  return {
    name: source.name,
    async matrix(points) {
      const places = points.map(cachePoint);
      const distinct = [...new Map(places.map((place) => [keyOf(place), place])).values()];
      const known = await known0(store, source.name, distinct);
      const lacking = new Set(
        distinct.flatMap((a) =>
          distinct.some((b) => a !== b && !(known.has(pair(a, b)) && known.has(pair(b, a))))
            ? [keyOf(a)]
            : [],
        ),
      );
      if (lacking.size > 0) {
        // Whoever lacks ways lacks them to others that lack some; the rest is known.
        const asked = points.filter((_, i) => lacking.has(keyOf(places[i]!)));
        const fresh = waysOf(await source.matrix(asked), asked.map(cachePoint));
        await store.save(source.name, fresh);
        for (const way of fresh) known.set(pair(way.from, way.to), way);
      }
      return assembled(places, known);
    },
  };
}

const pair = (from: CachePoint, to: CachePoint) => `${keyOf(from)} ${keyOf(to)}`;

async function known0(
  store: TravelStore,
  source: string,
  places: readonly CachePoint[],
): Promise<Map<string, CachedWay>> {
  const ways = await store.load(source, places);
  return new Map(ways.map((way) => [pair(way.from, way.to), way]));
}

function waysOf({ size, minutes, km }: TravelMatrix, places: readonly CachePoint[]): CachedWay[] {
  return places.flatMap((from, i) =>
    places.flatMap((to, j): CachedWay[] => {
      const cell = i * size + j;
      if (keyOf(from) === keyOf(to) || !Number.isFinite(minutes[cell])) return [];
      return [{ from, to, minutes: minutes[cell]!, km: km[cell]! }];
    }),
  );
}

function assembled(places: readonly CachePoint[], known: ReadonlyMap<string, CachedWay>): TravelMatrix {
  const matrix = emptyMatrix(places.length);
  places.forEach((from, i) =>
    places.forEach((to, j) => {
      const cell = i * matrix.size + j;
      const way = known.get(pair(from, to));
      if (keyOf(from) === keyOf(to)) matrix.minutes[cell] = matrix.km[cell] = 0;
      else if (way) {
        matrix.minutes[cell] = way.minutes;
        matrix.km[cell] = way.km;
      }
    }),
  );
  return matrix;
}
