import { type CalendarDate, datesFrom, isCalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { parseCount } from './counts.ts';
import { byCodeInFile } from './municipalityIn.ts';
import {
  type Figures,
  KNOWN_GAPS,
  missingDays,
  type PlaceOf,
  refuseLongSpan,
  type UnknownName,
} from './release.ts';
import {
  type FaultList,
  normalisedHeader,
  refuseMissingLineEnd,
  type TextTable,
  wholeRows,
} from './textTable.ts';

const REQUIRED = ['date', 'municipality_code', 'cases'] as const;
const OPTIONAL = ['population'] as const;
type Column = (typeof REQUIRED)[number] | (typeof OPTIONAL)[number];

export interface PlainFigures extends Figures {
  readonly populations: ReadonlyMap<MunicipalityCode, number>;
  readonly unknownNames: readonly UnknownName[];
  readonly placeOf: PlaceOf;
}

interface PlainRow {
  readonly date: CalendarDate;
  readonly cases: number;
  readonly population: number | undefined;
  readonly line: number;
}

const indexOf = (header: readonly string[], column: Column) =>
  header.findIndex((name) => normalisedHeader(name) === normalisedHeader(column));

/** Two of the three required columns are enough to recognise the format, so that the third can be missed by name. */
export function looksLikePlainCsv(header: readonly string[]): boolean {
  return REQUIRED.filter((column) => indexOf(header, column) >= 0).length >= 2;
}

/**
 * `date,municipality_code,cases[,population]`: one row per municipality and sample date. A municipality is either
 * left out of the whole file (nothing is then known about it) or has a row for every date of the file.
 */
export function readPlainCsv(table: TextTable, faults: FaultList): PlainFigures {
  const { file, header } = table;
  const missingColumns = REQUIRED.filter((column) => indexOf(header, column) < 0);
  for (const column of missingColumns) faults.add({ file, line: 1 }, `the column ${column} is missing`);
  refuseMissingLineEnd(table, faults);
  const unknownNames: UnknownName[] = [];
  const rows = missingColumns.length > 0 ? new Map<never, never>() : readRows(table, unknownNames, faults);
  return { ...series(table, rows, faults), unknownNames };
}

function readRows(table: TextTable, unknownNames: UnknownName[], faults: FaultList) {
  const { file, header } = table;
  const at = { date: 0, municipality_code: 0, cases: 0, population: 0 } satisfies Record<Column, number>;
  for (const column of [...REQUIRED, ...OPTIONAL]) at[column] = indexOf(header, column);
  const rows = new Map<MunicipalityCode, Map<CalendarDate, PlainRow>>();
  for (const { line, cells } of wholeRows(table, faults)) {
    const place = (column: Column) => ({ file, line, column });
    const date = cells[at.date]!;
    const cases = parseCount(cells[at.cases]!);
    const meant = byCodeInFile(cells[at.municipality_code]!);
    if (meant.kind === 'unknown') {
      unknownNames.push({ place: `${file}, line ${line}`, name: cells[at.municipality_code]! });
    }
    if (!isCalendarDate(date)) faults.add(place('date'), `"${date}" is no date (YYYY-MM-DD)`);
    if (cases === undefined) faults.add(place('cases'), `"${cells[at.cases]!}" is no number of cases`);
    const stated = at.population < 0 ? '' : cells[at.population]!;
    const population = stated === '' ? undefined : parseCount(stated);
    if (stated !== '' && !population)
      faults.add(place('population'), `"${stated}" is no number of inhabitants`);
    if (meant.kind !== 'municipality' || !isCalendarDate(date) || cases === undefined) continue;
    const own = rows.get(meant.code) ?? new Map<CalendarDate, PlainRow>();
    const first = own.get(date);
    if (first) faults.add(place('date'), `${meant.code} on ${date} stands on line ${first.line} already`);
    own.set(date, { date, cases, population, line });
    rows.set(meant.code, own);
  }
  return rows;
}

function series(
  { file }: TextTable,
  rows: ReadonlyMap<MunicipalityCode, ReadonlyMap<CalendarDate, PlainRow>>,
  faults: FaultList,
): Omit<PlainFigures, 'unknownNames'> {
  const present = new Set([...rows.values()].flatMap((own) => [...own.keys()]));
  const sorted = [...present].sort();
  const from = sorted[0] ?? ('1970-01-01' as CalendarDate);
  const to = sorted.at(-1) ?? from;
  if (sorted.length === 0) faults.add({ file, line: 1 }, 'there is no row with figures below the header');
  const cases = new Map<MunicipalityCode, readonly number[]>();
  const populations = new Map<MunicipalityCode, number>();
  const placeOf = placesIn(file, rows);
  if (refuseLongSpan(sorted, placeOf, faults)) {
    return { from, to: from, cases, missing: [], populations, placeOf };
  }
  const days = datesFrom({ from, to });
  for (const [code, own] of rows) {
    for (const date of sorted) {
      if (!own.has(date) && !KNOWN_GAPS.has(date)) {
        faults.add(
          placeOf(date),
          `${code} has no row for ${date}, which others have (zero cases are written 0)`,
        );
      }
    }
    cases.set(
      code,
      days.map((date) => own.get(date)?.cases ?? 0),
    );
    const newest = [...own.values()]
      .filter(({ population }) => population !== undefined)
      .reduce<PlainRow | undefined>((a, b) => (a && a.date > b.date ? a : b), undefined);
    if (newest?.population) populations.set(code, newest.population);
  }
  return { from, to, cases, missing: missingDays(present), populations, placeOf };
}

function placesIn(
  file: string,
  rows: ReadonlyMap<MunicipalityCode, ReadonlyMap<CalendarDate, PlainRow>>,
): PlaceOf {
  return (date, municipality) => {
    const own = municipality === undefined ? [...rows.values()] : [rows.get(municipality)];
    const row = own.flatMap((series) => series?.get(date) ?? [])[0];
    return { file, line: row?.line ?? 1, column: municipality === undefined ? 'date' : 'cases' };
  };
}
