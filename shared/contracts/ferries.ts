import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { minutesOf, timeOf } from '../domain/calendar/minutes.ts';
import { DomainProblem } from '../domain/problem.ts';
import { LINKS } from '../domain/travel/links.ts';
import type { Sailing } from '../domain/travel/timetable.ts';
import {
  dateColumn,
  openDateColumn,
  readTable,
  WEEKDAY_NAMES,
  weekdaysColumn,
  wholeColumn,
} from './tableFile.ts';

const departures = z
  .string()
  .transform((text) => text.split(/\s+/).filter((time) => time !== ''))
  .pipe(
    z.array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'departures are times HH:MM, with spaces between')),
  )
  .transform((times) => times.map(minutesOf).sort((a, b) => a - b));

const row = z.strictObject({
  link: z
    .string()
    .refine((id) => LINKS.some((link) => link.id === id && link.kind === 'ferry'), 'no such ferry'),
  direction: z.enum(['there', 'back']),
  from: z.string().min(1).max(100),
  to: z.string().min(1).max(100),
  valid_from: dateColumn,
  valid_to: openDateColumn,
  weekdays: weekdaysColumn,
  departures,
  minutes: wholeColumn(1440),
  check_in: wholeColumn(240),
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
  const rows = readTable(text, row, 'timetable');
  const faults = rows.flatMap(({ valid_from, valid_to }, i) =>
    valid_to !== null && valid_to < valid_from
      ? [{ place: `line ${i + 2}, valid_to`, message: 'ends before it begins' }]
      : [],
  );
  if (faults.length > 0) throw new DomainProblem('bad-file', 'This is not a usable timetable', faults);
  return rows.map(({ valid_from: validFrom, valid_to: validTo, check_in: checkInMinutes, ...rest }) => ({
    ...rest,
    validFrom,
    validTo,
    checkInMinutes,
  }));
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
      weekdays: sailing.weekdays.map((day) => WEEKDAY_NAMES[day]).join(' '),
      departures: sailing.departures.map(timeOf).join(' '),
      minutes: sailing.minutes,
      check_in: sailing.checkInMinutes,
      fare: sailing.fare,
      source: sailing.source,
    })),
    { header: true },
  );
}
