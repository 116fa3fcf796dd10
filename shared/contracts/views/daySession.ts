import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';

/** One line of a session: a person by the organisation's own label, or some places without a name. Lanes from 0. */
export interface DayLine {
  readonly id: string;
  readonly lane: number;
  readonly start: number;
  readonly people: number;
  readonly staff: { readonly id: string; readonly label: string } | null;
}

export interface DayFreeTime {
  readonly session: string;
  readonly date: CalendarDate;
  readonly lane: number;
  readonly start: number;
}

export interface DayPerson {
  readonly id: string;
  readonly label: string;
}

/** A session as somebody who is about to change it needs it (P7). */
export interface DaySessionView {
  readonly id: string;
  readonly date: CalendarDate;
  readonly siteId: string;
  readonly siteName: string;
  readonly municipality: { readonly code: string; readonly name: string };
  readonly start: number;
  readonly end: number;
  readonly lines: readonly DayLine[];
  readonly crew: readonly { readonly lane: number; readonly swabber: DayPerson | null }[];
  /** Of this session and of the site's next ones. */
  readonly free: readonly DayFreeTime[];
  /** Staff of the site without a time to come. */
  readonly withoutTime: readonly DayPerson[];
  /** Everybody trained who serves the site, the crew among them. */
  readonly swabbers: readonly DayPerson[];
  readonly dropIn: number;
  readonly noSamplesUntil: string;
  readonly keyPerson: string | null;
}

/** Somebody to be told of a change, or who has been. */
export interface ConcernedView {
  readonly id: string;
  readonly label: string | null;
  readonly isSwabber: boolean;
  readonly people: number;
  readonly before: { readonly date: CalendarDate; readonly start: number; readonly siteName: string } | null;
  readonly after: { readonly date: CalendarDate; readonly start: number; readonly siteName: string } | null;
  readonly toldAt: Date | null;
}

export type ChangeKind = 'swap' | 'move' | 'fill' | 'swabber' | 'drop-in' | 'cancel' | 'by-hand' | 'withdraw';

export interface ChangeView {
  readonly id: string;
  readonly kind: ChangeKind;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly reason: string | null;
  readonly concerned: readonly ConcernedView[];
}

/** R43, A12: the document of a session; null while it is planned only. */
export interface SiteDocumentView {
  readonly confirmedAt: Date;
  readonly confirmedBy: string;
  readonly attended: number | null;
  readonly performed: readonly { readonly lane: number; readonly swabber: string }[];
}
