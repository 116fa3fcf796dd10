import { type CalendarDate, isCalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { parseCount, parseRate, RATE_UNIT } from './counts.ts';
import type { Colour, Threshold } from './measure.ts';
import { byCodeInFile } from './municipalityIn.ts';
import {
  type FaultList,
  normalisedHeader,
  refuseMissingLineEnd,
  type TextTable,
  wholeRows,
} from './textTable.ts';

/** An authority's own figure for a municipality and day (A2): kept beside ours and compared with it. */
export interface PublishedFigure {
  readonly date: CalendarDate;
  readonly municipality: MunicipalityCode;
  /** New cases per 100,000 inhabitants in billionths, as published: whole numbers compare without rounding (R2). */
  readonly billionths: number;
  readonly cases: number | undefined;
}

const REQUIRED = ['date', 'municipality_code', 'incidence'] as const;
type Column = (typeof REQUIRED)[number] | 'cases';

const indexOf = (header: readonly string[], column: Column) =>
  header.findIndex((name) => normalisedHeader(name) === normalisedHeader(column));

/** A column of rates tells it from the plain CSV of cases. */
export function looksLikePublishedCsv(header: readonly string[]): boolean {
  return REQUIRED.every((column) => indexOf(header, column) >= 0);
}

/** `date,municipality_code,incidence[,cases]`: a row per municipality and day that the authority states. */
export function readPublishedCsv(table: TextTable, faults: FaultList): PublishedFigure[] {
  const { file, header } = table;
  refuseMissingLineEnd(table, faults);
  const at = (column: Column) => indexOf(header, column);
  const seen = new Map<string, number>();
  const figures: PublishedFigure[] = [];
  for (const { line, cells } of wholeRows(table, faults)) {
    const fault = (column: Column, message: string) => faults.add({ file, line, column }, message);
    const date = cells[at('date')]!;
    const code = cells[at('municipality_code')]!;
    const rate = cells[at('incidence')]!;
    const stated = at('cases') < 0 ? '' : cells[at('cases')]!;
    const meant = byCodeInFile(code);
    const billionths = parseRate(rate);
    const cases = stated === '' ? undefined : parseCount(stated);
    if (!isCalendarDate(date)) fault('date', `"${date}" is no date (YYYY-MM-DD)`);
    if (meant.kind === 'unknown') fault('municipality_code', `"${code}" is no municipality that we know`);
    if (billionths === undefined) fault('incidence', `"${rate}" is no rate`);
    if (stated !== '' && cases === undefined) fault('cases', `"${stated}" is no number of cases`);
    if (!isCalendarDate(date) || meant.kind !== 'municipality' || billionths === undefined) continue;
    const key = `${date} ${meant.code}`;
    const first = seen.get(key);
    if (first !== undefined) fault('date', `${meant.code} on ${date} stands on line ${first} already`);
    seen.set(key, line);
    figures.push({ date, municipality: meant.code, billionths, cases });
  }
  if (figures.length === 0 && !faults.any)
    faults.add({ file }, 'there is no row with figures below the header');
  return figures;
}

/** The colour that a published figure gives: red from the threshold on (A1). */
export function publishedColour(
  { billionths }: Pick<PublishedFigure, 'billionths'>,
  policy: Threshold,
): Colour {
  return billionths >= policy.redFromPer100000 * RATE_UNIT ? 'red' : 'green';
}
