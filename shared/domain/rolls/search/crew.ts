import type { Model } from '../model/model.ts';
import type { SiteModel } from '../model/site.ts';
import { onDuty, type SwabberModel } from '../model/staffing.ts';

/**
 * Who could serve each candidate of a site. Nobody is tested in a lane that they serve (R41), so whoever serves a session
 * must find a place in another one that somebody else serves.
 */
export interface SiteCrew {
  /** By swabber of the site: the class (as in `SiteModel.classes`) of their own sample, −1 where none is due. */
  readonly ownClass: Int32Array;
  /** By candidate: swabbers of the site who could serve its first places, and how many places each. */
  readonly able: readonly Int32Array[];
  readonly reach: readonly Int32Array[];
}

/** Undefined where no swabber of the site has a sample of their own. */
export function siteCrew(model: Model, site: SiteModel): SiteCrew | undefined {
  const swabbers = model.swabbersOf[site.index]!;
  if (!swabbers.some(({ offer }) => offer >= 0)) return undefined;
  const position = new Map(Array.from(site.classes, (index, k) => [index, k]));
  const ownClass = Int32Array.from(swabbers, ({ offer }) =>
    offer < 0 ? -1 : (position.get(model.classOfOffer[offer]!) ?? -1),
  );
  const able: Int32Array[] = [];
  const reach: Int32Array[] = [];
  for (let c = 0; c < site.candidates; c++) {
    const found: { swabber: number; places: number }[] = [];
    if (site.standing[c]! < 0) {
      swabbers.forEach((swabber, i) => {
        const places = placesServed(model, site, c, swabber);
        if (places > 0) found.push({ swabber: i, places });
      });
    }
    able.push(Int32Array.from(found, ({ swabber }) => swabber));
    reach.push(Int32Array.from(found, ({ places }) => places));
  }
  return { ownClass, able, reach };
}

/** How many places of a candidate, from its first on, a swabber could serve. */
function placesServed(model: Model, site: SiteModel, c: number, swabber: SwabberModel): number {
  const { starts, span } = model.grids[site.index]![site.window[c]!]!;
  const day = site.day[c]!;
  const [lo, hi] = [site.lo[c]!, site.hi[c]!];
  if (!onDuty(swabber, day, starts[lo]!, starts[lo]! + span)) return 0;
  if (onDuty(swabber, day, starts[lo]!, starts[hi]! + span)) return hi - lo + 1;
  let last = lo;
  while (onDuty(swabber, day, starts[lo]!, starts[last + 1]! + span)) last++;
  return last - lo + 1;
}

const { ceil, min } = Math;
/** More sessions than this at one site: somebody will find a place. */
const BITS = 31;
/** Places that stay empty between people of one shift and those of the next, about. */
const GAP = 8;
const places = new Int32Array(1 << 16);
const alone = new Int32Array(1 << 12);

/** Lanes for which no swabber is left once everybody who could serve them must be tested in the very session. */
export function bareLanes(
  site: SiteModel,
  { ownClass, able, reach }: SiteCrew,
  chosen: readonly number[],
  byCandidate: Int32Array,
): number {
  if (chosen.length > BITS) return 0;
  places.fill(0, 0, site.classes.length);
  alone.fill(0, 0, ownClass.length);
  for (let i = 0; i < chosen.length; i++) {
    if (byCandidate[i] === 0) continue;
    const c = chosen[i]!;
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++)
      places[site.arcClass[arc]!]! |= 1 << i;
    if (able[c]!.length === 1) alone[able[c]![0]!]! |= 1 << i;
  }
  let bare = 0;
  for (let i = 0; i < chosen.length; i++) {
    const c = chosen[i]!;
    const crew = able[c]!;
    if (byCandidate[i] === 0 || crew.length === 0) continue;
    const perLane = site.hi[c]! - site.lo[c]! + 1;
    let lanes = min(site.lanes[c]!, ceil(byCandidate[i]! / perLane));
    const needed = min(perLane, ceil(byCandidate[i]! / lanes) + GAP);
    for (let s = 0; s < crew.length && lanes > 0; s++) {
      if (reach[c]![s]! < needed) continue;
      const k = ownClass[crew[s]!]!;
      if (k < 0 || (places[k]! & ~(1 << i) & ~alone[crew[s]!]!) !== 0) lanes--;
    }
    bare += lanes;
  }
  return bare;
}
