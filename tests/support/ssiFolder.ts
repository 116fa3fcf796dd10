import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  calendarDate,
  type CalendarDate,
  isCalendarDate,
} from '../../shared/domain/calendar/calendarDate.ts';
import { municipalityNamed } from '../../shared/domain/geography/municipalities.ts';

/** The real files lie beside the project and are never committed: tests that read them say so when they are away. */
export const SHARED_DATA = path.resolve(import.meta.dirname, '../../../shared/data');

export const sharedDataIsHere = existsSync(path.join(SHARED_DATA, 'ssi'));

/** Cases by sample date and municipality code, as one real release knew them. */
export interface RawRelease {
  readonly released: CalendarDate;
  readonly cases: ReadonlyMap<CalendarDate, ReadonlyMap<string, number>>;
}

export function rawReleaseDates(): CalendarDate[] {
  return readdirSync(path.join(SHARED_DATA, 'ssi')).filter(isCalendarDate).sort();
}

/**
 * Reads a raw release in the plainest way (no quoting, no library), so that it can stand against the product's own
 * reading. Columns of no municipality (Christiansø, `NA`) are left out.
 */
export function readRawRelease(released: CalendarDate): RawRelease {
  const file = path.join(SHARED_DATA, 'ssi', released, 'Municipality_cases_time_series.csv');
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/);
  const codes = header.split(';').map((name) => municipalityNamed(name)?.code);
  const cases = new Map<CalendarDate, ReadonlyMap<string, number>>();
  for (const line of lines) {
    const [date = '', ...cells] = line.split(';');
    const row = new Map<string, number>();
    cells.forEach((cell, i) => {
      const code = codes[i + 1];
      if (code !== undefined) row.set(code, Number(cell));
    });
    cases.set(calendarDate(date), row);
  }
  return { released, cases };
}
