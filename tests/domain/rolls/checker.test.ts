import { describe, expect, test } from '@jest/globals';
import { checkRoll, rollPlanFile } from '../../../shared/domain/rolls/checker/checker.ts';
import { ROLL_RULES } from '../../../shared/domain/rolls/checker/rules/index.ts';
import type { RollProblem } from '../../../shared/domain/rolls/schema.ts';
import { lab, offer, site, swabber, world } from './world.ts';

type Row = Record<string, unknown>;

/** A session on Wednesday 16 September with one slot, valid in `world()`. */
const session = (overrides: Row = {}): Row => ({
  site: 's',
  date: '2020-09-16',
  window: 'w',
  start: '08:00',
  lanes: 1,
  swabbers: ['w'],
  labDate: '2020-09-16',
  slots: [slot('p', '08:00')],
  ...overrides,
});
const slot = (id: string, start: string, overrides: Row = {}): Row => ({
  offer: id,
  lane: 0,
  start,
  count: 1,
  ...overrides,
});

function brokenRules(problem: RollProblem, sessions: Row[], unplaced: Row[] = []): string[] {
  const { faults } = checkRoll(problem, rollPlanFile({ sessions, unplaced }));
  return [...new Set(faults.map(({ rule }) => rule))];
}

const two = [offer('p'), offer('q')];
const twoLanes = { sites: [site({ windows: [{ id: 'w', from: '08:00', to: '09:00', lanes: 2 }] })] };
const sharing = [swabber('w', { sites: ['s', 't'] })];

interface Broken {
  readonly rule: string;
  readonly what: string;
  readonly problem?: RollProblem;
  readonly sessions: Row[];
  readonly unplaced?: Row[];
}

const BROKEN: readonly Broken[] = [
  { rule: 'once', what: 'an offer that is nowhere', problem: world({ offers: two }), sessions: [session()] },
  {
    rule: 'once',
    what: 'an offer that is placed and unplaced',
    sessions: [session()],
    unplaced: [{ offer: 'p', count: 1, limit: 'closed', message: 'm', fix: 'f' }],
  },
  {
    rule: 'window',
    what: 'a slot after the window',
    sessions: [session({ start: '08:55', slots: [slot('p', '08:55')] })],
  },
  { rule: 'window', what: 'a start that is not the first slot', sessions: [session({ start: '08:10' })] },
  {
    rule: 'window',
    what: 'a session without slots',
    sessions: [session(), session({ date: '2020-09-17', slots: [] })],
  },
  {
    rule: 'window',
    what: 'a second session of the same window',
    problem: world({ offers: two, swabbers: [swabber('w'), swabber('v')] }),
    sessions: [session(), session({ start: '08:10', swabbers: ['v'], slots: [slot('q', '08:10')] })],
  },
  {
    rule: 'window',
    what: 'more lanes than the window has',
    sessions: [session({ lanes: 2, swabbers: ['w', 'v'] })],
    problem: world({ swabbers: [swabber('w'), swabber('v')] }),
  },
  {
    rule: 'window',
    what: 'a weekday the window has not',
    problem: world({
      sites: [site({ windows: [{ id: 'w', from: '08:00', to: '09:00', lanes: 1, weekdays: [0] }] })],
    }),
    sessions: [session()],
  },
  {
    rule: 'date',
    what: 'a date before the notice',
    problem: world({ notBefore: '2020-09-17' }),
    sessions: [session()],
  },
  {
    rule: 'date',
    what: 'a closed date of the site',
    problem: world({ sites: [site({ closedDates: ['2020-09-16'] })] }),
    sessions: [session()],
  },
  {
    rule: 'duty',
    what: 'an evening shift in the morning',
    problem: world({ offers: [offer('p', { shift: 'evening' })] }),
    sessions: [session()],
  },
  {
    rule: 'duty',
    what: 'a day that is not in the rota',
    problem: world({ offers: [offer('p', { rotaDays: [0] })] }),
    sessions: [session()],
  },
  {
    rule: 'due',
    what: 'a date after due',
    problem: world({ offers: [offer('p', { due: '2020-09-15' })] }),
    sessions: [session()],
  },
  {
    rule: 'lane',
    what: 'two slots that overlap',
    problem: world({ offers: two }),
    sessions: [session({ slots: [slot('p', '08:00'), slot('q', '08:05')] })],
  },
  {
    rule: 'lane',
    what: 'a start between two blocks',
    problem: world({ sites: [site({ blockMinutes: 20 })] }),
    sessions: [session({ start: '08:10', slots: [slot('p', '08:10')] })],
  },
  {
    rule: 'lane',
    what: 'too many people in a block',
    problem: world({ sites: [site({ blockMinutes: 20 })], offers: [offer('p', { count: 3 })] }),
    sessions: [session({ slots: [slot('p', '08:00', { count: 3 })] })],
  },
  {
    rule: 'lane',
    what: 'a drop-in place that is taken',
    problem: world({ sites: [site({ dropIn: 1 })] }),
    sessions: [session({ start: '08:50', slots: [slot('p', '08:50')] })],
  },
  { rule: 'swabber', what: 'a lane without a swabber', sessions: [session({ swabbers: [] })] },
  {
    rule: 'swabber',
    what: 'one who is not trained yet',
    problem: world({ swabbers: [swabber('w', { trainedFrom: '2020-09-17' })] }),
    sessions: [session()],
  },
  {
    rule: 'swabber',
    what: 'one who is off duty',
    problem: world({ swabbers: [swabber('w', { hours: ['15:00', '23:00'] })] }),
    sessions: [session()],
  },
  {
    rule: 'swabber',
    what: 'one at two sites within the travel time',
    problem: world({
      sites: [site(), site({ id: 't', windows: [{ id: 'w', from: '08:30', to: '09:30', lanes: 1 }] })],
      offers: [offer('p'), offer('q', { sites: ['t'] })],
      swabbers: sharing,
    }),
    sessions: [session(), session({ site: 't', start: '08:30', slots: [slot('q', '08:30')] })],
  },
  {
    rule: 'own-sample',
    what: 'one who swabs themselves',
    problem: world({ swabbers: [swabber('w', { offer: 'p' })] }),
    sessions: [session()],
  },
  {
    rule: 'own-sample',
    what: 'one who is swabbed while their lane has a slot',
    problem: world({ ...twoLanes, offers: two, swabbers: [swabber('w', { offer: 'p' }), swabber('v')] }),
    sessions: [
      session({
        lanes: 2,
        swabbers: ['v', 'w'],
        slots: [slot('p', '08:00'), slot('q', '08:00', { lane: 1 })],
      }),
    ],
  },
  {
    rule: 'pool',
    what: 'more lanes than workstations',
    problem: world({ pools: [{ id: 'o', workstations: 0, sites: ['s'] }] }),
    sessions: [session()],
  },
  {
    rule: 'lab-date',
    what: 'samples ready after the last pickup',
    problem: world({ sites: [site({ lastPickup: '08:05' })] }),
    sessions: [session()],
  },
  {
    rule: 'lab-date',
    what: 'samples that are held back a day',
    sessions: [session({ labDate: '2020-09-17' })],
  },
  {
    rule: 'lab-capacity',
    what: "too many samples beside others'",
    problem: world({ labs: [lab({ dateLoad: { '2020-09-16': 100 } })] }),
    sessions: [session()],
  },
  {
    rule: 'age',
    what: 'samples that are too old on arrival',
    problem: world({ maxSampleHours: 11 }),
    sessions: [session()],
  },
  {
    rule: 'locked',
    what: 'a locked slot that has moved',
    problem: world({
      locked: [
        {
          site: 's',
          date: '2020-09-16',
          window: 'w',
          start: '08:00',
          lanes: 1,
          swabbers: ['w'],
          slots: [{ offer: 'p', lane: 0, start: '08:10' }],
        },
      ],
    }),
    sessions: [session()],
  },
  {
    rule: 'reason',
    what: 'a limit nobody knows',
    sessions: [],
    unplaced: [{ offer: 'p', count: 1, limit: 'moon', message: 'm', fix: 'f' }],
  },
  {
    rule: 'reason',
    what: 'no fix',
    sessions: [],
    unplaced: [{ offer: 'p', count: 1, limit: 'age', message: 'm', fix: ' ' }],
  },
];

