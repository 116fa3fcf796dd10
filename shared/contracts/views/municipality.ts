import type { LeftBehindView } from './leftBehind.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Shift } from '../../domain/calendar/shift.ts';
import type { IsoWeek } from '../../domain/calendar/isoWeek.ts';
import type { Readiness } from '../../domain/planning/readiness.ts';
import type { DecisionKind } from '../../domain/status/decision.ts';
import type { TestWeek } from '../../domain/status/redFlow.ts';
import type { Standing } from '../../domain/status/standing.ts';
import type { Colour, DecidedView, FiguresView, MeasuredView, RegionName } from './country.ts';

/** One day of the curve: new cases of the last week, as known on that day. */
export interface CurvePoint {
  readonly date: CalendarDate;
  readonly cases: number | null;
  readonly population: number;
  readonly published: number | null;
  readonly measured: Colour;
}

/** Both colours of a calendar day; between releases the measured one carries over, as the decided one does (A17). */
export interface ColourDay {
  readonly date: CalendarDate;
  readonly measured: Colour;
  readonly decided: Colour;
}

/** The same count for a day, as the newest release has it: later releases add to earlier days. */
export interface TrendPoint {
  readonly date: CalendarDate;
  readonly cases: number;
  readonly population: number;
}

export interface FollowUpView {
  readonly openedOn: CalendarDate;
  readonly closedOn: CalendarDate | null;
  readonly contacts: readonly {
    readonly madeAt: Date;
    readonly madeBy: string;
    readonly parties: readonly string[];
    readonly circumstances: string | null;
    readonly note: string | null;
  }[];
}

export interface DecisionView {
  readonly id: string;
  readonly number: number;
  readonly kind: DecisionKind;
  readonly colour: Colour | null;
  readonly partial: boolean;
  /** The areas, sites and teams of a partial red. */
  readonly places: readonly string[];
  readonly decidedOn: CalendarDate;
  readonly effectiveFrom: CalendarDate;
  readonly firstTestWeek: IsoWeek | null;
  readonly intervalWeeks: number | null;
  readonly reviewOn: CalendarDate | null;
  readonly effectiveTo: CalendarDate | null;
  /** The number of the decision that a withdrawal takes back. */
  readonly withdraws: number | null;
  /** Whether it says what holds on the day that is asked about, and which one came in its place. */
  readonly standing: Standing;
  /** R13: the sites that come first, in their order. */
  readonly ranking: readonly string[];
  readonly reason: string;
  readonly note: string | null;
  readonly parties: readonly string[];
  readonly registeredBy: string;
  readonly onBehalfOf: string;
  readonly registeredAt: Date;
  /** The figure that was known when it was registered, and what the newest release says of the same week (R3). */
  readonly figure: DecisionFigure | null;
}

export interface DecisionFigure {
  readonly releasedOn: CalendarDate;
  readonly known: MeasuredView;
  /** Null while no later release reaches over the week. */
  readonly later: (MeasuredView & { readonly releasedOn: CalendarDate }) | null;
}

type RollState = 'draft' | 'agreed' | 'published' | 'superseded';

export interface RollSessionView {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly date: CalendarDate;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly people: number;
  readonly provisional: boolean;
  readonly state: RollState | 'cancelled';
  /** Whose idea it was (P3). */
  readonly origin: 'planner' | 'hand' | 'copy';
}

/** What the planner says about a limit, with names for its ids; null is what the limit does not need. */
export interface UnplacedFacts {
  readonly shift: Shift | null;
  readonly sites: readonly string[];
  /** The place that would suit best. */
  readonly site: string | null;
  readonly earliest: CalendarDate;
  readonly date: CalendarDate | null;
  readonly window: { readonly fromMinute: number; readonly toMinute: number } | null;
  /** How many compete for how many places in how many windows. */
  readonly people: number | null;
  readonly places: number | null;
  readonly windows: number | null;
  readonly laboratory: string | null;
  readonly capacity: number | null;
  /** A later due day would help. */
  readonly laterHelps: boolean;
}

/** Somebody, or a number of people, without a time, and the one limit that binds (planners' files, `reason`). */
export interface UnplacedView {
  readonly people: number;
  readonly limit: string;
  readonly facts: UnplacedFacts;
  /** The planner's own words, in English. */
  readonly message: string;
  readonly fix: string;
  readonly due: CalendarDate;
}

export interface RollView {
  readonly id: string;
  readonly organisationName: string;
  readonly state: RollState;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly publishedAt: Date | null;
  readonly people: number;
  readonly sessions: readonly RollSessionView[];
  readonly unplaced: readonly UnplacedView[];
}

export type SiteKind = 'nursing-home' | 'home-care-district' | 'home-nursing' | 'shared';

export interface SiteSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly organisationName: string;
  readonly testDays: number;
  readonly people: number;
  readonly nextDate: CalendarDate | null;
}

export interface ContactView {
  readonly role: string;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface MunicipalityView {
  /** Samples that were not fetched. */
  readonly leftBehind: readonly LeftBehindView[];
  readonly code: string;
  readonly name: string;
  readonly population: number | null;
  readonly region: RegionName;
  readonly figures: FiguresView | null;
  readonly measured: MeasuredView | null;
  /** A2: our own count, as the control of the authority's figure; null where the count itself measures. */
  readonly computed: MeasuredView | null;
  readonly decided: DecidedView;
  /** A17: the day by which it was to be assessed and was not; null while none has passed. */
  readonly carriedOverSince: CalendarDate | null;
  /** R13: people without a time because laboratory or workstations are short, and nobody has prioritised yet. */
  readonly unprioritised: number;
  /** R24: of a decided red municipality, from this week on. */
  readonly testWeeks: readonly TestWeek[];
  /** New cases per 100,000 from which a municipality is measured red, of the policy in force; null when none is. */
  readonly thresholdPer100k: number | null;
  /** As known now. */
  readonly trend: readonly TrendPoint[];
  /** As known on each day. */
  readonly curve: readonly CurvePoint[];
  readonly history: readonly ColourDay[];
  readonly followUps: readonly FollowUpView[];
  readonly decisions: readonly DecisionView[];
  readonly rolls: readonly RollView[];
  readonly sites: readonly SiteSummary[];
  readonly contacts: readonly ContactView[];
  /** R48, R54. */
  readonly readiness: Readiness;
}
