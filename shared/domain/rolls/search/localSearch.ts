import { type Random, randomInt, seededRandom } from '../../search/random.ts';
import type { Stop } from '../../search/stop.ts';
import type { LevelBounds } from '../bounds.ts';
import type { Model } from '../model/model.ts';
import { regionsOf } from '../network/rollNetwork.ts';
import type { RollParams } from '../result.ts';
import { coverTask } from './cover.ts';
import { emptyView, lookFrom } from './levelView.ts';
import { prune, recreate, siteCost, type SiteWork } from './recreate.ts';
import { better, level, type Settled, settle } from './settle.ts';
import { siteFitter } from './siteFit.ts';
import { adjustPrices, emptyState, movePeople, type RollState, setOpen } from './state.ts';

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

/** In a small roll the whole plan is looked at every so many steps per site, and the best one seen is kept. */
const LOOK_EVERY = 15;
const SMALL = 40;

/** Builds a roll site by site, then takes sites apart and puts them together again, under cooling, until it must stop. */
export function searchRoll(
  model: Model,
  bounds: LevelBounds,
  options: SearchOptions,
): Settled & { readonly iterations: number } {
  const { params, stop } = options;
  const state = emptyState(model, bounds);
  const regions = regionsOf(model);
  const desk = workbench(state, params);
  const random = seededRandom(options.seed);
  options.onProgress('building', 0);
  const inOrder = sweep(model);
  for (const site of inOrder) {
    if (!desk.hasDemand(site)) continue;
    const work = desk.take(site);
    desk.commit(
      work,
      prune(work, recreate(work, state.open[site]!, { banned: -1, noise: 0, random })).chosen,
    );
  }
  const busy = inOrder.filter((site) => desk.hasDemand(site));
  let iterations = 0;
  let best: Settled | undefined;
  const report = () =>
    options.onProgress('improving', iterations, best && { cost: best.cost, placed: best.levelled.placed });
  report();
  const now = () => ({ iterations, sinceImprovement: 0 });
  let adjustAt = 0;
  let lookAt = 0;
  let filled = 0;
  while (busy.length > 0 && !stop.done(now())) {
    const progress = stop.progress(now());
    const temperature = params.warmest * (params.coldest / params.warmest) ** progress;
    if (filled < params.fillAt.length && progress >= params.fillAt[filled]!) {
      filled++;
      best = settle(state, regions, bounds);
    }
    desk.reprice(progress);
    for (let i = 0; i < 100 && !stop.done(now()); i++, iterations++)
      step(desk, busy[randomInt(random, busy.length)]!, temperature, random);
    if (iterations >= adjustAt && filled === 0) {
      adjustAt += busy.length;
      adjustPrices(state, params.priceStep * (1 - progress));
    }
    if (filled > 0 && busy.length <= SMALL && iterations >= lookAt) {
      lookAt = iterations + LOOK_EVERY * (busy.length + 10);
      const seen = level(state, regions, bounds);
      if (!best || better(seen, best)) best = seen;
    }
    report();
  }
  const last = settle(state, regions, bounds);
  return { ...(best && !better(last, best) ? best : last), iterations };
}

interface Workbench {
  readonly hasDemand: (site: number) => boolean;
  readonly take: (site: number) => SiteWork;
  readonly commit: (work: SiteWork, chosen: readonly number[]) => void;
  /** Sets what crowding costs when the search has come so far (0 to 1). */
  readonly reprice: (progress: number) => void;
}

function workbench(state: RollState, params: RollParams): Workbench {
  const { model } = state;
  const { weights } = model.problem;
  const weeks = model.labs[0]?.weeks ?? 0;
  const mostClasses = Math.max(1, ...model.sites.map((site) => site.classes.length));
  const mostCells = Math.max(1, ...model.sites.map((site) => site.cellCap.length));
  const fit = siteFitter(model.labDays, mostClasses, mostCells);
  const view = emptyView(model.labDays, weeks);
  const between = ([first, last]: readonly [number, number], progress: number) =>
    first * (last / first) ** progress;
  const detour = new Float64Array(model.labDays);
  const tasks = model.sites.map((site, index) => coverTask(site, state.demand[index]!));
  // The first plan keeps to the level; the search may leave it for a while.
  view.prices = { crowd: params.crowd[0], over: params.over[1] };
  return {
    hasDemand: (site) => state.demand[site]!.some((people) => people > 0),
    take: (index) => {
      const site = model.sites[index]!;
      lookFrom(state, index, view);
      if (weights.km > 0) {
        for (let day = 0; day < model.labDays; day++)
          detour[day] = site.byLabDay[day]!.length > 0 ? state.tours.insertion(index, day) : 0;
      }
      return { state, site, weights, view, fit, detour, task: tasks[index]! };
    },
    reprice: (progress) => {
      view.prices = {
        crowd: between(params.crowd, progress),
        over: params.over[progress < params.fillAt[0]! ? 0 : 1],
      };
    },
    commit: (work, chosen) => {
      const { index } = work.site;
      const result = fit(work.site, chosen, state.demand[index]!, view);
      movePeople(state, index, result.people);
      setOpen(state, index, chosen);
    },
  };
}

/** One step: a site loses a day or two, or a session, or is begun again; what comes back better, or not much worse, stays. */
function step(desk: Workbench, index: number, temperature: number, random: Random): void {
  const work = desk.take(index);
  const { state, site, fit, view } = work;
  const old = state.open[index]!;
  const cost = siteCost(work, old, fit(site, old, state.demand[index]!, view));
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
