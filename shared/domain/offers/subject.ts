import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { Shift } from '../calendar/shift.ts';

/**
 * Whoever offers are made to: one staff member, or a headcount of a site and shift (P1) whose members share a last
 * offer. Nothing here says whether anybody accepted one (R35, A13).
 */
export interface Subject {
  /** The row behind it: of a staff member or of a headcount. */
  readonly id: string;
  readonly kind: 'staff' | 'headcount';
  /** What its owner calls it, unique among the owner's. It orders everything, so that no plan depends on ids. */
  readonly name: string;
  /** People: 1 for a staff member. */
  readonly count: number;
  /** Test sites that serve them, in order of preference. */
  readonly sites: readonly string[];
  /** The mobile team that a partial red may name (A18). */
  readonly careTeam: string | null;
  readonly shift: Shift;
  /** The rota's length in weeks and its duty days as offsets from the anchor; no `rotaDays`: every day. */
  readonly rotaWeeks: number;
  readonly rotaDays: readonly number[] | null;
  /** In scope of testing from–to, both included (R17); `to` null: until further notice. */
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  /** The first day back from an absence; no reason is stored (A15). */
  readonly pausedUntil: CalendarDate | null;
  /** The date of the last offer that stands, also one from before the product. */
  readonly lastOffer: CalendarDate | null;
}

/**
 * A week in which everybody in its scope gets an offer (R23). The weeks come from decisions and their red flow (R24)
 * and include past ones of the period, so that the way back to green is recognised.
 */
export interface RedTestWeek {
  readonly monday: CalendarDate;
  /** Until the Wednesday check has confirmed it. */
  readonly provisional: boolean;
}

/** Red test weeks with the places they hold for (R9, R10, A18). */
export interface RedScope {
  /** Sites and care teams in scope: whoever serves any of them is red. */
  readonly places: ReadonlySet<string>;
  /** One test week in every cycle of so many weeks (A4). */
  readonly everyWeeks: number;
  /** While the period is open they reach one green interval beyond the roll. */
  readonly weeks: readonly RedTestWeek[];
}

export type OfferColour = 'green' | 'red';

/** Why an offer is due, for the person who asks "why now?". */
export type OfferReason =
  | 'interval' // A6: the week of the last offer + the interval
  | 'first-offer' // A7: new in the target group
  | 'unknown-history' // in scope for long, no offer on record
  | 'overdue' // the interval has run out already: as soon as possible
  | 'after-pause' // A15
  | 'red-week' // R23
  | 'leaving-red'; // A8: spread over the coming weeks

/** One need for one test time, for `count` people. Dates compare with the calendar date of the slot. */
export interface DueOffer {
  readonly subject: Subject;
  readonly colour: OfferColour;
  readonly reason: OfferReason;
  readonly earliest: CalendarDate;
  readonly due: CalendarDate;
  readonly provisional: boolean;
  readonly count: number;
}

/** The dated policy's words on intervals (P5, A6, A15). */
interface IntervalRules {
  readonly greenIntervalWeeks: number;
  readonly greenMinimumGapDays: number;
  readonly redMinimumGapDays: number;
  readonly daysAfterPause: number;
  /** 7 × the interval in days is a limit, too. */
  readonly strictIntervals: boolean;
  /** R15: decided for one municipality for a time; an interval in between is as short as the shortest. */
  readonly intensities?: readonly Intensity[];
}

/** Everybody is offered a test every so many weeks, from a day to a day. */
export interface Intensity {
  readonly weeks: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export interface OfferWindow {
  /** The roll's calendar dates, both included. */
  readonly horizon: { readonly from: CalendarDate; readonly to: CalendarDate };
  /** Notice: no new session earlier. */
  readonly notBefore: CalendarDate;
  readonly rules: IntervalRules;
  /** Whether the subject can be tested on a day at all: a duty, and a place that is open at its hours. */
  readonly testable: TestableOn;
}

export type TestableOn = (subject: Subject, day: number) => boolean;
