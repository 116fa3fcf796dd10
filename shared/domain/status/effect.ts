import type { CalendarDate } from '../calendar/calendarDate.ts';
import { addWeeks, type IsoWeek, isoWeekOf } from '../calendar/isoWeek.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { PolicyRules } from '../policy/policy.ts';
import type { Fault } from '../problem.ts';
import { type DecidedState, decidedStateOn } from './decidedColour.ts';
import { type Decision, standingDecisions } from './decision.ts';
import { flowStateOf, type FlowState } from './flowState.ts';
import { redPeriods, suggestedFirstTestWeek, type TestWeek, testWeeks } from './redFlow.ts';
import { type ProposedDecision, registrationFaults, WEEKS_AHEAD } from './registration.ts';
import { reviewDueOn } from './review.ts';

interface Moment {
  readonly on: CalendarDate;
  readonly rules: PolicyRules;
}

/** The test weeks of the red period that is open, or that ended last. */
export function currentTestWeeks(decisions: readonly Decision[], { on, rules }: Moment): readonly TestWeek[] {
  return testWeeksByPeriod(decisions, { on, rules }).at(-1)?.weeks ?? [];
}

/** Every red period with its test weeks. */
export function testWeeksByPeriod(decisions: readonly Decision[], { on, rules }: Moment) {
  const until = addWeeks(isoWeekOf(on), WEEKS_AHEAD);
  return redPeriods(decisions, on).map((period) => ({
    period,
    weeks: testWeeks(period, { on, until, decisions, policy: rules }),
  }));
}

/** What is known about a municipality when a decision is handed in. */
export interface DecisionSituation {
  readonly today: CalendarDate;
  readonly rules: PolicyRules;
  readonly decisions: readonly (Decision & { readonly followUpId: string | null })[];
  readonly followUp: { readonly id: string; readonly openedOn: CalendarDate } | undefined;
  readonly contactLogged: boolean;
  readonly lastReview: CalendarDate | undefined;
}

/** What a decision would do, shown before anybody confirms it. */
export interface DecisionEffect {
  /** Why it cannot be registered; empty when it can. */
  readonly faults: readonly Fault[];
  readonly flowState: FlowState;
  readonly before: DecidedState;
  readonly after: DecidedState;
  readonly suggestedFirstTestWeek: IsoWeek;
  /** The red flow's test weeks as they would stand. */
  readonly testWeeks: readonly TestWeek[];
  readonly reviewDueOn: CalendarDate | undefined;
  /** A colour, suspension or intensity that says what holds already: nothing follows from it. */
  readonly noChange: boolean;
}

/** The proposal as a decision that has no number of registration yet. */
export function asDecision(
  proposed: ProposedDecision,
  { id, municipality }: { id: string; municipality: MunicipalityCode },
): Omit<Decision, 'number'> {
  return {
    id,
    municipality,
    kind: proposed.kind,
    colour: proposed.colour,
    scope: proposed.scope,
    decidedOn: proposed.decidedOn,
    effectiveFrom: proposed.effectiveFrom,
    effectiveTo: proposed.effectiveTo,
    firstTestWeek: proposed.firstTestWeek,
    intervalWeeks: proposed.intervalWeeks,
    reviewOn: proposed.reviewOn,
    supersedes: proposed.supersedes,
    ranking: proposed.ranking ?? [],
  };
}

/** Judges a proposed decision against what is known, and works out what would follow from it. */
export function decisionEffect(
  proposed: ProposedDecision,
  subject: { id: string; municipality: MunicipalityCode },
  situation: DecisionSituation,
): DecisionEffect {
  const { today, rules, decisions, followUp, contactLogged, lastReview } = situation;
  const on = proposed.effectiveFrom;
  const before = decidedStateOn(decisions, on, today);
  const flowState = flowStateIn(situation, before);
  // It will be the last one registered.
  const history = [...decisions, { ...asDecision(proposed, subject), number: Number.MAX_SAFE_INTEGER }];
  const after = decidedStateOn(history, on, today);
  const ownFaults = registrationFaults(proposed, {
    today,
    flowState,
    state: before,
    contactLogged,
    followUpOpenedOn: followUp?.openedOn,
    policy: rules,
  });
  const faults = [
    ...ownFaults,
    ...backdatingFaults(proposed, standingDecisions(decisions, today)),
    ...withdrawalFaults(proposed, situation),
    ...(ownFaults.length === 0 ? changedPast({ decisions, history, on: today, rules }) : []),
  ];
  const weeks = faults.length > 0 ? [] : currentTestWeeks(history, { on: today, rules });
  const dueOn = reviewDueOn(after, lastReview, rules);
  const noChange =
    faults.length === 0 &&
    (proposed.kind === 'colour' || proposed.kind === 'suspension' || proposed.kind === 'intensity') &&
    dueOn === reviewDueOn(before, lastReview, rules) &&
    sayingOf(before, currentTestWeeks(decisions, { on: today, rules })) === sayingOf(after, weeks);
  return {
    faults,
    flowState,
    before,
    after,
    suggestedFirstTestWeek: suggestedFirstTestWeek({
      contactOn: followUp?.openedOn ?? proposed.decidedOn,
      decidedOn: proposed.decidedOn,
      planningWeeks: rules.planningWeeks,
    }),
    testWeeks: weeks,
    reviewDueOn: dueOn,
    noChange,
  };
}

