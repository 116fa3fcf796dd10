import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Shift } from '../../domain/calendar/shift.ts';
import type { ChangeView, SiteDocumentView } from './daySession.ts';
import type { LeftBehindView } from './leftBehind.ts';
import type { ContactView, RollSessionView, SiteKind } from './municipality.ts';

export interface WindowView {
  readonly name: string;
  readonly roomName: string;
  readonly fromMinute: number;
  readonly toMinute: number;
  readonly lanes: number;
  /** 0 is Monday. */
  readonly weekdays: readonly number[];
}

export interface SiteView {
  /** Samples that were not fetched. */
  readonly leftBehind: readonly LeftBehindView[];
  readonly id: string;
  readonly name: string;
  readonly kind: SiteKind;
  readonly address: string | null;
  readonly organisationName: string;
  readonly municipality: { readonly code: string; readonly name: string };
  readonly pickupPoint: string | null;
  readonly pickupFromMinute: number | null;
  readonly lastPickupMinute: number;
  readonly minutesPerSwab: number;
  readonly windows: readonly WindowView[];
  /** P3: the weekdays on which the site always tests; null: any with a window. */
  readonly fixedWeekdays: { readonly weekdays: readonly number[]; readonly from: CalendarDate } | null;
  readonly sessions: readonly RollSessionView[];
  readonly contacts: readonly ContactView[];
}

/** One time. `label` is what the organisation calls the person: no name, no number of a person register (R57). */
export interface SlotView {
  readonly id: string;
  readonly startMinute: number;
  readonly lane: number;
  readonly people: number;
  readonly label: string | null;
  readonly shift: Shift | null;
}

export interface SessionPickup {
  readonly regionCode: string;
  readonly date: CalendarDate;
  readonly vehicle: string;
  readonly arrivalMinute: number;
}

export interface SessionView extends RollSessionView {
  readonly municipality: { readonly code: string; readonly name: string };
  readonly address: string | null;
  readonly roomName: string;
  readonly laboratoryName: string;
  readonly labDate: CalendarDate;
  readonly lanes: readonly { readonly lane: number; readonly swabber: string | null }[];
  readonly slots: readonly SlotView[];
  readonly dropIn: number;
  readonly pickup: SessionPickup | null;
  readonly pickupPoint: string | null;
  readonly regionCode: string;
  readonly keyPerson: string | null;
  /** Null while it is only planned (A12). */
  readonly document: SiteDocumentView | null;
  readonly changes: readonly ChangeView[];
  /** Changes are made up to its day; afterwards only the document is confirmed. */
  readonly phase: 'ahead' | 'today' | 'over';
}
