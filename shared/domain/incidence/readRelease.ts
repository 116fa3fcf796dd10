import { addDays, type CalendarDate, isCalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { DomainProblem } from '../problem.ts';
import { looksLikePlainCsv, readPlainCsv } from './plainCsv.ts';
import { looksLikePublishedCsv } from './publishedCsv.ts';
import type { Figures, PlaceOf, RawFile, Release } from './release.ts';
import { looksLikeSsiCases, readSsiCases } from './ssiCases.ts';
import { looksLikeSsiTestPos, readSsiTestPos } from './ssiTestPos.ts';
import { FaultList, type TextTable } from './textTable.ts';

/** What a table is, said by its header. Files are never recognised by their names. */
export type TableKind = 'ssi-cases' | 'ssi-test-pos' | 'plain' | 'published';

export interface RecognisedTable {
  readonly kind: TableKind;
  readonly table: TextTable;
  readonly raw: RawFile;
}

export function recogniseHeader(header: readonly string[]): TableKind | undefined {
  if (looksLikeSsiCases(header)) return 'ssi-cases';
  if (looksLikeSsiTestPos(header)) return 'ssi-test-pos';
  if (looksLikePublishedCsv(header)) return 'published';
  if (looksLikePlainCsv(header)) return 'plain';
  return undefined;
}

/** Why an empty file is none of ours. */
export const EMPTY_FILE = 'it is empty';

const WANTED =
  'a release is a table of cases per municipality (a column date_sample or SampleDate and a column per ' +
  'municipality; beside it, where there is one, the table with Kommune_(id), Kommune_(navn), ' +
  'Antal_bekræftede_COVID-19 and Befolkningstal), or a table with the columns date,municipality_code,cases[,population]';

const NONE: ReadonlyMap<MunicipalityCode, number> = new Map();

/**
 * The tables of one release, put together. All or nothing: either everything was understood, or every fault is
 * told with its file, line and column.
 *
 * @throws DomainProblem `bad-file`
 */
export function readRelease({
  source,
  releasedOn,
  tables,
  otherFiles,
}: {
  source: string;
  releasedOn: CalendarDate;
  tables: readonly RecognisedTable[];
  /** Files that were looked at and are none of ours: told when nothing else is found. */
  otherFiles: readonly { readonly name: string; readonly why: string }[];
}): Release {
  const faults = new FaultList();
  const one = (kind: TableKind) => onlyOne(tables, kind, faults);
  const cases = one('ssi-cases');
  const testPos = one('ssi-test-pos');
  const plain = one('plain');
  if (cases && plain) {
    faults.add({ file: plain.table.file }, `a second series of cases beside ${cases.table.file}`);
  }
  if (!cases && !plain) {
    throw new DomainProblem('bad-file', `${source} holds no series of cases: ${WANTED}`, [
      ...tables.map(({ table }) => ({ place: table.file, message: 'is a table of totals' })),
      ...otherFiles.map(({ name, why }) => ({ place: name, message: why })),
    ]);
  }
  refuseDamagedFiles(otherFiles, faults);
  const plainSeries = plain && !cases ? readPlainCsv(plain.table, faults) : undefined;
  const series = cases ? readSsiCases(cases.table, faults) : { withoutColumn: [], ...plainSeries! };
  const totals = testPos && cases ? readSsiTestPos(testPos.table, faults) : undefined;
  refuseOtherDays(series, releasedOn, faults);
  const populations = totals?.populations ?? plainSeries?.populations ?? NONE;
  refuseMoreCasesThanPeople(series, populations, faults);
  faults.throwIfAny(`${source} cannot be read as a release; nothing was imported`);
  return {
    releasedOn,
    format: cases ? 'ssi-municipalities' : 'plain',
    files: [cases, totals ? testPos : undefined, plain].flatMap((found) => (found ? [found.raw] : [])),
    from: series.from,
    to: series.to,
    cases: series.cases,
    missing: series.missing,
    populations,
    totals: totals?.totals,
    withoutColumn: series.withoutColumn,
    unknownNames: [...series.unknownNames, ...(totals?.unknownNames ?? [])],
  };
}

/** What these files are is told by their content; their names only tell that something of them was lost. */
const OURS_BY_NAME = /municipality_(test_pos|cases_time_series)/i;

/** A file that is empty, or that has lost its header, is no sister file but a damaged one. */
function refuseDamagedFiles(
  otherFiles: readonly { readonly name: string; readonly why: string }[],
  faults: FaultList,
): void {
  for (const { name, why } of otherFiles) {
    if (OURS_BY_NAME.test(name) || why === EMPTY_FILE) faults.add({ file: name }, why);
  }
}

/** The same bytes twice are one file; two different files of a kind are a fault. */
function onlyOne(
  tables: readonly RecognisedTable[],
  kind: TableKind,
  faults: FaultList,
): RecognisedTable | undefined {
  const [first, ...others] = tables.filter((table) => table.kind === kind);
  for (const other of others) {
    if (other.raw.sha256 === first!.raw.sha256) continue;
    faults.add({ file: other.table.file }, `a second table of the same kind as ${first!.table.file}`);
  }
  return first;
}

type Series = Figures & { readonly placeOf: PlaceOf };

/** A series that goes on after its release has the wrong release date. */
function refuseOtherDays({ to, placeOf }: Series, releasedOn: CalendarDate, faults: FaultList): void {
  if (to <= releasedOn) return;
  const message = `it has figures for ${to}, after the release date ${releasedOn}: is the date right?`;
  faults.add(placeOf(to), message);
}

function refuseMoreCasesThanPeople(
  { cases, from, placeOf }: Series,
  populations: Release['populations'],
  faults: FaultList,
): void {
  for (const [code, series] of cases) {
    const population = populations.get(code);
    if (!population) continue;
    for (let day = 0; day < series.length; day += 1) {
      if (series[day]! <= population) continue;
      const message = `${code} has ${series[day]!} cases on one day and ${population} inhabitants`;
      faults.add(placeOf(addDays(from, day), code), message);
    }
  }
}

/**
 * The date in the name of a folder or zip: `2020-09-09`, or `02092020` and `20200902` between other signs. Undefined
 * when there is none, or more than one.
 */
export function releaseDateInName(name: string): CalendarDate | undefined {
  const dashed = [...name.matchAll(/(?<!\d)(\d{4})[-_.](\d{2})[-_.](\d{2})(?!\d)/g)].map(
    ([, year, month, day]) => `${year}-${month}-${day}`,
  );
  const danish = [...name.matchAll(/(?<!\d)(\d{2})[-_.](\d{2})[-_.](\d{4})(?!\d)/g)].map(
    ([, day, month, year]) => `${year}-${month}-${day}`,
  );
  const together = [...name.matchAll(/(?<!\d)\d{8}(?!\d)/g)].flatMap(([digits]) => [
    `${digits.slice(4)}-${digits.slice(2, 4)}-${digits.slice(0, 2)}`,
    `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`,
  ]);
  const believable = new Set(
    [...dashed, ...danish, ...together].filter((text) => isCalendarDate(text) && text.startsWith('20')),
  );
  const [only] = believable;
  return believable.size === 1 ? (only as CalendarDate) : undefined;
}
