import { addDays, type CalendarDate, calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import type { BundleFile, ReleaseBundle } from '../../shared/sources/incidenceSource.ts';

export const RELEASED = calendarDate('2020-09-09');

/** The twenty days up to the day before the release. */
export const SAMPLE_DATES: readonly CalendarDate[] = Array.from({ length: 20 }, (_, i) =>
  addDays(RELEASED, i - 20),
);

type Row = Readonly<Record<string, string | number>>;

/** A wide table of cases as SSI writes it; figures that a row does not name are `otherwise`. */
export function casesCsv({
  columns = MUNICIPALITIES.map(({ name }) => (name === 'København' ? 'Copenhagen' : name)),
  dateColumn = 'date_sample',
  dates = SAMPLE_DATES,
  figures = {},
  otherwise = 0,
}: {
  columns?: readonly string[];
  dateColumn?: string;
  dates?: readonly string[];
  figures?: Readonly<Record<string, Row>>;
  otherwise?: number;
} = {}): string {
  const lines = dates.map((date) =>
    [date, ...columns.map((column) => String(figures[date]?.[column] ?? otherwise))].join(';'),
  );
  return [[dateColumn, ...columns].join(';'), ...lines, ''].join('\n');
}

export interface TestPosRow {
  readonly code: string;
  readonly name: string;
  readonly confirmed: string;
  readonly population: string;
}

export const testPosRows: readonly TestPosRow[] = MUNICIPALITIES.map(({ code, name, population2020 }) => ({
  code: String(Number(code)),
  name,
  confirmed: '0',
  population: dotted(population2020),
}));

export function testPosCsv(rows: readonly TestPosRow[] = testPosRows): string {
  const header =
    '\uFEFFKommune_(id);Kommune_(navn);Antal_testede;Antal_bekræftede_COVID-19;Befolkningstal;Kumulativ_incidens_(per_100000)';
  const lines = rows.map(({ code, name, confirmed, population }) =>
    [code, name, '   1.000', confirmed.padStart(8), population.padStart(8), '     470'].join(';'),
  );
  return [header, ...lines, ''].join('\n');
}

/** 632340 → `632.340`. */
function dotted(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, '.');
}

export function file(name: string, content: string | Buffer): BundleFile {
  return { name, bytes: Buffer.isBuffer(content) ? content : Buffer.from(content) };
}

/** A release as a folder of files, released on `RELEASED` unless told otherwise. */
export function bundle(
  files: readonly BundleFile[],
  dateInName: CalendarDate | undefined = RELEASED,
): ReleaseBundle {
  return { source: 'test release', dateInName, files };
}

/** The two files of a real release; `null` leaves the table of totals out. */
export function ssiBundle(cases: string, testPos: string | null = testPosCsv()): ReleaseBundle {
  const totals = testPos === null ? [] : [file('test_pos.csv', testPos)];
  return bundle([file('cases.csv', cases), ...totals]);
}