describe('checkRoll', () => {
  test('finds nothing in a valid plan and counts its score', () => {
    const { faults, warnings, score } = checkRoll(
      world(),
      rollPlanFile({ sessions: [session()], unplaced: [] }),
    );
    expect({ faults, warnings }).toEqual({ faults: [], warnings: [] });
    // One sample on one of 14 days of 100: the peak is 14 times the mean, and twice it by week.
    expect(score).toMatchObject({ placed: 1, siteDays: 1, sessions: 1, moved: 0 });
    expect(score.labPeakRatio).toBeCloseTo(14, 9);
    expect(score.weekPeakRatio).toBeCloseTo(2, 9);
  });

  test.each(BROKEN)(
    'breaks $rule by $what, and nothing else',
    ({ rule, problem = world(), sessions, unplaced }) => {
      expect(brokenRules(problem, sessions, unplaced)).toEqual([rule]);
    },
  );

  test('has a broken plan for every rule of the list', () => {
    expect(new Set(BROKEN.map(({ rule }) => rule))).toEqual(new Set(ROLL_RULES.map(({ id }) => id)));
  });

  test('warns of what a locked session brought with it', () => {
    const standing = {
      site: 's',
      date: '2020-09-16',
      window: 'w',
      start: '08:00',
      lanes: 1,
      swabbers: ['gone'],
      slots: [{ offer: 'p', lane: 0, start: '08:00' }],
    };
    const plan = rollPlanFile({ sessions: [session({ swabbers: ['gone'] })], unplaced: [] });
    const { faults, warnings } = checkRoll(world({ locked: [standing] }), plan);
    expect(faults).toEqual([]);
    expect(warnings.map(({ rule }) => rule)).toEqual(['swabber']);
  });

  test('counts people of published sessions who moved', () => {
    const published = {
      site: 's',
      date: '2020-09-17',
      window: 'w',
      start: '08:00',
      lanes: 1,
      swabbers: ['w'],
      slots: [{ offer: 'p', lane: 0, start: '08:00' }],
    };
    const { score } = checkRoll(
      world({ previous: [published] }),
      rollPlanFile({ sessions: [session()], unplaced: [] }),
    );
    expect(score.moved).toBe(1);
  });

  test('warns when the plan claims another score', () => {
    const plan = rollPlanFile({ sessions: [session()], unplaced: [], score: { placed: 2 } });
    expect(checkRoll(world(), plan).warnings).toMatchObject([{ rule: 'score', path: '$.score.placed' }]);
  });
});
