import { HOVEDSTADEN } from './places/hovedstaden.ts';
import { MIDTJYLLAND } from './places/midtjylland.ts';
import { NORDJYLLAND } from './places/nordjylland.ts';
import { SJAELLAND } from './places/sjaelland.ts';
import { SYDDANMARK } from './places/syddanmark.ts';

/** A real town, village or city district. Only the place is real: what the demo puts there is invented. */
export interface Town {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
  /** Sites lie at most this far from its middle: on land and inside the municipality (a test holds that). */
  readonly reachKm: number;
}

const TABLES = [HOVEDSTADEN, SJAELLAND, SYDDANMARK, MIDTJYLLAND, NORDJYLLAND];

const towns: ReadonlyMap<string, readonly Town[]> = new Map(
  TABLES.flatMap((table) =>
    Object.entries(table).map(([code, places]) => [code, parsePlaces(places)] as const),
  ),
);

function parsePlaces(places: string): Town[] {
  return places.split('|').map((place) => {
    const match = /^(.+?)\s+(\S+)\s+(\S+)\s+(\S+)$/s.exec(place.trim());
    if (!match) throw new RangeError(`not a place: "${place}"`);
    const [, name = '', lat, lon, reach] = match;
    return { name, lat: Number(lat), lon: Number(lon), reachKm: Number(reach) };
  });
}

/** The towns of a municipality, the largest first. */
export function townsOf(code: string): readonly Town[] {
  const found = towns.get(code);
  if (!found) throw new RangeError(`no towns are tabulated for municipality ${code}`);
  return found;
}
