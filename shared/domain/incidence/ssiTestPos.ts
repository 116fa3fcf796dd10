import type { MunicipalityCode } from '../geography/codes.ts';
import { isSuppressed, parseCount } from './counts.ts';
import { byCodeInFile, byNameInFile, type NameInFile } from './municipalityIn.ts';
import type { StatedTotals, UnknownName } from './release.ts';
import { type FaultList, normalisedHeader, type TextTable, wholeRows } from './textTable.ts';

/** Columns of `Municipality_test_pos.csv` by what their header holds once case and marks are taken away. */
const COLUMNS = {
  code: { wanted: 'Kommune_(id)', is: (header: string) => /^kommune.*(id|kode)$/.test(header) },
  name: { wanted: 'Kommune_(navn)', is: (header: string) => /^kommune.*navn$/.test(header) },
  confirmed: {
    wanted: 'Antal_bekræftede_COVID-19',
    is: (header: string) => header.includes('bekraeftede'),
  },
  population: { wanted: 'Befolkningstal', is: (header: string) => header.startsWith('befolkning') },
} as const;

type ColumnName = keyof typeof COLUMNS;
const COLUMN_NAMES = Object.keys(COLUMNS) as readonly ColumnName[];

export interface SsiTestPos {
  readonly populations: ReadonlyMap<MunicipalityCode, number>;
  readonly totals: StatedTotals;
  readonly unknownNames: readonly UnknownName[];
}

function indexOf(header: readonly string[], column: ColumnName): number {
  return header.findIndex((name) => COLUMNS[column].is(normalisedHeader(name)));
}

/** By content: three of its four columns are enough to recognise it, so that the fourth can be missed by name. */
export function looksLikeSsiTestPos(header: readonly string[]): boolean {
  return COLUMN_NAMES.filter((column) => indexOf(header, column) >= 0).length >= 3;
}

/** Cumulative counts and inhabitants, a row per municipality (and one for Christiansø). */
export function readSsiTestPos(table: TextTable, faults: FaultList): SsiTestPos {
  const { file, header } = table;
  const index = {} as Record<ColumnName, number>;
  for (const column of COLUMN_NAMES) {
    index[column] = indexOf(header, column);
    if (index[column] < 0) faults.add({ file, line: 1 }, `the column ${COLUMNS[column].wanted} is missing`);
  }
  const populations = new Map<MunicipalityCode, number>();
  const confirmed = new Map<MunicipalityCode, number | undefined>();
  const unknownNames: UnknownName[] = [];
  if (COLUMN_NAMES.some((column) => index[column] < 0)) {
    return { populations, totals: { municipalities: new Set(), confirmed }, unknownNames };
  }
  for (const { line, cells } of wholeRows(table, faults)) {
    const cell = (column: ColumnName) => cells[index[column]]!;
    const place = (column: ColumnName) => ({ file, line, column: header[index[column]]! });
    const meant = agreed(byCodeInFile(cell('code')), byNameInFile(cell('name')));
    if (meant.kind === 'contradiction') {
      faults.add(place('name'), `code ${cell('code')} is not the code of ${cell('name')}`);
    }
    if (meant.kind === 'unknown') {
      unknownNames.push({ place: `${file}, line ${line}`, name: `${cell('code')} ${cell('name')}` });
    }
    if (meant.kind !== 'municipality') continue;
    if (populations.has(meant.code)) faults.add(place('code'), `${cell('name')} stands twice`);
    const population = parseCount(cell('population'));
    if (population === undefined || population === 0) {
      faults.add(place('population'), `"${cell('population')}" is no number of inhabitants`);
    }
    const count = isSuppressed(cell('confirmed')) ? undefined : parseCount(cell('confirmed'));
    if (count === undefined && !isSuppressed(cell('confirmed'))) {
      faults.add(place('confirmed'), `"${cell('confirmed')}" is no number of cases`);
    }
    populations.set(meant.code, population ?? 0);
    confirmed.set(meant.code, count);
  }
  return { populations, totals: { municipalities: new Set(populations.keys()), confirmed }, unknownNames };
}

/**
 * The code decides; a known name that belongs to another code is a fault, an unknown spelling is not. People without a
 * municipality have no code.
 */
function agreed(byCode: NameInFile, byName: NameInFile): NameInFile | { kind: 'contradiction' } {
  if (byCode.kind === 'municipality' && byName.kind === 'municipality' && byCode.code !== byName.code) {
    return { kind: 'contradiction' };
  }
  if (byCode.kind === 'unknown' && byName.kind === 'outside') return byName;
  return byCode;
}
