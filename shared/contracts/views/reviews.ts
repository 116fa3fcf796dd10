import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Suggestion } from '../../domain/status/followUp.ts';
import type { DecidedView, MeasuredView } from './country.ts';

/** A pending assessment of a municipality (R12). */
export interface ReviewView {
  readonly code: string;
  readonly name: string;
  readonly dueOn: CalendarDate;
  readonly overdue: boolean;
  readonly measured: MeasuredView | null;
  readonly decided: DecidedView;
  /** Never a colour (R12). */
  readonly suggestion: Suggestion;
}
