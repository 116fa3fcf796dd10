import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { addWeeks, type IsoWeek, isoWeekOf } from '../calendar/isoWeek.ts';
import type { Fault } from '../problem.ts';
import type { Colour } from '../incidence/measure.ts';
import type { DecidedState } from './decidedColour.ts';
import type { DecisionKind, Scope } from './decision.ts';
import { type FlowEvent, type FlowState, nextFlowState, REFUSALS } from './flowState.ts';
import { partyFaults } from './party.ts';

/** A decision as a person hands it in, before it is recorded. */
export interface ProposedDecision {
  readonly kind: DecisionKind;
  readonly colour?: Colour | undefined;
  readonly scope: Scope;
  readonly decidedOn: CalendarDate;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo?: CalendarDate | undefined;
  readonly firstTestWeek?: IsoWeek | undefined;
  readonly intervalWeeks?: number | undefined;
  readonly reviewOn?: CalendarDate | undefined;
  readonly supersedes?: string | undefined;
  /** R13: the sites that come first while places are short, the first one first. */
  readonly ranking?: readonly string[] | undefined;
  readonly reason: string;
  readonly parties: readonly string[];
  readonly registeredBy: string;
  readonly onBehalfOf: string;
}

/** What is known when it is registered. */
export interface RegistrationFacts {
  readonly today: CalendarDate;
  readonly flowState: FlowState;
  /** The day that the open follow-up began; undefined without one. */
  readonly followUpOpenedOn: CalendarDate | undefined;
  readonly state: DecidedState;
  /** A contact with the municipality is logged in this follow-up. */
  readonly contactLogged: boolean;
  readonly policy: {
    readonly redCycleWeeks: number;
    readonly greenIntervalWeeks: number;
    readonly reviewEveryDays: number;
  };
}

/** How far back a decision made elsewhere may be registered. */
const LATEST_REGISTRATION_DAYS = 31;
/** How far ahead the red flow is written out, two rounds of the green interval; and so how far its start may lie. */
export const WEEKS_AHEAD = 12;
/** The longest that an intensity or a prioritisation can be decided for at once. */
const LONGEST_DAYS = 365;

export function eventOf({ kind, colour }: Pick<ProposedDecision, 'kind' | 'colour'>): FlowEvent | undefined {
  if (kind === 'suspension') return 'suspend';
  if (kind === 'closing') return 'close';
  if (kind !== 'colour') return undefined;
  return colour === 'red' ? 'decide-red' : 'decide-green';
}

/**
 * Every reason why this decision cannot be recorded (R7, R8, R15). Holidays and weekdays are none: a decision may be
 * recorded on any day (A16).
 */
export function registrationFaults(proposed: ProposedDecision, facts: RegistrationFacts): Fault[] {
  return [
    ...missingParts(proposed),
    ...partyFaults(proposed),
    ...wrongDates(proposed, facts),
    ...wrongTestWeek(proposed, facts),
    ...againstTheFlow(proposed, facts),
  ];
}

type Check = (met: boolean, place: string, code: string, message: string, facts?: Fault['facts']) => void;

/** Collects what is not met. Codes name the rule for those who say it in another language. */
function checklist(): { readonly faults: Fault[]; readonly need: Check } {
  const faults: Fault[] = [];
  return {
    faults,
    need(met, place, code, message, facts) {
      if (!met) faults.push({ place, message, code, ...(facts === undefined ? {} : { facts }) });
    },
  };
}

