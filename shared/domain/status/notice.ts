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
      readonly template: 'left-behind';
      readonly municipality: string;
      readonly site: string;
      readonly date: CalendarDate;
      readonly state: 'missed' | 'refused';
      readonly samples: number;
    };
