import { MaxFlow } from '../network/maxFlow.ts';
import { admit, type Region, rollNetwork, setCapacity } from '../network/rollNetwork.ts';
import { averageTurnout, capLevels, type LevelRung } from './relevel.ts';
import type { RollState } from './state.ts';

const flow = new MaxFlow();

/**
 * Opens what is missing until as many are placed at a level as the relaxed flow can place there: augmenting paths run through the open
 * sessions first, then through other windows of days with a stop, then through anything. Only candidates that carry
 * somebody are opened.
 * @returns the candidates to open besides, by site
 */
export function missingSessions(
  state: RollState,
  regions: readonly Region[],
  level: LevelRung,
): Map<number, number[]> {
  const missing = new Map<number, number[]>();
  for (const region of regions) {
    for (const [site, list] of missingIn(state, region, level)) missing.set(site, list);
  }
  return missing;
}

function missingIn(state: RollState, region: Region, level: LevelRung): Map<number, number[]> {
  const { model } = state;
  const rank = region.sites.map((index) => rankCandidates(state, index));
  const position = new Map(region.sites.map((site, i) => [site, i]));
  const candidates = (site: number) => rank[position.get(site)!]!.map(({ c }) => c);
  const network = rollNetwork(model, region, { candidates, flow });
  // The arcs cell → day stand before the site's class arcs, in the order of the candidates.
  const cells: { arc: number; cap: number; rank: number; site: number; c: number }[] = [];
  region.sites.forEach((index, i) => {
    const site = model.sites[index]!;
    const count = rank[i]!.reduce((sum, { c }) => sum + site.cellStart[c + 1]! - site.cellStart[c]!, 0);
    let arc = network.siteArc[i]! - 2 * count;
    for (const { c, rank: own } of rank[i]!) {
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++, arc += 2)
        cells.push({ arc, cap: site.cellCap[cell]!, rank: own, site: index, c });
    }
  });
  capLevels(model, network, { ...level, turnout: averageTurnout(model, region) });
  const wanted = region.classes.reduce((sum, index) => sum + model.classes[index]!.count, 0);
  let flowed = 0;
  for (let step = 0; step < 3 && flowed < wanted; step++) {
    for (const { arc, cap, rank: own } of cells) setCapacity(network, arc, own <= step ? cap : 0);
    flowed += step === 0 ? admit(network, model, () => 1) : flow.run(0, 1);
  }
  const missing = new Map<number, number[]>();
  for (const { arc, rank: own, site, c } of cells) {
    if (own === 0 || flow.flowOn(arc) === 0) continue;
    const list = missing.get(site) ?? [];
    if (!list.includes(c)) missing.set(site, [...list, c]);
  }
  return missing;
}

/** 0: open; 1: another window of a day with a stop; 2: any other. Never two candidates of one window. */
function rankCandidates({ model, open }: RollState, index: number): { c: number; rank: number }[] {
  const site = model.sites[index]!;
  const own = open[index]!;
  const stops = new Set(own.map((c) => site.labDay[c]!));
  const taken = new Set(own.map((c) => site.day[c]! * 64 + site.window[c]!));
  const ranked = own.map((c) => ({ c, rank: 0 }));
  const others: { c: number; rank: number }[] = [];
  for (let c = 0; c < site.candidates; c++) {
    if (site.standing[c]! >= 0) continue;
    const key = site.day[c]! * 64 + site.window[c]!;
    if (taken.has(key)) continue;
    const stop = stops.has(site.labDay[c]!) || site.standingLabDays[site.labDay[c]!] === 1;
    taken.add(key);
    others.push({ c, rank: stop ? 1 : 2 });
  }
  return [...ranked, ...others];
}
