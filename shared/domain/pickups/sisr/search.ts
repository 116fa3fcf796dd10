import { randomInt, seededRandom, type Random } from '../../search/random.ts';
import type { SearchState, Stop } from '../../search/stop.ts';
import { recreateOrder, type StopTraits } from './order.ts';
import type { Blink, RouteModel } from './routeModel.ts';
import { stringRuin } from './ruin.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min, floor, log } = Math;

/** How the search behaves. Temperatures are shares of the mean edge of the first solution. */
export interface SisrParams {
  readonly averageRemoved: number;
  readonly longestString: number;
  readonly splitRate: number;
  readonly splitGrowth: number;
  readonly blinkRate: number;
  readonly startTemperature: number;
  readonly endTemperature: number;
  /** How often a whole route is taken out and no idle vehicle may replace it. */
  readonly eliminationRate: number;
  /** Where in the whole search (0…1) it warms up again from the best so far, and how far towards the start. */
  readonly restarts: readonly { readonly at: number; readonly warmth: number }[];
}

export const DEFAULT_SISR: SisrParams = {
  averageRemoved: 10,
  longestString: 10,
  splitRate: 0.5,
  splitGrowth: 0.01,
  blinkRate: 0.01,
  startTemperature: 1,
  endTemperature: 0.01,
  eliminationRate: 0.005,
  restarts: [],
};

/** Which part (0…1) of a longer search this one is: threads meet between stages and go on from the best. */
export interface SisrStage {
  readonly from: number;
  readonly to: number;
}

const WHOLE: SisrStage = { from: 0, to: 1 };

export interface SisrProgress {
  readonly iterations: number;
  readonly progress: number;
  readonly cost: number;
  readonly absent: number;
}

export interface SisrResult {
  readonly iterations: number;
  /** The best routes, as the model saves them. */
  readonly routes: Int32Array;
  /** Driven cost of the best, without the price of what is left out. */
  readonly cost: number;
  readonly absent: readonly number[];
}

/** Few stops leave few orders in which to recreate them: then blinks make the variety, up to this rate. */
const SMALL_BLINK = 0.1;

const NOBODY: number[] = [];

/** How many iterations pass between two new temperatures: a power of two. */
const STRIDE = 64;

/**
 * Ruin and recreate with simulated annealing. The model holds the best routes found when it returns, and may hold
 * routes when it starts. Cooling follows `stop.progress`, so a stop rule by iterations makes a seed reproducible.
 */
