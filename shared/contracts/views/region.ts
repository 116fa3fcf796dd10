import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { DecidedView, MeasuredView, RegionName } from './country.ts';
import type { ContactView } from './municipality.ts';

/** One day at a laboratory: what arrives against what it can analyse (R50). */
export interface LoadDay {
  readonly date: CalendarDate;
  readonly planned: number;
  readonly capacity: number;
}

export interface LaboratoryLoad {
  readonly id: string;
  readonly name: string;
  readonly days: readonly LoadDay[];
}

export interface AllotmentView {
  readonly state: 'proposed' | 'agreed' | 'superseded';
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** What a municipality may send (quota) and what is agreed: counts, never names (R18, P2). */
export interface RegionMunicipality {
  readonly code: string;
  readonly name: string;
  readonly measured: MeasuredView | null;
  readonly decided: DecidedView;
  /** A17: the day by which it was to be assessed and was not; null while none has passed. */
  readonly carriedOverSince: CalendarDate | null;
  readonly quota: number | null;
  readonly largestDay: number | null;
  readonly testDays: number;
  readonly agreedTestDays: number;
  readonly sessions: number;
  readonly people: number;
  readonly unplaced: number;
  /** R13: people without a time because laboratory or workstations are short, and nobody has prioritised yet. */
  readonly unprioritised: number;
}

export type PickupState = 'draft' | 'planned' | 'frozen' | 'superseded';

export interface PickupDay {
  readonly date: CalendarDate;
  readonly state: PickupState;
  readonly routes: number;
  readonly stops: number;
  readonly samples: number;
  readonly km: number;
}

export interface RegionView extends RegionName {
  readonly laboratories: readonly LaboratoryLoad[];
  readonly allotment: AllotmentView | null;
  readonly municipalities: readonly RegionMunicipality[];
  readonly pickups: readonly PickupDay[];
  readonly contacts: readonly ContactView[];
}
