import { roomOn } from '../bounds.ts';
import type { Model } from '../model/model.ts';
import { MaxFlow } from '../network/maxFlow.ts';
import { admit, type Region, rollNetwork, type RollNetwork, setCapacity } from '../network/rollNetwork.ts';

/** People of a class at a candidate of a site. */
export interface Share {
  readonly candidate: number;
  /** Class by index into the model. */
  readonly offerClass: number;
  people: number;
}

export interface Levelled {
  /** Shares by site. */
  readonly shares: Share[][];
  /** People placed besides those in standing sessions. */
  readonly placed: number;
  /** By class of the model. */
  readonly unplaced: Int32Array;
  /** People beyond the rung that is the target. */
  readonly excess: number;
  /** By laboratory and day: 1 where more room at the target would have helped. */
  readonly tight: readonly Uint8Array[];
}

/** Ratios to the mean that days and weeks may reach. */
export interface LevelRung {
  readonly day: number;
  readonly week: number;
  readonly mean: Float64Array;
}

export interface LevelRequest {
  readonly open: (site: number) => readonly number[];
  readonly mean: Float64Array;
  /** Ratios to try, rising, for the daily and the weekly peak; one of them is the target, the last may be infinite. */
  readonly ladder: readonly { readonly day: number; readonly week: number; readonly target?: boolean }[];
}

const flow = new MaxFlow();

/** Sends everybody through the open sessions at the lowest rung of the ladder on which they fit. */
export function relevel(model: Model, regions: readonly Region[], request: LevelRequest): Levelled {
  const shares: Share[][] = model.sites.map(() => []);
  const unplaced = new Int32Array(model.classes.length);
  const tight = model.labs.map(() => new Uint8Array(model.labDays));
  let placed = 0;
  let excess = 0;
  for (const region of regions) {
    const network = rollNetwork(model, region, { candidates: request.open, flow });
    const wanted = region.classes.reduce((sum, index) => sum + model.classes[index]!.count, 0);
    const turnout = averageTurnout(model, region);
    let flowed = 0;
    request.ladder.forEach((rung, step) => {
      if (flowed >= wanted) return;
      capLevels(model, network, { ...rung, mean: request.mean, turnout });
      flowed += step === 0 ? admit(network, model, () => 1) : flow.run(0, 1);
      if (rung.target !== true || flowed >= wanted) return;
      excess += wanted - flowed;
      for (const lab of region.labs) {
        for (let day = 0; day < model.labDays; day++)
          if (flow.reached(network.dayNode(lab, day))) tight[lab]![day] = 1;
      }
    });
    placed += flowed;
    region.classes.forEach((index, position) => {
      unplaced[index] = model.classes[index]!.count - flow.flowOn(network.classArc[position]!);
    });
    readShares(model, network, request.open, shares);
  }
  return { shares, placed, unplaced, excess, tight };
}

/** By laboratory: where turnouts differ, people are counted by their mean. */
export function averageTurnout(model: Model, region: Region): Map<number, number> {
  const sums = new Map(region.labs.map((lab) => [lab, { people: 0, samples: 0 }]));
  for (const index of region.classes) {
    const { sites, count } = model.classes[index]!;
    const { lab, turnout } = model.sites[sites[0]!]!;
    const sum = sums.get(lab)!;
    sum.people += count;
    sum.samples += count * turnout;
  }
  return new Map([...sums].map(([lab, { people, samples }]) => [lab, people > 0 ? samples / people : 1]));
}

export function capLevels(
  model: Model,
  network: RollNetwork,
  rung: LevelRung & { readonly turnout: ReadonlyMap<number, number> },
): void {
  network.region.labs.forEach((lab, position) => {
    const turnout = rung.turnout.get(lab)!;
    const most = Math.max(...network.region.sites.map((site) => model.sites[site]!.turnout));
    const { open, load, week, weeks, weekCapacity } = model.labs[lab]!;
    const mean = rung.mean[lab]!;
    const weekLoad = new Float64Array(weeks);
    for (let day = 0; day < model.labDays; day++) {
      if (week[day]! >= 0 && open[day]) weekLoad[week[day]!]! += load[day]!;
      const level = roomOn(model, { lab, day, ratio: rung.day, mean, turnout });
      // The capacity is hard: where turnouts differ, everybody counts as the likeliest to come.
      const hard = roomOn(model, { lab, day, ratio: Infinity, mean, turnout: most });
      setCapacity(network, network.dayArc[position]![day]!, Math.min(level, hard));
    }
    for (let index = 0; index < weeks; index++) {
      const room = (rung.week * mean * weekCapacity[index]! - weekLoad[index]!) / Math.max(turnout, 1e-9);
      setCapacity(
        network,
        network.weekArc[position]![index]!,
        Math.min(0x3fffffff, Math.max(0, Math.ceil(room - 1e-9))),
      );
    }
  });
}

function readShares(
  model: Model,
  { region, siteArc }: RollNetwork,
  open: LevelRequest['open'],
  shares: Share[][],
): void {
  region.sites.forEach((index, position) => {
    const site = model.sites[index]!;
    let arc = siteArc[position]!;
    for (const candidate of open(index)) {
      const byClass = new Map<number, Share>();
      for (let a = site.arcStart[candidate]!; a < site.arcStart[candidate + 1]!; a++, arc += 2) {
        const people = flow.flowOn(arc);
        if (people === 0) continue;
        const offerClass = site.classes[site.arcClass[a]!]!;
        const share = byClass.get(offerClass);
        if (share) share.people += people;
        else byClass.set(offerClass, { candidate, offerClass, people });
      }
      shares[index]!.push(...byClass.values());
    }
  });
}
