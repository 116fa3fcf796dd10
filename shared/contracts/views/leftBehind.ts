import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';

/** A stop that was missed or refused, and the list that takes its samples. */
export interface LeftBehindView {
  readonly stop: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly municipality: string;
  readonly date: CalendarDate;
  readonly state: 'missed' | 'refused';
  readonly samples: number;
  readonly kits: number;
  readonly next: CalendarDate | null;
}
