import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { isoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  decidedStateOn,
  intensitiesOf,
  offerIntervalWeeks,
  staffColour,
  workplaceColour,
} from '../../../shared/domain/status/decidedColour.ts';
import { type Decision, WHOLE } from '../../../shared/domain/status/decision.ts';
import { crossings, suggestionFor } from '../../../shared/domain/status/followUp.ts';
import {
  FLOW_EVENTS,
  FLOW_STATES,
  type FlowEvent,
  type FlowState,
  flowStateOf,
  nextFlowState,
  REFUSALS,
} from '../../../shared/domain/status/flowState.ts';
import { redPeriods, suggestedFirstTestWeek, testWeeks } from '../../../shared/domain/status/redFlow.ts';
import { reviewDueOn } from '../../../shared/domain/status/review.ts';

const varde = '0573' as MunicipalityCode;
const policy = { redCycleWeeks: 2, greenIntervalWeeks: 6, decisionWeekday: 2, reviewEveryDays: 7 };
let registered = 0;

function decide(on: string, changes: Partial<Decision> = {}): Decision {
  registered += 1;
  return {
    id: `d${registered}`,
    number: registered,
    municipality: varde,
    kind: 'colour',
    colour: 'red',
    scope: WHOLE,
    decidedOn: calendarDate(on),
    effectiveFrom: calendarDate(on),
    effectiveTo: undefined,
    firstTestWeek: undefined,
    intervalWeeks: undefined,
    reviewOn: undefined,
    supersedes: undefined,
    ranking: [],
    ...changes,
  };
}

const red = (on: string, firstTestWeek: string, changes: Partial<Decision> = {}) =>
  decide(on, { firstTestWeek: isoWeek(firstTestWeek), ...changes });
const green = (on: string) => decide(on, { colour: 'green' });

const weeksOn = (decisions: readonly Decision[], on: string, until = '2020-W47') =>
  redPeriods(decisions, calendarDate(on)).flatMap((period) =>
    testWeeks(period, { on: calendarDate(on), until: isoWeek(until), decisions, policy }).map(
      ({ week, flowWeek, state }) => `${week.slice(5)} week ${flowWeek} ${state}`,
    ),
  );

