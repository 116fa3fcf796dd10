import { landMassOf, type LandMass } from './landMasses.ts';
import { LINKS, type Link, type LinkEnd } from './links.ts';
import type { TravelMatrix, TravelPoint } from './matrix.ts';
import { roadKm, roadMinutes } from './roads.ts';

/** One way: minutes, kilometres, kroner. The fastest is taken, whatever it costs. */
interface Way {
  readonly minutes: number;
  readonly km: number;
  readonly fare: number;
}

const NO_WAY: Way = { minutes: Infinity, km: Infinity, fare: Infinity };
const HERE: Way = { minutes: 0, km: 0, fare: 0 };

function road(a: TravelPoint, b: TravelPoint): Way {
  const km = roadKm(a, b);
  return { minutes: roadMinutes(km), km, fare: 0 };
}

function joined(...ways: readonly Way[]): Way {
  return ways.reduce((sum, way) => ({
    minutes: sum.minutes + way.minutes,
    km: sum.km + way.km,
    fare: sum.fare + way.fare,
  }));
}

const faster = (a: Way, b: Way): Way => (b.minutes < a.minutes ? b : a);

/**
 * The embedded default (R55): great circle × detour with speeds by distance on one land mass, and the fastest chain of
 * open links between two. A point at sea, or on a land mass without an open link, is unreachable.
 */
export function embeddedTravel(
  points: readonly TravelPoint[],
  { closedLinks = [] }: { closedLinks?: readonly string[] } = {},
): TravelMatrix {
  const size = points.length;
  const matrix: TravelMatrix = {
    size,
    minutes: new Float64Array(size * size),
    km: new Float64Array(size * size),
    fares: new Float64Array(size * size),
  };
  const masses = points.map(landMassOf);
  const water = crossings(LINKS.filter(({ id }) => !closedLinks.includes(id)));
  points.forEach((from, i) => {
    const mass = masses[i];
    const toEnds = water.ends.map((end, e) =>
      water
        .at(mass)
        .reduce(
          (best, exit) => faster(best, joined(road(from, water.ends[exit]!), water.way(exit, e))),
          NO_WAY,
        ),
    );
    points.forEach((to, j) => {
      const way = wayBetween(from, to, mass, masses[j], toEnds, water);
      matrix.minutes[i * size + j] = way.minutes;
      matrix.km[i * size + j] = way.km;
      matrix.fares[i * size + j] = way.fare;
    });
  });
  return matrix;
}

function wayBetween(
  from: TravelPoint,
  to: TravelPoint,
  mass: LandMass | undefined,
  other: LandMass | undefined,
  toEnds: readonly Way[],
  water: Crossings,
): Way {
  if (from === to || (from.lat === to.lat && from.lon === to.lon && mass === other)) return HERE;
  if (mass === undefined || other === undefined) return NO_WAY;
  if (mass === other) return road(from, to);
  return water
    .at(other)
    .reduce((best, entry) => faster(best, joined(toEnds[entry]!, road(water.ends[entry]!, to))), NO_WAY);
}

interface Crossings {
  readonly ends: readonly LinkEnd[];
  /** Indices of the ends on a land mass. */
  readonly at: (mass: LandMass | undefined) => readonly number[];
  readonly way: (from: number, to: number) => Way;
}

/** Every way from link end to link end: by road where they share a land mass, over the link itself, and chains of both. */
function crossings(links: readonly Link[]): Crossings {
  const ends = links.flatMap((link) => link.ends);
  const size = ends.length;
  const ways = new Array<Way>(size * size).fill(NO_WAY);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      if (i === j) ways[i * size + j] = HERE;
      else if (ends[i]!.mass === ends[j]!.mass) ways[i * size + j] = road(ends[i]!, ends[j]!);
  links.forEach(({ minutes, waitMinutes, km, fare }, k) => {
    const way = { minutes: minutes + waitMinutes, km, fare };
    ways[2 * k * size + 2 * k + 1] = way;
    ways[(2 * k + 1) * size + 2 * k] = way;
  });
  for (let via = 0; via < size; via++)
    for (let i = 0; i < size; i++)
      for (let j = 0; j < size; j++) {
        const detour = ways[i * size + via]!.minutes + ways[via * size + j]!.minutes;
        if (detour < ways[i * size + j]!.minutes)
          ways[i * size + j] = joined(ways[i * size + via]!, ways[via * size + j]!);
      }
  const byMass = Map.groupBy(ends.keys(), (e) => ends[e]!.mass);
  return {
    ends,
    at: (mass) => (mass === undefined ? [] : (byMass.get(mass) ?? [])),
    way: (from, to) => ways[from * size + to]!,
  };
}
