import { travelOf } from '../travelOf.ts';
import type { TravelMatrix } from '../../travel/matrix.ts';
import type { PickupPlan } from '../plan.ts';
import type { PickupProblem } from '../problem.ts';
import { readPlan, type Violation } from './reading.ts';
import { PICKUP_RULES } from './rules.ts';

/**
 * Reads a finished plan and lists every broken rule. Shares no code with the planner but the file's schema and the
 * travel estimate, which is an input to both.
 */
export function checkPickups(
  problem: PickupProblem,
  plan: PickupPlan,
  travel: TravelMatrix = travelOf(problem),
): Violation[] {
  const reading = readPlan(problem, plan, travel);
  return PICKUP_RULES.flatMap(({ id, check }) => check(reading).map((broken) => ({ rule: id, ...broken })));
}
