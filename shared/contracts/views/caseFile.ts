import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { IsoWeek } from '../../domain/calendar/isoWeek.ts';
import type { RedDemand } from '../../domain/planning/redDemand.ts';
import type { DecisionKind } from '../../domain/status/decision.ts';
import type { FlowState } from '../../domain/status/flowState.ts';
import type { Suggestion } from '../../domain/status/followUp.ts';
import type { TestWeek } from '../../domain/status/redFlow.ts';
import type { Colour, DecidedView, MeasuredView } from './country.ts';
import type { ContactView, FollowUpView } from './municipality.ts';

export interface NamedPlace {
  readonly id: string;
  readonly name: string;
}

/** A municipality as those who talk about it and decide need it, on one day. */
export interface CaseFile {
  readonly today: CalendarDate;
  readonly municipality: { readonly code: string; readonly name: string; readonly region: string };
  /** Null until figures stand. */
  readonly measured: (MeasuredView & { readonly releasedOn: CalendarDate }) | null;
  readonly decided: DecidedView;
  readonly flowState: FlowState;
  readonly followUp: { readonly openedOn: CalendarDate; readonly contacted: boolean } | null;
  readonly suggestion: Suggestion;
  readonly suggestedFirstTestWeek: IsoWeek;
  readonly thisWeek: IsoWeek;
  /** Of the pending assessment (R12). */
  readonly reviewDueOn: CalendarDate | null;
  /** What a decision for red in the whole municipality would ask for in the suggested week. */
  readonly redDemand: RedDemand;
  /** Decisions that can be withdrawn, the latest first. */
  readonly withdrawable: readonly {
    readonly id: string;
    readonly number: number;
    readonly kind: DecisionKind;
    readonly colour: Colour | null;
    readonly decidedOn: CalendarDate;
  }[];
  /** P9: whom to call, by party, duty phones first. */
  readonly contacts: {
    readonly municipality: readonly ContactView[];
    readonly region: readonly ContactView[];
    readonly stps: readonly ContactView[];
  };
  /** With the talks in each, the newest first (R4). */
  readonly followUps: readonly FollowUpView[];
  /** R24: of a decided red municipality, from this week on. */
  readonly testWeeks: readonly TestWeek[];
  readonly areas: readonly NamedPlace[];
  readonly sites: readonly NamedPlace[];
  readonly districts: readonly NamedPlace[];
  readonly teams: readonly NamedPlace[];
}

/** An open follow-up in the list of all (R4, R5). */
export interface OpenFollowUp {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly openedOn: CalendarDate;
  readonly contacted: boolean;
  readonly measured: MeasuredView | null;
  readonly decided: DecidedView;
  /** Never a colour (R12). */
  readonly suggestion: Suggestion;
}
