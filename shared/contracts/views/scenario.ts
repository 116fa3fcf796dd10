import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Measures } from '../../domain/rolls/scenario/compare.ts';

/** What somebody asks "what if" about; several at once count together. */
export interface Supposed {
  /** The roll's municipality is decided red on this day. */
  readonly red?: CalendarDate | undefined;
  /** The laboratory takes so many per cent of its samples. */
  readonly laboratoryPercent?: number | undefined;
  readonly lanesFewer?: { readonly site: string; readonly lanes: number } | undefined;
  /** A day on which nobody can be tested. */
  readonly closed?: CalendarDate | undefined;
}

/** A roll beside what it would be. */
export interface ScenarioView {
  readonly rollId: string;
  readonly changes: readonly string[];
  readonly real: Measures;
  readonly scenario: Measures;
  /** People who have a time and would get another one. */
  readonly moved: number;
}
