import { addDays, type CalendarDate, datesFrom, dayNumber, daysBetween } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { FaultList, PlaceInFile } from './textTable.ts';

type ReleaseFormat = 'ssi-municipalities' | 'plain';

/** What a release was read from (R3): the bytes' hash proves later which file a figure came from. */
export interface RawFile {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Cases by sample date, the day on which the test was taken. */
export interface Figures {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** One number per day from `from` to `to`, for each municipality that the release covers. */
  readonly cases: ReadonlyMap<MunicipalityCode, readonly number[]>;
  /** Days between `from` and `to` without a row. Their cases count as zero. */
  readonly missing: readonly CalendarDate[];
}

/** A column or row that names no municipality we know. */
export interface UnknownName {
  readonly place: string;
  readonly name: string;
}

/** The totals that `Municipality_test_pos.csv` states beside the series. */
export interface StatedTotals {
  readonly municipalities: ReadonlySet<MunicipalityCode>;
  /** Confirmed cases since the beginning; undefined where the publisher suppressed a small number. */
  readonly confirmed: ReadonlyMap<MunicipalityCode, number | undefined>;
}

/** One day's file from an authority, read and understood, not yet judged. */
export interface Release extends Figures {
  readonly releasedOn: CalendarDate;
  readonly format: ReleaseFormat;
  readonly files: readonly RawFile[];
  /** Inhabitants as stated by the release; empty when it states none. */
  readonly populations: ReadonlyMap<MunicipalityCode, number>;
  readonly totals: StatedTotals | undefined;
  /** Municipalities without a column of their own: zero cases, not missing ones (Samsø until 29 Sep 2020). */
  readonly withoutColumn: readonly MunicipalityCode[];
  readonly unknownNames: readonly UnknownName[];
}

/** Days that the real series lacks in every release. */
export const KNOWN_GAPS: ReadonlySet<CalendarDate> = new Set(['2020-02-29' as CalendarDate]);

/** True when every day of the span lies within the series. */
export function covers(figures: Figures, span: { from: CalendarDate; to: CalendarDate }): boolean {
  return figures.from <= span.from && span.to <= figures.to;
}

/** The sum of cases over the span (both ends included); days outside the series count as zero. */
export function sumCases(
  figures: Pick<Figures, 'from'>,
  cases: readonly number[],
  span: { from: CalendarDate; to: CalendarDate },
): number {
  const first = Math.max(0, daysBetween({ from: figures.from, to: span.from }));
  const last = Math.min(cases.length - 1, daysBetween({ from: figures.from, to: span.to }));
  let sum = 0;
  for (let day = first; day <= last; day += 1) sum += cases[day]!;
  return sum;
}

/** Every day from the first to the last that has no row. */
export function missingDays(present: ReadonlySet<CalendarDate>): CalendarDate[] {
  const sorted = [...present].sort();
  const from = sorted[0];
  const to = sorted.at(-1);
  if (from === undefined || to === undefined) return [];
  return datesFrom({ from: addDays(from, 1), to: addDays(to, -1) }).filter((date) => !present.has(date));
}

/** Where a day stands in a series from `from` to `to`. */
export function dayIndex({ from, to }: { from: CalendarDate; to: CalendarDate }): {
  readonly length: number;
  readonly dayOf: (date: CalendarDate) => number;
} {
  const first = dayNumber(from);
  return { length: dayNumber(to) - first + 1, dayOf: (date) => dayNumber(date) - first };
}

/** Longer than any epidemic was counted; a slip in a year must not make a series of millennia. */
const LONGEST_SERIES_DAYS = 3_653;

/** Where a figure stands in its file, to be told when it is wrong. */
export type PlaceOf = (date: CalendarDate, municipality?: MunicipalityCode) => PlaceInFile;

/** True, with a fault at the day that stands apart, when the dates span more than any series does. */
export function refuseLongSpan(
  sorted: readonly CalendarDate[],
  placeOf: PlaceOf,
  faults: FaultList,
): boolean {
  const [from, to, middle] = [sorted[0], sorted.at(-1), sorted[Math.floor(sorted.length / 2)]];
  if (from === undefined || to === undefined || middle === undefined) return false;
  const days = daysBetween({ from, to }) + 1;
  if (days <= LONGEST_SERIES_DAYS) return false;
  const odd = daysBetween({ from, to: middle }) > daysBetween({ from: middle, to }) ? from : to;
  faults.add(placeOf(odd), `the dates go from ${from} to ${to}, ${days} days: is a year misspelt?`);
  return true;
}