describe('the red flow (R24)', () => {
  test('the worked dates: crossing Mon 7 Sep, decision Wed 9 Sep, test in W39, check on Wed 30 Sep, again in W41', () => {
    const day = calendarDate('2020-09-07');
    expect(
      suggestedFirstTestWeek({ contactOn: day, decidedOn: calendarDate('2020-09-09'), planningWeeks: 1 }),
    ).toBe('2020-W39');
    const decisions = [red('2020-09-09', '2020-W39')];
    const on = (date: string) => weeksOn(decisions, date, '2020-W43');
    expect(on('2020-09-09')).toEqual([
      'W39 week 1 confirmed',
      'W41 week 3 provisional',
      'W43 week 5 provisional',
    ]);
    expect(on('2020-09-30').slice(0, 2)).toEqual(['W39 week 1 held', 'W41 week 3 provisional']);
    expect(on('2020-10-01').slice(0, 2)).toEqual(['W39 week 1 held', 'W41 week 3 confirmed']);
  });

  test('deciding red again on the Wednesday confirms the next test week the same day', () => {
    const decisions = [red('2020-09-09', '2020-W39'), red('2020-09-30', '2020-W41')];
    expect(weeksOn(decisions, '2020-09-30', '2020-W43')).toEqual([
      'W39 week 1 held',
      'W41 week 3 confirmed',
      'W43 week 5 provisional',
    ]);
  });

  test('green on Wednesday of week 2 cancels week 3 and all after it (A5)', () => {
    const decisions = [red('2020-09-09', '2020-W39'), green('2020-09-30')];
    expect(weeksOn(decisions, '2020-09-30', '2020-W43')).toEqual([
      'W39 week 1 held',
      'W41 week 3 cancelled',
      'W43 week 5 cancelled',
    ]);
  });

  test('green in the middle of a test week lets that week run', () => {
    const decisions = [red('2020-09-09', '2020-W39'), green('2020-09-23')];
    expect(weeksOn(decisions, '2020-09-24', '2020-W41')).toEqual(['W39 week 1 held', 'W41 week 3 cancelled']);
  });

  test('green before the first test week cancels that too', () => {
    const decisions = [red('2020-09-09', '2020-W39'), green('2020-09-16')];
    expect(weeksOn(decisions, '2020-09-16', '2020-W40')).toEqual(['W39 week 1 cancelled']);
  });

  test('what is decided later is not known earlier', () => {
    const decisions = [red('2020-09-09', '2020-W39'), green('2020-09-30')];
    expect(weeksOn(decisions, '2020-09-29', '2020-W41')).toEqual([
      'W39 week 1 held',
      'W41 week 3 provisional',
    ]);
  });

  test('a new first test week moves what has not begun', () => {
    const postponed = [red('2020-09-09', '2020-W39'), red('2020-09-16', '2020-W40')];
    expect(weeksOn(postponed, '2020-09-16', '2020-W43')).toEqual([
      'W40 week 1 confirmed',
      'W42 week 3 provisional',
    ]);
    const shifted = [red('2020-09-09', '2020-W39'), red('2020-09-30', '2020-W42')];
    expect(weeksOn(shifted, '2020-10-01', '2020-W44')).toEqual([
      'W39 week 1 held',
      'W42 week 4 provisional',
      'W44 week 6 provisional',
    ]);
  });

  test('a red period over the turn of a year of 53 weeks keeps its two weeks', () => {
    const decisions = [red('2020-12-09', '2020-W51')];
    const period = redPeriods(decisions, calendarDate('2020-12-09'))[0]!;
    const weeks = testWeeks(period, {
      on: calendarDate('2020-12-09'),
      until: isoWeek('2021-W04'),
      decisions,
      policy,
    });
    expect(weeks.map(({ week }) => week)).toEqual(['2020-W51', '2020-W53', '2021-W02', '2021-W04']);
    expect(weeks.map(({ flowWeek }) => flowWeek)).toEqual([1, 3, 5, 7]);
  });

  test('a higher intensity shortens the cycle while it is in force (R15)', () => {
    const intense = decide('2020-09-16', {
      kind: 'intensity',
      colour: undefined,
      intervalWeeks: 1,
      effectiveFrom: calendarDate('2020-09-21'),
      effectiveTo: calendarDate('2020-10-04'),
    });
    expect(
      weeksOn([red('2020-09-09', '2020-W39'), intense], '2020-09-20', '2020-W44').map((w) => w.slice(0, 3)),
    ).toEqual(['W39', 'W40', 'W41', 'W43']);
  });

  test('a second red period begins with a decision of its own', () => {
    const decisions = [red('2020-09-09', '2020-W39'), green('2020-09-30'), red('2020-10-14', '2020-W44')];
    const periods = redPeriods(decisions, calendarDate('2020-11-01'));
    expect(periods.map(({ begunBy, endedBy }) => [begunBy.decidedOn, endedBy?.decidedOn])).toEqual([
      ['2020-09-09', '2020-09-30'],
      ['2020-10-14', undefined],
    ]);
  });

  test.each([
    ['2020-09-10', '2020-09-16', '2020-W39'],
    ['2020-09-07', '2020-09-30', '2020-W41'],
    ['2020-12-21', '2020-12-23', '2021-W01'],
  ])('first contact on %s and a decision on %s suggest %s', (contact, decision, week) => {
    const dates = { contactOn: calendarDate(contact), decidedOn: calendarDate(decision) };
    expect(suggestedFirstTestWeek({ ...dates, planningWeeks: 1 })).toBe(week);
  });
});

