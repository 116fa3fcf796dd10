import { describe, expect, test } from '@jest/globals';
import { exactPlan } from './exactPlan.ts';
import { randomWorld } from './randomWorld.ts';
import { planOf } from './worlds.ts';

/** DEEP=1 for all 200; EXACT_FROM and EXACT_COUNT cut that into parts. */
const DEEP = process.env.DEEP !== undefined;
const INSTANCES = DEEP ? Number(process.env.EXACT_COUNT ?? 200) : 10;
const FROM = DEEP ? Number(process.env.EXACT_FROM ?? 0) : 0;
const STOPS = DEEP ? 8 : 6;

describe('planPickups beside every possible plan', () => {
  test(
    `${INSTANCES} random days with kits and several trips: optimal in 95 of 100, never 1 % off`,
    async () => {
      let optimal = 0;
      let severalTrips = 0;
      for (let seed = FROM + 1; seed <= FROM + INSTANCES; seed++) {
        const world = randomWorld(seed * 7919, { stops: STOPS, hard: seed % 3 === 0 });
        const problem = {
          ...world,
          vehicles: world.vehicles.map((vehicle) => ({ ...vehicle, break: undefined })),
        };
        const exact = await exactPlan(problem);
        const { score } = planOf(problem, { iterations: DEEP ? 30_000 : 4000 });
        expect([seed, score.unserved]).toEqual([seed, exact.unserved]);
        expect(score.cost).toBeGreaterThanOrEqual(exact.cost - 0.1);
        expect(score.cost).toBeLessThanOrEqual(exact.cost * 1.01 + 0.1);
        if (score.cost <= exact.cost + 0.1) optimal++;
        if (score.trips > score.vehicles) severalTrips++;
      }
      expect(optimal / INSTANCES).toBeGreaterThanOrEqual(0.95);
      expect(severalTrips).toBeGreaterThan(INSTANCES / 5);
    },
    DEEP ? 3_600_000 : 120_000,
  );
});
