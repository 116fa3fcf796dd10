import type { Stop } from '../search/stop.ts';
import type { PriceDay } from './kilometres.ts';
import type { RollBounds, RollPlan, RollScore, RollSession, Unplaced } from './plan.ts';

/** How the search behaves; the defaults are what the benchmark measures. */
export interface RollParams {
  /** Annealing: the cost by which a step may be worse, at the start and at the end. */
  readonly warmest: number;
  readonly coldest: number;
  /** What a sample costs the search on a full day, and besides above the level; at the start and at the end. */
  readonly crowd: readonly [number, number];
  readonly over: readonly [number, number];
  /** How fast the going price of a day follows its load. */
  readonly priceStep: number;
}

export const DEFAULT_PARAMS: RollParams = {
  warmest: 0.3,
  coldest: 0.05,
  crowd: [0.05, 0.02],
  over: [0.01, 0.03],
  priceStep: 0.3,
};

/** How far a run has come, for a progress bar and a log. */
export interface RollProgress {
  readonly phase: 'reading' | 'bounds' | 'building' | 'improving' | 'finishing';
  /** 0 to 1, over the whole run as the stop rule sees it. */
  readonly progress: number;
  readonly iterations: number;
  readonly cost?: number;
  readonly placed?: number;
  readonly bounds?: RollBounds;
}

/** Data, parameters, seed and stop rule are four separate arguments; all but the functions can be cloned to a thread. */
export interface RollOptions {
  readonly params?: Partial<RollParams>;
  readonly seed: number;
  readonly stop: Stop;
  readonly onProgress?: (progress: RollProgress) => void;
  /** The kilometres of one laboratory's stops on one date; the default is a good closed tour by great circle. */
  readonly priceDay?: PriceDay;
}

export interface RollSolution {
  readonly sessions: readonly RollSession[];
}

export interface RollResult {
  readonly solution: RollSolution;
  readonly score: RollScore;
  /** One entry per offer that is not, or not wholly, placed. */
  readonly reasons: readonly Unplaced[];
  readonly bounds: RollBounds;
  readonly iterations: number;
}

/** The result as the plan file; with `seconds` only where the clock was the stop rule. */
export function rollPlan(
  result: RollResult,
  { seed, seconds }: { seed: number; seconds?: number },
): RollPlan {
  return {
    sessions: result.solution.sessions,
    unplaced: result.reasons,
    score: result.score,
    bounds: result.bounds,
    seed,
    iterations: result.iterations,
    ...(seconds === undefined ? {} : { seconds }),
  };
}
