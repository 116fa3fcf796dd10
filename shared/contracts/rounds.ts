import { z } from 'zod';
import type { CalendarDate, Weekday } from '../domain/calendar/calendarDate.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import {
  dateColumn,
  openDateColumn,
  readTable,
  timeColumn,
  weekdaysColumn,
  wholeColumn,
} from './tableFile.ts';
import { plainLine } from './fields.ts';

const degrees = (most: number) =>
  z
    .string()
    .regex(/^(-?\d{1,3}(\.\d{1,8})?)?$/, 'degrees, such as 55.676')
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((value) => value === null || Math.abs(value) <= most, 'degrees');

const row = z.strictObject({
  round: plainLine,
  weekdays: weekdaysColumn,
  capacity: wholeColumn(20_000),
  valid_from: dateColumn,
  valid_to: openDateColumn,
  car: z.string().max(200),
  stop: plainLine,
  site: z.string().max(200),
  lat: degrees(90),
  lon: degrees(180),
  time: timeColumn,
});

/** A courier's round as its file says it: `car` and `site` are names or ids, empty where there is none. */
export interface RoundInFile {
  readonly name: string;
  readonly weekdays: readonly Weekday[];
  readonly capacity: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly car: string;
  readonly stops: readonly {
    readonly name: string;
    readonly site: string;
    readonly lat: number | null;
    readonly lon: number | null;
    readonly minute: number;
  }[];
}

/**
 * Courier rounds as a table (P10): a line per stop, in order of time; what holds for the round stands on each of its
 * lines.
 *
 * @throws DomainProblem `bad-file` with a fault per line and column
 */
export function readRounds(text: string): RoundInFile[] {
  const rows = readTable(text, row, 'table of courier rounds').map((data, i) => ({ data, line: i + 2 }));
  const faults: Fault[] = [];
  const rounds = [...Map.groupBy(rows, ({ data }) => data.round)].map(([name, own]): RoundInFile => {
    const [head] = own;
    const { weekdays = [], capacity = 0, valid_from: from, valid_to: to = null, car = '' } = head?.data ?? {};
    for (const { data, line } of own) {
      const same =
        JSON.stringify([data.weekdays, data.capacity, data.valid_from, data.valid_to, data.car]) ===
        JSON.stringify([weekdays, capacity, from, to, car]);
      if (!same) faults.push({ place: `line ${line}, round`, message: 'does not say the same of its round' });
      if (data.site === '' && (data.lat === null || data.lon === null))
        faults.push({ place: `line ${line}, lat`, message: 'a stop has a site, or coordinates' });
    }
    return {
      name,
      weekdays,
      capacity,
      from: from!,
      to,
      car,
      stops: own
        .map(({ data: { stop, site, lat, lon, time } }) => ({ name: stop, site, lat, lon, minute: time }))
        .sort((a, b) => a.minute - b.minute),
    };
  });
  if (faults.length > 0)
    throw new DomainProblem('bad-file', 'This is not a usable table of courier rounds', faults);
  return rounds;
}
