import { landMassOf, type LandMass } from './landMasses.ts';
import { LINKS, type Link, type LinkEnd } from './links.ts';
import type { TravelMatrix, TravelPoint } from './matrix.ts';
import { roadKm, roadMinutes } from './roads.ts';

/** A part of a way: some minutes by road, or a link and whether it is crossed from its second end. */
export type WayPart = { readonly road: number } | { readonly link: Link; readonly back: boolean };

/** One way: minutes, kilometres, kroner. The fastest is taken, whatever it costs. */
interface Way {
  readonly minutes: number;
  readonly km: number;
  readonly fare: number;
  readonly parts: readonly WayPart[];
}

const NO_WAY: Way = { minutes: Infinity, km: Infinity, fare: Infinity, parts: [] };
const HERE: Way = { minutes: 0, km: 0, fare: 0, parts: [] };

function road(a: TravelPoint, b: TravelPoint): Way {
  const km = roadKm(a, b);
  const minutes = roadMinutes(km);
  return { minutes, km, fare: 0, parts: [{ road: minutes }] };
}

function joined(...ways: readonly Way[]): Way {
  return ways.reduce((sum, way) => ({
    minutes: sum.minutes + way.minutes,
    km: sum.km + way.km,
    fare: sum.fare + way.fare,
    parts: [...sum.parts, ...way.parts],
  }));
}

const faster = (a: Way, b: Way): Way => (b.minutes < a.minutes ? b : a);

/** The links that there are, and those that are closed. */
export interface Waters {
  readonly closedLinks?: readonly string[];
  /** Default: every link there is, with the usual waits. */
  readonly links?: readonly Link[];
}

/** The usual links are asked about again and again, and joining them all takes longer than a day's matrix. */
let usual: Crossings | undefined;

function crossingsOf(waters: Waters): Crossings {
  const { closedLinks = [], links = LINKS } = waters;
  if (closedLinks.length > 0 || links !== LINKS) return crossings(openLinks(waters));
  return (usual ??= crossings(LINKS));
}

const openLinks = ({ closedLinks = [], links = LINKS }: Waters) =>
  links.filter(({ id }) => !closedLinks.includes(id));

/** The ways of the matrix, part by part, for the few pairs of points that are asked about. */
export function embeddedWays(
  waters: Waters,
): (from: TravelPoint, to: TravelPoint) => readonly WayPart[] | undefined {
  const water = crossingsOf(waters);
  return (from, to) => {
    const points = [from, to];
    const [mass, other] = points.map(landMassOf);
    if (mass === undefined || other === undefined) return undefined;
    if (mass === other) return road(from, to).parts;
    const shores = shoreRoads(points, [mass, other], water);
    const { minutes, parts } = wayOver(1, other, waysOut(0, mass, other, shores, water), shores, water);
    return Number.isFinite(minutes) ? parts : undefined;
  };
}

/**
 * The embedded default (R55): great circle × detour with speeds by distance on one land mass, and the fastest chain of
 * open links between two. A point at sea, or on a land mass without an open link, is unreachable.
 */
export function embeddedTravel(
  points: readonly TravelPoint[],
  { closedLinks = [], links = LINKS }: Waters = {},
): TravelMatrix {
  const size = points.length;
  const cells = () => new Float64Array(size * size);
  const matrix: TravelMatrix = { size, minutes: cells(), km: cells(), fares: cells() };
  const set = (cell: number, { minutes, km, fare }: Omit<Way, 'parts'>) => {
    matrix.minutes[cell] = minutes;
    matrix.km[cell] = km;
    matrix.fares[cell] = fare;
  };
  const masses = points.map(landMassOf);
  const water = crossingsOf({ closedLinks, links });
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
  links.forEach((link, k) => {
    const { minutes, waitMinutes, waitBackMinutes = waitMinutes, km, fare } = link;
    const way = (wait: number, back: boolean): Way =>
      Number.isFinite(wait) ? { minutes: minutes + wait, km, fare, parts: [{ link, back }] } : NO_WAY;
    ways[2 * k * size + 2 * k + 1] = way(waitMinutes, false);
    ways[(2 * k + 1) * size + 2 * k] = way(waitBackMinutes, true);
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
