import { sessionKey } from '../model/classes.ts';
import type { Model } from '../model/model.ts';
import { MaxFlow } from '../network/maxFlow.ts';
import type { LevelTarget, RollState } from './state.ts';
import {
  admit,
  type Apart,
  apartIn,
  type Region,
  rollNetwork,
  type RollNetwork,
  setCapacity,
} from '../network/rollNetwork.ts';

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
  /** By offer of somebody who stands apart: the session (`sessionKey`) in which they were placed. */
  readonly reserved: ReadonlyMap<number, number>;
}

/** How far days and weeks may go above their targets; infinite where only the capacity counts. */
export interface LevelRung {
  readonly day: number;
  readonly week: number;
}

export interface LevelRequest {
  readonly open: (site: number) => readonly number[];
  readonly target: LevelTarget;
  readonly turnouts: readonly Float64Array[];
  /** People by class whom no plan places. */
  readonly unplaceable: Int32Array;
  /** Rungs to try, rising; the one of 1 and 1 is the target, the last may be infinite. */
  readonly ladder: readonly LevelRung[];
  readonly apart?: readonly Apart[];
}

const flow = new MaxFlow();

/** Sends everybody through the open sessions at the lowest rung of the ladder on which they fit. */
export function relevel(model: Model, regions: readonly Region[], request: LevelRequest): Levelled {
  const shares: Share[][] = model.sites.map(() => []);
  const unplaced = new Int32Array(model.classes.length);
  let placed = 0;
  let excess = 0;
  const reserved = new Map<number, number>();
  for (const region of regions) {
    const apart = apartIn(model, region, request.apart ?? []);
    const network = rollNetwork(model, region, { candidates: request.open, flow, apart });
    const wanted = region.classes.reduce(
      (sum, index) => sum + model.classes[index]!.count - request.unplaceable[index]!,
      0,
    );
    let flowed = 0;
    request.ladder.forEach((rung, step) => {
      if (flowed >= wanted) return;
      capLevels(model, network, request.target, { ...rung, turnouts: request.turnouts });
      flowed += step === 0 ? admit(network, model, () => 1) : flow.run(0, 1);
      if (rung.day === 1 && rung.week === 1) excess += Math.max(0, wanted - flowed);
    });
    placed += flowed;
    region.classes.forEach((index, position) => {
      unplaced[index] = model.classes[index]!.count - flow.flowOn(network.classArc[position]!);
    });
    readShares(model, network, request.open, shares);
    readApart(model, network, { shares, unplaced, reserved });
  }
  return { shares, placed, unplaced, excess, reserved };
}

/** Counts those who stand apart among their class once more, and notes where each of them is. */
function readApart(
  model: Model,
  { apart }: RollNetwork,
  { shares, unplaced, reserved }: { shares: Share[][]; unplaced: Int32Array; reserved: Map<number, number> },
): void {
  for (const { one, arcs } of apart) {
    const at = arcs.find(({ arc }) => flow.flowOn(arc) > 0);
    if (!at) continue;
    unplaced[one.offerClass]!--;
    const { day, window } = model.sites[at.site]!;
    reserved.set(one.offer, sessionKey(at.site, day[at.candidate]!, window[at.candidate]!));
    const own = shares[at.site]!;
    const share = own.find(
      ({ candidate, offerClass }) => candidate === at.candidate && offerClass === one.offerClass,
    );
    if (share) share.people++;
    else own.push({ candidate: at.candidate, offerClass: one.offerClass, people: 1 });
  }
}

/**
 * What a person weighs in samples, by laboratory and laboratory day: where turnouts differ, the mean of those whom the
 * state sends there.
 */
export function meanTurnouts({ model, people }: RollState): Float64Array[] {
  const heads = model.labs.map(() => new Float64Array(model.labDays));
  const samples = model.labs.map(() => new Float64Array(model.labDays));
  const all = model.labs.map(() => ({ heads: 0, samples: 0 }));
  model.sites.forEach(({ lab, turnout }, site) => {
    const total = all[lab]!;
    people[site]!.forEach((here, day) => {
      heads[lab]![day]! += here;
      samples[lab]![day]! += here * turnout;
      total.heads += here;
      total.samples += here * turnout;
    });
  });
  return model.labs.map((_, lab) => {
    const overall = all[lab]!.heads > 0 ? all[lab]!.samples / all[lab]!.heads : 1;
    return heads[lab]!.map((here, day) => (here > 0 ? samples[lab]![day]! / here : overall));
  });
}

export function capLevels(
  model: Model,
  network: RollNetwork,
  target: LevelTarget,
  rung: LevelRung & { readonly turnouts: readonly Float64Array[] },
): void {
  network.region.labs.forEach((lab, position) => {
    const most = Math.max(1e-9, ...network.region.sites.map((site) => model.sites[site]!.turnout));
    const { open, load, capacity, week, weeks } = model.labs[lab]!;
    const people = (samples: number, each: number) =>
      Math.max(0, Math.min(0x3fffffff, Math.floor(samples / each + 1e-9)));
    const weekLoad = new Float64Array(weeks);
    for (let day = 0; day < model.labDays; day++) {
      if (week[day]! >= 0 && open[day]) weekLoad[week[day]!]! += load[day]!;
      const mean = Math.max(1e-9, rung.turnouts[lab]![day]!);
      const level = people(rung.day * target.day[lab]![day]! - load[day]!, mean);
      // The capacity is hard: where turnouts differ, everybody counts as the likeliest to come.
      const hard = open[day] === 1 ? people(capacity[day]! - load[day]!, most) : 0;
      setCapacity(network, network.dayArc[position]![day]!, open[day] === 1 ? Math.min(level, hard) : 0);
    }
    for (let index = 0; index < weeks; index++) {
      const days = rung.turnouts[lab]!.filter((_, day) => week[day] === index);
      const mean = Math.max(1e-9, days.reduce((sum, turnout) => sum + turnout, 0) / days.length);
      const room = people(rung.week * target.week[lab]![index]! - weekLoad[index]!, mean);
      setCapacity(network, network.weekArc[position]![index]!, room);
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
