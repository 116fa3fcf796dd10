/** A place on the map, in degrees. */
export interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** The kilometres driven to collect from `stops` for the laboratory at `lab` on one date (R31). */
export type PriceDay = (lab: Place, stops: readonly Place[]) => number;

const KM_PER_DEGREE = 111.195;
const RADIANS = Math.PI / 180;

/**
 * Kilometres east and north of an origin. Over the width of a region this differs from the great circle by less than
 * half a per cent, and a distance costs one square root.
 */
export function flatten(origin: Place, place: Place): { x: number; y: number } {
  const dLon = place.lon - origin.lon;
  return {
    x: dLon * KM_PER_DEGREE * Math.cos(((origin.lat + place.lat) / 2) * RADIANS),
    y: (place.lat - origin.lat) * KM_PER_DEGREE,
  };
}

/**
 * The planner's own default price: one closed tour from the laboratory through all stops, by cheapest insertion of the
 * farthest stop and 2-opt. Deterministic. It leaves out vans, shifts and roads on purpose: the pickup planner knows
 * those and can be passed in as `PriceDay` instead; what the roll needs is that stops close to each other cost less.
 */
export const tourLength: PriceDay = (lab, stops) => {
  const n = stops.length + 1;
  if (n === 1) return 0;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  stops.forEach((stop, i) => {
    const at = flatten(lab, stop);
    x[i + 1] = at.x;
    y[i + 1] = at.y;
  });
  const tour = farthestInsertion(x, y);
  twoOpt(tour, x, y);
  let km = 0;
  for (let i = 0; i < n; i++) km += distance(x, y, tour[i]!, tour[(i + 1) % n]!);
  return km;
};

function distance(x: Float64Array, y: Float64Array, a: number, b: number): number {
  const dx = x[a]! - x[b]!;
  const dy = y[a]! - y[b]!;
  return Math.sqrt(dx * dx + dy * dy);
}

function farthestInsertion(x: Float64Array, y: Float64Array): number[] {
  const n = x.length;
  const tour = [0];
  const gap = Float64Array.from({ length: n }, (_, i) => distance(x, y, 0, i));
  gap[0] = -1;
  while (tour.length < n) {
    let next = -1;
    for (let i = 0; i < n; i++) if (gap[i]! >= 0 && (next < 0 || gap[i]! > gap[next]!)) next = i;
    let best = 0;
    let bestDelta = Infinity;
    for (let i = 0; i < tour.length; i++) {
      const a = tour[i]!;
      const b = tour[(i + 1) % tour.length]!;
      const delta = distance(x, y, a, next) + distance(x, y, next, b) - distance(x, y, a, b);
      if (delta < bestDelta - 1e-9) {
        bestDelta = delta;
        best = i;
      }
    }
    tour.splice(best + 1, 0, next);
    gap[next] = -1;
    for (let i = 0; i < n; i++) if (gap[i]! >= 0) gap[i] = Math.min(gap[i]!, distance(x, y, i, next));
  }
  return tour;
}

/** Longest tours get fewer rounds: the price must stay cheap on a day with hundreds of stops. */
const TWO_OPT_ROUNDS = 12;

function twoOpt(tour: number[], x: Float64Array, y: Float64Array): void {
  const n = tour.length;
  if (n < 4) return;
  for (let round = 0; round < TWO_OPT_ROUNDS; round++) {
    let improved = false;
    for (let i = 0; i < n - 2; i++) {
      for (let j = i + 2; j < n; j++) {
        const [a, b, c, d] = [tour[i]!, tour[i + 1]!, tour[j]!, tour[(j + 1) % n]!];
        if (a === d) continue;
        const gain =
          distance(x, y, a, b) + distance(x, y, c, d) - distance(x, y, a, c) - distance(x, y, b, d);
        if (gain <= 1e-9) continue;
        for (let low = i + 1, high = j; low < high; low++, high--) {
          const swap = tour[low]!;
          tour[low] = tour[high]!;
          tour[high] = swap;
        }
        improved = true;
      }
    }
    if (!improved) return;
  }
}
