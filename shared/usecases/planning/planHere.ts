import { planRoll } from '../../domain/rolls/planRoll.ts';
import { afterIterations } from '../../domain/search/stop.ts';
import type { SolveRoll } from './solver.ts';

/** The roll planner in the caller's own thread. */
export const planRollHere: SolveRoll = (problem, { seed, iterations }) =>
  Promise.resolve(planRoll(problem, { seed, stop: afterIterations(iterations) }));
