import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { isCalendarDate, type Weekday } from '../domain/calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../domain/calendar/minutes.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import { LINKS } from '../domain/travel/links.ts';
import type { Sailing } from '../domain/travel/timetable.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const date = z.string().refine(isCalendarDate, 'a date is written YYYY-MM-DD');
const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,4}$/, 'a whole number')
    .transform(Number)
    .refine((n) => n <= most, `at most ${most}`);

const departures = z
  .string()
  .transform((text) => text.split(/\s+/).filter((time) => time !== ''))
  .pipe(
    z.array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'departures are times HH:MM, with spaces between')),
  )
  .transform((times) => times.map(minutesOf).sort((a, b) => a - b));

const weekdays = z.string().transform((text, context): Weekday[] => {
  const days = text
    .toLowerCase()
    .split(/[\s,]+/)
    .flatMap((part): number[] => {
      const [from = '', to = from] = part.split('-');
      const [first, last] = [
        WEEKDAYS.findIndex((day) => day === from),
        WEEKDAYS.findIndex((day) => day === to),
      ];
      if (first < 0 || last < first) {
        context.addIssue({ code: 'custom', message: `"${part}" is no weekday: mon, sat-sun …` });
        return [];
      }
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
  return [...new Set(days)].sort() as Weekday[];
});

const row = z.strictObject({
  link: z
    .string()
    .refine((id) => LINKS.some((link) => link.id === id && link.kind === 'ferry'), 'no such ferry'),
  direction: z.enum(['there', 'back']),
  from: z.string().min(1).max(100),
  to: z.string().min(1).max(100),
  valid_from: date,
  valid_to: z.union([z.literal(''), date]),
  weekdays,
  departures,
  minutes: whole(1440),
  check_in: whole(240),
  fare: z
    .string()
    .regex(/^\d{1,6}([.]\d{1,2})?$/, 'kroner')
    .transform(Number),
  source: z.string().min(1).max(200),
});

/**
 * A timetable as a file: CSV with a line per link, direction, period and set of weekdays.
 *
 * @throws DomainProblem `bad-file` with a fault per line and column
 */
export function readSailings(text: string): Sailing[] {
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
  const sailings = records.flatMap((record, i): Sailing[] => {
    const parsed = row.safeParse(record);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues)
        faults.push({ place: `line ${i + 2}, ${path.join('.')}`, message });
      return [];
    }
    const { valid_from: validFrom, valid_to, check_in: checkInMinutes, ...rest } = parsed.data;
    const validTo = valid_to === '' ? null : valid_to;
    if (validTo !== null && validTo < validFrom)
      faults.push({ place: `line ${i + 2}, valid_to`, message: 'ends before it begins' });
    return [{ ...rest, validFrom, validTo, checkInMinutes }];
  });
  if (sailings.length === 0 && faults.length === 0) faults.push({ place: 'file', message: 'holds no line' });
  if (faults.length > 0) throw new DomainProblem('bad-file', 'This is not a usable timetable', faults);
  return sailings;
}

/** The same file again. */
export function writeSailings(sailings: readonly Sailing[]): string {
  return stringify(
    sailings.map((sailing) => ({
      link: sailing.link,
      direction: sailing.direction,
      from: sailing.from,
      to: sailing.to,
      valid_from: sailing.validFrom,
      valid_to: sailing.validTo ?? '',
      weekdays: sailing.weekdays.map((day) => WEEKDAYS[day]).join(' '),
      departures: sailing.departures.map(timeOf).join(' '),
      minutes: sailing.minutes,
      check_in: sailing.checkInMinutes,
      fare: sailing.fare,
      source: sailing.source,
    })),
    { header: true },
  );
}
