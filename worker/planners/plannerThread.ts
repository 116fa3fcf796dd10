/** What a planner thread can do, by name. Only what can be cloned crosses over: a stop rule as its number. */
import {
  planPickups,
  type PickupParams,
  type PickupResult,
} from '../../shared/domain/pickups/planPickups.ts';
import type { PickupProblem } from '../../shared/domain/pickups/problem.ts';
import { planRoll } from '../../shared/domain/rolls/planRoll.ts';
import type { RollParams, RollResult } from '../../shared/domain/rolls/result.ts';
import type { RollProblem } from '../../shared/domain/rolls/schema.ts';
import { afterIterations } from '../../shared/domain/search/stop.ts';

export interface PickupTask {
  readonly problem: PickupProblem;
  readonly seed: number;
  readonly iterations: number;
  readonly params?: PickupParams;
}

export function pickups({ problem, iterations, ...options }: PickupTask): PickupResult {
  return planPickups(problem, { ...options, stop: afterIterations(iterations) });
}

export interface RollTask {
  readonly problem: RollProblem;
  readonly seed: number;
  readonly iterations: number;
  readonly params?: Partial<RollParams>;
}

export function rolls({ problem, iterations, ...options }: RollTask): RollResult {
  return planRoll(problem, { ...options, stop: afterIterations(iterations) });
}
