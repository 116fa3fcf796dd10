import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { RegionCode } from './codes.ts';
import type { Municipality } from './municipalities.ts';

export interface Region {
  readonly code: RegionCode;
  readonly name: string;
  readonly from: CalendarDate;
  /** The last day; null while it stands. */
  readonly to: CalendarDate | null;
}

const ALWAYS = '2007-01-01' as CalendarDate;
const LAST_DAY_BEFORE_MERGER = '2026-12-31' as CalendarDate;
const MERGER = '2027-01-01' as CalendarDate;

/** Østdanmark had no official code when this was written: `1086` is the project's own. */
const EASTERN = '1086' as RegionCode;

function region(code: string, name: string, from: CalendarDate, to: CalendarDate | null): Region {
  return { code: code as RegionCode, name, from, to };
}

/** Østdanmark replaces Hovedstaden and Sjælland on 1 January 2027. */
export const REGIONS: readonly Region[] = [
  region('1081', 'Region Nordjylland', ALWAYS, null),
  region('1082', 'Region Midtjylland', ALWAYS, null),
  region('1083', 'Region Syddanmark', ALWAYS, null),
  region('1084', 'Region Hovedstaden', ALWAYS, LAST_DAY_BEFORE_MERGER),
  region('1085', 'Region Sjælland', ALWAYS, LAST_DAY_BEFORE_MERGER),
  region(EASTERN, 'Region Østdanmark', MERGER, null),
];

const MERGED = new Set(['1084', '1085']);

/** The region that a municipality belongs to on a day. */
export function regionOf(municipality: Municipality, date: CalendarDate): RegionCode {
  return date >= MERGER && MERGED.has(municipality.region) ? EASTERN : municipality.region;
}

/** The region that answers on a day for what another was: itself, until it is merged into one. */
export function regionOn(code: string, date: CalendarDate): string {
  return date >= MERGER && MERGED.has(code) ? EASTERN : code;
}

/** Does the region stand on a day? A list of pickups belongs to the region of its day. */
export function standsOn(code: string, date: CalendarDate): boolean {
  return REGIONS.some((one) => one.code === code && one.from <= date && (one.to === null || one.to >= date));
}

/**
 * A region and those it has taken over. Laboratories, garages, cars, rounds and agreements stay where they are when regions
 * merge: what was registered with the old region is the new one's without anybody typing it again.
 */
export function withTakenOver(code: string): string[] {
  return code === EASTERN ? [code, ...MERGED] : [code];
}

/** The region, those it has taken over, and the one that takes it over: whose words reach across the day of a merger. */
export function acrossMerger(code: string): string[] {
  return MERGED.has(code) ? [code, EASTERN] : withTakenOver(code);
}
