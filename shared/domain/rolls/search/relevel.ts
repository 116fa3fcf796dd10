import { sessionKey } from '../model/classes.ts';
import type { Model } from '../model/model.ts';
import { type Extra, extraDesk, SPARE_CELLS } from './complete.ts';
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
  /** Candidates that were opened besides, by site. */
  readonly opened: ReadonlyMap<number, readonly number[]>;
}

/** How far days and weeks may go above their targets; infinite where only the capacity counts. */
export interface LevelRung {
  readonly day: number;
  readonly week: number;
}

const UNLIMITED: LevelRung = { day: Infinity, week: Infinity };
/** What is tried in turn where the target cannot be kept; at last only the capacity counts. */
const LADDER: readonly LevelRung[] = [
  ...[1.002, 1.005, 1.01, 1.02, 1.04, 1.07, 1.1, 1.2, 1.5].map((factor) => ({ day: factor, week: factor })),
  UNLIMITED,
];

export interface LevelRequest {
  /** By class: people whom no plan places. */
  readonly unplaceable: Int32Array;
  readonly apart: readonly Apart[];
  /** Whether sessions may be opened besides, for the target first and for everybody's place at last. */
  readonly mayOpen: boolean;
}

const flow = new MaxFlow();

/** Sends everybody through the open sessions, and what must be opened besides, at the lowest rung on which they fit. */
export function relevel(state: RollState, regions: readonly Region[], request: LevelRequest): Levelled {
  const { model } = state;
  const result = {
    shares: model.sites.map((): Share[] => []),
    unplaced: new Int32Array(model.classes.length),
    reserved: new Map<number, number>(),
    opened: new Map<number, number[]>(),
    placed: 0,
    excess: 0,
  };
  const turnouts = meanTurnouts(state);
  for (const region of regions) {
    const network = rollNetwork(model, region, {
      candidates: (site) => state.open[site]!,
      flow,
      apart: apartIn(model, region, request.apart),
      spare: request.mayOpen ? SPARE_CELLS : 0,
    });
    const desk = extraDesk(state, network);
    const cap = (rung: LevelRung) => capLevels(model, network, state.target, { ...rung, turnouts });
    let left = region.classes.reduce(
      (sum, index) => sum + model.classes[index]!.count - request.unplaceable[index]!,
      0,
    );
    cap({ day: 1, week: 1 });
    left -= admit(network, model, () => 1);
    if (request.mayOpen) left -= desk.place(left);
    result.excess += Math.max(0, left);
    for (const rung of LADDER) {
      if (left <= 0) break;
      cap(rung);
      left -= flow.run(network.source, network.sink);
    }
    if (request.mayOpen) left -= desk.place(left);
    region.classes.forEach((index, position) => {
      const people = flow.flowOn(network.classArc[position]!);
      result.unplaced[index] = model.classes[index]!.count - people;
      result.placed += people;
    });
    readShares(state, network, result.shares);
    readExtras(model, desk.extras, result);
    result.placed += readApart(model, network, result);
  }
  return result;
}

/** People in sessions that were opened besides; one that nobody needs in the end is not opened. */
function readExtras(
  model: Model,
  extras: readonly Extra[],
  { shares, opened }: { shares: Share[][]; opened: Map<number, number[]> },
): void {
  for (const { site, candidate, arcs } of extras) {
    for (const { k, arc } of arcs) {
      const people = flow.flowOn(arc);
      if (people > 0) addShare(shares[site]!, candidate, model.sites[site]!.classes[k]!, people);
    }
    opened.set(site, [...(opened.get(site) ?? []), candidate]);
  }
}

function addShare(own: Share[], candidate: number, offerClass: number, people: number): void {
  const share = own.find((one) => one.candidate === candidate && one.offerClass === offerClass);
  if (share) share.people += people;
  else own.push({ candidate, offerClass, people });
}

/** Counts those who stand apart among their class once more, and notes where each of them is. */
function readApart(
  model: Model,
  { apart }: RollNetwork,
  { shares, unplaced, reserved }: { shares: Share[][]; unplaced: Int32Array; reserved: Map<number, number> },
): number {
  let people = 0;
  for (const { one, arcs } of apart) {
    const at = arcs.find(({ arc }) => flow.flowOn(arc) > 0);
    if (!at) continue;
    people++;
    unplaced[one.offerClass]!--;
    const { day, window } = model.sites[at.site]!;
    reserved.set(one.offer, sessionKey(at.site, day[at.candidate]!, window[at.candidate]!));
    addShare(shares[at.site]!, at.candidate, one.offerClass, 1);
  }
  return people;
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

function readShares({ model, open }: RollState, { region, siteArc }: RollNetwork, shares: Share[][]): void {
  region.sites.forEach((index, position) => {
    const site = model.sites[index]!;
    let arc = siteArc[position]!;
    for (const candidate of open[index]!) {
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
