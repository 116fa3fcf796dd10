import { randomInt, seededRandom, type Random } from '../../search/random.ts';
import type { SearchState, Stop } from '../../search/stop.ts';
import { recreateOrder, type StopTraits } from './order.ts';
import type { SisrParams } from './params.ts';
import type { Blink, RouteModel } from './routeModel.ts';
import { stringRuin } from './ruin.ts';

/** Taken once: inside a sandbox such as the test runner a look-up of a global costs more than the arithmetic. */
const { max, min, floor, log } = Math;

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
  /** Where the search stood when it stopped: what a later stage at a lower temperature goes on from. */
  readonly current: Int32Array;
}

/** Temperatures in the unit of cost. */
export interface Cooling {
  readonly from: number;
  readonly to: number;
}

export interface Annealing {
  readonly adjacent: readonly Int32Array[];
  readonly traits: StopTraits;
  readonly params: SisrParams;
  readonly seed: number;
  readonly stop: Stop;
  /** Called once, with the mean edge of the routes that the search starts from. */
  readonly cooling: (meanEdge: number) => Cooling;
  /** The stops that this search is about, if not all: the others are nobody's and stay out. */
  readonly own?: Int32Array | undefined;
  readonly onProgress?: ((progress: SisrProgress) => void) | undefined;
}

/** Few stops leave few orders in which to recreate them: then blinks make the variety, so many per stop, up to a rate. */
const SMALL_BLINKS = 3;
const SMALL_BLINK = 0.1;

const NOBODY: number[] = [];

/** How many iterations pass between two new temperatures: a power of two. */
const STRIDE = 64;

/**
 * Ruin and recreate with simulated annealing. The model holds the best routes found when it returns, and may hold
 * routes when it starts. Cooling follows `stop.progress`, so a stop rule by iterations makes a seed reproducible.
 */
export function anneal(
  model: RouteModel,
  { adjacent, traits, params, seed, stop, cooling, own, onProgress }: Annealing,
): SisrResult {
  const random = seededRandom(seed);
  const ruin = stringRuin(model, adjacent, params, random);
  const order = recreateOrder(traits, random);
  const blink = blinking(max(params.blinkRate, min(SMALL_BLINK, SMALL_BLINKS / model.stops)), random);
  const { penalty, stops, routeOf, regroup } = model;
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

  function recreated(): number {
    const eliminate = random() < params.eliminationRate;
    const from = all[randomInt(random, all.length)]!;
    if (eliminate) removeRoute(model, from, drop);
    else ruin(from, drop);
    model.settle(drop);
    return recreate(blink, !eliminate);
  }

  function regrouped(): number {
    if (!regroup!(random)) return Infinity;
    return absent.reduce((sum, stop) => sum + penalty[stop]!, model.drivenCost());
  }

  const all = own ?? Int32Array.from({ length: stops }, (_, i) => i + 1);
  for (const i of all) if (routeOf[i]! < 0) absent.push(i);
  model.begin();
  let current = recreate(() => false, true);
  let best = current;
  let bestRoutes = model.save();
  let bestAbsent = [...absent];
  let iterations = 0;
  let lastBest = 0;
  if (all.length === 0)
    return { iterations, routes: bestRoutes, cost: best, absent: bestAbsent, current: bestRoutes };
  const edges = all.length - absent.length + usedRoutes(model);
  const { from: hot, to: cold } = cooling(max(model.drivenCost() / max(1, edges), 1e-9));
  let temperature = hot;

  function look(state: SearchState): void {
    const progress = stop.progress(state);
    temperature = hot * (cold / hot) ** progress;
    onProgress?.({ iterations, progress, cost: best, absent: bestAbsent.length });
  }

  for (;;) {
    const state = { iterations, sinceImprovement: iterations - lastBest };
    if ((iterations & (STRIDE - 1)) === 0) look(state);
    if (stop.done(state)) break;
    iterations++;
    model.begin();
    bank = absent.length === 0 ? NOBODY : [...absent];
    const cost = regroup && random() < params.regroupRate ? regrouped() : recreated();
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
  const stands = model.save();
  model.load(bestRoutes);
  return { iterations, routes: bestRoutes, cost: model.drivenCost(), absent: bestAbsent, current: stands };
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
