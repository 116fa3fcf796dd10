import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { planPickups } from '../../shared/domain/pickups/planPickups.ts';
import { parsePickupProblem, type PickupProblem } from '../../shared/domain/pickups/problem.ts';
import { afterIterations } from '../../shared/domain/search/stop.ts';
import { openPlannerPool, type PlannerPool } from '../../worker/planners/plannerPool.ts';

let pool: PlannerPool;

beforeAll(() => {
  pool = openPlannerPool({ threads: 2 });
});

afterAll(() => pool.close());

/** One laboratory, one car and some stops along a line. */
function dayOf(stops: number): PickupProblem {
  return parsePickupProblem({
    date: '2020-09-16',
    maxSampleHours: 48,
    depots: [
      { id: 'lab', kind: 'laboratory', lat: 55.73, lon: 12.44, latestArrival: '20:00', capacity: 30_000 },
    ],
    vehicles: [
      {
        id: 'car',
        start: 'lab',
        end: 'lab',
        unloadAt: 'lab',
        capacity: 3_000,
        hourlyRate: 309.56,
        kmRate: 3.52,
        shift: ['07:00', '19:00'],
      },
    ],
    stops: Array.from({ length: stops }, (_, at) => ({
      id: `stop ${at}`,
      lat: 55.6 + at / 500,
      lon: 12.4 + ((at * 7) % 10) / 100,
      municipality: '0101',
      window: ['08:00', '18:00'],
      samples: 10,
    })),
  });
}

describe('the planner threads', () => {
  test('plan what the direct call plans', async () => {
    const problem = dayOf(12);
    const options = { seed: 3, iterations: 200 };
    const direct = planPickups(problem, { seed: options.seed, stop: afterIterations(options.iterations) });
    expect(await pool.planPickups(problem, options)).toEqual(direct);
  });

  test('end in the middle of a plan when the process is to stop', async () => {
    const stopping = new AbortController();
    const planning = pool.planPickups(dayOf(60), { seed: 3, iterations: 1e9, signal: stopping.signal });
    setTimeout(() => stopping.abort(), 300);
    // A billion steps would take hours.
    await expect(planning).rejects.toThrow(/abort/i);
  });

  test('hand on what the planner throws', async () => {
    await expect(pool.planPickups({} as PickupProblem, { seed: 1, iterations: 1 })).rejects.toMatchObject({
      message: 'stops is not iterable',
    });
  });
});
