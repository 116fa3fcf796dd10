import { type Random, randomInt, seededRandom } from '../../search/random.ts';
import type { Stop } from '../../search/stop.ts';
import type { LevelBounds } from '../bounds.ts';
import type { Model } from '../model/model.ts';
import { type Region, regionsOf } from '../network/rollNetwork.ts';
import type { RollParams } from '../result.ts';
import { missingSessions } from './complete.ts';
import { type Prices, prune, recreate, siteCost, type SiteWork } from './recreate.ts';
import { type Levelled, type LevelRung, relevel } from './relevel.ts';
import { CROWDING, type DayPrices, siteFitter } from './siteFlow.ts';
import { emptyState, movePeople, pricesFor, type RollState, setOpen, weekRatio } from './state.ts';

/** The best roll found: which candidates are open, and who goes where. */
export interface Found {
  readonly open: number[][];
  readonly levelled: Levelled;
  readonly cost: number;
  readonly iterations: number;
}

export interface SearchOptions {
  readonly params: RollParams;
  readonly seed: number;
  readonly stop: Stop;
  readonly onProgress: (
    phase: 'building' | 'improving',
    iterations: number,
    best?: { cost: number; placed: number },
  ) => void;
}

/** Builds a roll site by site, then takes sites apart and puts them together again, under cooling, until it must stop. */
export function searchRoll(model: Model, bounds: LevelBounds, options: SearchOptions): Found {
  const { params, stop } = options;
  const state = emptyState(model, bounds);
  const regions = regionsOf(model);
  const prices: Prices = { weights: model.problem.weights, unplaced: 1000 };
  const desk = workbench(state, prices, params.crowding);
  const random = seededRandom(options.seed);
  options.onProgress('building', 0);
  for (const site of sweep(model)) {
    if (!desk.hasDemand(site)) continue;
    const work = desk.take(site);
    desk.commit(
      work,
      prune(work, recreate(work, state.open[site]!, { banned: -1, noise: 0, random })).chosen,
    );
  }
  let best = settle(state, regions, bounds, { iterations: 0, fine: false });
  const busy = model.sites.filter(({ index }) => desk.hasDemand(index)).map(({ index }) => index);
  let iterations = 0;
  let improvedAt = 0;
  options.onProgress('improving', 0, { cost: best.cost, placed: best.levelled.placed });
  const now = () => ({ iterations, sinceImprovement: iterations - improvedAt });
  const every = Math.max(params.levelEvery, busy.length * 2);
  let filled = false;
  while (busy.length > 0 && !stop.done(now())) {
    const progress = stop.progress(now());
    if (!filled && progress > params.fillUpAt) {
      // From here on the roll is level, if at a price, and the search only has to make it cheaper.
      filled = true;
      if (best.excess > 0) fillUp(state, regions, levelsOf(model, bounds)[0]!);
      desk.harden(params.hardening);
    }
    const temperature = params.warmest * (params.coldest / params.warmest) ** progress;
    step(desk, busy[randomInt(random, busy.length)]!, temperature, random);
    iterations++;
    if (iterations % every !== 0) continue;
    const settled = settle(state, regions, bounds, { iterations, fine: false });
    adjustPrices(state, settled.levelled, params);
    if (better(settled, best)) {
      best = settled;
      improvedAt = iterations;
    }
    options.onProgress('improving', iterations, { cost: best.cost, placed: best.levelled.placed });
  }
  const last = settle(state, regions, bounds, { iterations, fine: false });
  if (better(last, best)) best = last;
  best = completed(state, regions, bounds, best);
  return { ...best, iterations };
}

/** Opens whatever is missing at a level: for placing one more, and then the level, come before every other goal. */
function fillUp(state: RollState, regions: readonly Region[], level: LevelRung): void {
  const { model } = state;
  for (const [site, more] of missingSessions(state, regions, level)) {
    const chosen = [...state.open[site]!];
    for (const c of more) {
      const day = model.sites[site]!.day[c]!;
      if (model.sites[site]!.group < 0 || state.sharing.fits(site, [...chosen, c], day)) chosen.push(c);
    }
    setOpen(state, site, chosen);
  }
}

/** The level that is good enough, and none at all: what `fillUp` works towards, in this order. */
function levelsOf(model: Model, { peak, weekPeak, mean }: LevelBounds): LevelRung[] {
  const { peakTolerance } = model.problem.weights;
  return [
    { day: peak * peakTolerance, week: weekRatio(model, weekPeak), mean },
    { day: Infinity, week: Infinity, mean },
  ];
}

