import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../../shared/domain/calendar/calendarDate.ts';
import { type Change, withChanges } from '../../../../shared/domain/rolls/scenario/changes.ts';
import { measuresOf } from '../../../../shared/domain/rolls/scenario/compare.ts';
import { swabbingHours } from '../../../../shared/domain/rolls/scenario/swabbing.ts';
import type { RollProblem } from '../../../../shared/domain/rolls/schema.ts';
import { lab, MONDAY, offer, planned, site, swabber, world } from '../world.ts';

const people = (count: number, overrides = {}) =>
  Array.from({ length: count }, (_, i) => offer(`p${i}`, overrides));

const measured = (problem: RollProblem) => {
  const { score, solution } = planned(problem);
  return measuresOf({ problem, sessions: solution.sessions, score });
};

describe('a scenario', () => {
  const fiveWeeks = world({
    horizon: { from: MONDAY, to: '2020-10-18' },
    offers: people(2, { due: '2020-10-18' }),
  });

  test('leaves the real problem as it is', () => {
    const before = structuredClone(fiveWeeks);
    const changes: Change[] = [
      { kind: 'red', municipality: '0101', decided: calendarDate('2020-09-16') },
      { kind: 'laboratory', lab: 'lab', percent: 70 },
      { kind: 'lanes-fewer', site: 's', fewer: 1 },
      { kind: 'closed', date: calendarDate('2020-09-17') },
      { kind: 'without-swabber', swabber: 'w' },
      { kind: 'hires', site: 's', shift: 'day', count: 20 },
    ];
    withChanges(fiveWeeks, changes);
    expect(fiveWeeks).toEqual(before);
  });

  test('of a municipality decided red on Wednesday of W38 tests everybody in W40 and, provisionally, in W42', () => {
    const red = withChanges(fiveWeeks, [
      { kind: 'red', municipality: '0101', decided: calendarDate('2020-09-16') },
    ]);
    expect(red.offers.map(({ id, earliest, due, provisional }) => [id, earliest, due, provisional])).toEqual([
      ['p0 red 2020-W40', '2020-09-28', '2020-10-04', false],
      ['p0 red 2020-W42', '2020-10-12', '2020-10-18', true],
      ['p1 red 2020-W40', '2020-09-28', '2020-10-04', false],
      ['p1 red 2020-W42', '2020-10-12', '2020-10-18', true],
    ]);
    expect(measured(red)).toMatchObject({ people: 4, placed: 4, testDays: 2 });
  });

  test('keeps offers of others, and times told before the first test week', () => {
    const sites = [site(), site({ id: 't', municipality: '0147' })];
    const session = {
      site: 's',
      date: MONDAY,
      window: 'w',
      start: '08:00',
      lanes: 1,
      swabbers: ['w'],
      slots: [{ offer: 'p0', lane: 0, start: '08:00' }],
    };
    const problem = world({
      sites,
      previous: [session],
      horizon: { from: MONDAY, to: '2020-10-04' },
      offers: [
        ...people(1),
        offer('q', { sites: ['t'] }),
        offer('both', { sites: ['s', 't'], due: '2020-10-04' }),
      ],
    });
    const red = withChanges(problem, [
      { kind: 'red', municipality: '0101', decided: calendarDate('2020-09-16') },
    ]);
    expect(red.offers.map(({ id }) => id)).toEqual(['p0', 'p0 red 2020-W40', 'q', 'both red 2020-W40']);
  });

  test('of a laboratory at 70 % leaves out whoever does not fit', () => {
    const problem = world({
      labs: [lab({ weekdayCapacity: [10, 0, 0, 0, 0, 0, 0] })],
      sites: [site({ windows: [{ id: 'w', from: '08:00', to: '10:00', lanes: 1 }] })],
      offers: people(10, { due: MONDAY }),
    });
    const half = withChanges(problem, [{ kind: 'laboratory', lab: 'lab', percent: 70 }]);
    expect(measured(problem)).toMatchObject({ placed: 10, unplaced: 0 });
    expect(measured(half)).toMatchObject({ placed: 7, unplaced: 3 });
    expect(measured(half).daily[0]).toEqual({ lab: 'lab', when: MONDAY, samples: 7, capacity: 7 });
    expect(measured(half).weekly[0]).toEqual({ lab: 'lab', when: '2020-W38', samples: 7, capacity: 7 });
  });

  test('of one lane fewer needs a test day more', () => {
    const windows = [{ id: 'w', from: '08:00', to: '09:00', lanes: 2 }];
    const problem = world({
      sites: [site({ windows })],
      offers: people(12),
      swabbers: [swabber('w'), swabber('v')],
    });
    const fewer = withChanges(problem, [{ kind: 'lanes-fewer', site: 's', window: 'w', fewer: 1 }]);
    expect([measured(problem), measured(fewer)].map(({ testDays }) => testDays)).toEqual([1, 2]);
    const closed = withChanges(problem, [{ kind: 'lanes-fewer', site: 's', fewer: 2 }]);
    expect(closed.sites[0]!.windows).toEqual([]);
  });

  test('names what the problem does not know', () => {
    expect(() => withChanges(fiveWeeks, [{ kind: 'laboratory', lab: 'x', percent: 70 }])).toThrow(
      'There is no laboratory "x"',
    );
  });
});

describe('swabbing hours (P14)', () => {
  test('count every lane from the first slot to the last, by the shift they are taken from', () => {
    const slots = [
      { offer: 'p0', lane: 0, start: '14:30', count: 3 },
      { offer: 'p1', lane: 1, start: '15:20', count: 1 },
    ];
    const session = { site: 's', start: '14:30', lanes: 2, slots };
    // 14:30–15:30 in two lanes: half an hour each before and after the handover at 15:00.
    expect(swabbingHours(world(), [session])).toEqual([
      { site: 's', shift: 'day', hours: 1 },
      { site: 's', shift: 'evening', hours: 1 },
    ]);
  });

  test('count a session after midnight for the night', () => {
    const slots = [{ offer: 'p0', lane: 0, start: '05:30', count: 3 }];
    expect(swabbingHours(world(), [{ site: 's', start: '05:30', lanes: 1, slots }])).toEqual([
      { site: 's', shift: 'night', hours: 0.5 },
    ]);
  });
});
