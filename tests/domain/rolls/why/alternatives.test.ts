import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkRoll } from '../../../../shared/domain/rolls/checker/checker.ts';
import { alternativesFor } from '../../../../shared/domain/rolls/why/alternatives.ts';
import { randomWorld } from '../randomWorld.ts';
import { lab, MONDAY, offer, planned, site, swabber, world } from '../world.ts';

const key = { site: 's', date: MONDAY, window: 'w' };
const session = (overrides = {}) => ({
  ...key,
  date: MONDAY,
  start: '08:00',
  lanes: 1,
  swabbers: ['w'],
  labDate: MONDAY,
  provisional: false,
  slots: [{ offer: 'p', lane: 0, start: '08:00', count: 1 }],
  ...overrides,
});
const TUESDAY = '2020-09-15' as typeof MONDAY;

describe('why a session is on its day', () => {
  test('every other day names what it costs by goal, or the rule that forbids it', () => {
    const problem = world({
      horizon: { from: MONDAY, to: '2020-09-18' },
      sites: [site(), site({ id: 't' })],
      offers: [offer('p', { due: '2020-09-17' }), offer('q', { sites: ['t'] })],
      swabbers: [swabber('w', { sites: ['s'] }), swabber('v', { sites: ['t'] })],
      closedDates: ['2020-09-16'],
      labs: [lab()],
    });
    const neighbour = session({
      site: 't',
      swabbers: ['v'],
      slots: [{ offer: 'q', lane: 0, start: '08:00', count: 1 }],
    });
    const { alternatives } = alternativesFor(problem, [session(), neighbour], key);
    expect(alternatives.map(({ date, broken }) => [date, broken.map(({ rule }) => rule)])).toEqual([
      [TUESDAY, []],
      ['2020-09-16', ['date']],
      ['2020-09-17', []],
      ['2020-09-18', ['due']],
    ]);
    // The neighbour is collected on Monday: any other day is a tour of its own.
    const [tuesday] = alternatives;
    expect(tuesday!.change).toMatchObject({ siteDays: 0, sessions: 0, moved: 0 });
    expect(tuesday!.change!.km).toBeGreaterThan(10);
    expect(tuesday!.change!.cost).toBeCloseTo(0.02 * tuesday!.change!.km, 3);
    expect(tuesday!.change!.labPeakRatio).toBeLessThan(0);
  });

  test('a day on which the swabber has no duty is served by another, or by nobody', () => {
    const offers = [offer('p')];
    const only = world({ offers, swabbers: [swabber('w', { rotaDays: [0] })] });
    const both = world({ offers, swabbers: [swabber('w', { rotaDays: [0] }), swabber('v')] });
    const [alone] = alternativesFor(only, [session()], key).alternatives;
    expect(alone!.broken.map(({ rule }) => rule)).toContain('swabber');
    expect(alternativesFor(both, [session()], key).alternatives[0]).toMatchObject({ broken: [] });
  });

  test('a session that is not in the plan has no reason', () => {
    expect(() => alternativesFor(world(), [], key)).toThrow('The plan has no session s 2020-09-14 w');
  });

  test('a day that nothing forbids breaks no rule and costs what it says, in any world', () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(), (problem, pick) => {
        const { sessions } = planned(problem, 5).solution;
        const one = sessions[pick % Math.max(1, sessions.length)];
        if (!one) return;
        const judged = (plan: typeof sessions) => {
          const given = plan.map((row) => ({
            ...row,
            swabbers: [...row.swabbers],
            slots: row.slots.map((slot) => ({ ...slot })),
          }));
          const { faults, score } = checkRoll(problem, { sessions: given, unplaced: [] });
          return { faults: faults.filter(({ rule }) => rule !== 'once'), score };
        };
        const rest = sessions.filter((row) => row !== one);
        for (const { session: moved, broken, change } of alternativesFor(problem, sessions, one)
          .alternatives) {
          const { faults, score } = judged([...rest, moved]);
          expect(faults.length > 0).toBe(broken.length > 0);
          if (change) expect(change.cost).toBeCloseTo(score.cost - judged(sessions).score.cost, 2);
        }
      }),
      { numRuns: process.env.DEEP === '1' ? 1000 : 40, seed: 20200914 },
    );
  }, 120_000);
});
