import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { IsoWeek } from '../calendar/isoWeek.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { Colour } from '../incidence/measure.ts';

/**
 * What a person can decide about a municipality. `colour` and `suspension` set its decided colour; `closing` ends a
 * follow-up; `withdrawal` takes back a decision that was registered by mistake.
 */
export type DecisionKind =
  'colour' | 'suspension' | 'closing' | 'intensity' | 'prioritisation' | 'withdrawal';

/** R9, R10, A18: red for the whole municipality, or for named parts of it. */
export type Scope =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'partial';
      readonly areas: readonly string[];
      readonly sites: readonly string[];
      readonly teams: readonly string[];
    };

export const WHOLE: Scope = { kind: 'whole' };

/** R7: recorded once, never edited; a later one supersedes it. */
export interface Decision {
  readonly id: string;
  /** The order of registration: of two decisions for a day the later one holds. */
  readonly number: number;
  readonly municipality: MunicipalityCode;
  readonly kind: DecisionKind;
  readonly colour: Colour | undefined;
  readonly scope: Scope;
  readonly decidedOn: CalendarDate;
  readonly effectiveFrom: CalendarDate;
  /** Intensity is for a limited time (R15); the last day. */
  readonly effectiveTo: CalendarDate | undefined;
  readonly firstTestWeek: IsoWeek | undefined;
  readonly intervalWeeks: number | undefined;
  readonly reviewOn: CalendarDate | undefined;
  /** The decision that a withdrawal takes back. */
  readonly supersedes: string | undefined;
  /** R13: the sites that come first while places are short; empty for all other kinds. */
  readonly ranking: readonly string[];
}

/** Sorted as they take effect, without those withdrawn by `asOf`, and without those decided later than `asOf`. */
export function standingDecisions(decisions: readonly Decision[], asOf: CalendarDate): Decision[] {
  const known = decisions.filter(({ decidedOn }) => decidedOn <= asOf);
  const withdrawn = new Set(
    known.filter(({ kind }) => kind === 'withdrawal').map(({ supersedes }) => supersedes),
  );
  return known
    .filter(({ id, kind }) => kind !== 'withdrawal' && !withdrawn.has(id))
    .sort((a, b) =>
      a.effectiveFrom === b.effectiveFrom ? a.number - b.number : a.effectiveFrom < b.effectiveFrom ? -1 : 1,
    );
}
