import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planRoll } from '../../../../shared/domain/rolls/planRoll.ts';
import { rollProblem } from '../../../../shared/domain/rolls/validation.ts';
import { simulateWaiting } from '../../../../shared/domain/rolls/waiting/simulateWaiting.ts';
import { afterIterations } from '../../../../shared/domain/search/stop.ts';
import { rollInstance } from '../../../bench/rolls/instance.ts';
import { randomWorld } from '../randomWorld.ts';
import { planned, site, world } from '../world.ts';

const quiet = { service: 0, noShows: 0, seed: 1 };
/** ±30 % service noise, 5 % who do not come. */
const noisy = (seed: number) => ({ service: 0.3, noShows: 0.05, seed });
const session = (slots: { offer: string; lane: number; start: string; count: number }[]) => [
  { site: 's', slots },
];

describe('waiting (R29, A10)', () => {
  test('is nothing where everybody has a minute of their own and swabs last as long as planned', () => {
    const slots = [
      { offer: 'p', lane: 0, start: '08:00', count: 5 },
      { offer: 'q', lane: 1, start: '08:00', count: 1 },
    ];
    expect(simulateWaiting(world(), session(slots), quiet)).toEqual({ people: 6, mean: 0, p95: 0, most: 0 });
  });

  test('grows along a lane in which every swab lasts longer, and not in the lane beside it', () => {
    // Told every 10 minutes, swabbed in 12: 0, 2 and 4 minutes; somebody alone does not wait.
    const slow = world({ sites: [site({ minutesPerSwab: 12 })] });
    const slots = ['08:00', '08:10', '08:20'].map((start) => ({ offer: 'p', lane: 0, start, count: 1 }));
    const alone = { offer: 'q', lane: 1, start: '08:20', count: 1 };
    const waited = simulateWaiting(slow, session([...slots, alone]), quiet);
    expect(waited).toEqual({ people: 4, mean: 1.5, p95: 4, most: 4 });
  });

  test('is that of those before one in a block (P13)', () => {
    const blocks = world({ sites: [site({ minutesPerSwab: 4, blockMinutes: 15 })] });
    const slots = [
      { offer: 'p', lane: 0, start: '08:00', count: 3 },
      { offer: 'q', lane: 0, start: '08:15', count: 1 },
    ];
    expect(simulateWaiting(blocks, session(slots), quiet)).toEqual({ people: 4, mean: 3, p95: 8, most: 8 });
  });

  test('is planned as nothing with single times, and as less than a block with blocks, in any world', () => {
    fc.assert(
      fc.property(randomWorld, (problem) => {
        const { sessions } = planned(problem, 5).solution;
        for (const one of sessions) {
          const { blockMinutes, minutesPerSwab } = problem.sites.find(({ id }) => id === one.site)!;
          const { most } = simulateWaiting(problem, [one], quiet);
          expect(most).toBeLessThanOrEqual(Math.max(0, blockMinutes - minutesPerSwab));
        }
      }),
      { numRuns: process.env.DEEP === '1' ? 2000 : 60, seed: 20200914 },
    );
  }, 120_000);

  test.each([
    ['single times', { minutesPerSwab: 4 }],
    ['blocks of 15 minutes', { minutesPerSwab: 4, blockMinutes: 15 }],
  ])('stays within 10 minutes for 95 of 100 people on noisy days, with %s', (_, times) => {
    const base = rollInstance({ sites: 6, staff: 600, labs: 1, named: true, seed: 1 });
    const problem = rollProblem({ ...base, sites: base.sites.map((row) => ({ ...row, ...times })) });
    const { sessions } = planRoll(problem, { seed: 1, stop: afterIterations(50) }).solution;
    for (let seed = 0; seed < 50; seed++) {
      const { people, p95 } = simulateWaiting(problem, sessions, noisy(seed));
      expect(people).toBeGreaterThan(500);
      expect(p95).toBeLessThanOrEqual(10);
    }
  });

  test('is the same for the same seed', () => {
    const { sessions } = planned(world()).solution;
    expect(simulateWaiting(world(), sessions, noisy(7))).toEqual(
      simulateWaiting(world(), sessions, noisy(7)),
    );
  });
});
