import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { IsoWeek } from '../calendar/isoWeek.ts';
import type { Colour } from '../incidence/measure.ts';
import type { DecisionKind } from './decision.ts';
import type { TestWeekState } from './redFlow.ts';

export type Addressee = 'municipality' | 'region' | 'stps';

/** R7: what is told, as facts; each language makes its own sentences of them. `municipality` is a name. */
export type NoticeFacts =
  | {
      readonly template: 'crossing';
      readonly municipality: string;
      readonly openedOn: CalendarDate;
    }
  | {
      readonly template: 'decision';
      readonly municipality: string;
      readonly number: number;
      readonly kind: DecisionKind;
      readonly colour: Colour | null;
      readonly partial: boolean;
      readonly decidedOn: CalendarDate;
      readonly onBehalfOf: string;
      readonly registeredBy: string;
      readonly reason: string;
      /** R24: week 1 and, provisionally, week 3. */
      readonly weeks: readonly { readonly week: IsoWeek; readonly state: TestWeekState }[];
      readonly reviewOn: CalendarDate | null;
    }
  | {
      readonly template: 'test-week';
      readonly municipality: string;
      readonly week: IsoWeek;
      readonly state: 'confirmed' | 'cancelled';
    }
  | {
      readonly template: 'review-overdue';
      readonly municipality: string;
      readonly dueOn: CalendarDate;
    }
  | {
      readonly template: 'roll-published';
      readonly municipality: string;
      readonly owner: string;
      readonly from: CalendarDate;
      readonly to: CalendarDate;
      readonly sessions: number;
      readonly people: number;
    }
  | {
      /** What changed in a published roll, in counts: who it is about is told by their own place (R18). */
      readonly template: 'roll-changed';
      readonly municipality: string;
      readonly kind: 'cancel' | 'by-hand' | 'withdraw';
      /** Null: the whole roll, from the day on. */
      readonly site: string | null;
      readonly date: CalendarDate;
      readonly people: number;
      readonly by: string;
      readonly reason: string | null;
    }
  | {
      readonly template: 'left-behind';
      readonly municipality: string;
      readonly site: string;
      readonly date: CalendarDate;
      readonly state: 'missed' | 'refused';
      readonly samples: number;
    };
