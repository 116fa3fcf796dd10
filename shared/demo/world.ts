import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { Shift } from '../domain/calendar/shift.ts';
import type { MunicipalityCode, RegionCode } from '../domain/geography/codes.ts';

/**
 * The invented world as plain data. Municipalities, regions, populations and towns are real; organisations, sites,
 * people, laboratories, vehicles and telephone numbers are invented. Ids are opaque and follow from the seed.
 */
export interface World {
  readonly demo: DemoName;
  readonly seed: number;
  readonly regions: readonly RegionCode[];
  readonly municipalities: readonly DemoMunicipality[];
  readonly organisations: readonly DemoOrganisation[];
  readonly areas: readonly DemoArea[];
  readonly laboratories: readonly DemoLaboratory[];
  readonly vehicles: readonly DemoVehicle[];
  readonly sites: readonly DemoSite[];
  readonly headcounts: readonly DemoHeadcount[];
  readonly staff: readonly DemoStaffMember[];
  readonly careTeams: readonly DemoCareTeam[];
  readonly swabTeams: readonly DemoSwabTeam[];
  readonly swabbers: readonly DemoSwabber[];
  readonly pools: readonly DemoPool[];
  readonly contacts: readonly DemoContact[];
}

/** `tiny` is for tests and journeys. */
export const DEMO_NAMES = ['hovedstaden', 'denmark', 'tiny'] as const;
export type DemoName = (typeof DEMO_NAMES)[number];

interface DemoMunicipality {
  readonly code: MunicipalityCode;
  readonly region: RegionCode;
  readonly laboratoryId: string;
  /** P1: some plan from rosters, some from headcounts alone. */
  readonly plansFrom: 'rosters' | 'headcounts';
}

/** Municipalities, regions and authorities are organisations of their own accord; the demo adds these. */
export interface DemoOrganisation {
  readonly id: string;
  readonly kind: 'home' | 'supplier';
  readonly name: string;
  readonly municipality: MunicipalityCode;
  readonly region: RegionCode;
  /** A private home that keeps its own staff and roll (R19); a self-owned one goes with its municipality. */
  readonly independent: boolean;
}

/** A town or city district, which a partial red decision may name (R10). */
interface DemoArea {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly name: string;
}

export interface DemoLaboratory {
  readonly id: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly lat: number;
  readonly lon: number;
  /** Samples must be there by then (R49). */
  readonly arrival: string;
  /** Samples arriving, Monday to Sunday. */
  readonly weekdayCapacity: readonly number[];
}

export interface DemoVehicle {
  readonly id: string;
  readonly name: string;
  readonly region: RegionCode;
  /** Where it starts, unloads and ends. */
  readonly laboratoryId: string;
  readonly capacity: number;
  readonly shift: readonly [from: string, to: string];
}

export type DemoSiteKind = 'nursing-home' | 'home-care-district' | 'home-nursing';

export interface DemoWindow {
  readonly name: 'morning' | 'handover' | 'late';
  readonly from: string;
  readonly to: string;
  readonly lanes: number;
  /** 0 is Monday. */
  readonly weekdays: readonly number[];
}

export interface DemoSite {
  readonly id: string;
  readonly kind: DemoSiteKind;
  readonly name: string;
  readonly areaId: string;
  readonly address: string;
  readonly organisationId: string;
  readonly municipality: MunicipalityCode;
  readonly laboratoryId: string;
  readonly lat: number;
  readonly lon: number;
  /** Nursing homes only. */
  readonly residents: number | null;
  /** Everybody who is to be tested there, by name or by number. */
  readonly staff: number;
  readonly room: string;
  readonly pickupPoint: string;
  readonly shiftHours: Readonly<Record<Shift, readonly [from: string, to: string]>>;
  readonly windows: readonly DemoWindow[];
  readonly minutesPerSwab: number;
  readonly blockMinutes: number;
  readonly dropIn: number;
  readonly lastPickup: string;
  readonly turnout: number;
  readonly openFrom: CalendarDate;
  readonly openTo: CalendarDate | null;
}

/** Duty: a rota day is an offset from the anchor, repeated every 7 × weeks days. */
export interface DemoRota {
  readonly weeks: number;
  readonly days: readonly number[];
}

export interface DemoStaffMember {
  readonly id: string;
  /** Whose target group: the municipality's, or that of an independent home, which no municipality sees (R19, R20). */
  readonly organisationId: string;
  /** The supplier, when it is another. */
  readonly employerId: string | null;
  /** For which municipality they work (R20). */
  readonly municipality: MunicipalityCode;
  /** A staff number. The demo invents no names. */
  readonly label: string;
  readonly careTeamId: string | null;
  /** Where they may be tested, the usual place first. */
  readonly siteIds: readonly string[];
  readonly shift: Shift;
  /** Null for hourly staff, who work on any day. */
  readonly rota: DemoRota | null;
  readonly inScopeFrom: CalendarDate;
  readonly inScopeTo: CalendarDate | null;
  readonly pausedUntil: CalendarDate | null;
  /** Null for those who are new. */
  readonly lastOffer: CalendarDate | null;
}

/** P1: all that a municipality without rosters states, for a site and shift. */
export interface DemoHeadcount {
  readonly id: string;
  readonly siteId: string;
  readonly shift: Shift;
  readonly people: number;
  /** How many of them were last offered a test when; adds up to `people`. */
  readonly lastOffers: readonly { readonly date: CalendarDate; readonly people: number }[];
}

/** A mobile group of a home-care district: it may be named by a partial red decision (A18). */
export interface DemoCareTeam {
  readonly id: string;
  readonly organisationId: string;
  readonly municipality: MunicipalityCode;
  readonly name: string;
}

export interface DemoSwabTeam {
  readonly id: string;
  readonly name: string;
  readonly municipality: MunicipalityCode;
  readonly siteIds: readonly string[];
}

export interface DemoSwabber {
  readonly id: string;
  /** Null where the municipality plans from headcounts alone. */
  readonly staffId: string | null;
  /** The municipality, or an independent home. */
  readonly organisationId: string;
  readonly municipality: MunicipalityCode;
  readonly label: string;
  readonly teamId: string | null;
  readonly siteIds: readonly string[];
  readonly hours: readonly [from: string, to: string];
  readonly rota: DemoRota | null;
  readonly trainedFrom: CalendarDate;
  /** R39: who trained them; null for the region's own round (R38). */
  readonly trainedBy: string | null;
}

/** R47: workstations that move between sites. */
export interface DemoPool {
  readonly id: string;
  readonly name: string;
  readonly municipality: MunicipalityCode;
  readonly workstations: number;
  readonly siteIds: readonly string[];
}

/** P9. The telephone numbers begin with 00, as no Danish number does. */
export interface DemoContact {
  readonly id: string;
  readonly municipality: MunicipalityCode | null;
  readonly region: RegionCode | null;
  readonly organisationId: string | null;
  readonly siteId: string | null;
  readonly laboratoryId: string | null;
  readonly role: 'duty' | 'planner' | 'site-manager' | 'laboratory' | 'driver';
  readonly name: string;
  readonly phone: string;
  readonly email: string | null;
  /** Duty phones come first. */
  readonly position: number;
}
