import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { OtherDay } from '../../domain/planning/otherDays.ts';

type TestDayState = 'proposed' | 'answered' | 'agreed' | 'withdrawn';

/** A site's test day on its way from proposed to agreed (R34). */
export interface TestDayAnswer {
  readonly id: string;
  readonly allotmentId: string;
  readonly allotmentState: 'proposed' | 'agreed' | 'superseded';
  readonly municipality: string;
  readonly municipalityName: string;
  /** Whose roll it belongs to: the municipality's, or a private home's own (R19). */
  readonly owner: string;
  readonly ownerName: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly date: CalendarDate;
  readonly people: number;
  readonly state: TestDayState;
  readonly answer: 'accepted' | 'other-day' | null;
  readonly wishedDate: CalendarDate | null;
  readonly answeredBy: string | null;
  readonly answeredOnBehalfOf: string | null;
  /** On the wished day: what the laboratory has been allotted already, and takes. */
  readonly wishedLoad: number | null;
  readonly wishedCapacity: number | null;
}

export interface TestDaysView {
  readonly region: { readonly code: string; readonly name: string };
  /** Of one municipality; absent: of the whole region. */
  readonly municipality: { readonly code: string; readonly name: string } | undefined;
  readonly days: readonly TestDayAnswer[];
}

/** Where a test day belongs. */
export interface TestDayHome {
  readonly id: string;
  readonly allotment: string;
  readonly state: TestDayState;
  readonly siteName: string;
  readonly region: string;
  readonly municipality: string;
  readonly laboratory: string;
  readonly laboratoryName: string;
  readonly date: CalendarDate;
  readonly wishedDate: CalendarDate | null;
  readonly people: number;
}

export interface OtherDaysView {
  readonly testDay: TestDayHome;
  readonly days: readonly OtherDay[];
}
