import { minutesOf } from '../../calendar/minutes.ts';
import type { Reading, ReadRoute, Violation } from './reading.ts';

type Broken = Omit<Violation, 'rule'>;

/** Sums of amounts that were rounded to a hundredth each. */
const CENTS = 0.006;

export function scoreRule({ plan, routes }: Reading): Broken[] {
  const { score } = plan;
  const broken = routes.flatMap(routeFigures);
  const total = (path: string, stated: number, found: number, slack = 0) => {
    if (Math.abs(stated - found) > slack)
      broken.push({ path: `$.score.${path}`, message: `${stated} stated, ${found} found` });
  };
  const sum = (read: (route: ReadRoute) => number) => routes.reduce((all, route) => all + read(route), 0);
  const slack = CENTS * (routes.length + 1);
  total(
    'served',
    score.served,
    sum(({ trips }) => trips.reduce((stops, { visits }) => stops + visits.length, 0)),
  );
  total('unserved', score.unserved, plan.unserved.length);
  total('vehicles', score.vehicles, routes.length);
  total(
    'trips',
    score.trips,
    sum(({ trips }) => trips.length),
  );
  total(
    'minutes',
    score.minutes,
    sum(({ route }) => minutesOf(route.end) - minutesOf(route.start)),
  );
  total(
    'waitMinutes',
    score.waitMinutes,
    sum(({ route }) => route.waitMinutes),
  );
  total('km', score.km, sum(kmOf), slack);
  total('fares', score.fares, sum(faresOf), slack);
  total('cost', score.cost, sum(costOf), slack);
  const days = routes.map(({ route }) => minutesOf(route.end) - minutesOf(route.start));
  total('unevenMinutes', score.unevenMinutes, days.length === 0 ? 0 : Math.max(...days) - Math.min(...days));
  return broken;
}

function routeFigures(read: ReadRoute): Broken[] {
  const { path, route } = read;
  const broken: Broken[] = [];
  const figure = (
    name: 'minutes' | 'waitMinutes' | 'km' | 'fares' | 'cost',
    found: number,
    slack = CENTS,
  ) => {
    if (Math.abs(route[name] - found) > slack)
      broken.push({ path: `${path}.${name}`, message: `${route[name]} stated, ${found} found` });
  };
  figure('minutes', minutesOf(route.end) - minutesOf(route.start));
  figure('waitMinutes', waitOf(read));
  figure('km', kmOf(read));
  figure('fares', faresOf(read));
  figure('cost', costOf(read));
  return broken;
}

const kmOf = ({ legs }: ReadRoute) => legs.reduce((sum, { km }) => sum + km, 0);
const faresOf = ({ legs }: ReadRoute) => legs.reduce((sum, { fare }) => sum + fare, 0);

function costOf(read: ReadRoute): number {
  const { route, vehicle } = read;
  const hours = (minutesOf(route.end) - minutesOf(route.start)) / 60;
  return hours * vehicle.hourlyRate + kmOf(read) * vehicle.kmRate + faresOf(read) + vehicle.fixedCost;
}

/** Minutes of the day that are neither driving nor service, loading, unloading or break. */
function waitOf({ route, vehicle, trips, legs }: ReadRoute): number {
  const driving = legs.reduce((sum, { minutes }) => sum + minutes, 0);
  const service = trips
    .flatMap(({ visits }) => visits)
    .reduce((sum, { stop }) => sum + stop.serviceMinutes, 0);
  const handling = trips.length * (vehicle.loadMinutes + vehicle.unloadMinutes);
  const pause = route.break ? minutesOf(route.break.end) - minutesOf(route.break.start) : 0;
  return minutesOf(route.end) - minutesOf(route.start) - driving - service - handling - pause;
}
