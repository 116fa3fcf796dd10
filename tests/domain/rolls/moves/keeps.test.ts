import { describe, expect, test } from '@jest/globals';
import type { RollProblemInput } from '../../../../shared/domain/rolls/schema.ts';
import { lab, MONDAY, offer, planned, site, swabber, world } from '../world.ts';

type Session = NonNullable<RollProblemInput['previous']>[number];

const people = (count: number, overrides = {}) =>
  Array.from({ length: count }, (_, i) => offer(`p${i}`, { due: MONDAY, ...overrides }));

/** One slot per start, in the lanes given as a list each. */
function session(lanes: readonly (readonly string[])[], overrides: Partial<Session> = {}): Session {
  let next = 0;
  const slots = lanes.flatMap((starts, lane) =>
    starts.map((start) => ({ offer: `p${next++}`, lane, start })),
  );
  return {
    site: 's',
    date: MONDAY,
    window: 'w',
    start: slots.map(({ start }) => start).sort()[0]!,
    lanes: lanes.length,
    swabbers: lanes.map((_, lane) => `w${lane}`),
    slots,
    ...overrides,
  };
}

const twoLanes = { windows: [{ id: 'w', from: '08:00', to: '09:00', lanes: 2 }] };
const both = [swabber('w0'), swabber('w1')];

describe('a re-plan', () => {
  test('keeps in one lane everybody whom it can hold, when one of two swabbers falls ill', () => {
    const previous = [
      session([
        ['08:00', '08:10'],
        ['08:10', '08:20'],
      ]),
    ];
    const { score, solution } = planned(
      world({ sites: [site(twoLanes)], offers: people(4), previous, swabbers: [both[1]!] }),
    );
    // Of the two at 08:10 one has to move; nobody has been told a lane.
    expect(score).toMatchObject({ placed: 4, moved: 1, sessions: 1 });
    expect(solution.sessions[0]).toMatchObject({ lanes: 1, swabbers: ['w1'] });
  });

  test('lets a swabber leave the lane of one for a lane of three', () => {
    const sites = [site(), site({ id: 't' })];
    const at = (id: string, swabbers: string[], offers: string[]): Session => ({
      ...session([[]], { site: id, swabbers }),
      start: '08:00',
      slots: offers.map((one, i) => ({ offer: one, lane: 0, start: `08:${i}0` })),
    });
    const previous = [at('s', ['w0'], ['p0']), at('t', ['w1'], ['p1', 'p2', 'p3'])];
    const offers = ['s', 't', 't', 't'].map((id, i) => offer(`p${i}`, { sites: [id], due: MONDAY }));
    const { score, reasons } = planned(
      world({ sites, offers, previous, swabbers: [swabber('w0', { sites: ['s', 't'] })] }),
    );
    expect(score).toMatchObject({ placed: 3, moved: 1 });
    expect(reasons.map(({ offer: id }) => id)).toEqual(['p0']);
  });

  test('keeps as many as half a room holds', () => {
    const previous = [
      session([
        ['08:00', '08:10'],
        ['08:00', '08:10'],
      ]),
    ];
    const { score } = planned(world({ offers: people(4), previous, swabbers: both }));
    expect(score).toMatchObject({ placed: 4, moved: 2 });
  });

  test('moves nobody for a hire who fits beside them, before them or in another lane', () => {
    const full = session([['08:10', '08:20', '08:30', '08:40', '08:50']]);
    const hire = offer('hire', { due: MONDAY });
    const before = planned(world({ offers: [...people(5), hire], previous: [full], swabbers: [both[0]!] }));
    expect(before.score).toMatchObject({ placed: 6, moved: 0, sessions: 1 });
    expect(before.solution.sessions[0]).toMatchObject({ start: '08:00', lanes: 1 });
    const whole = session([['08:00', '08:10', '08:20', '08:30', '08:40', '08:50']]);
    const lane = planned(
      world({ sites: [site(twoLanes)], offers: [...people(6), hire], previous: [whole], swabbers: both }),
    );
    expect(lane.score).toMatchObject({ placed: 7, moved: 0, sessions: 1 });
    expect(lane.solution.sessions[0]).toMatchObject({ lanes: 2 });
  });

  test('moves one person, and no more, where a hire can only have a place that somebody was told', () => {
    const previous = [session([['08:00', '08:10', '08:20', '08:30', '08:40', '08:50']])];
    const offers = [...people(6, { due: '2020-09-20' }), offer('hire', { due: MONDAY })];
    const { score, solution } = planned(world({ offers, previous, swabbers: [both[0]!] }));
    expect(score).toMatchObject({ placed: 7, moved: 1 });
    expect(solution.sessions[0]!.slots.map((slot) => slot.offer)).toContain('hire');
  });

  test('moves nobody who is pinned, even if a hire finds no place', () => {
    const locked = [session([['08:00', '08:10', '08:20', '08:30', '08:40', '08:50']])];
    const offers = [...people(6, { due: '2020-09-20' }), offer('hire', { due: MONDAY })];
    const { score, reasons } = planned(world({ offers, locked, swabbers: [both[0]!] }));
    expect(score).toMatchObject({ placed: 6, moved: 0 });
    expect(reasons.map(({ offer: id }) => id)).toEqual(['hire']);
  });

  test('takes the last of a headcount out of a day whose laboratory takes fewer', () => {
    const previous: Session[] = [
      { ...session([[]]), start: '08:00', slots: [{ offer: 'p0', lane: 0, start: '08:00', count: 6 }] },
    ];
    const labs = [lab({ dateCapacity: { [MONDAY]: 4 } })];
    const { score, solution } = planned(
      world({ labs, offers: [offer('p0', { count: 6 })], previous, swabbers: [both[0]!] }),
    );
    expect(score).toMatchObject({ placed: 6, moved: 2 });
    expect(solution.sessions[0]!.slots).toContainEqual({ offer: 'p0', lane: 0, start: '08:00', count: 4 });
  });

  test('lets an own sample go, and nobody else, when the only swabber left would swab themselves', () => {
    const previous = [session([['08:00', '08:10'], ['08:20']])];
    const swabbers = [swabber('w1', { offer: 'p0' }), swabber('w2', { offer: 'p9', rotaDays: [1] })];
    const offers = [...people(3), offer('p9')].map((row) => ({ ...row, due: '2020-09-27' }));
    const { score } = planned(world({ sites: [site(twoLanes)], offers, previous, swabbers }));
    expect(score).toMatchObject({ placed: 4, moved: 1 });
  });
});
