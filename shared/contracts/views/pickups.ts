import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { StopState } from '../../domain/lists/stopLife.ts';
import type { RegionName } from './country.ts';
import type { ContactView } from './municipality.ts';
import type { PickupState } from './region.ts';

export interface Place {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

/** Minutes of the day. */
export interface FerryView {
  readonly from: string;
  readonly to: string;
  readonly departs: number;
  readonly arrives: number;
}

export interface StopView extends Place {
  readonly id: string;
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
  /** Whom to telephone at the site: a number, no name (nobody's name stands on a list). */
  readonly phone: string | null;
  readonly pickedUpAt: Date | null;
  readonly pickedUpBy: string | null;
  readonly samplesCollected: number | null;
  readonly kitsDelivered: number | null;
  readonly deliveredAt: Date | null;
  /** Changed after the list was fixed (R56). */
  readonly changed: boolean;
  /** Ferries on the way there. */
  readonly ferries: readonly FerryView[];
  /** Somebody has locked its car, time or place. */
  readonly locked: boolean;
}

/** A line of a list's log (R56). */
export interface ListChangeView {
  readonly at: Date;
  readonly by: string;
  readonly phone: string | null;
  /** What kind of change; the pages have a sentence for each. */
  readonly change: string;
  readonly siteName: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
}

export interface RouteView {
  readonly id: string;
  readonly vehicle: string;
  readonly vehicleId: string;
  readonly trip: number;
  readonly depot: Place;
  /** Where the samples go; null for a trip that brings kits only. */
  readonly laboratory: Place | null;
  readonly startMinute: number;
  readonly endMinute: number;
  readonly km: number;
  readonly stops: readonly StopView[];
  /** Ferries on the way to the laboratory. */
  readonly ferriesHome: readonly FerryView[];
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
  readonly id: string;
  readonly state: PickupState;
  readonly frozenAt: Date | null;
  readonly routes: readonly RouteView[];
  readonly unserved: readonly UnservedView[];
  /** The newest first. */
  readonly changes: readonly ListChangeView[];
  /** Sites whose samples others bring: their kommune or TCDK (R45). */
  readonly broughtByOthers: readonly BroughtView[];
  /** Where the travel times are from, and whether that was what was asked for. */
  readonly travel: { readonly source: string; readonly fallback: string | null };
}

export interface BroughtView {
  readonly siteId: string;
  readonly siteName: string;
  readonly by: 'tcdk' | 'municipality';
  readonly samples: number;
}

export interface PickupsView {
  readonly region: RegionName;
  readonly date: CalendarDate;
  /** Other days that have a list. */
  readonly dates: readonly CalendarDate[];
  readonly plan: PickupPlanView | null;
  readonly contacts: readonly ContactView[];
}

/** One trip with what a driver needs around it. */
export interface DrivenRouteView {
  readonly region: RegionName;
  readonly date: CalendarDate;
  readonly state: PickupState;
  readonly number: number;
  readonly route: RouteView;
  /** The car's other trips of the day. */
  readonly trips: readonly { readonly id: string; readonly trip: number; readonly startMinute: number }[];
  readonly contacts: readonly ContactView[];
}
