import { Readable } from 'node:stream';
import type { PickupFormat, PickupSheet, SheetRoute } from './sheet.ts';

const at = ({ lat, lon }: { lat: number; lon: number }) => [lon, lat];

function featuresOf(route: SheetRoute): object[] {
  const { number, vehicle, trip, start, end, km, from, to, stops } = route;
  const driven = stops.filter(({ state }) => state !== 'cancelled');
  return [
    {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [from, ...driven, to].map(at) },
      properties: {
        kind: 'route',
        route: number,
        vehicle,
        trip,
        start,
        end,
        km,
        from: from.name,
        to: to.name,
      },
    },
    ...stops.map((stop) => {
      const { name, position, arrival, ready, address, door, phone, samples, kits, state, changed } = stop;
      return {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: at(stop) },
        properties: {
          kind: 'stop',
          route: number,
          position,
          name,
          arrival,
          ready,
          address,
          pickupPoint: door,
          phone,
          samples,
          kits,
          state,
          changed,
        },
      };
    }),
  ];
}

function collectionOf({ title, date, routes }: PickupSheet): object {
  return { type: 'FeatureCollection', name: title, date, features: routes.flatMap(featuresOf) };
}

/** RFC 7946: a line per route and a point per stop. */
export const geojson: PickupFormat = {
  name: 'geojson',
  mediaType: 'application/geo+json',
  write: (sheet) => Readable.from([JSON.stringify(collectionOf(sheet))]),
};
