import { type Random, randomInt, seededRandom } from '../../search/random.ts';
import type { Stop } from '../../search/stop.ts';
import type { LevelBounds } from '../bounds.ts';
import type { Model } from '../model/model.ts';
import { regionsOf } from '../network/rollNetwork.ts';
import type { RollParams } from '../result.ts';
import { closeByFlow } from './closing.ts';
import { better, type Settled, settle } from './settle.ts';
import { emptyState, type RollState, setOpen } from './state.ts';
import { firstOpening, visit } from './visit.ts';
import { workbench, type Workbench } from './workbench.ts';

export interface SearchOptions {
  readonly params: RollParams;
  readonly seed: number;
  readonly stop: Stop;
  /** Whether the time is up before the first plan stands: it then takes what comes first. */
  readonly late: () => boolean;
  readonly onProgress: (
    phase: 'building' | 'improving',
    iterations: number,
    best?: { cost: number; placed: number },
  ) => void;
}

export interface Found {
  readonly state: RollState;
  readonly settled: Settled;
  /** Visits to a site. */
  readonly iterations: number;
}

/** In a small roll the whole plan is looked at every so many visits per site in the end, and the best one seen is kept. */
const LOOK_EVERY = 15;
const LOOK_FROM = 0.5;
/** So many visits take about as long as trying once to close a test day by flow. */
const TRY_PER = 16;
const SMALL = 40;
/** Visits between two looks at the clock. */
const AT_ONCE = 20;

/** Builds a roll site by site, then takes sites apart and puts them together again, under cooling, until it must stop. */
export function searchRoll(model: Model, bounds: LevelBounds, options: SearchOptions): Found {
  const { params, stop } = options;
  const state = emptyState(model, bounds);
  const regions = regionsOf(model);
  const desk = workbench(state, params);
  const random = seededRandom(options.seed);
  options.onProgress('building', 0);
  const sites = sweep(model).filter((site) => desk.hasDemand(site));
  build(desk, sites, { ...options, random });
  let iterations = 0;
  let best: Settled | undefined;
  const report = () =>
    options.onProgress('improving', iterations, best && { cost: best.cost, placed: best.levelled.placed });
  report();
  const now = () => ({ iterations, sinceImprovement: 0 });
  let adjustAt = 0;
  let lookAt = 0;
  while (sites.length > 0 && !stop.done(now())) {
    const progress = stop.progress(now());
    const temperature = params.warmest * (params.coldest / params.warmest) ** progress;
    desk.reprice(progress);
    for (let i = 0; i < AT_ONCE && !stop.done(now()); i++, iterations++)
      desk.work(sites[randomInt(random, sites.length)]!, (work) =>
        visit(work, { trials: TRIALS, temperature, random }),
      );
    if (iterations >= adjustAt) {
      adjustAt += sites.length;
      desk.adjust(params.priceStep * (1 - progress));
    }
    if (progress >= LOOK_FROM && sites.length <= SMALL && iterations >= lookAt) {
      lookAt = iterations + LOOK_EVERY * (sites.length + 10);
      const seen = settle(state, regions, { bounds });
      if (!best || better(seen, best)) best = seen;
    }
    report();
  }
  let last = settle(state, regions, { bounds });
  if (last.levelled.excess === 0 && iterations >= TRY_PER) {
    closeByFlow(state, regions, {
      unplaceable: bounds.unplaceable,
      tries: Math.floor(iterations / TRY_PER),
    });
    last = settle(state, regions, { bounds });
  }
  const settled = best && !better(last, best) ? best : last;
  settled.open.forEach((chosen, site) => setOpen(state, site, chosen));
  return { state, settled, iterations };
}

/** Trials of a visit, and fillings of a site that is opened for the first time. */
const TRIALS = 30;
const FIRST_TRIES = 6;
/** Visits to every site before the first plan. */
const SWEEPS = 3;

/** The first plan: every site opened by itself at the going prices, then all of them visited in turn. */
function build(
  desk: Workbench,
  sites: readonly number[],
  { params, late, random }: SearchOptions & { random: Random },
): void {
  for (const site of sites) desk.work(site, (work) => firstOpening(work, late() ? 1 : FIRST_TRIES, random));
  for (let sweeps = 0; sweeps < SWEEPS; sweeps++) {
    desk.adjust(params.priceStep);
    for (const site of sites) {
      if (late()) return;
      desk.work(site, (work) => visit(work, { trials: TRIALS, temperature: params.coldest, random }));
    }
  }
}

/** Sites in order of their direction from the laboratory: neighbours come after each other and share their days. */
function sweep(model: Model): number[] {
  return model.sites
    .map(({ index, lab, x, y }) => ({ index, lab, angle: Math.atan2(y, x) }))
    .sort((a, b) => a.lab - b.lab || a.angle - b.angle || a.index - b.index)
    .map(({ index }) => index);
}
