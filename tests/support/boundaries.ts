import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SHARED_DATA } from './ssiFolder.ts';

type Ring = readonly (readonly number[])[];

const position = z.array(z.number()).min(2);
const polygon = z.array(z.array(position));
const collection = z.object({
  features: z.array(
    z.object({
      properties: z.object({ KOMKODE: z.coerce.number() }),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: polygon }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(polygon) }),
      ]),
    }),
  ),
});

/** Whether a place lies inside a municipality, by the (simplified) boundaries of DAGI, which are never committed. */
export function readBoundaries(): (place: { code: string; lat: number; lon: number }) => boolean {
  const file = path.join(SHARED_DATA, 'geo', 'kommuner_simplified_5pct.geojson');
  const { features } = collection.parse(JSON.parse(readFileSync(file, 'utf8')));
  const polygons = new Map<string, Edge[][]>();
  for (const { properties, geometry } of features) {
    const code = String(properties.KOMKODE).padStart(4, '0');
    const parts = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    polygons.set(code, [...(polygons.get(code) ?? []), ...parts.map((rings) => rings.flatMap(edges))]);
  }
  return ({ code, lat, lon }) =>
    (polygons.get(code) ?? []).some((all) => crossings(all, { lat, lon }) % 2 === 1);
}

type Edge = readonly [from: readonly number[], to: readonly number[]];

function edges(ring: Ring): Edge[] {
  return ring.slice(1).map((to, i) => [ring[i]!, to]);
}

/** How many edges a ray to the east crosses: odd inside, holes included. */
function crossings(all: readonly Edge[], { lat, lon }: { lat: number; lon: number }): number {
  return all.filter(([[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]]) => {
    if (y1 > lat === y2 > lat) return false;
    return lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1;
  }).length;
}
