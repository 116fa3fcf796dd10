import { DomainProblem, type Fault } from '../problem.ts';

/** A delimited text file as cells, before anybody has said what they mean. Cells carry no outer blanks or quotes. */
export interface TextTable {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TextRow[];
  /** False when the text stops without a line end: the last cell may have been cut. */
  readonly endsWithLineEnd: boolean;
}

export interface TextRow {
  /** The line of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface PlaceInFile {
  readonly file: string;
  readonly line?: number;
  readonly column?: string;
}

const MOST_FAULTS = 50;

/** Collects every fault of a bundle of files, so that all are told at once. */
export class FaultList {
  readonly #faults: Fault[] = [];
  #count = 0;
  #lastFile = '';

  add(place: PlaceInFile, message: string): void {
    this.#count += 1;
    this.#lastFile = place.file;
    if (this.#faults.length >= MOST_FAULTS) return;
    const parts = [place.file];
    if (place.line !== undefined) parts.push(`line ${place.line}`);
    if (place.column !== undefined) parts.push(`column ${place.column}`);
    this.#faults.push({ place: parts.join(', '), message });
  }

  get any(): boolean {
    return this.#count > 0;
  }

  /** @throws DomainProblem `bad-file` when there is any fault. */
  throwIfAny(sentence: string): void {
    if (!this.any) return;
    const hidden = this.#count - this.#faults.length;
    const rest: Fault[] = hidden > 0 ? [{ place: this.#lastFile, message: `… and ${hidden} more` }] : [];
    throw new DomainProblem('bad-file', sentence, [...this.#faults, ...rest]);
  }
}

/** Header names are compared without case, marks and accents of spelling (`Kommune_(id)` and `kommune id` are one). */
export function normalisedHeader(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('æ', 'ae')
    .replaceAll(/[^a-zøå0-9]/g, '');
}

/** Rows that have as many cells as the header; the others are faults. A file cut off mid-line shows here. */
export function wholeRows(table: TextTable, faults: FaultList): readonly TextRow[] {
  const { file, header, rows } = table;
  return rows.filter(({ line, cells }) => {
    if (cells.length === header.length) return true;
    faults.add(
      { file, line },
      `${cells.length} cells where the header has ${header.length}: is the file cut off?`,
    );
    return false;
  });
}

/** A text that stops mid-line may have lost digits of its last number. */
export function refuseMissingLineEnd(table: TextTable, faults: FaultList): void {
  if (table.endsWithLineEnd) return;
  const line = table.rows.at(-1)?.line ?? 1;
  const column = table.header.at(-1) ?? '';
  faults.add(
    { file: table.file, line, column },
    'the file stops without a line end, so its last figure may be cut off (add a line end if it is complete)',
  );
}
