import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Unplaced } from '../../../shared/domain/rolls/plan.ts';
import type { RollProblem } from '../../../shared/domain/rolls/schema.ts';
import { randomWorld } from './randomWorld.ts';
import { planned } from './world.ts';

const RUNS = process.env.DEEP ? 4000 : 120;
const check = { numRuns: RUNS, seed: 20200914, endOnFailure: true };
const ITERATIONS = 25;

const placedOf = (problem: RollProblem) => planned(problem, ITERATIONS).score.placed;

describe('planRoll, in any small world,', () => {
  test('breaks no rule, stays below its bounds and says why for everybody left out', () => {
    fc.assert(
      fc.property(randomWorld, (problem) => {
        const { score, bounds, reasons } = planned(problem, ITERATIONS);
        const people = problem.offers.reduce((sum, { count }) => sum + count, 0);
        const unplaced = reasons.reduce((sum, { count }) => sum + count, 0);
        expect(score.placed + unplaced).toBe(people);
        expect(score.placed).toBeLessThanOrEqual(bounds.placed);
        if (score.placed < bounds.placed) return;
        expect(score.siteDays).toBeGreaterThanOrEqual(bounds.siteDays);
        if (score.placed > 0) expect(score.labPeakRatio).toBeGreaterThanOrEqual(bounds.labPeakRatio - 1e-6);
      }),
      check,
    );
  }, 120_000);

  test('keeps published times to the minute when nothing has changed', () => {
    fc.assert(
      fc.property(randomWorld, (problem) => {
        const first = planned(problem, ITERATIONS);
        const previous = first.solution.sessions.map((session) => ({
          ...session,
          swabbers: [...session.swabbers],
          slots: session.slots.map((slot) => ({ ...slot })),
        }));
        const again = planned({ ...problem, previous }, ITERATIONS);
        expect(again.score.placed).toBeGreaterThanOrEqual(first.score.placed);
        expect(again.score.moved).toBe(0);
      }),
      { ...check, numRuns: RUNS / 2 },
    );
  }, 120_000);

  test('keeps locked sessions and fills them', () => {
    fc.assert(
      fc.property(randomWorld, (problem) => {
        const sessions = planned(problem, ITERATIONS).solution.sessions.filter((_, i) => i % 2 === 0);
        const locked = sessions.map((session) => ({
          ...session,
          swabbers: [...session.swabbers],
          slots: session.slots.filter((_, i) => i % 3 !== 1).map((slot) => ({ ...slot })),
        }));
        planned({ ...problem, locked }, ITERATIONS);
      }),
      { ...check, numRuns: RUNS / 2 },
    );
  }, 120_000);

  test('plans the same roll for the same seed', () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(9), (problem, seed) => {
        expect(planned(problem, 10, seed)).toEqual(planned(problem, 10, seed));
      }),
      { ...check, numRuns: RUNS / 4 },
    );
  }, 120_000);

  /**
   * The fix relaxes what forbids one window. Now and then the people who hold that window's other places leave no room
   * all the same, so the law is a share, not an absolute.
   */
  test('names a fix that places more, in at least 98 of 100 cases', () => {
    let [asked, helped] = [0, 0];
    for (const problem of fc.sample(randomWorld, { numRuns: RUNS * 2, seed: 20200914 })) {
      const { score, reasons, bounds } = planned(problem, ITERATIONS);
      const reason = reasons[0];
      // Where the flow bound is not reached, the search and not the problem may be what is short.
      if (!reason || score.placed < bounds.placed) continue;
      const steps = (reason.facts?.relax ?? []) as readonly string[];
      // A missing window, and a laboratory that is too far off in time, can be mended in more ways than one.
      if (steps.some((step) => step === 'window' || step === 'age')) continue;
      const mended = steps.reduce((before, step) => relaxed(before, step, reason), problem);
      asked++;
      if (placedOf(mended) > score.placed) helped++;
    }
    expect(asked).toBeGreaterThan(RUNS / 4);
    expect(helped / asked).toBeGreaterThanOrEqual(0.98);
  }, 120_000);
});

/** One step of what the sentence of `fix` says, done to the problem. */
function relaxed(problem: RollProblem, step: string, { offer, facts = {} }: Unplaced): RollProblem {
  const at = (name: string) => facts[name] as string;
  const dates = (facts.labDates ?? []) as readonly string[];
  const here = <Row extends { id: string }>(
    rows: readonly Row[],
    id: string,
    change: (row: Row) => Row,
  ): Row[] => rows.map((row) => (row.id === id ? change(row) : row));
  switch (step) {
    case 'no-duty':
      return {
        ...problem,
        offers: here(problem.offers, offer, (row) => ({
          ...row,
          earliest: calendarDate(at('date')),
          due: calendarDate(at('date')),
        })),
      };
    case 'closed':
      return {
        ...problem,
        closedDates: problem.closedDates.filter((date) => date !== at('date')),
        sites: here(problem.sites, at('site'), (site) => ({
          ...site,
          closedDates: site.closedDates.filter((date) => date !== at('date')),
        })),
      };
    case 'notice':
      return { ...problem, notBefore: calendarDate(at('date')) };
    case 'no-swabber': {
      const extra = {
        id: 'extra',
        sites: [at('site')],
        hours: ['00:00', '00:00'] as [string, string],
        rotaWeeks: 1,
      };
      return { ...problem, swabbers: [...problem.swabbers, extra] };
    }
    case 'drop-in':
      return { ...problem, sites: here(problem.sites, at('site'), (site) => ({ ...site, dropIn: 0 })) };
    case 'pool':
      return {
        ...problem,
        pools: problem.pools.map((pool) => ({ ...pool, workstations: pool.workstations + 1 })),
      };
    case 'no-places':
      return {
        ...problem,
        sites: here(problem.sites, at('site'), (site) => ({
          ...site,
          windows: here(site.windows, at('window'), (window) => ({ ...window, lanes: window.lanes + 1 })),
        })),
      };
    default:
      return {
        ...problem,
        labs: here(problem.labs, at('lab'), (lab) => ({
          ...lab,
          dateCapacity: { ...lab.dateCapacity, ...Object.fromEntries(dates.map((date) => [date, 1000])) },
        })),
      };
  }
}