describe('decided colour', () => {
  const on = (decisions: readonly Decision[], date: string) => decidedStateOn(decisions, calendarDate(date));

  test('is green before any decision, and carries over without one (A17)', () => {
    const decisions = [red('2020-09-09', '2020-W39')];
    expect(on(decisions, '2020-09-08').colour).toBe('green');
    expect(on(decisions, '2020-09-09').colour).toBe('red');
    expect(on(decisions, '2020-12-24').colour).toBe('red');
  });

  test('of two decisions for a day the one registered later holds', () => {
    const first = red('2020-09-09', '2020-W39');
    const second = green('2020-09-09');
    expect(on([second, first], '2020-09-09').colour).toBe('green');
  });

  test('a withdrawal takes a decision back, and leaves what was known before it', () => {
    const mistaken = red('2020-09-09', '2020-W39');
    const withdrawal = decide('2020-09-10', {
      kind: 'withdrawal',
      colour: undefined,
      supersedes: mistaken.id,
    });
    expect(on([mistaken, withdrawal], '2020-09-09').colour).toBe('red');
    expect(on([mistaken, withdrawal], '2020-09-10').colour).toBe('green');
    expect(redPeriods([mistaken, withdrawal], calendarDate('2020-09-10'))).toEqual([]);
  });

  test('a suspension is green, and says so (R8)', () => {
    const state = on([decide('2020-09-09', { kind: 'suspension', colour: 'green' })], '2020-09-10');
    expect(state).toMatchObject({ colour: 'green', suspended: true });
  });

  test('a closing ends a suspension', () => {
    const suspension = decide('2020-09-09', { kind: 'suspension', colour: 'green' });
    const closing = decide('2020-09-11', { kind: 'closing', colour: undefined });
    expect(on([suspension, closing], '2020-09-10').suspended).toBe(true);
    expect(on([suspension, closing], '2020-09-11').suspended).toBe(false);
  });

  test('a closing changes no colour', () => {
    const closing = decide('2020-09-10', { kind: 'closing', colour: undefined });
    expect(on([red('2020-09-09', '2020-W39'), closing], '2020-09-11').colour).toBe('red');
  });

  test('partial red colours what it names, and mobile staff who serve any of it (R9, R10, A18)', () => {
    const scope = { kind: 'partial', areas: ['nord'], sites: ['s1'], teams: ['t1'] } as const;
    const state = on([red('2020-09-09', '2020-W39', { scope })], '2020-09-09');
    expect(workplaceColour(state, { site: 's1' })).toBe('red');
    expect(workplaceColour(state, { site: 's2', area: 'nord' })).toBe('red');
    expect(workplaceColour(state, { site: 's3', area: 'syd', teams: ['t1'] })).toBe('red');
    expect(workplaceColour(state, { site: 's3', area: 'syd', teams: ['t2'] })).toBe('green');
    const serving = (...sites: string[]) => staffColour(sites.map((site) => ({ state, place: { site } })));
    expect(serving('s2', 's1')).toBe('red');
    expect(serving('s2', 's3')).toBe('green');
  });

  test('somebody who serves two municipalities follows the stricter colour (A14)', () => {
    const place = { site: 's1' };
    const states = [on([], '2020-09-09'), on([red('2020-09-09', '2020-W39')], '2020-09-09')];
    expect(staffColour(states.map((state) => ({ state, place })))).toBe('red');
  });

  test('decision before intensity before policy; an intensity is dated and never lengthens (R15)', () => {
    const decided = red('2020-09-09', '2020-W39', { intervalWeeks: 1 });
    const intensity = (weeks: number) =>
      decide('2020-09-09', {
        kind: 'intensity',
        colour: undefined,
        intervalWeeks: weeks,
        effectiveTo: calendarDate('2020-10-01'),
      });
    expect(offerIntervalWeeks(on([], '2020-09-09'), 'green', policy)).toBe(6);
    expect(offerIntervalWeeks(on([red('2020-09-09', '2020-W39')], '2020-09-09'), 'red', policy)).toBe(2);
    expect(offerIntervalWeeks(on([decided], '2020-09-09'), 'red', policy)).toBe(1);
    expect(offerIntervalWeeks(on([intensity(3)], '2020-09-09'), 'green', policy)).toBe(6);
    expect(intensitiesOf([intensity(3)], calendarDate('2020-09-09'))).toEqual([
      { weeks: 3, from: '2020-09-09', to: '2020-10-01' },
    ]);
    expect(intensitiesOf([intensity(3)], calendarDate('2020-09-08'))).toEqual([]);
    expect(
      weeksOn([decided, intensity(3)], '2020-09-09', '2020-W41').map((week) => week.slice(0, 3)),
    ).toEqual(['W39', 'W40', 'W41']);
  });
});