/** The best roll, completed: everybody who can be placed, as level as it must be. */
function completed(
  state: RollState,
  regions: readonly Region[],
  bounds: LevelBounds,
  found: Settled,
): Settled {
  const fine = { iterations: found.iterations, fine: true };
  found.open.forEach((chosen, site) => setOpen(state, site, chosen));
  let best = settle(state, regions, bounds, fine);
  for (const level of levelsOf(state.model, bounds)) {
    const lacking = state.model.classes.reduce(
      (sum, { count, index }) => sum + count - bounds.unplaceable[index]!,
      -best.levelled.placed,
    );
    if (lacking === 0 && best.excess === 0) break;
    fillUp(state, regions, level);
    const filled = settle(state, regions, bounds, fine);
    if (better(filled, best)) best = filled;
  }
  return best;
}

interface Settled extends Found {
  /** People beyond the level target. */
  readonly excess: number;
}

/** More placed, then level enough, then cheaper: the order of the score. */
function better(a: Settled, b: Settled): boolean {
  if (a.levelled.placed !== b.levelled.placed) return a.levelled.placed > b.levelled.placed;
  if (Math.abs(a.excess - b.excess) > 1e-6) return a.excess < b.excess;
  return a.cost < b.cost - 1e-9;
}

/**
 * Days that a minimum cut names are where room is scarce, whoever comes: their price rises for every site. Elsewhere it
 * fades. So the sites for which another day is cheapest are those that move.
 */
function adjustPrices({ price }: RollState, { tight, excess }: Levelled, params: RollParams): void {
  const scale = Math.min(3, 0.3 + excess / 50);
  price.forEach((byDay, lab) => {
    for (let day = 0; day < byDay.length; day++) {
      if (tight[lab]![day] === 1) byDay[day]! += params.priceStep * scale;
      else byDay[day]! *= params.priceDecay;
    }
  });
}

/** One flow over all open sessions: the exact level, and a fresh start for the search's own picture of the loads. */
function settle(
  state: RollState,
  regions: readonly Region[],
  bounds: LevelBounds,
  { iterations, fine }: { iterations: number; fine: boolean },
): Settled {
  const { model } = state;
  const { peakTolerance } = model.problem.weights;
  const week = weekRatio(model, bounds.weekPeak);
  const day = bounds.peak * peakTolerance;
  const ladder = [
    // The finest level that the open sessions allow costs nothing: a plan is shown as even as it can be.
    ...(fine
      ? [0.3, 0.6].map((part) => ({ day: bounds.peak * (1 + (peakTolerance - 1) * part), week }))
      : []),
    { day, week, target: true },
    ...(fine ? [1.005, 1.01, 1.02, 1.04, 1.07, 1.1, 1.2, 1.5] : [1.1]).map((factor) => ({
      day: day * factor,
      week: week * factor,
    })),
    { day: Infinity, week: Infinity },
  ];
  const levelled = relevel(model, regions, { open: (site) => state.open[site]!, mean: bounds.mean, ladder });
  const used = levelled.shares.map((shares) => new Set(shares.map(({ candidate }) => candidate)));
  model.sites.forEach((site, index) => {
    const open = state.open[index]!.filter((c) => used[index]!.has(c) || site.standing[c]! >= 0);
    if (open.length < state.open[index]!.length) setOpen(state, index, open);
    const people = new Int32Array(model.labDays);
    for (const share of levelled.shares[index]!) people[site.labDay[share.candidate]!]! += share.people;
    movePeople(state, index, people);
  });
  shareDemand(state, levelled);
  let cost = 0;
  const { siteDay, session, km } = model.problem.weights;
  model.sites.forEach((site, index) => {
    const fresh = state.open[index]!.filter((c) => site.standing[c]! < 0);
    cost += session * fresh.length;
    const days = new Set(fresh.map((c) => site.labDay[c]!).filter((at) => site.standingLabDays[at] !== 1));
    cost += siteDay * days.size;
  });
  cost += km * state.tours.kilometres();
  return { open: state.open.map((own) => [...own]), levelled, cost, excess: levelled.excess, iterations };
}

/** People of several sites stay the business of the site that the last flow sent them to. */
function shareDemand(state: RollState, { shares, unplaced }: Levelled): void {
  const { model } = state;
  const manySites = new Set(model.classes.filter(({ sites }) => sites.length > 1).map(({ index }) => index));
  if (manySites.size === 0) return;
  const left = Int32Array.from(unplaced);
  model.sites.forEach((site, index) => {
    const demand = state.demand[index]!;
    site.classes.forEach((offerClass, k) => {
      if (!manySites.has(offerClass)) return;
      let people = 0;
      for (const share of shares[index]!) if (share.offerClass === offerClass) people += share.people;
      const extra = model.classes[offerClass]!.sites[0] === index ? left[offerClass]! : 0;
      demand[k] = people + extra;
    });
  });
}

