import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Shift } from '../../domain/calendar/shift.ts';
import type { PlaceReason } from '../../domain/status/redPlaces.ts';
import type { DecidedView } from './country.ts';

interface RedPersonView {
  /** What their organisation calls them. */
  readonly label: string;
  readonly shift: Shift;
  readonly organisation: string;
}

/** A red site or mobile team, why it is red, and who serves it. */
export interface RedPlaceView {
  readonly id: string;
  readonly kind: 'site' | 'team';
  readonly name: string;
  readonly reason: PlaceReason;
  /** The area whose red it is; null where the reason is another. */
  readonly area: string | null;
  /** Everybody who serves it, whether or not the asker may see them by name (R18). */
  readonly people: number;
  /** By name, as far as the asker may see them. Those whom their owner gives as a number have none. */
  readonly staff: readonly RedPersonView[];
}

/** A18: which staff of a municipality are red on a day, and why. Who serves two red places stands at both. */
export interface RedStaffView {
  readonly on: CalendarDate;
  readonly municipality: { readonly code: string; readonly name: string };
  readonly decided: DecidedView;
  /** The number of the decision that says so; null while nobody has decided. */
  readonly decisionNumber: number | null;
  /** Each person once. */
  readonly people: number;
  readonly places: readonly RedPlaceView[];
}
