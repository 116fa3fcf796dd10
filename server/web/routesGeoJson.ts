import type { PickupsView, Place, RouteView } from '../../shared/contracts/views/pickups.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import type { PageContext } from './pageContext.ts';

interface Feature {
  readonly type: 'Feature';
  readonly geometry:
    | { readonly type: 'LineString'; readonly coordinates: readonly (readonly [number, number])[] }
    | { readonly type: 'Point'; readonly coordinates: readonly [number, number] };
  readonly properties: Readonly<Record<string, string | number>>;
}

interface FeatureCollection {
  readonly type: 'FeatureCollection';
  readonly features: readonly Feature[];
}

const at = ({ lat, lon }: Place | { lat: number; lon: number }) => [lon, lat] as const;

/** The routes of a day as lines and points, with the names of municipalities for orientation where no tiles are. */
export function routesGeoJson(page: PageContext, { plan, region }: PickupsView): FeatureCollection {
  const routes = plan?.routes ?? [];
  return {
    type: 'FeatureCollection',
    features: [
      ...MUNICIPALITIES.filter((municipality) => municipality.region === region.code).map(
        (municipality): Feature => ({
          type: 'Feature',
          geometry: { type: 'Point', coordinates: at(municipality) },
          properties: { kind: 'municipality', name: municipality.name },
        }),
      ),
      ...routes.flatMap((route, i) => routeFeatures(page, route, i)),
    ],
  };
}

function routeFeatures({ text, format }: PageContext, route: RouteView, index: number): Feature[] {
  const end = route.laboratory ?? route.depot;
  const name = text.pickups.route(format.count(index + 1), route.vehicle);
  return [
    {
      type: 'Feature',
      geometry: { type: 'LineString', coordinates: [route.depot, ...route.stops, end].map(at) },
      properties: { kind: 'route', look: index, name },
    },
    ...route.stops.map((stop): Feature => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: at(stop) },
      properties: {
        kind: 'stop',
        look: index,
        position: stop.position,
        name: `${format.time(stop.arrivalMinute)} ${stop.name}`,
      },
    })),
    {
      type: 'Feature',
      geometry: { type: 'Point', coordinates: at(end) },
      properties: { kind: 'laboratory', name: end.name },
    },
  ];
}