describe('the state machine of follow-up and decision', () => {
  // Written out once more, by hand, from the requirements: every state with every event.
  const EXPECTED: Record<FlowState, string> = {
    calm: 'contact red refused refused refused',
    contact: 'contact red suspended refused calm',
    suspended: 'suspended red suspended cooling calm',
    red: 'red red suspended cooling refused',
    cooling: 'cooling red suspended cooling calm',
  };

  test.each(FLOW_STATES)('from %s', (state) => {
    expect(FLOW_EVENTS.map((event) => nextFlowState(state, event)).join(' ')).toBe(EXPECTED[state]);
  });

  test('figures alone never reach red, nor leave it', () => {
    for (const state of FLOW_STATES) {
      expect(nextFlowState(state, 'crossing') === 'red').toBe(state === 'red');
    }
  });

  test('every refusal has a sentence', () => {
    for (const state of FLOW_STATES) {
      for (const event of FLOW_EVENTS satisfies readonly FlowEvent[]) {
        const refused = nextFlowState(state, event) === 'refused';
        expect(REFUSALS[`${state}/${event}`] !== undefined).toBe(refused);
      }
    }
  });

  test.each<[FlowState, Parameters<typeof flowStateOf>[0]]>([
    ['calm', { decided: 'green', followUpOpen: false, decidedInFollowUp: undefined }],
    ['contact', { decided: 'green', followUpOpen: true, decidedInFollowUp: undefined }],
    ['suspended', { decided: 'green', followUpOpen: true, decidedInFollowUp: 'suspension' }],
    ['red', { decided: 'red', followUpOpen: true, decidedInFollowUp: 'colour' }],
    ['cooling', { decided: 'green', followUpOpen: true, decidedInFollowUp: 'colour' }],
  ])('the facts amount to %s', (state, facts) => {
    expect(flowStateOf(facts)).toBe(state);
  });
});

describe('crossings (R4, R5)', () => {
  const [a, b, c, d] = ['0101', '0147', '0151', '0153'] as MunicipalityCode[];

  test('are those who are red now and were not; nobody red is left without a follow-up, nor opened twice', () => {
    const before = new Map([
      [a!, 'red'],
      [b!, 'green'],
      [c!, 'green'],
    ] as const);
    const now = new Map([
      [a!, 'red'],
      [b!, 'red'],
      [c!, 'red'],
      [d!, 'green'],
    ] as const);
    expect(crossings({ before, now, openFollowUps: new Set([c!]) })).toEqual({
      crossed: [b, c],
      opening: [a, b],
    });
    expect(crossings({ before, now, openFollowUps: new Set([c!]), closedToday: new Set([a!]) })).toEqual({
      crossed: [b, c],
      opening: [b],
    });
  });
});

test.each([
  [{ measured: 'green', decided: 'red' }, 'discuss'],
  [{ measured: 'red', decided: 'red' }, 'none'],
  [{ measured: 'green', decided: 'green' }, 'close'],
  [{ measured: 'red', decided: 'green' }, 'call'],
  [{ measured: 'red', decided: 'green', contacted: true }, 'decide'],
  [{ measured: 'red', decided: 'green', contacted: true, suspended: true }, 'none'],
  [{ measured: 'red', decided: 'green', followUpOpen: false }, 'none'],
] as const)('%j suggests %s, and never a colour (R12)', (facts, suggestion) => {
  expect(suggestionFor({ suspended: false, followUpOpen: true, contacted: false, ...facts })).toBe(
    suggestion,
  );
});

describe('reviews (R12)', () => {
  const state = (decision: Decision) => decidedStateOn([decision], addDays(decision.effectiveFrom, 1));
  const day = calendarDate;

  test('a red municipality is due every seven days, or earlier when the decision says so', () => {
    const decision = red('2020-09-09', '2020-W39');
    expect(reviewDueOn(state(decision), undefined, policy)).toBe('2020-09-16');
    expect(reviewDueOn(state(decision), day('2020-09-15'), policy)).toBe('2020-09-22');
    const sooner = red('2020-09-09', '2020-W39', { reviewOn: day('2020-09-11') });
    expect(reviewDueOn(state(sooner), undefined, policy)).toBe('2020-09-11');
    expect(reviewDueOn(state(sooner), day('2020-09-11'), policy)).toBe('2020-09-18');
  });

  test('a suspension is due on its review date, a plain green not at all', () => {
    const suspension = decide('2020-09-09', {
      kind: 'suspension',
      colour: 'green',
      reviewOn: day('2020-09-14'),
    });
    expect(reviewDueOn(state(suspension), undefined, policy)).toBe('2020-09-14');
    expect(reviewDueOn(state(green('2020-09-30')), undefined, policy)).toBeUndefined();
    expect(reviewDueOn(decidedStateOn([], day('2020-09-09')), undefined, policy)).toBeUndefined();
  });
});
