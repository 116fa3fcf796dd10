import { type CalendarDate, isCalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { parseCount, parseRate, RATE_UNIT } from './counts.ts';
import type { Colour, Threshold } from './measure.ts';
import { byCodeInFile } from './municipalityIn.ts';
import type { UnknownName } from './release.ts';
import {
  type FaultList,
  normalisedHeader,
  refuseMissingLineEnd,
  type TextRow,
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

/** What a file states of one day. */
export interface PublishedDay {
  readonly date: CalendarDate;
  readonly figures: readonly PublishedFigure[];
  /** Codes in it that are no municipality's: for the gate to tell. */
  readonly unknownNames: readonly UnknownName[];
}

const REQUIRED = ['date', 'municipality_code', 'incidence'] as const;
type Column = (typeof REQUIRED)[number] | 'cases';

const indexOf = (header: readonly string[], column: Column) =>
  header.findIndex((name) => normalisedHeader(name) === normalisedHeader(column));

/** A column of rates tells it from the plain CSV of cases. */
export function looksLikePublishedCsv(header: readonly string[]): boolean {
  return REQUIRED.every((column) => indexOf(header, column) >= 0);
}

/**
 * `date,municipality_code,incidence[,cases]`: a row per municipality and day that the authority states, in any order;
 * `cases` are those that the rate rests on.
 *
 * @returns a statement per day, the oldest first.
 */
export function readPublishedCsv(table: TextTable, faults: FaultList): PublishedDay[] {
  const { file } = table;
  refuseMissingLineEnd(table, faults);
  const lineOf = new Map<string, number>();
  const days = new Map<CalendarDate, { figures: PublishedFigure[]; unknownNames: UnknownName[] }>();
  for (const row of wholeRows(table, faults)) {
    const { date, code, ...figure } = readRow(table, row, faults);
    if (date === undefined) continue;
    const day = days.get(date) ?? { figures: [], unknownNames: [] };
    days.set(date, day);
    const meant = byCodeInFile(code);
    if (meant.kind === 'unknown') {
      day.unknownNames.push({ place: `${file}, line ${row.line}, column municipality_code`, name: code });
    }
    if (meant.kind !== 'municipality' || figure.billionths === undefined) continue;
    const key = `${date} ${meant.code}`;
    const first = lineOf.get(key);
    const message = `${meant.code} on ${date} stands on line ${first} already`;
    if (first !== undefined) faults.add({ file, line: row.line, column: 'date' }, message);
    lineOf.set(key, row.line);
    const { billionths, cases } = figure;
    day.figures.push({ date, municipality: meant.code, billionths, cases });
  }
  const statesNothing = lineOf.size === 0 && !faults.any;
  if (statesNothing) faults.add({ file, line: 1 }, NOTHING);
  return [...days].map(([date, day]) => ({ date, ...day })).sort((a, b) => (a.date < b.date ? -1 : 1));
}

const NOTHING = 'there is no row with figures of a municipality below the header';

function readRow({ file, header }: TextTable, { line, cells }: TextRow, faults: FaultList) {
  const cell = (column: Column) => cells[indexOf(header, column)] ?? '';
  const fault = (column: Column, message: string) => faults.add({ file, line, column }, message);
  const [date, rate, stated] = [cell('date'), cell('incidence'), cell('cases')];
  const billionths = parseRate(rate);
  const cases = stated === '' ? undefined : parseCount(stated);
  if (!isCalendarDate(date)) fault('date', `"${date}" is no date (YYYY-MM-DD)`);
  if (billionths === undefined) fault('incidence', `"${rate}" is no rate`);
  if (stated !== '' && cases === undefined) fault('cases', `"${stated}" is no number of cases`);
  return {
    date: isCalendarDate(date) ? date : undefined,
    code: cell('municipality_code'),
    billionths,
    cases,
  };
}

/** The colour that a published figure gives: red from the threshold on (A1). */
export function publishedColour(
  { billionths }: Pick<PublishedFigure, 'billionths'>,
  policy: Threshold,
): Colour {
  return billionths >= policy.redFromPer100000 * RATE_UNIT ? 'red' : 'green';
}
