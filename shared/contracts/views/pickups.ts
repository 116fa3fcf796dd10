import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { RegionName } from './country.ts';
import type { ContactView } from './municipality.ts';
import type { PickupState } from './region.ts';

export interface Place {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

type StopState = 'planned' | 'frozen' | 'picked-up' | 'delivered' | 'missed' | 'refused' | 'cancelled';

export interface StopView extends Place {
  readonly position: number;
  readonly siteId: string;
  readonly municipalityName: string;
  readonly address: string | null;
  /** The door or room where samples wait (R44). */
  readonly pickupPoint: string | null;
  readonly arrivalMinute: number;
  readonly departureMinute: number;
  /** When the day's samples are taken and the door is open; null: any time. */
  readonly readyMinute: number | null;
  readonly samples: number;
  readonly kits: number;
  readonly state: StopState;
  readonly note: string | null;
}

export interface RouteView {
  readonly id: string;
  readonly vehicle: string;
  readonly trip: number;
  readonly depot: Place;
  /** Where the samples go; null for a trip that brings kits only. */
  readonly laboratory: Place | null;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly km: number;
  readonly stops: readonly StopView[];
}

export interface UnservedView {
  readonly siteId: string;
  readonly siteName: string;
  readonly samples: number;
  readonly kits: number;
  readonly limit: string;
  readonly message: string;
  readonly fix: string;
}

export interface PickupPlanView {
  readonly state: PickupState;
  readonly frozenAt: Date | null;
  readonly routes: readonly RouteView[];
  readonly unserved: readonly UnservedView[];
}

export interface PickupsView {
  readonly region: RegionName;
  readonly date: CalendarDate;
  /** Other days that have a list. */
  readonly dates: readonly CalendarDate[];
  readonly plan: PickupPlanView | null;
  readonly contacts: readonly ContactView[];
}
