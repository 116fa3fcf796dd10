import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { isCalendarDate, type Weekday } from '../domain/calendar/calendarDate.ts';
import { minutesOf } from '../domain/calendar/minutes.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';

/**
 * A table that people keep in a spreadsheet: CSV with a head, commas or semicolons.
 *
 * @throws DomainProblem `bad-file` with a fault per line and column
 */
export function readTable<S extends z.ZodType>(text: string, row: S, what: string): z.output<S>[] {
  let records: unknown[];
  try {
    records = parse(text, {
      bom: true,
      columns: true,
      delimiter: [',', ';'],
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    throw new DomainProblem('bad-file', `This is no table: ${error instanceof Error ? error.message : ''}`);
  }
  const faults: Fault[] = [];
  const rows = records.flatMap((record, i): z.output<S>[] => {
    const parsed = row.safeParse(record);
    if (parsed.success) return [parsed.data];
    for (const { path, message } of parsed.error.issues)
      faults.push({ place: `line ${i + 2}, ${path.join('.')}`, message });
    return [];
  });
  if (rows.length === 0 && faults.length === 0) faults.push({ place: 'file', message: 'holds no line' });
  if (faults.length > 0) throw new DomainProblem('bad-file', `This is not a usable ${what}`, faults);
  return rows;
}

export const WEEKDAY_NAMES = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

export const dateColumn = z.string().refine(isCalendarDate, 'a date is written YYYY-MM-DD');
export const openDateColumn = z
  .union([z.literal(''), dateColumn])
  .transform((date) => (date === '' ? null : date));

export const wholeColumn = (most: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'a whole number')
    .transform(Number)
    .refine((number) => number <= most, `at most ${most}`);

export const timeColumn = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, HH:MM')
  .transform(minutesOf);

/** `mon-fri`, `sat sun`, `mon,wed`. */
export const weekdaysColumn = z.string().transform((text, context): Weekday[] => {
  const days = text
    .toLowerCase()
    .split(/[\s,]+/)
    .flatMap((part): number[] => {
      const [from = '', to = from] = part.split('-');
      const [first, last] = [from, to].map((name) => WEEKDAY_NAMES.findIndex((day) => day === name)) as [
        number,
        number,
      ];
      if (first < 0 || last < first) {
        context.addIssue({ code: 'custom', message: `"${part}" is no weekday: mon, sat-sun …` });
        return [];
      }
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
  return [...new Set(days)].sort() as Weekday[];
});
