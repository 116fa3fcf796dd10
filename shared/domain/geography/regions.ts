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