export function sisr(
  model: RouteModel,
  {
    adjacent,
    traits,
    params,
    seed,
    stop,
    stage = WHOLE,
    onProgress,
  }: {
    readonly adjacent: readonly Int32Array[];
    readonly traits: StopTraits;
    readonly params: SisrParams;
    readonly seed: number;
    readonly stop: Stop;
    readonly stage?: SisrStage | undefined;
    readonly onProgress?: ((progress: SisrProgress) => void) | undefined;
  },
): SisrResult {
  const random = seededRandom(seed);
  const ruin = stringRuin(model, adjacent, params, random);
  const order = recreateOrder(traits, random);
  const blink = blinking(max(params.blinkRate, min(SMALL_BLINK, 1 / model.stops)), random);
  const { penalty, stops, routeOf } = model;
  let absent: number[] = [];
  let bank: number[] = [];
  const drop = (stop: number) => absent.push(stop);

  function recreate(blinks: Blink, mayOpen: boolean): number {
    order(absent);
    let missing = 0;
    let left = 0;
    for (const stop of absent) {
      if (model.insert(stop, blinks, mayOpen)) continue;
      absent[left++] = stop;
      missing += penalty[stop]!;
    }
    absent.length = left;
    return model.drivenCost() + missing;
  }

  for (let i = 1; i <= stops; i++) if (routeOf[i]! < 0) absent.push(i);
  model.begin();
  let current = recreate(() => false, true);
  let best = current;
  let bestRoutes = model.save();
  let bestAbsent = [...absent];
  let iterations = 0;
  let lastBest = 0;
  if (stops === 0) return { iterations, routes: bestRoutes, cost: best, absent: bestAbsent };
  const edges = stops - absent.length + usedRoutes(model);
  const meanEdge = max(model.drivenCost() / max(1, edges), 1e-9);
  const schedule = cooling(params, meanEdge);
  let temperature = schedule.at(stage.from);

  function look(state: SearchState): void {
    const progress = stage.from + (stage.to - stage.from) * stop.progress(state);
    temperature = schedule.at(progress);
    if (schedule.warmedUp(progress)) {
      model.load(bestRoutes);
      absent = [...bestAbsent];
      current = best;
    }
    onProgress?.({ iterations, progress, cost: best, absent: bestAbsent.length });
  }

  for (;;) {
    const state = { iterations, sinceImprovement: iterations - lastBest };
    if ((iterations & (STRIDE - 1)) === 0) look(state);
    if (stop.done(state)) break;
    iterations++;
    model.begin();
    bank = absent.length === 0 ? NOBODY : [...absent];
    const eliminate = random() < params.eliminationRate;
    const from = randomInt(random, stops) + 1;
    if (eliminate) removeRoute(model, from, drop);
    else ruin(from, drop);
    model.settle(drop);
    const cost = recreate(blink, !eliminate);
    if (cost < current - temperature * log(1 - random())) {
      current = cost;
      if (cost < best - 1e-7) {
        best = cost;
        bestRoutes = model.save();
        bestAbsent = [...absent];
        lastBest = iterations;
      }
    } else {
      model.rollback();
      absent = bank === NOBODY ? [] : bank;
    }
  }
  model.load(bestRoutes);
  return { iterations, routes: bestRoutes, cost: model.drivenCost(), absent: bestAbsent };
}

function usedRoutes({ routes, size }: RouteModel): number {
  let used = 0;
  for (let r = 0; r < routes; r++) if (size[r]! > 0) used++;
  return used;
}

/** The whole route of a stop. */
function removeRoute(model: RouteModel, from: number, removed: (stop: number) => void): void {
  const route = model.routeOf[from]!;
  if (route < 0) return;
  const taken: number[] = [];
  for (let i = from; i !== 0; i = model.prev[i]!) if (i <= model.stops) taken.push(i);
  for (let i = model.next[from]!; i !== 0; i = model.next[i]!) if (i <= model.stops) taken.push(i);
  for (const stop of taken) {
    model.remove(stop);
    removed(stop);
  }
}

/** True about once in 1 / `rate` questions; the gaps are drawn, so that a question costs a subtraction. */
function blinking(rate: number, random: Random): Blink {
  if (rate <= 0) return () => false;
  const scale = 1 / log(1 - rate);
  const gap = () => floor(log(1 - random()) * scale);
  let left = gap();
  return () => {
    if (left-- > 0) return false;
    left = gap();
    return true;
  };
}

/** Geometric from start to end temperature, again and lower after each restart. */
function cooling({ startTemperature, endTemperature, restarts }: SisrParams, meanEdge: number) {
  const starts = [{ at: 0, warmth: 1 }, ...restarts];
  let phase = 0;
  const phaseAt = (progress: number) => starts.findLastIndex(({ at }) => at <= progress);
  return {
    at(progress: number): number {
      const k = max(0, phaseAt(progress));
      const { at, warmth } = starts[k]!;
      const until = starts[k + 1]?.at ?? 1;
      const share = min(1, (progress - at) / max(1e-9, until - at));
      const ratio = endTemperature / startTemperature;
      return meanEdge * startTemperature * ratio ** (1 - warmth + warmth * share);
    },
    warmedUp(progress: number): boolean {
      const k = phaseAt(progress);
      if (k <= phase) return false;
      phase = k;
      return true;
    },
  };
}
