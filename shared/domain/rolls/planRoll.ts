import { levelBounds } from './bounds.ts';
import { finishRoll } from './finish/finishRoll.ts';
import { tourLength } from './kilometres.ts';
import { withoutIdleLanes } from './keep/idleLanes.ts';
import { buildModel } from './model/model.ts';
import { leastMoves } from './moves/leastMoves.ts';
import { reasonsFor } from './reasons.ts';
import { seatLeftovers } from './reasons/seatLeftovers.ts';
import { DEFAULT_PARAMS, type RollOptions, type RollResult } from './result.ts';
import { scoreRoll } from './score.ts';
import { searchRoll } from './search/localSearch.ts';
import { siteDayBound } from './siteDayBound.ts';
import type { RollProblem } from './schema.ts';
import type { SearchState, Stop } from '../search/stop.ts';

/**
 * Plans a roll (R22–R33): everyone offered in time, few test days, an even laboratory load, days that suit the routes,
 * and a reason for everybody who has no place. Pure: the same problem, parameters, seed and iterations give the same
 * plan on every machine.
 */
export function planRoll(problem: RollProblem, options: RollOptions): RollResult {
  const { seed, stop, onProgress, priceDay = tourLength } = options;
  const params = { ...DEFAULT_PARAMS, ...options.params };
  const report = (phase: 'reading' | 'bounds' | 'finishing', progress: number) =>
    onProgress?.({ phase, progress, iterations: 0 });
  report('reading', 0);
  // A stop rule that is done before anything has begun counts iterations: the first plan is whole all the same.
  const counted = stop.done(UNBEGUN);
  const kept = buildModel(problem);
  const moves = leastMoves(problem, kept);
  const model = moves ? buildModel(problem, { moves }) : kept;
  report('bounds', 0);
  const began = stop.progress(UNBEGUN);
  const level = levelBounds(model);
  const bounds = {
    placed: level.placed,
    // Rounded down: a bound may be too modest, never too bold.
    labPeakRatio: Math.floor(level.peak * 1e6) / 1e6,
    siteDays: siteDayBound(model, level.unplaceable),
  };
  const standing = level.placed - placeable(level.unplaceable, model.classes);
  const searching = leavingTime(stop, FINISH_PER_BOUNDS * (stop.progress(UNBEGUN) - began));
  const found = searchRoll(model, level, {
    params,
    seed,
    stop: searching,
    late: () => !counted && searching.done(UNBEGUN),
    onProgress: (phase, iterations, best) => {
      const progress = stop.progress({ iterations, sinceImprovement: 0 });
      const placed = best && { placed: best.placed + standing, cost: best.cost };
      onProgress?.({ phase, progress, iterations, bounds, ...placed });
    },
  });
  report('finishing', 1);
  const finished = finishRoll(found.state, found.settled, level);
  const idle = { sessions: withoutIdleLanes(problem, finished.sessions), unplaced: finished.unplaced };
  const { sessions, unplaced } = seatLeftovers(model, idle, level.unplaceable);
  return {
    solution: { sessions },
    score: scoreRoll(problem, sessions, priceDay),
    reasons: reasonsFor(model, unplaced, sessions),
    bounds,
    iterations: found.iterations,
  };
}

const UNBEGUN: SearchState = { iterations: 0, sinceImprovement: 0 };
/** Levelling the last plan, seating and naming everybody and the reasons take about so many times as long as the bounds. */
const FINISH_PER_BOUNDS = 4;

/** A stop rule that leaves a part of the time for what comes after the search; none where iterations are counted. */
function leavingTime(stop: Stop, part: number): Stop {
  const search = Math.max(0.01, 1 - part);
  const progress = (state: SearchState) => Math.min(1, stop.progress(state) / search);
  return { done: (state) => stop.done(state) || progress(state) >= 1, progress };
}

function placeable(unplaceable: Int32Array, classes: readonly { readonly count: number }[]): number {
  return classes.reduce((sum, { count }, i) => sum + count - unplaceable[i]!, 0);
}
