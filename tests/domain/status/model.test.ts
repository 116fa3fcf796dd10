import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import {
  addWeeks,
  firstDayOfWeek,
  type IsoWeek,
  isoWeekOf,
} from '../../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { Colour } from '../../../shared/domain/incidence/measure.ts';
import { DEFAULT_POLICIES } from '../../../shared/domain/policy/policy.ts';
import {
  decidedStateOn,
  offerIntervalWeeks,
  workplaceColour,
} from '../../../shared/domain/status/decidedColour.ts';
import { type Decision, type Scope, WHOLE } from '../../../shared/domain/status/decision.ts';
import {
  asDecision,
  decisionEffect,
  type DecisionSituation,
  flowStateIn,
  testWeeksByPeriod,
} from '../../../shared/domain/status/effect.ts';
import { nextFlowState } from '../../../shared/domain/status/flowState.ts';
import { crossings } from '../../../shared/domain/status/followUp.ts';
import { eventOf, type ProposedDecision } from '../../../shared/domain/status/registration.ts';
import { reviewDueOn } from '../../../shared/domain/status/review.ts';

const SEQUENCES = process.env.DEEP === '1' ? 100_000 : 300;
const municipality = '0573' as MunicipalityCode;
const { rules } = DEFAULT_POLICIES[0]!;

type Event =
  | { readonly kind: 'days'; readonly days: number }
  | { readonly kind: 'figures'; readonly colour: Colour }
  | { readonly kind: 'contact' }
  | { readonly kind: 'review' };

type Proposal =
  | {
      readonly kind: 'red';
      readonly weeksAhead: number;
      readonly partial: boolean;
      readonly backdated: number;
    }
  | { readonly kind: 'green' | 'suspend' | 'close'; readonly backdated: number }
  | { readonly kind: 'intensity'; readonly weeks: number; readonly days: number }
  | { readonly kind: 'withdraw'; readonly which: number };

type Step = Event | Proposal;

