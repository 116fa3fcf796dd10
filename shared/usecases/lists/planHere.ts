import { planPickups } from '../../domain/pickups/planPickups.ts';
import { afterIterations } from '../../domain/search/stop.ts';
import type { SolvePickups } from '../planPickups.ts';

/** The pickup planner in the caller's own thread: a re-planned list takes a fraction of a second. */
export const planHere: SolvePickups = (problem, { seed, iterations }) =>
  Promise.resolve(planPickups(problem, { seed, stop: afterIterations(iterations) }));
