import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withChanges } from '../../../shared/domain/pickups/changes.ts';
import { checkPickups } from '../../../shared/domain/pickups/check/checkPickups.ts';
import { parsePickupPlan } from '../../../shared/domain/pickups/plan.ts';
import { parsePickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { planOf } from './worlds.ts';
import { randomWorld } from './randomWorld.ts';

const DEEP = process.env.DEEP !== undefined;
const TIMEOUT = DEEP ? 3_600_000 : 120_000;
const seeds = fc.integer({ min: 1, max: 1_000_000_000 });

describe('laws of pickup plans', () => {
  test(
    'every plan keeps every rule, and its file can be read again',
    () => {
      fc.assert(
        fc.property(seeds, fc.integer({ min: 0, max: 14 }), fc.boolean(), (seed, stops, hard) => {
          const problem = randomWorld(seed, { stops, hard });
          const plan = planOf(problem, { seed, iterations: 150 });
          expect(checkPickups(problem, plan)).toEqual([]);
          expect(parsePickupPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
          expect(plan.score.cost).toBeGreaterThanOrEqual(plan.bounds.cost - 0.01);
          expect(plan.score.served).toBeLessThanOrEqual(plan.bounds.served);
        }),
        { numRuns: DEEP ? 5000 : 100 },
      );
    },
    TIMEOUT,
  );

  test(
    'every stop left out has a fix, and with the fix made more are served',
    () => {
      let fixes = 0;
      fc.assert(
        fc.property(seeds, fc.integer({ min: 4, max: 9 }), (seed, stops) => {
          const problem = randomWorld(seed, { stops, hard: true });
          const plan = planOf(problem, { iterations: 300 });
          for (const { stop, changes } of plan.unserved) {
            expect([stop, changes?.length ?? 0]).not.toEqual([stop, 0]);
            const mended = parsePickupProblem(withChanges(problem, changes!));
            expect(planOf(mended, { iterations: 4000 }).score.served).toBeGreaterThan(plan.score.served);
            fixes++;
          }
        }),
        { numRuns: DEEP ? 2000 : 40 },
      );
      expect(fixes).toBeGreaterThan(10);
    },
    TIMEOUT,
  );
});
