import { MaxFlow } from '../network/maxFlow.ts';
import { admit, type Region, type RollNetwork, rollNetwork } from '../network/rollNetwork.ts';
import { capLevels, type LevelRung, meanTurnouts } from './relevel.ts';
import type { RollState } from './state.ts';

const flow = new MaxFlow();
/** Each round looks one step farther along the augmenting paths than the one before. */
const ROUNDS = 4;

/**
 * What must be opened besides until as many are placed at a level as the relaxed flow can place there. The minimum cut
 * of the open sessions says where to look: whoever is on its near side wants a window on a laboratory day of its far
 * side. Only candidates that carry somebody are opened.
 * @returns the candidates to open besides, by site
 */
export function missingSessions(
  state: RollState,
  regions: readonly Region[],
  { level, unplaceable }: { level: LevelRung; unplaceable: Int32Array },
): Map<number, number[]> {
  const missing = new Map<number, number[]>();
  for (const region of regions) {
    const wanted = region.classes.reduce(
      (sum, index) => sum + state.model.classes[index]!.count - unplaceable[index]!,
      0,
    );
    const extra = region.sites.map((): number[] => []);
    for (let round = 0; round < ROUNDS; round++) {
      const { network, flowed, carried } = flowWith(state, region, extra, level);
      region.sites.forEach((site, i) => {
        if (carried[i]!.length > 0) missing.set(site, carried[i]!);
      });
      if (flowed >= wanted || !widen(state, network, extra, round)) break;
    }
  }
  return missing;
}

/** Runs the flow over open and extra candidates; the residual stays in `flow` for `widen`. */
function flowWith(
  state: RollState,
  region: Region,
  extra: readonly (readonly number[])[],
  level: LevelRung,
): { network: RollNetwork; flowed: number; carried: number[][] } {
  const { model, open } = state;
  const position = new Map(region.sites.map((site, i) => [site, i]));
  const candidates = (site: number) => [...open[site]!, ...extra[position.get(site)!]!];
  const network = rollNetwork(model, region, { candidates, flow });
  capLevels(model, network, state.target, { ...level, turnouts: meanTurnouts(state) });
  const flowed = admit(network, model, () => 1);
  const carried = region.sites.map((index, i) => {
    const site = model.sites[index]!;
    let arc = network.siteArc[i]!;
    return candidates(index).filter((c, nth) => {
      let people = 0;
      for (let a = site.arcStart[c]!; a < site.arcStart[c + 1]!; a++, arc += 2) people += flow.flowOn(arc);
      return people > 0 && nth >= open[index]!.length;
    });
  });
  return { network, flowed, carried };
}

/**
 * Adds the candidates that lead across the cut, one variant of each window, at first only those of days with a stop,
 * which are cheapest; says whether another round is worth while.
 */
function widen(state: RollState, network: RollNetwork, extra: number[][], round: number): boolean {
  const { model, open } = state;
  const before = extra.reduce((sum, own) => sum + own.length, 0);
  network.region.sites.forEach((index, i) => {
    const site = model.sites[index]!;
    const near = Array.from(site.classes, (offerClass) => flow.reached(network.classNode(offerClass)));
    if (!near.includes(true)) return;
    const stops = new Set(open[index]!.map((c) => site.labDay[c]!));
    const taken = new Set([...open[index]!, ...extra[i]!].map((c) => site.day[c]! * 64 + site.window[c]!));
    for (let c = 0; c < site.candidates; c++) {
      const window = site.day[c]! * 64 + site.window[c]!;
      if (site.standing[c]! >= 0 || taken.has(window)) continue;
      if (round === 0 && !stops.has(site.labDay[c]!)) continue;
      if (flow.reached(network.dayNode(site.lab, site.labDay[c]!))) continue;
      const arcs = site.arcClass.subarray(site.arcStart[c], site.arcStart[c + 1]);
      if (!arcs.some((k) => near[k])) continue;
      taken.add(window);
      extra[i]!.push(c);
    }
  });
  return round === 0 || extra.reduce((sum, own) => sum + own.length, 0) > before;
}
