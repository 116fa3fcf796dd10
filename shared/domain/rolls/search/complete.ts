import { sessionKey } from '../model/classes.ts';
import type { RollNetwork } from '../network/rollNetwork.ts';
import type { RollState } from './state.ts';

/** Sessions that one region may get besides, and how many cells all of them together may have. */
const MOST = 2000;
export const SPARE_CELLS = 8 * MOST;
/** So many are opened at once, as long as that many people are still without a place. */
const AT_ONCE = 8;

/** Opens sessions besides until so many people are placed, if that can be. */
export interface ExtraDesk {
  readonly extras: readonly Extra[];
  /** @returns the people placed besides */
  readonly place: (people: number) => number;
}

/** A session that was opened besides, and its arcs for people: the class's position at the site, and the arc. */
export interface Extra {
  readonly site: number;
  readonly candidate: number;
  readonly arcs: readonly { readonly k: number; readonly arc: number }[];
}

interface Offer {
  readonly site: number;
  readonly candidate: number;
  /** People who could use it per price. */
  readonly value: number;
}

/**
 * What must be opened besides until as many are placed at a level as the relaxed flow can place there. The minimum cut
 * of the open sessions says where: a session that whoever waits could reach, on a laboratory day from which there is
 * still a way on, places at least one more. The cheapest are opened, a few at a time, and the flow is sent on.
 */
export function extraDesk(state: RollState, network: RollNetwork): ExtraDesk {
  const { flow, region } = network;
  const chosen = new Map(region.sites.map((site) => [site, [...state.open[site]!]]));
  const apartOf = Map.groupBy(network.apart, ({ one }) => one.offerClass);
  const extras: Extra[] = [];
  let nextCell = network.firstSpare;

  const offers = (): Offer[] => {
    const from = flow.reachableFrom(network.source);
    const to = flow.reaching(network.sink);
    const waiting = (offerClass: number) =>
      from[network.classNode(offerClass)] === 1 ||
      (apartOf.get(offerClass) ?? []).some(({ node }) => from[node] === 1);
    const best = (helps: (day: number) => boolean) =>
      region.sites.flatMap(
        (site) => bestOffer(state, site, chosen.get(site)!, { network, waiting, helps }) ?? [],
      );
    const direct = best((day) => to[day] === 1);
    // Else one that only helps together with others.
    const found = direct.length > 0 ? direct : best((day) => from[day] === 0);
    return found.sort((a, b) => b.value - a.value || a.site - b.site || a.candidate - b.candidate);
  };

  const open = ({ site: index, candidate }: Offer): void => {
    const site = state.model.sites[index]!;
    const [first, end] = [site.cellStart[candidate]!, site.cellStart[candidate + 1]!];
    const node = (cell: number) => nextCell + cell - first;
    const day = network.dayNode(site.lab, site.labDay[candidate]!);
    for (let cell = first; cell < end; cell++) flow.arc(node(cell), day, site.cellCap[cell]!);
    const key = sessionKey(index, site.day[candidate]!, site.window[candidate]!);
    const arcs: { k: number; arc: number }[] = [];
    for (let arc = site.arcStart[candidate]!; arc < site.arcStart[candidate + 1]!; arc++) {
      const k = site.arcClass[arc]!;
      const cell = site.arcCell[arc]!;
      arcs.push({ k, arc: flow.arc(network.classNode(site.classes[k]!), node(cell), site.cellCap[cell]!) });
      for (const { one, node: person, arcs: own } of apartOf.get(site.classes[k]!) ?? [])
        if (!one.barred.has(key)) own.push({ arc: flow.arc(person, node(cell), 1), site: index, candidate });
    }
    nextCell += end - first;
    chosen.get(index)!.push(candidate);
    if (site.group >= 0) state.sharing.set(index, chosen.get(index)!);
    extras.push({ site: index, candidate, arcs });
  };

  return {
    extras,
    place: (people) => {
      let placed = 0;
      while (placed < people && extras.length < MOST) {
        const found = offers();
        if (found.length === 0) break;
        found.slice(0, Math.max(1, Math.min(AT_ONCE, (people - placed) >> 1))).forEach(open);
        placed += flow.run(network.source, network.sink);
      }
      return placed;
    },
  };
}

/** The session of a site that most of those waiting could use per price. */
function bestOffer(
  state: RollState,
  index: number,
  chosen: readonly number[],
  {
    network,
    waiting,
    helps,
  }: {
    network: RollNetwork;
    waiting: (offerClass: number) => boolean;
    helps: (dayNode: number) => boolean;
  },
): Offer | undefined {
  const { model } = state;
  const { weights } = model.problem;
  const site = model.sites[index]!;
  const near = Array.from(site.classes, waiting);
  if (!near.includes(true)) return undefined;
  const stops = new Set(chosen.map((c) => site.labDay[c]!));
  const taken = new Set(chosen.map((c) => sessionKey(index, site.day[c]!, site.window[c]!)));
  let best: Offer | undefined;
  for (let candidate = 0; candidate < site.candidates; candidate++) {
    const day = site.labDay[candidate]!;
    if (site.standing[candidate]! >= 0 || !helps(network.dayNode(site.lab, day))) continue;
    if (taken.has(sessionKey(index, site.day[candidate]!, site.window[candidate]!))) continue;
    let people = 0;
    for (let arc = site.arcStart[candidate]!; arc < site.arcStart[candidate + 1]!; arc++) {
      const k = site.arcClass[arc]!;
      if (near[k]) people += model.classes[site.classes[k]!]!.count;
    }
    if (people === 0) continue;
    const stop =
      stops.has(day) || site.standingLabDays[day] === 1
        ? 0
        : weights.siteDay + weights.km * state.tours.insertion(index, day);
    const value = people / (weights.session + stop + 1e-3);
    if (best && best.value >= value) continue;
    if (site.group >= 0 && !state.sharing.fits(index, [...chosen, candidate], site.day[candidate])) continue;
    best = { site: index, candidate, value };
  }
  return best;
}
