import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { IsoWeek } from '../calendar/isoWeek.ts';
import { type DecisionKind, WHOLE } from './decision.ts';
import type { ProposedDecision } from './registration.ts';

/** What people decide, in the words of page, API and command. */
export const OUTCOMES = ['red', 'green', 'suspend', 'close', 'intensity', 'prioritise', 'withdraw'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const KINDS: Readonly<Record<Outcome, DecisionKind>> = {
  red: 'colour',
  green: 'colour',
  suspend: 'suspension',
  close: 'closing',
  intensity: 'intensity',
  prioritise: 'prioritisation',
  withdraw: 'withdrawal',
};

/** What is handed in for any outcome; what the outcome does not use is left out. */
export interface OutcomeDetails {
  readonly decidedOn?: CalendarDate | undefined;
  readonly effectiveFrom?: CalendarDate | undefined;
  readonly effectiveTo?: CalendarDate | undefined;
  readonly firstTestWeek?: IsoWeek | undefined;
  readonly intervalWeeks?: number | undefined;
  readonly reviewOn?: CalendarDate | undefined;
  readonly areas?: readonly string[] | undefined;
  readonly sites?: readonly string[] | undefined;
  readonly teams?: readonly string[] | undefined;
  readonly ranking?: readonly string[] | undefined;
  readonly supersedes?: string | undefined;
  readonly reason: string;
  readonly parties: readonly string[];
  readonly registeredBy: string;
  readonly onBehalfOf: string;
}

/**
 * A decision as it is proposed. Made today and in force at once, unless it says otherwise. It is about the whole
 * municipality when no list of places is given at all: an empty list is a partial scope without places, which is refused.
 */
export function proposalOf(
  outcome: Outcome,
  { areas, sites, teams, ...given }: OutcomeDetails,
  today: CalendarDate,
): ProposedDecision {
  const decidedOn = given.decidedOn ?? today;
  const partial = areas !== undefined || sites !== undefined || teams !== undefined;
  const colour =
    outcome === 'red' ? 'red' : outcome === 'green' || outcome === 'suspend' ? 'green' : undefined;
  return {
    ...given,
    parties: unique(given.parties),
    kind: KINDS[outcome],
    colour,
    scope: partial
      ? { kind: 'partial', areas: unique(areas), sites: unique(sites), teams: unique(teams) }
      : WHOLE,
    decidedOn,
    effectiveFrom: given.effectiveFrom ?? decidedOn,
  };
}

const unique = (values: readonly string[] = []): readonly string[] => [...new Set(values)];
