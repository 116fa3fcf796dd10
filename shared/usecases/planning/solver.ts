import { overloads, withLessRoom } from '../../domain/planning/overload.ts';
import type { RollResult } from '../../domain/rolls/result.ts';
import type { RollProblem } from '../../domain/rolls/schema.ts';

/**
 * The roll planner as the roof hands it over: the direct call, or the one of a worker thread. It stops by iterations, so
 * that a night is the same twice.
 */
export type SolveRoll = (
  problem: RollProblem,
  options: { readonly seed: number; readonly iterations: number },
) => Promise<RollResult>;

/** Rounds after which an overload is left to the checker. */
const MOST_ROUNDS = 5;

/**
 * Plans until no laboratory's day is overloaded: every round takes the excess off the day's capacity. The first round
 * is nearly always enough.
 */
export async function solveWithinCapacity(
  planRoll: SolveRoll,
  problem: RollProblem,
  options: Parameters<SolveRoll>[1],
): Promise<RollResult> {
  let tried = problem;
  for (let round = 1; ; round += 1) {
    const result = await planRoll(tried, options);
    const over = overloads(problem, result.solution.sessions);
    if (over.length === 0 || round === MOST_ROUNDS) return result;
    tried = withLessRoom(tried, over);
  }
}

/** Iterations are counted, not timed. A region levels thousands of classes, an owner a few hundred. */
export const REGION_ITERATIONS = 10_000;
export const OWNER_ITERATIONS = 1_000;
