import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { GoalWeights } from '../../domain/planning/goals.ts';
import type { ChangeView } from './daySession.ts';
import type { RollView } from './municipality.ts';

/** P14: what swabbing takes from care at a site, in minutes by shift. */
export interface SwabbingView {
  readonly siteId: string;
  readonly siteName: string;
  readonly testDays: number;
  readonly day: number;
  readonly evening: number;
  readonly night: number;
}

/** What a roll changed of the one before it, in people. */
export interface RollDifference {
  /** Had a time and have another. */
  readonly moved: number;
  /** Had none in the roll before. */
  readonly placed: number;
  /** Have none any more. */
  readonly lost: number;
}

/** A roll as its planner sees it: what it was made for, how good it is, what it changed. */
export interface RollPageView {
  readonly roll: RollView;
  readonly owner: string;
  readonly municipality: { readonly code: string; readonly name: string };
  readonly room: 'quota' | 'agreed-days' | 'reserve' | null;
  readonly policy: string | null;
  readonly notBefore: CalendarDate | null;
  readonly score: Readonly<Record<string, number>>;
  readonly bounds: Readonly<Record<string, number>>;
  readonly seed: number;
  /** The weights that this roll was planned with, and those that the next one will be. */
  readonly weights: GoalWeights;
  readonly nextWeights: GoalWeights;
  readonly difference: RollDifference | null;
  readonly swabbing: readonly SwabbingView[];
  /** Test days that lie in a school holiday, by site and day. */
  readonly inHolidays: readonly {
    readonly siteName: string;
    readonly date: CalendarDate;
    readonly reason: string | null;
  }[];
  readonly withdrawals: readonly ChangeView[];
  /** P3: sessions that were wanted as they are and could not be, each with the checker's words. */
  readonly refused: readonly {
    readonly siteName: string;
    readonly date: CalendarDate;
    readonly start: string;
    readonly faults: readonly {
      readonly code: string;
      readonly message: string;
      readonly facts: Readonly<Record<string, string | number>>;
    }[];
  }[];
}
