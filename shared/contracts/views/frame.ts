import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { RegionName } from './country.ts';

/** What the frame around every page shows. */
export interface FrameView {
  readonly regions: readonly RegionName[];
  /** A run is going on: figures, rolls and lists may still be missing. */
  readonly working: boolean;
  /** Null in an installation. */
  readonly demo: { readonly today: CalendarDate } | null;
}
