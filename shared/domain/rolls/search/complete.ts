import { sessionKey } from '../model/classes.ts';
import { MaxFlow } from '../network/maxFlow.ts';
import {
  admit,
  type Apart,
  apartIn,
  type Region,
  type RollNetwork,
  rollNetwork,
} from '../network/rollNetwork.ts';
import { capLevels, type LevelRung, meanTurnouts } from './relevel.ts';
import type { RollState } from './state.ts';

export interface Wish {
  readonly level: LevelRung;
  /** By class of the model: people whom no plan places. */
  readonly unplaceable: Int32Array;
  readonly apart: readonly Apart[];
}

const flow = new MaxFlow();
/** Sessions that one region may get besides, and how many cells all of them together may have. */
const MOST = 2000;
const SPARE_CELLS = 8 * MOST;
/** So many are opened at once, as long as that many people are still without a place. */
const AT_ONCE = 8;

/**
 * What must be opened besides until as many are placed at a level as the relaxed flow can place there. The minimum cut
 * of the open sessions says where: a session that whoever waits could reach, on a laboratory day from which there is
 * still a way on, places at least one more. The cheapest are opened, a few at a time, and the flow is sent on.
 * @returns the candidates to open besides, by site
 */
export function missingSessions(
  state: RollState,
  regions: readonly Region[],
  wish: Wish,
): Map<number, number[]> {
  const missing = new Map<number, number[]>();
  for (const region of regions) {
    const wanted = region.classes.reduce(
      (sum, index) => sum + state.model.classes[index]!.count - wish.unplaceable[index]!,
      0,
    );
    const desk = extraDesk(state, region, wish);
    while (desk.flowed < wanted && desk.extras.length < MOST) {
      const found = desk.offers();
      if (found.length === 0) break;
      for (const extra of found.slice(0, Math.max(1, Math.min(AT_ONCE, (wanted - desk.flowed) >> 1))))
        desk.open(extra);
      desk.flowed += flow.run(desk.network.source, desk.network.sink);
    }
    for (const { site, candidate, cells } of desk.extras) {
      if (!cells.some((arc) => flow.flowOn(arc) > 0)) continue;
      missing.set(site, [...(missing.get(site) ?? []), candidate]);
    }
  }
  return missing;
}

interface Extra {
  readonly site: number;
  readonly candidate: number;
  /** Arcs from its cells to the laboratory day. */
  readonly cells: number[];
}

interface Offer {
  readonly site: number;
  readonly candidate: number;
  /** People who could use it per price. */
  readonly value: number;
}

interface ExtraDesk {
  readonly network: RollNetwork;
  flowed: number;
  readonly extras: Extra[];
  /** Sessions that help, at most one per site, the best value first. */
  readonly offers: () => Offer[];
  readonly open: (offer: Offer) => void;
}

function extraDesk(state: RollState, region: Region, wish: Wish): ExtraDesk {
  const { model, open } = state;
  const apart = apartIn(model, region, wish.apart);
  const candidates = (site: number) => open[site]!;
  const network = rollNetwork(model, region, { candidates, flow, apart, spare: SPARE_CELLS });
  capLevels(model, network, state.target, { ...wish.level, turnouts: meanTurnouts(state) });
  const chosen = new Map(region.sites.map((site) => [site, [...open[site]!]]));
  const apartOf = Map.groupBy(network.apart, ({ one }) => one.offerClass);
  let nextCell = network.firstSpare;
  const desk: ExtraDesk = {
    network,
    flowed: admit(network, model, () => 1),
    extras: [],
    offers: () => {
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
    },
    open: ({ site: index, candidate }) => {
      const site = model.sites[index]!;
      const first = site.cellStart[candidate]!;
      const cells: number[] = [];
      const node = (cell: number) => nextCell + cell - first;
      const day = network.dayNode(site.lab, site.labDay[candidate]!);
      for (let cell = first; cell < site.cellStart[candidate + 1]!; cell++)
        cells.push(flow.arc(node(cell), day, site.cellCap[cell]!));
      const key = sessionKey(index, site.day[candidate]!, site.window[candidate]!);
      for (let arc = site.arcStart[candidate]!; arc < site.arcStart[candidate + 1]!; arc++) {
        const offerClass = site.classes[site.arcClass[arc]!]!;
        flow.arc(network.classNode(offerClass), node(site.arcCell[arc]!), site.cellCap[site.arcCell[arc]!]!);
        for (const { one, node: person } of apartOf.get(offerClass) ?? [])
          if (!one.barred.has(key)) flow.arc(person, node(site.arcCell[arc]!), 1);
      }
      nextCell += cells.length;
      chosen.get(index)!.push(candidate);
      desk.extras.push({ site: index, candidate, cells });
    },
  };
  return desk;
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
