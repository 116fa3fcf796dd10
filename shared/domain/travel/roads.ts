import type { TravelPoint } from './matrix.ts';

const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** Roads are longer than the bee line; Danish country roads by about this much. */
const DETOUR = 1.3;

/** The longer the way, the faster its middle: kilometres of road and the speed on that part of it. */
const BANDS = [
  { upToKm: 2, kmPerHour: 26 },
  { upToKm: 10, kmPerHour: 44 },
  { upToKm: 30, kmPerHour: 66 },
  { upToKm: Infinity, kmPerHour: 88 },
] as const;

/** Kilometres along the great circle. */
export function greatCircleKm(a: TravelPoint, b: TravelPoint): number {
  const dLat = (b.lat - a.lat) * RADIANS;
  const dLon = (b.lon - a.lon) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Estimated kilometres by road between two points of one land mass. */
export function roadKm(a: TravelPoint, b: TravelPoint): number {
  return greatCircleKm(a, b) * DETOUR;
}

/** Estimated minutes for a way of so many kilometres: continuous, growing, never slower on average when longer. */
export function roadMinutes(km: number): number {
  let minutes = 0;
  let from = 0;
  for (const { upToKm, kmPerHour } of BANDS) {
    if (km <= from) break;
    minutes += ((Math.min(km, upToKm) - from) / kmPerHour) * 60;
    from = upToKm;
  }
  return minutes;
}
