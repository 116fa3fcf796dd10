/** What a planner thread can do, by name. Only what can be cloned crosses over: a stop rule as its number. */
import {
  planPickups,
  type PickupParams,
  type PickupResult,
} from '../../shared/domain/pickups/planPickups.ts';
import type { PickupProblem } from '../../shared/domain/pickups/problem.ts';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { planRoll } from '../../shared/domain/rolls/planRoll.ts';
import type { RollParams, RollResult } from '../../shared/domain/rolls/result.ts';
import type { RollProblem } from '../../shared/domain/rolls/schema.ts';
import { afterIterations } from '../../shared/domain/search/stop.ts';

/** An error loses its class on the way to the other thread, so that a no that is expected goes as data. */
export type Answer<Result> =
  { readonly result: Result } | { readonly refused: Pick<DomainProblem, 'kind' | 'message' | 'faults'> };

function answer<Result>(plan: () => Result): Answer<Result> {
  try {
    return { result: plan() };
  } catch (error) {
    if (!(error instanceof DomainProblem)) throw error;
    const { kind, message, faults } = error;
    return { refused: { kind, message, faults } };
  }
}

export interface PickupTask {
  readonly problem: PickupProblem;
  readonly seed: number;
  readonly iterations: number;
  readonly params?: PickupParams;
}

export function pickups({ problem, iterations, ...options }: PickupTask): Answer<PickupResult> {
  return answer(() => planPickups(problem, { ...options, stop: afterIterations(iterations) }));
}

export interface RollTask {
  readonly problem: RollProblem;
  readonly seed: number;
  readonly iterations: number;
  readonly params?: Partial<RollParams>;
}

export function rolls({ problem, iterations, ...options }: RollTask): Answer<RollResult> {
  return answer(() => planRoll(problem, { ...options, stop: afterIterations(iterations) }));
}
