import { type CalendarDate, isCalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { MUNICIPALITIES } from '../geography/municipalities.ts';
import { parseCount } from './counts.ts';
import { byNameInFile } from './municipalityIn.ts';
import {
  dayIndex,
  type Figures,
  missingDays,
  type PlaceOf,
  refuseLongSpan,
  type UnknownName,
} from './release.ts';
import {
  type FaultList,
  normalisedHeader,
  refuseMissingLineEnd,
  type TextRow,
  type TextTable,
  wholeRows,
} from './textTable.ts';

/** `date_sample` in 2020, `SampleDate` from 2021. */
const DATE_COLUMNS: ReadonlySet<string> = new Set(['datesample', 'sampledate']);

export interface SsiCases extends Figures {
  readonly withoutColumn: readonly MunicipalityCode[];
  readonly unknownNames: readonly UnknownName[];
  readonly placeOf: PlaceOf;
}

interface Column {
  readonly index: number;
  readonly name: string;
  readonly code: MunicipalityCode;
}

/** By content: a column of sample dates and columns named like municipalities. */
export function looksLikeSsiCases(header: readonly string[]): boolean {
  const dated = header.some((name) => DATE_COLUMNS.has(normalisedHeader(name)));
  return dated && header.some((name) => byNameInFile(name).kind === 'municipality');
}

/**
 * `Municipality_cases_time_series.csv`: a row per sample date, a column per municipality *name*. Columns are found
 * by their header, never by position: their order changes between releases. A municipality that never had a case
 * has no column, which means zero.
 */
export function readSsiCases(table: TextTable, faults: FaultList): SsiCases {
  const dateIndex = table.header.findIndex((name) => DATE_COLUMNS.has(normalisedHeader(name)));
  const { columns, unknownNames } = municipalityColumns(table, dateIndex, faults);
  refuseMissingLineEnd(table, faults);
  const rowByDate = rowsByDate(table, dateIndex, faults);
  const dates = [...rowByDate.keys()].sort();
  const placeOf: PlaceOf = (date, municipality) => ({
    file: table.file,
    line: rowByDate.get(date)?.line ?? 1,
    column: columns.find(({ code }) => code === municipality)?.name ?? table.header[dateIndex]!,
  });
  const from = dates[0];
  const to = dates.at(-1);
  if (from === undefined || to === undefined) {
    faults.add({ file: table.file, line: 1 }, 'there is no row with figures below the header');
    return emptySeries(unknownNames, placeOf);
  }
  if (refuseLongSpan(dates, placeOf, faults)) return emptySeries(unknownNames, placeOf);
  const { dayOf, length } = dayIndex({ from, to });
  const cases = new Map(MUNICIPALITIES.map(({ code }) => [code, new Array<number>(length).fill(0)]));
  const places = columns.map((column) => ({ ...column, series: cases.get(column.code)! }));
  for (const [date, row] of rowByDate) {
    const day = dayOf(date);
    for (const { index, name, series } of places) {
      const text = row.cells[index]!;
      const count = parseCount(text);
      if (count !== undefined) series[day] = count;
      else faults.add({ file: table.file, line: row.line, column: name }, `"${text}" is no number of cases`);
    }
  }
  const present = new Set(columns.map(({ code }) => code));
  const withoutColumn = MUNICIPALITIES.map(({ code }) => code).filter((code) => !present.has(code));
  return { from, to, cases, missing: missingDays(new Set(dates)), withoutColumn, unknownNames, placeOf };
}

function emptySeries(unknownNames: readonly UnknownName[], placeOf: PlaceOf): SsiCases {
  const nowhere = '1970-01-01' as CalendarDate;
  return {
    from: nowhere,
    to: nowhere,
    cases: new Map(),
    missing: [],
    withoutColumn: [],
    unknownNames,
    placeOf,
  };
}

function municipalityColumns(
  { file, header }: TextTable,
  dateIndex: number,
  faults: FaultList,
): { columns: Column[]; unknownNames: UnknownName[] } {
  const columns: Column[] = [];
  const unknownNames: UnknownName[] = [];
  for (const [index, name] of header.entries()) {
    if (index === dateIndex) continue;
    const meant = byNameInFile(name);
    if (meant.kind === 'unknown')
      unknownNames.push({ place: `${file}, line 1, column ${index + 1}`, name: name });
    if (meant.kind !== 'municipality') continue;
    const first = columns.find(({ code }) => code === meant.code);
    if (first) faults.add({ file, line: 1, column: name }, `the same municipality as column ${first.name}`);
    else columns.push({ index, name, code: meant.code });
  }
  return { columns, unknownNames };
}

function rowsByDate(table: TextTable, dateIndex: number, faults: FaultList): Map<CalendarDate, TextRow> {
  const rows = new Map<CalendarDate, TextRow>();
  const column = table.header[dateIndex] ?? '';
  for (const row of wholeRows(table, faults)) {
    const date = row.cells[dateIndex]!;
    const place = { file: table.file, line: row.line, column };
    if (!isCalendarDate(date)) faults.add(place, `"${date}" is no date (YYYY-MM-DD)`);
    else if (rows.has(date)) faults.add(place, `${date} stands on line ${rows.get(date)!.line} already`);
    else rows.set(date, row);
  }
  return rows;
}