interface Workbench {
  readonly hasDemand: (site: number) => boolean;
  readonly take: (site: number) => SiteWork;
  readonly commit: (work: SiteWork, chosen: readonly number[]) => void;
  /** Makes crowding dearer by a factor. */
  readonly harden: (factor: number) => void;
}

function workbench(state: RollState, prices: Prices, crowding: number): Workbench {
  const { model } = state;
  const weeks = model.labs[0]?.weeks ?? 0;
  const mostClasses = Math.max(1, ...model.sites.map((site) => site.classes.length));
  const mostCells = Math.max(1, ...model.sites.map((site) => site.cellCap.length));
  const fit = siteFitter(model.labDays, weeks, mostClasses, mostCells);
  const level: DayPrices = {
    day: new Float64Array(model.labDays),
    dayRoom: CROWDING.map(() => new Int32Array(model.labDays)),
    weekRoom: CROWDING.map(() => new Int32Array(weeks)),
    crowding,
    weekOf: new Int32Array(model.labDays),
  };
  const detour = new Float64Array(model.labDays);
  const priced = prices.weights.km > 0;
  return {
    hasDemand: (site) => state.demand[site]!.some((people) => people > 0),
    take: (index) => {
      const site = model.sites[index]!;
      pricesFor(state, index, level);
      if (priced) {
        for (let day = 0; day < model.labDays; day++)
          detour[day] = site.byLabDay[day]!.length > 0 ? state.tours.insertion(index, day) : 0;
      }
      return { state, site, level, prices, fit, detour };
    },
    harden: (factor) => {
      level.crowding *= factor;
    },
    commit: (work, chosen) => {
      const { index } = work.site;
      const result = fit(work.site, chosen, state.demand[index]!, level);
      movePeople(state, index, result.people);
      state.unplaced[index] = result.unplaced;
      setOpen(state, index, chosen);
    },
  };
}

/** One step: a site loses a day or two, or a session, or is begun again; what comes back better, or not much worse, stays. */
function step(desk: Workbench, index: number, temperature: number, random: Random): void {
  const work = desk.take(index);
  const { state, site, fit, level } = work;
  const old = state.open[index]!;
  const cost = siteCost(work, old, fit(site, old, state.demand[index]!, level));
  const { kept, banned } = ruin(work, random);
  const rebuilt = prune(work, recreate(work, kept, { banned, noise: 0.6, random }));
  if (rebuilt.cost <= cost - temperature * Math.log(Math.max(1e-12, random()))) {
    if (site.group < 0 || state.sharing.fits(index, rebuilt.chosen)) desk.commit(work, rebuilt.chosen);
  }
}

function ruin({ state, site }: SiteWork, random: Random): { kept: number[]; banned: number } {
  const open = state.open[site.index]!;
  const standing = open.filter((c) => site.standing[c]! >= 0);
  const fresh = open.filter((c) => site.standing[c]! < 0);
  if (fresh.length === 0) return { kept: standing, banned: -1 };
  const days = [...new Set(fresh.map((c) => site.labDay[c]!))];
  const pick = () => days[randomInt(random, days.length)]!;
  const dice = random();
  if (dice < 0.12) {
    const lost = fresh[randomInt(random, fresh.length)]!;
    return { kept: open.filter((c) => c !== lost), banned: -1 };
  }
  if (dice < 0.2) return { kept: standing, banned: random() < 0.5 ? pick() : -1 };
  if (dice < 0.32) {
    // A day more on trial: what it makes superfluous is pruned.
    const c = randomInt(random, site.candidates);
    const clash = open.some((o) => site.day[o] === site.day[c] && site.window[o] === site.window[c]);
    if (!clash && site.standing[c]! < 0) {
      const lost = pick();
      return {
        kept: [...open.filter((o) => site.labDay[o] !== lost || site.standing[o]! >= 0), c],
        banned: lost,
      };
    }
  }
  const lost = new Set([pick()]);
  if (dice > 0.65) lost.add(pick());
  const kept = open.filter((c) => site.standing[c]! >= 0 || !lost.has(site.labDay[c]!));
  return { kept, banned: random() < 0.6 ? [...lost][0]! : -1 };
}

/** Sites in order of their direction from the laboratory: neighbours come after each other and share their days. */
function sweep(model: Model): number[] {
  return model.sites
    .map(({ index, lab, x, y }) => ({ index, lab, angle: Math.atan2(y, x) }))
    .sort((a, b) => a.lab - b.lab || a.angle - b.angle || a.index - b.index)
    .map(({ index }) => index);
}
