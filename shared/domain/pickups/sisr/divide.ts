import { randomInt, type Random } from '../../search/random.ts';

/** A part of a plan of alike vehicles: some routes, and how many vehicles they and what comes out of them may use. */
export interface PlanPart {
  readonly routes: Int32Array;
  readonly stops: Int32Array;
  readonly vehicles: number;
}

/**
 * Cuts a plan into parts of routes that lie together, each with about as many stops and its share of the idle vehicles.
 * Parts can be searched at the same time: an insertion anywhere in a part costs what it costs in the whole.
 */
export function divide(
  saved: Int32Array,
  {
    parts,
    vehicles,
    absent,
    distance,
  }: {
    readonly parts: number;
    readonly vehicles: number;
    readonly absent: readonly number[];
    readonly distance: (from: number, to: number) => number;
  },
  random: Random,
): PlanPart[] {
  const routes = usedRoutes(saved);
  const groups = halve(routes, parts, distance, random);
  const idle = vehicles - routes.length;
  return groups.map((group, k) => {
    const missing = absent.filter((_, i) => i % groups.length === k);
    const spare = Math.floor(idle / groups.length) + (k < idle % groups.length ? 1 : 0);
    return {
      routes: saveAll(group, vehicles),
      stops: Int32Array.from([...group.flat(), ...missing]),
      vehicles: group.length + spare,
    };
  });
}

/** The parts' routes as one plan again. */
export function together(parts: readonly Int32Array[], vehicles: number): Int32Array {
  return saveAll(parts.flatMap(usedRoutes), vehicles);
}

type Route = readonly number[];

function usedRoutes(saved: Int32Array): Route[] {
  const routes: number[][] = [[]];
  for (const node of saved) {
    if (node !== 0) routes.at(-1)!.push(node);
    else if (routes.at(-1)!.length > 0) routes.push([]);
  }
  routes.pop();
  return routes;
}

function saveAll(routes: readonly Route[], vehicles: number): Int32Array {
  const nodes = routes.flatMap((route) => [...route, 0]);
  return Int32Array.from([...nodes, ...new Array<number>(vehicles - routes.length).fill(0)]);
}

/** Cuts in two between the routes near a random stop and those far from it, and each half again. */
function halve(
  routes: readonly Route[],
  parts: number,
  distance: (from: number, to: number) => number,
  random: Random,
): Route[][] {
  if (parts <= 1 || routes.length < 2) return [[...routes]];
  const stops = routes.flat();
  const centre = stops[randomInt(random, stops.length)]!;
  const sorted = routes
    .map((route) => ({ route, far: meanDistance(route, centre, distance) }))
    .sort((a, b) => a.far - b.far)
    .map(({ route }) => route);
  const wanted = (stops.length * (parts >> 1)) / parts;
  let count = 0;
  let cut = 0;
  while (cut < sorted.length - 1 && (cut === 0 || count + sorted[cut]!.length / 2 < wanted))
    count += sorted[cut++]!.length;
  return [
    ...halve(sorted.slice(0, cut), parts >> 1, distance, random),
    ...halve(sorted.slice(cut), parts - (parts >> 1), distance, random),
  ];
}

function meanDistance(route: Route, centre: number, distance: (from: number, to: number) => number): number {
  return route.reduce((sum, stop) => sum + distance(centre, stop), 0) / route.length;
}
