import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { RollPageView } from './roll.ts';

/** A session typed by hand into a draft. */
export interface TypedByHand {
  readonly id: string;
  readonly siteName: string;
  readonly date: CalendarDate;
  readonly startMinute: number;
}

/** An owner whose next roll waits to be planned, or to be planned again. */
export interface OwnerToPlan {
  readonly id: string;
  readonly name: string;
  readonly allotmentId: string;
  readonly agreed: boolean;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Its draft, if there is one. */
  readonly draft: string | null;
  readonly copied: boolean;
  readonly byHand: readonly TypedByHand[];
}

export interface PlanningView {
  readonly municipality: { readonly code: string; readonly name: string };
  readonly owners: readonly OwnerToPlan[];
}

/** What a session can be typed from: a site's windows with their lanes, and who swabs there. */
export interface SessionChoices {
  readonly site: { readonly id: string; readonly name: string };
  readonly windows: readonly {
    readonly id: string;
    readonly name: string;
    readonly fromMinute: number;
    readonly toMinute: number;
    readonly lanes: number;
    readonly weekdays: readonly number[];
  }[];
  readonly swabbers: readonly { readonly id: string; readonly label: string }[];
}

export interface AddSessionView {
  readonly view: RollPageView;
  readonly sites: readonly { readonly id: string; readonly name: string }[];
  /** Once the site is chosen. */
  readonly choices: SessionChoices | undefined;
}
