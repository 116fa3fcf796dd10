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
  const cells = () => new Float64Array(size * size);
  const matrix: TravelMatrix = { size, minutes: cells(), km: cells(), fares: cells() };
  const set = (cell: number, { minutes, km, fare }: Way) => {
    matrix.minutes[cell] = minutes;
    matrix.km[cell] = km;
    matrix.fares[cell] = fare;
  };
  const masses = points.map(landMassOf);
  const water = crossings(LINKS.filter(({ id }) => !closedLinks.includes(id)));
  const shores = shoreRoads(points, masses, water);
  const present = [...new Set(masses)];
  for (let i = 0; i < size; i++) {
    const mass = masses[i];
    const over = new Map(present.map((other) => [other, waysOut(i, mass, other, shores, water)]));
    for (let j = 0; j < size; j++) {
      const [from, to, other] = [points[i]!, points[j]!, masses[j]];
      if (i === j || (from.lat === to.lat && from.lon === to.lon && mass === other)) set(i * size + j, HERE);
      else if (mass === undefined || other === undefined) set(i * size + j, NO_WAY);
      else if (mass !== other) set(i * size + j, wayOver(j, other, over.get(other)!, shores, water));
      else if (j > i) set(i * size + j, road(from, to));
      else {
        const [cell, mirrored] = [i * size + j, j * size + i];
        matrix.minutes[cell] = matrix.minutes[mirrored]!;
        matrix.km[cell] = matrix.km[mirrored]!;
      }
    }
  }
  return matrix;
}

/** The roads between each point and the link ends of its own land mass. */
function shoreRoads(
  points: readonly TravelPoint[],
  masses: readonly (LandMass | undefined)[],
  water: Crossings,
): Map<number, Way>[] {
  return points.map(
    (point, i) => new Map(water.at(masses[i]).map((end) => [end, road(point, water.ends[end]!)])),
  );
}

/** From a point to each link end of another land mass, the fastest way. */
function waysOut(
  i: number,
  mass: LandMass | undefined,
  other: LandMass | undefined,
  shores: readonly Map<number, Way>[],
  water: Crossings,
): readonly Way[] {
  if (mass === other) return [];
  return water
    .at(other)
    .map((entry) =>
      water
        .at(mass)
        .reduce((best, exit) => faster(best, joined(shores[i]!.get(exit)!, water.way(exit, entry))), NO_WAY),
    );
}

function wayOver(
  j: number,
  other: LandMass,
  toEntries: readonly Way[],
  shores: readonly Map<number, Way>[],
  water: Crossings,
): Way {
  let best = NO_WAY;
  water.at(other).forEach((entry, k) => {
    const out = toEntries[k]!;
    const onward = shores[j]!.get(entry)!;
    if (out.minutes + onward.minutes < best.minutes) best = joined(out, onward);
  });
  return best;
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
