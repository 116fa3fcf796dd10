import { sql } from 'kysely';
import { z } from 'zod';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import {
  addDays,
  calendarDate,
  type CalendarDate,
  datesFrom,
  weekdayOf,
} from '../domain/calendar/calendarDate.ts';
import { instantAt, wallClock } from '../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../domain/problem.ts';

const KEY = 'demo-clock';
const WEDNESDAY = 2;
/** The demo's day begins after its night. */
const MORNING = '08:00';

/** Wednesday 9 September 2020: everybody is decided green, and SSI's release of the day makes 28 measured red. */
export const FIRST_DATE = calendarDate('2020-09-09');
export const DEMO_START = instantAt({ date: FIRST_DATE, time: MORNING });

const stored = z.object({ now: z.iso.datetime() });

/** The demo's own time, which stands still between steps. */
export interface DemoClock extends Clock {
  /** Reads the stored time again, after this or another process has stepped it. */
  readonly refresh: () => Promise<Date>;
}

/**
 * A clock over the stored time of the demo. `now()` must not wait, so the time is kept here and read anew by
 * `refresh()`: a worker does that before a step, a server before a request.
 */
export async function demoClock(db: Db): Promise<DemoClock> {
  const read = () => asTenant(db, SYSTEM, readDemoTime);
  let now = await read();
  return {
    now: () => now,
    refresh: async () => (now = await read()),
  };
}

export async function readDemoTime(transaction: Transaction): Promise<Date> {
  const row = await transaction
    .selectFrom('installation')
    .select('value')
    .where('key', '=', KEY)
    .executeTakeFirst();
  if (row === undefined) throw new DomainProblem('not-found', 'This installation has no demo clock');
  return new Date(stored.parse(row.value).now);
}

/** Writes the demo's time; call as the system, inside the transaction that makes it true. */
export async function setDemoClock(transaction: Transaction, now: Date): Promise<void> {
  const value = { now: now.toISOString() };
  await transaction
    .insertInto('installation')
    .values({ key: KEY, value, changedAt: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changedAt: now }))
    .execute();
}

export const CLOCK_STEPS = ['day', 'wednesday'] as const;
/** `day`: tomorrow. `wednesday`: the next one, a week ahead when it is Wednesday. */
export type ClockStep = (typeof CLOCK_STEPS)[number];

/** The day to which a step leads. */
export function stepTarget(today: CalendarDate, step: ClockStep): CalendarDate {
  if (step === 'day') return addDays(today, 1);
  const ahead = (WEDNESDAY - weekdayOf(today) + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
}

export interface SteppedClock {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** The days that have begun: each wants its night. */
  readonly nights: readonly CalendarDate[];
}

/**
 * Steps the demo's clock. `enqueueNight` marks a day's night as wanted (a row; the worker does the rest) inside the same
 * transaction, so that a day never begins without its night. Two steps at once come one after the other.
 */
export async function stepClock(
  {
    db,
    enqueueNight,
  }: { db: Db; enqueueNight: (transaction: Transaction, date: CalendarDate) => Promise<void> },
  { step }: { step: ClockStep },
): Promise<SteppedClock> {
  return asTenant(db, SYSTEM, async (transaction) => {
    await sql`SELECT FROM installation WHERE key = ${KEY} FOR UPDATE`.execute(transaction);
    const from = wallClock(await readDemoTime(transaction)).date;
    const to = stepTarget(from, step);
    const nights = datesFrom({ from: addDays(from, 1), to });
    for (const night of nights) await enqueueNight(transaction, night);
    await setDemoClock(transaction, instantAt({ date: to, time: MORNING }));
    return { from, to, nights };
  });
}
