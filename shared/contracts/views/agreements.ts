import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { AgreementRule } from '../../domain/policy/agreements.ts';
import type { NamedPlace } from './caseFile.ts';

export interface AgreementView {
  readonly id: string;
  readonly rule: AgreementRule;
  /** What holds there, by the name of the value; a test site by its name. */
  readonly params: Readonly<Record<string, number | string | readonly number[]>>;
  /** What policy says of the same values; null where it says nothing. */
  readonly policy: Readonly<Record<string, number | null>>;
  /** Its area or site; null: the whole municipality. */
  readonly place: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly state: 'coming' | 'inForce' | 'ended';
  /** What comes before it today. */
  readonly overruledBy:
    | { readonly kind: 'red' }
    | { readonly kind: 'intensity'; readonly weeks: number; readonly to: CalendarDate }
    | null;
  readonly reason: string;
  readonly parties: readonly string[];
  readonly registeredBy: string;
  readonly onBehalfOf: string;
  readonly registeredAt: Date;
}

export interface AgreementsView {
  readonly today: CalendarDate;
  readonly code: string;
  readonly name: string;
  readonly agreements: readonly AgreementView[];
  readonly areas: readonly NamedPlace[];
  readonly sites: readonly NamedPlace[];
}
