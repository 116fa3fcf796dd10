import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diffRolls } from '../../../../shared/domain/rolls/diff/diffRolls.ts';
import type { GivenSession } from '../../../../shared/domain/rolls/schema.ts';
import { randomWorld } from '../randomWorld.ts';
import { MONDAY, offer, planned, site, swabber, world } from '../world.ts';

const session = (overrides: Partial<GivenSession> = {}): GivenSession => ({
  site: 's',
  date: MONDAY,
  window: 'w',
  start: '08:00',
  lanes: 1,
  swabbers: ['w'],
  labDate: MONDAY,
  provisional: false,
  slots: [{ offer: 'p', lane: 0, start: '08:00', count: 1 }],
  ...overrides,
});
const TUESDAY = '2020-09-15' as typeof MONDAY;
const tuesday = session({ date: TUESDAY, labDate: TUESDAY });

describe('the diff of two rolls', () => {
  test('is empty when nothing has changed', () => {
    const { people, sessions, tell, totals } = diffRolls(world(), [session()], [session()]);
    expect({ people, sessions, tell }).toEqual({ people: [], sessions: [], tell: [] });
    expect(totals).toMatchObject({ stayed: 1, moved: 0, placed: 0, lost: 0 });
  });

  test('says that a day was closed, what follows, and who is to be told', () => {
    const { people, sessions, tell } = diffRolls(world({ closedDates: [MONDAY] }), [session()], [tuesday]);
    expect(people).toMatchObject([
      {
        kind: 'moved',
        offer: 'p',
        count: 1,
        before: { date: MONDAY },
        after: { date: TUESDAY },
        why: { kind: 'rule', rule: 'date' },
      },
    ]);
    expect(sessions.map(({ kind, date }) => [kind, date])).toEqual([
      ['closed', MONDAY],
      ['opened', TUESDAY],
    ]);
    expect(tell.map(({ who, id, about }) => [who, id, about.length])).toEqual([
      ['staff', 'p', 2],
      ['site', 's', 2],
      ['swabber', 'w', 2],
      ['region', '0101', 2],
      ['laboratory', 'lab', 2],
    ]);
  });

  test('names the swabber who has fallen away', () => {
    const { people } = diffRolls(world({ swabbers: [swabber('v')] }), [session()], [tuesday]);
    expect(people[0]!.why).toEqual({ kind: 'rule', rule: 'swabber', message: 'there is no swabber "w"' });
  });

  test('names the hire for whom somebody makes room', () => {
    const offers = [offer('p'), offer('hire', { due: MONDAY })];
    const hired = session({ slots: [{ offer: 'hire', lane: 0, start: '08:00', count: 1 }] });
    const { people } = diffRolls(world({ offers }), [session()], [hired, tuesday]);
    expect(people.map(({ kind, offer: id, why }) => [kind, id, why])).toEqual([
      ['placed', 'hire', { kind: 'placed' }],
      ['moved', 'p', { kind: 'made-room', offers: ['hire'] }],
    ]);
  });

  test('does not count a change of lane, nor another window at the same minute', () => {
    const windows = ['w', 'v'].map((id) => ({ id, from: '08:00', to: '09:00', lanes: 2 }));
    const other = session({ window: 'v', lanes: 2, slots: [{ ...session().slots[0]!, lane: 1 }] });
    expect(diffRolls(world({ sites: [site({ windows })] }), [session()], [other]).totals).toMatchObject({
      stayed: 1,
      moved: 0,
    });
  });

  test('counts as moved and lost what the score counts as moved, in any world', () => {
    fc.assert(
      fc.property(randomWorld, fc.nat(), (problem, pick) => {
        const before = planned(problem, 5).solution.sessions.map((one) => ({
          ...one,
          swabbers: [...one.swabbers],
          slots: one.slots.map((slot) => ({ ...slot })),
        }));
        const closed = before.length > 0 ? [before[pick % before.length]!.date] : [];
        const changed = { ...problem, previous: before, closedDates: [...problem.closedDates, ...closed] };
        const after = planned(changed, 5);
        const { totals, people } = diffRolls(changed, before, after.solution.sessions as typeof before);
        expect(totals.moved + totals.lost).toBe(after.score.moved);
        expect(totals.stayed + totals.moved + totals.placed).toBe(after.score.placed);
        for (const { kind, why } of people) if (kind !== 'placed') expect(why.kind).not.toBe('placed');
      }),
      { numRuns: process.env.DEEP === '1' ? 1000 : 40, seed: 20200914 },
    );
  }, 120_000);
});