const backdated = fc.nat({ max: 9 }).map((days) => Math.max(0, days - 5));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 9 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('figures' as const),
      colour: fc.constantFrom('red' as const, 'green' as const),
    }),
  },
  { weight: 2, arbitrary: fc.constant({ kind: 'contact' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'review' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('red' as const),
      weeksAhead: fc.nat({ max: 3 }),
      partial: fc.boolean(),
      backdated,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('green' as const, 'suspend' as const, 'close' as const),
      backdated,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('intensity' as const),
      weeks: fc.integer({ min: 1, max: 7 }),
      days: fc.integer({ min: 1, max: 30 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat({ max: 30 }) }) },
);

const PART: Scope = { kind: 'partial', areas: [], sites: ['s1'], teams: [] };

/** The world beside the product: what it would have to remember, kept in the plainest way. */
interface World {
  today: CalendarDate;
  measured: Colour;
  decisions: (Decision & { followUpId: string | null })[];
  followUp: { id: string; openedOn: CalendarDate; contacted: boolean } | undefined;
  followUps: number;
  /** The day on which a follow-up was closed last. */
  closedOn: CalendarDate | undefined;
  lastReview: CalendarDate | undefined;
  /** Colours decided, in order, with those withdrawn taken out: the last one holds. */
  colours: { id: string; colour: Colour; from: CalendarDate; scope: Scope; interval: number | undefined }[];
  /** Every week that was a test week when it began. */
  held: Set<IsoWeek>;
}

function situationOf(world: World): DecisionSituation {
  const { today, decisions, followUp, lastReview } = world;
  return { today, rules, decisions, followUp, contactLogged: followUp?.contacted ?? false, lastReview };
}

function proposalOf(world: World, taken: Proposal): ProposedDecision {
  const on = 'backdated' in taken ? addDays(world.today, -taken.backdated) : world.today;
  const common = {
    scope: WHOLE,
    decidedOn: on,
    effectiveFrom: on,
    reason: 'because',
    parties: ['stps', 'municipality'],
    registeredBy: 'somebody',
    onBehalfOf: 'stps',
  };
  switch (taken.kind) {
    case 'red': {
      const firstTestWeek = addWeeks(isoWeekOf(on), taken.weeksAhead);
      return { ...common, kind: 'colour', colour: 'red', firstTestWeek, scope: taken.partial ? PART : WHOLE };
    }
    case 'green':
      return { ...common, kind: 'colour', colour: 'green' };
    case 'suspend':
      return { ...common, kind: 'suspension', colour: 'green', reviewOn: addDays(on, 3) };
    case 'close':
      return { ...common, kind: 'closing' };
    case 'intensity':
      return {
        ...common,
        kind: 'intensity',
        intervalWeeks: taken.weeks,
        effectiveTo: addDays(on, taken.days),
      };
    case 'withdraw': {
      const supersedes = world.decisions[taken.which % Math.max(1, world.decisions.length)]?.id;
      return { ...common, kind: 'withdrawal', supersedes };
    }
  }
}

function take(world: World, taken: Step): void {
  const before = snapshot(world);
  switch (taken.kind) {
    case 'days':
      for (let day = 0; day < taken.days; day += 1) passOneDay(world);
      return;
    case 'figures':
      receiveFigures(world, taken.colour);
      expect(snapshot(world)).toEqual(before);
      return;
    case 'contact':
      world.followUp ??= { id: `f${(world.followUps += 1)}`, openedOn: world.today, contacted: true };
      world.followUp.contacted = true;
      expect(snapshot(world)).toEqual(before);
      return;
    case 'review':
      world.lastReview = world.today;
      expect(snapshot(world)).toEqual(before);
      return;
    case 'red':
    case 'green':
    case 'suspend':
    case 'close':
    case 'intensity':
    case 'withdraw':
      propose(world, proposalOf(world, taken), before);
  }
}

/** What rolls are planned by. */
function snapshot(world: World) {
  const state = decidedStateOn(world.decisions, world.today);
  const weeks = testWeeksByPeriod(world.decisions, { on: world.today, rules }).flatMap(
    (period) => period.weeks,
  );
  return { state, weeks };
}

function receiveFigures(world: World, colour: Colour): void {
  const open = world.followUp ? [municipality] : [];
  const closedToday = world.closedOn === world.today;
  const { opening } = crossings({
    before: new Map([[municipality, world.measured]]),
    now: new Map([[municipality, colour]]),
    openFollowUps: new Set(open),
    closedToday: new Set(closedToday ? [municipality] : []),
  });
  const crossed = colour === 'red' && world.measured === 'green';
  // Nobody who is measured red goes unwatched, but for the day on which somebody closed the follow-up.
  const due = colour === 'red' && !world.followUp && (crossed || !closedToday);
  expect(opening).toEqual(due ? [municipality] : []);
  world.measured = colour;
  if (opening.length > 0) {
    world.followUp = { id: `f${(world.followUps += 1)}`, openedOn: world.today, contacted: false };
  }
}

/** A week that begins while it is planned as a test week becomes one for good. */
function passOneDay(world: World): void {
  const planned = snapshot(world).weeks;
  world.today = addDays(world.today, 1);
  const week = isoWeekOf(world.today);
  if (firstDayOfWeek(week) !== world.today) return;
  if (planned.some((test) => test.week === week && test.state !== 'cancelled')) world.held.add(week);
}

function propose(world: World, proposed: ProposedDecision, before: ReturnType<typeof snapshot>): void {
  const id = `d${world.decisions.length + 1}`;
  const situation = situationOf(world);
  const effect = decisionEffect(proposed, { id, municipality }, situation);
  if (effect.faults.length > 0) return;
  const number = world.decisions.length + 1;
  const recorded = {
    ...asDecision(proposed, { id, municipality }),
    number,
    followUpId: world.followUp?.id ?? null,
  };
  world.decisions.push(recorded);
  if (proposed.kind === 'colour' || proposed.kind === 'suspension') {
    const { colour, effectiveFrom, scope, intervalWeeks } = proposed;
    world.colours.push({ id, colour: colour!, from: effectiveFrom, scope, interval: intervalWeeks });
  }
  if (proposed.kind === 'withdrawal') {
    world.colours = world.colours.filter((colour) => colour.id !== proposed.supersedes);
  }
  if (proposed.kind === 'closing') {
    expect(before.state.colour).toBe('green');
    world.followUp = undefined;
    world.closedOn = world.today;
  }
  const week = isoWeekOf(world.today);
  const after = snapshot(world);
  // By agreement testing may begin in the very week of the decision.
  if (after.weeks.some((test) => test.week === week && test.state === 'held')) world.held.add(week);
  const event = eventOf(proposed);
  if (event && proposed.effectiveFrom === world.today) {
    const next = flowStateIn(situationOf(world), after.state);
    expect(next).toBe(nextFlowState(effect.flowState, event));
  }
  if (before.state.colour !== after.state.colour && proposed.kind === 'colour') {
    expect(situation.contactLogged).toBe(true);
  }
}

function checkInvariants(world: World): void {
  const { state, weeks } = snapshot(world);
  const current = isoWeekOf(world.today);
  const expected = world.colours.filter(({ from }) => from <= world.today).at(-1);
  expect(state.colour).toBe(expected?.colour ?? 'green');
  expect(workplaceColour(state, { site: 's2' })).toBe(
    expected?.colour === 'red' && expected.scope.kind === 'whole' ? 'red' : 'green',
  );
  // The red flow's weeks hold: what began as a test week is one, what did not is none, whatever came later.
  const held = weeks.filter((test) => test.state === 'held').map(({ week }) => week);
  expect(new Set(held)).toEqual(world.held);
  for (const { weeks: own } of testWeeksByPeriod(world.decisions, { on: world.today, rules })) {
    expect(own.map(({ week }) => week)).toEqual([...new Set(own.map(({ week }) => week))].sort());
  }
  for (const test of weeks) {
    if (test.state === 'confirmed' || test.state === 'provisional') {
      expect(test.week > current).toBe(true);
      expect(state.colour).toBe('red');
    }
  }
  if (state.colour === 'red') {
    const ahead = weeks.filter(({ week }) => week > current && week <= addWeeks(current, 8));
    expect(ahead.some((test) => test.state !== 'cancelled')).toBe(true);
    expect(world.followUp).toBeDefined();
    expect(reviewDueOn(state, world.lastReview, rules)! <= addDays(world.today, rules.reviewEveryDays)).toBe(
      true,
    );
  }
  // Precedence: nothing makes offers rarer than the policy says.
  for (const colour of ['red', 'green'] as const) {
    const most = colour === 'red' ? rules.redCycleWeeks : rules.greenIntervalWeeks;
    expect(offerIntervalWeeks(state, colour, rules)).toBeLessThanOrEqual(most);
  }
}

test(`figures, people and time in any order keep the rules (${SEQUENCES} sequences)`, () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
      const world: World = {
        today: calendarDate('2020-11-30'),
        measured: 'green',
        decisions: [],
        followUp: undefined,
        followUps: 0,
        closedOn: undefined,
        lastReview: undefined,
        colours: [],
        held: new Set(),
      };
      for (const taken of steps) {
        take(world, taken);
        checkInvariants(world);
      }
    }),
    { numRuns: SEQUENCES },
  );
}, 3_600_000);