function missingParts(proposed: ProposedDecision): Fault[] {
  const { kind, colour, scope, reason, parties, registeredBy, onBehalfOf } = proposed;
  const { faults, need } = checklist();
  need(reason.trim() !== '', 'reason', 'required', 'a decision has a reason');
  need(parties.length > 0, 'parties', 'choose', 'a decision has parties');
  need(registeredBy.trim() !== '', 'registeredBy', 'required', 'somebody registers it');
  need(
    onBehalfOf.trim() !== '',
    'onBehalfOf',
    'required',
    'it is registered on somebody’s behalf, if only one’s own',
  );
  const takesPart = parties.length === 0 || onBehalfOf.trim() === '' || parties.includes(onBehalfOf);
  need(takesPart, 'onBehalfOf', 'behalfOfNoParty', 'on behalf of one of the parties to it');
  if ((kind === 'colour' || kind === 'suspension') && parties.length > 0) {
    const authority = parties.includes('stps') || parties.includes('region');
    need(authority, 'parties', 'decisionParties', 'a colour is decided with STPS or the region');
  }
  if (kind === 'colour') {
    need(colour !== undefined, 'colour', 'chooseOne', 'red or green');
    const named = colour !== 'red' || proposed.firstTestWeek !== undefined;
    need(named, 'firstTestWeek', 'redWithoutWeek', 'red names its first test week');
  }
  if (kind === 'suspension') {
    need(colour === 'green', 'colour', 'suspensionIsGreen', 'a suspension leaves the municipality green');
    const named = proposed.reviewOn !== undefined;
    need(named, 'reviewOn', 'suspensionWithoutReview', 'a suspension names the day to look again');
  }
  if (kind === 'intensity') {
    const interval = proposed.intervalWeeks !== undefined;
    need(interval, 'intervalWeeks', 'intensityWithoutInterval', 'a higher intensity names its interval');
    const end = proposed.effectiveTo !== undefined;
    need(end, 'effectiveTo', 'intensityWithoutEnd', 'a higher intensity is for a limited time');
  }
  if (kind === 'prioritisation') prioritisationParts(proposed, need);
  if (kind === 'withdrawal') {
    need(proposed.supersedes !== undefined, 'supersedes', 'chooseOne', 'which decision is withdrawn');
  }
  if (scope.kind === 'partial') {
    const named = scope.areas.length + scope.sites.length + scope.teams.length > 0;
    need(named, 'scope', 'partialWithoutPlaces', 'a partial scope names areas, sites or teams');
    const red = kind === 'colour' && colour === 'red';
    need(red, 'scope', 'partialOnlyRed', 'only red can be partial');
  }
  return faults;
}

/** R13: kommune and region decide together who comes first while places are short; STPS advises. */
function prioritisationParts({ ranking = [], parties, effectiveTo }: ProposedDecision, need: Check): void {
  need(ranking.length > 0, 'ranking', 'choose', 'a prioritisation says which sites come first');
  need(new Set(ranking).size === ranking.length, 'ranking', 'rankedTwice', 'a site has one rank');
  const together = parties.includes('municipality') && parties.includes('region');
  need(together, 'parties', 'prioritisationParties', 'kommune and region decide a prioritisation (R13)');
  const ends = effectiveTo !== undefined;
  need(ends, 'effectiveTo', 'prioritisationWithoutEnd', 'a prioritisation is for a limited time');
}

