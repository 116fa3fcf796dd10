import type { SolveRoll } from '../../../shared/usecases/planning/solver.ts';
import type { SolvePickups } from '../../../shared/usecases/planPickups.ts';

/** The planners called in the command's own thread: one command plans one thing after the other. */
export async function directPlanners(): Promise<{ planRoll: SolveRoll; planPickups: SolvePickups }> {
  const { planRoll } = await import('../../../shared/domain/rolls/planRoll.ts');
  const { planPickups } = await import('../../../shared/domain/pickups/planPickups.ts');
  const { afterIterations } = await import('../../../shared/domain/search/stop.ts');
  return {
    planRoll: (problem, { seed, iterations }) =>
      Promise.resolve(planRoll(problem, { seed, stop: afterIterations(iterations) })),
    planPickups: (problem, { seed, iterations }) =>
      Promise.resolve(planPickups(problem, { seed, stop: afterIterations(iterations) })),
  };
}