/** What a state means for those who plan by it, whoever decided it: two that say the same are equal. */
export function sayingOf(
  { colour, scope, suspended, intensity, decision }: DecidedState,
  weeks: readonly TestWeek[],
): string {
  const { effectiveFrom, effectiveTo, intervalWeeks } = intensity ?? {};
  return JSON.stringify([
    colour,
    scope.kind === 'partial' ? [scope.areas, scope.sites, scope.teams].map((ids) => [...ids].sort()) : [],
    suspended,
    [effectiveFrom, effectiveTo, intervalWeeks, decision?.intervalWeeks],
    weeks.map(({ week, state }) => [week, state]),
  ]);
}

/** Where the municipality stands, given what is decided. */
export function flowStateIn(
  { decisions, followUp }: Pick<DecisionSituation, 'decisions' | 'followUp'>,
  { colour, decision }: DecidedState,
): FlowState {
  const own = decisions.find(({ id }) => id === decision?.id);
  const inFollowUp = followUp !== undefined && own?.followUpId === followUp.id;
  return flowStateOf({
    decided: colour,
    followUpOpen: followUp !== undefined,
    decidedInFollowUp: inFollowUp ? (own.kind === 'suspension' ? 'suspension' : 'colour') : undefined,
  });
}

/** What was decided since would override it without a word. */
function backdatingFaults({ kind, effectiveFrom }: ProposedDecision, standing: readonly Decision[]): Fault[] {
  if (kind !== 'colour' && kind !== 'suspension' && kind !== 'closing') return [];
  const later = standing.find(
    (decision) =>
      (decision.kind === 'colour' || decision.kind === 'suspension') &&
      decision.effectiveFrom > effectiveFrom,
  );
  if (!later) return [];
  const message = `a decision that takes effect on ${later.effectiveFrom} is registered already; withdraw it first`;
  return [{ place: 'effectiveFrom', message, code: 'decidedSince', facts: { day: later.effectiveFrom } }];
}

function withdrawalFaults(
  { kind, supersedes }: ProposedDecision,
  { decisions, followUp }: Pick<DecisionSituation, 'decisions' | 'followUp'>,
): Fault[] {
  if (kind !== 'withdrawal' || supersedes === undefined) return [];
  const meant = decisions.find(({ id }) => id === supersedes);
  if (!meant) return [withdrawal('noSuchDecision', 'no such decision about this municipality')];
  if (meant.kind === 'withdrawal' || meant.kind === 'closing') {
    return [withdrawal('notWithdrawn', `a ${meant.kind} is not withdrawn; decide anew`)];
  }
  if ((meant.kind === 'colour' || meant.kind === 'suspension') && meant.followUpId !== followUp?.id) {
    return [withdrawal('followUpClosed', 'its follow-up is closed; decide anew')];
  }
  const twice = decisions.some(
    (decision) => decision.kind === 'withdrawal' && decision.supersedes === supersedes,
  );
  return twice ? [withdrawal('withdrawnAlready', 'that decision was withdrawn already')] : [];
}

function withdrawal(code: string, message: string): Fault {
  return { place: 'supersedes', message, code };
}

/** A week that has begun has its sessions: no decision makes it a test week, or none, afterwards (A5). */
function changedPast({
  decisions,
  history,
  on,
  rules,
}: Moment & { decisions: readonly Decision[]; history: readonly Decision[] }): Fault[] {
  const current = isoWeekOf(on);
  const held = (all: readonly Decision[]) =>
    new Set(
      testWeeksByPeriod(all, { on, rules }).flatMap(({ weeks }) =>
        weeks.filter(({ state, week }) => state === 'held' && week <= current).map(({ week }) => week),
      ),
    );
  const [before, after] = [held(decisions), held(history)];
  // Testing may begin in the week of the decision itself, by agreement.
  const changed = [
    ...[...before].filter((week) => !after.has(week)),
    ...[...after].filter((week) => !before.has(week) && week < current),
  ];
  return changed.sort().map((week) => ({
    place: 'effectiveFrom',
    message: `${week} has begun; what was decided for it stands, so decide anew from today on`,
    code: 'weekBegun',
    facts: { week },
  }));
}
