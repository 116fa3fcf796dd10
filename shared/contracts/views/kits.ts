import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { KitDay, KitShortage } from '../../domain/lists/kitBalance.ts';

export interface SiteKits {
  readonly site: string;
  readonly name: string;
  readonly municipality: string;
  /** In the evening of today. */
  readonly stock: number;
  readonly days: readonly KitDay[];
  readonly shortages: readonly KitShortage[];
}

export interface KitOutlook {
  readonly today: CalendarDate;
  readonly to: CalendarDate;
  readonly sites: readonly SiteKits[];
}
