import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';

/** Two colours stand apart on every page: what the figures say, and what was decided (R6). */
export type Colour = 'red' | 'green';

/** The newest release that the pages speak from. */
export interface FiguresView {
  readonly releasedOn: CalendarDate;
  /** The day that the release was measured for. */
  readonly measuredOn: CalendarDate;
  readonly windowName: string;
}

/** Red may hold for a part only (R9, R10). */
export interface DecidedView {
  readonly colour: Colour;
  readonly partial: boolean;
  /** A crossing was judged and the municipality stays green (R8). */
  readonly suspended: boolean;
  readonly since: CalendarDate | null;
  readonly reviewOn: CalendarDate | null;
}

export interface MeasuredView {
  readonly colour: Colour;
  /** Null where only the authority's own rate is known. */
  readonly cases: number | null;
  readonly population: number;
  /** Per 100,000, as the authority states it: it measures where there is one (A2). */
  readonly published: number | null;
}

/** A2: the authority's figure measures, and our own count gives another colour. */
export interface DisagreementView {
  readonly code: string;
  readonly name: string;
  readonly published: number;
  readonly publishedColour: Colour;
  readonly cases: number;
  readonly population: number;
  readonly colour: Colour;
}

/** An open follow-up (R4, R5). */
interface OpenFollowUpView {
  readonly openedOn: CalendarDate;
  readonly contacted: boolean;
}

export interface CountryMunicipality {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  /** Null until figures stand. */
  readonly measured: MeasuredView | null;
  readonly decided: DecidedView;
  /** A17: the day by which it was to be assessed and was not; null while none has passed. */
  readonly carriedOverSince: CalendarDate | null;
  readonly followUp: OpenFollowUpView | null;
  /** R13: people without a time because laboratory or workstations are short, and nobody has prioritised yet. */
  readonly unprioritised: number;
}

export interface RegionName {
  readonly code: string;
  readonly name: string;
}

export interface CountryView {
  /** Where the newest release's published figures and our own count disagree (A2). */
  readonly disagreements: readonly DisagreementView[];
  /** The day that is asked about. */
  readonly on: CalendarDate;
  readonly figures: FiguresView | null;
  /** A release that is held back and waits for a person. */
  readonly quarantined: readonly { readonly id: string; readonly releasedOn: CalendarDate }[];
  readonly regions: readonly RegionName[];
  readonly municipalities: readonly CountryMunicipality[];
}
