import { addDays, type CalendarDate } from '../calendar/calendarDate.ts';
import { type IsoWeek, isoWeekOf } from '../calendar/isoWeek.ts';
import type { Fault } from '../problem.ts';
import type { Colour } from '../incidence/measure.ts';
import type { DecidedState } from './decidedColour.ts';
import type { DecisionKind, Scope } from './decision.ts';
import { type FlowEvent, type FlowState, nextFlowState, REFUSALS } from './flowState.ts';

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
  readonly reason: string;
  readonly parties: readonly string[];
  readonly registeredBy: string;
  readonly onBehalfOf: string;
}

/** What is known when it is registered. */
export interface RegistrationFacts {
  readonly today: CalendarDate;
  readonly flowState: FlowState;
  readonly state: DecidedState;
  /** A contact with the municipality is logged in this follow-up. */
  readonly contactLogged: boolean;
  readonly policy: { readonly redCycleWeeks: number; readonly greenIntervalWeeks: number };
}

/** How far back a decision made elsewhere may be registered. */
const LATEST_REGISTRATION_DAYS = 31;

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
  return [...missingParts(proposed), ...wrongDates(proposed, facts), ...againstTheFlow(proposed, facts)];
}

function missingParts(proposed: ProposedDecision): Fault[] {
  const { kind, colour, scope, reason, parties, registeredBy, onBehalfOf } = proposed;
  const faults: Fault[] = [];
  const need = (met: boolean, place: string, message: string) => {
    if (!met) faults.push({ place, message });
  };
  need(reason.trim() !== '', 'reason', 'a decision has a reason');
  need(parties.length > 0, 'parties', 'a decision has parties');
  need(registeredBy.trim() !== '', 'registeredBy', 'somebody registers it');
  need(onBehalfOf.trim() !== '', 'onBehalfOf', 'it is registered on somebody’s behalf, if only one’s own');
  if (kind === 'colour') {
    need(colour !== undefined, 'colour', 'red or green');
    if (colour === 'red')
      need(proposed.firstTestWeek !== undefined, 'firstTestWeek', 'red names its first test week');
  }
  if (kind === 'suspension') {
    need(colour === 'green', 'colour', 'a suspension leaves the municipality green');
    need(proposed.reviewOn !== undefined, 'reviewOn', 'a suspension names the day to look again');
  }
  if (kind === 'intensity') {
    need(proposed.intervalWeeks !== undefined, 'intervalWeeks', 'a higher intensity names its interval');
    need(proposed.effectiveTo !== undefined, 'effectiveTo', 'a higher intensity is for a limited time');
  }
  if (kind === 'withdrawal')
    need(proposed.supersedes !== undefined, 'supersedes', 'which decision is withdrawn');
  if (scope.kind === 'partial') {
    const named = scope.areas.length + scope.sites.length + scope.teams.length;
    need(named > 0, 'scope', 'a partial scope names areas, sites or teams');
    need(kind !== 'colour' || colour === 'red', 'scope', 'only red can be partial');
  }
  return faults;
}

function wrongDates(proposed: ProposedDecision, { today }: RegistrationFacts): Fault[] {
  const { decidedOn, effectiveFrom, effectiveTo, firstTestWeek, reviewOn } = proposed;
  const faults: Fault[] = [];
  if (decidedOn > today) faults.push({ place: 'decidedOn', message: `${decidedOn} lies ahead of ${today}` });
  if (decidedOn < addDays(today, -LATEST_REGISTRATION_DAYS)) {
    faults.push({ place: 'decidedOn', message: `more than ${LATEST_REGISTRATION_DAYS} days ago` });
  }
  if (effectiveFrom < decidedOn) {
    faults.push({ place: 'effectiveFrom', message: 'a decision takes effect when it is made, or later' });
  }
  if (effectiveTo !== undefined && effectiveTo < effectiveFrom) {
    faults.push({ place: 'effectiveTo', message: 'it ends before it begins' });
  }
  if (firstTestWeek !== undefined && firstTestWeek < isoWeekOf(decidedOn)) {
    faults.push({ place: 'firstTestWeek', message: `${firstTestWeek} is past` });
  }
  if (reviewOn !== undefined && reviewOn < decidedOn) {
    faults.push({ place: 'reviewOn', message: `${reviewOn} is before the decision` });
  }
  return faults;
}

function againstTheFlow(proposed: ProposedDecision, facts: RegistrationFacts): Fault[] {
  const { flowState, state, contactLogged, policy } = facts;
  const faults: Fault[] = [];
  const event = eventOf(proposed);
  if (event && nextFlowState(flowState, event) === 'refused') {
    faults.push({ place: 'kind', message: REFUSALS[`${flowState}/${event}`] ?? 'not possible now' });
  }
  const changes = proposed.kind === 'colour' && proposed.colour !== state.colour;
  if (changes && !contactLogged) {
    faults.push({ place: 'contact', message: 'a first change of colour needs a logged contact (R7)' });
  }
  const ordinary = proposed.colour === 'red' ? policy.redCycleWeeks : policy.greenIntervalWeeks;
  const current = state.colour === 'red' ? policy.redCycleWeeks : policy.greenIntervalWeeks;
  const longest = proposed.kind === 'intensity' ? current : ordinary;
  if (proposed.intervalWeeks !== undefined && proposed.intervalWeeks > longest) {
    faults.push({
      place: 'intervalWeeks',
      message: `${proposed.intervalWeeks} weeks is longer than the policy’s ${longest}: that is a local agreement (R16)`,
    });
  }
  return faults;
}