function wrongDates(
  proposed: ProposedDecision,
  { today, followUpOpenedOn, policy }: RegistrationFacts,
): Fault[] {
  const { kind, decidedOn, effectiveFrom, effectiveTo, reviewOn } = proposed;
  const { faults, need } = checklist();
  need(decidedOn <= today, 'decidedOn', 'decidedAhead', `${decidedOn} lies ahead of ${today}`, { today });
  const recent = decidedOn >= addDays(today, -LATEST_REGISTRATION_DAYS);
  const days = LATEST_REGISTRATION_DAYS;
  need(recent, 'decidedOn', 'decidedLongAgo', `more than ${days} days ago`, { days });
  const turns = kind === 'colour' || kind === 'suspension' || kind === 'closing';
  const since = turns ? followUpOpenedOn : undefined;
  const follows = since === undefined || decidedOn >= since;
  const early = `the follow-up began on ${since ?? ''}: what is decided in it is not older`;
  need(follows, 'decidedOn', 'decidedBeforeFollowUp', early, { day: since ?? '' });
  const inOrder = effectiveFrom >= decidedOn;
  need(inOrder, 'effectiveFrom', 'effectiveBefore', 'a decision takes effect when it is made, or later');
  const ends = effectiveTo === undefined || effectiveTo >= effectiveFrom;
  need(ends, 'effectiveTo', 'endsBeforeItBegins', 'it ends before it begins');
  const limited = effectiveTo === undefined || effectiveTo <= addDays(effectiveFrom, LONGEST_DAYS);
  need(limited, 'effectiveTo', 'endsFarAhead', `at most ${LONGEST_DAYS} days at once`, {
    days: LONGEST_DAYS,
  });
  const review = reviewOn === undefined || reviewOn >= decidedOn;
  need(review, 'reviewOn', 'reviewBefore', `${reviewOn ?? ''} is before the decision`);
  // R12: whoever is measured or decided red is looked at again as often as the policy says.
  const latest = addDays(effectiveFrom, policy.reviewEveryDays);
  const soon = reviewOn === undefined || reviewOn <= latest;
  need(soon, 'reviewOn', 'reviewFarAhead', `assessed again by ${latest} at the latest`, { day: latest });
  return faults;
}

function wrongTestWeek(
  { decidedOn, effectiveFrom, firstTestWeek }: ProposedDecision,
  { today }: RegistrationFacts,
): Fault[] {
  if (firstTestWeek === undefined) return [];
  const { faults, need } = checklist();
  const past = firstTestWeek < isoWeekOf(decidedOn);
  need(!past, 'firstTestWeek', 'weekPast', `${firstTestWeek} is past`);
  const last = addWeeks(isoWeekOf(today), WEEKS_AHEAD);
  const near = firstTestWeek <= last;
  need(near, 'firstTestWeek', 'weekFarAhead', `the first test week is ${last} or before`, { week: last });
  const inForce = past || isoWeekOf(effectiveFrom) <= firstTestWeek;
  need(
    inForce,
    'effectiveFrom',
    'effectiveAfterTestWeek',
    'red takes effect before its first test week ends',
  );
  return faults;
}

function againstTheFlow(proposed: ProposedDecision, facts: RegistrationFacts): Fault[] {
  const { flowState, state, contactLogged, policy } = facts;
  const { faults, need } = checklist();
  const event = eventOf(proposed);
  const refusal =
    event && nextFlowState(flowState, event) === 'refused' ? (`${flowState}/${event}` as const) : undefined;
  if (refusal) need(false, 'kind', refusal, REFUSALS[refusal] ?? 'not possible now');
  const changes = proposed.kind === 'colour' && proposed.colour !== state.colour;
  const contact = !changes || contactLogged;
  need(contact, 'contact', 'contactMissing', 'a first change of colour needs a logged contact (R7)');
  const ordinary = proposed.colour === 'red' ? policy.redCycleWeeks : policy.greenIntervalWeeks;
  const current = state.colour === 'red' ? policy.redCycleWeeks : policy.greenIntervalWeeks;
  const longest = proposed.kind === 'intensity' ? current : ordinary;
  const weeks = proposed.intervalWeeks;
  need(
    weeks === undefined || weeks <= longest,
    'intervalWeeks',
    'intervalTooLong',
    `${weeks ?? ''} weeks is longer than the policy’s ${longest}: that is a local agreement (R16)`,
    { longest },
  );
  // In a municipality that is red in part it is for the green ones.
  const alike = state.colour === 'green' || state.scope.kind === 'whole';
  const raised = proposed.kind !== 'intensity' || weeks === undefined || weeks !== current || !alike;
  need(raised, 'intervalWeeks', 'intensityNoEffect', `${current} weeks is the interval already`, {
    weeks: current,
  });
  return faults;
}
