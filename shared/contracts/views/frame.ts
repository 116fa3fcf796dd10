import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { RegionName } from './country.ts';

/** What the frame around every page shows. */
export interface FrameView {
  readonly regions: readonly RegionName[];
  /** A run is going on: figures, rolls and lists may still be missing. */
  readonly working: boolean;
  /** How old the figures are; null while there are none. */
  readonly figures: {
    readonly releasedOn: CalendarDate;
    readonly hours: number;
    readonly stale: boolean;
    readonly late: boolean;
  } | null;
  /** Null in an installation. */
  readonly demo: { readonly today: CalendarDate } | null;
}
