import { levelBounds } from '../../../shared/domain/rolls/bounds.ts';
import { buildModel } from '../../../shared/domain/rolls/model/model.ts';
import { planRoll } from '../../../shared/domain/rolls/planRoll.ts';
import type { RollScore } from '../../../shared/domain/rolls/plan.ts';
import { rollProblem } from '../../../shared/domain/rolls/validation.ts';
import { randomInt, seededRandom } from '../../../shared/domain/search/random.ts';
import { afterIterations } from '../../../shared/domain/search/stop.ts';
import { rollInstance } from './instance.ts';
import { proveCheapest } from './oracle.ts';

export interface Comparison {
  readonly seed: number;
  /** Proven by HiGHS under the same daily level; undefined when it ran out of time. */
  readonly optimum: number | undefined;
  readonly score: RollScore;
  readonly placedBound: number;
  /** Whether the plan keeps the daily level that the optimum had to keep. */
  readonly level: boolean;
}

/** A small random problem (`km` weight 0) planned by the search and by HiGHS: everybody placed, level by day, cheapest. */
export async function compareWithOptimum(
  seed: number,
  { iterations, seconds }: { iterations: number; seconds: number },
): Promise<Comparison> {
  const random = seededRandom(seed);
  const sites = 1 + randomInt(random, 3);
  const staff = sites * (6 + randomInt(random, 15));
  const days = 7 * (1 + randomInt(random, 2));
  const input = rollInstance({ sites, staff, labs: 1, named: false, seed, days });
  const problem = rollProblem({ ...input, weights: { km: 0 } });
  const model = buildModel(problem);
  const bounds = levelBounds(model);
  const { peakTolerance } = problem.weights;
  const most = model.labs.map(({ capacity, open, week }, lab) =>
    Array.from(capacity, (samples, day) =>
      // What arrives after the horizon would lower the mean that the level is measured by.
      open[day] !== 1 || week[day]! < 0
        ? 0
        : Math.min(samples, bounds.peak * peakTolerance * bounds.mean[lab]! * samples),
    ),
  );
  const { score } = planRoll(problem, { seed: 1, stop: afterIterations(iterations) });
  return {
    seed,
    optimum: await proveCheapest(model, { placed: bounds.placed, most, seconds }),
    score,
    placedBound: bounds.placed,
    level: score.labPeakRatio <= bounds.peak * peakTolerance + 1e-6,
  };
}
