import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';

/** A session on another day: what it would cost, or which rules forbid it. */
export interface AlternativeView {
  readonly date: CalendarDate;
  /** The checker's rules, and how many of the session each is about; empty where it could be held. */
  readonly broken: readonly { readonly rule: string; readonly times: number }[];
  /** What each goal gains or loses; null where a rule forbids the day. */
  readonly change: {
    readonly siteDays: number;
    readonly sessions: number;
    readonly km: number;
    readonly moved: number;
    readonly cost: number;
    readonly labPeakRatio: number;
    readonly weekPeakRatio: number;
  } | null;
}

export interface WhyView {
  readonly id: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly date: CalendarDate;
  readonly start: number;
  readonly end: number;
  readonly municipality: string;
  readonly people: number;
  readonly alternatives: readonly AlternativeView[];
}
