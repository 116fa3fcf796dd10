import { z } from 'zod';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import type { Clock } from '../clock.ts';
import {
  addDays,
  calendarDate,
  type CalendarDate,
  later,
  weekdayOf,
} from '../domain/calendar/calendarDate.ts';
import { instantAt, wallClock } from '../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../domain/problem.ts';

const KEY = 'demo-clock';
const WEDNESDAY = 2;
/** The demo's day begins after its night. */
const MORNING = '08:00';

/** Wednesday 9 September 2020: everybody is decided green, and SSI's release of the day makes 28 measured red. */
const FIRST_DATE = calendarDate('2020-09-09');
export const DEMO_START = instantAt({ date: FIRST_DATE, time: MORNING });

const stored = z.object({
  now: z.iso.datetime(),
  /** The day that somebody has stepped to; the nights up to it run one after the other. */
  until: z.string().transform(calendarDate),
});

type StoredClock = z.infer<typeof stored>;

/** The demo's own time, which stands still between steps. */
export interface DemoClock extends Clock {
  /** Reads the stored time again, after this or another process has stepped it. */
  readonly refresh: () => Promise<Date>;
}

/**
 * A clock over the stored time of the demo. `now()` must not wait, so the time is kept here and read anew by
 * `refresh()`, which a server does before a request. (A night stands at its own day: its run says which.)
 */
export async function demoClock(db: Db): Promise<DemoClock> {
  const read = () => asTenant(db, SYSTEM, readDemoTime);
  let now = await read();
  return {
    now: () => now,
    refresh: async () => (now = await read()),
  };
}

async function readDemoTime(transaction: Transaction): Promise<Date> {
  return new Date((await readClock(transaction)).now);
}

async function readClock(transaction: Transaction, lock = false): Promise<StoredClock> {
  const row = await transaction
    .selectFrom('installation')
    .select('value')
    .where('key', '=', KEY)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (row === undefined) throw new DomainProblem('not-found', 'This installation has no demo clock');
  return stored.parse(row.value);
}

async function writeClock(transaction: Transaction, { now, until }: { now: Date; until: CalendarDate }) {
  const value = { now: now.toISOString(), until };
  await transaction
    .insertInto('installation')
    .values({ key: KEY, value, changedAt: now })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changedAt: now }))
    .execute();
}

/** Sets the clock of a demo that has just been loaded. */
export async function startDemoClock(transaction: Transaction): Promise<void> {
  await writeClock(transaction, { now: DEMO_START, until: FIRST_DATE });
}

/** `day`: tomorrow. `wednesday`: the next one, a week ahead when it is Wednesday. */
export type ClockStep = 'day' | 'wednesday';

/** The day to which a step leads. */
export function stepTarget(today: CalendarDate, step: ClockStep): CalendarDate {
  if (step === 'day') return addDays(today, 1);
  const ahead = (WEDNESDAY - weekdayOf(today) + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
}

export interface SteppedClock {
  readonly today: CalendarDate;
  /** Where the clock is on its way to. */
  readonly until: CalendarDate;
}

/**
 * Asks the demo's clock to go on. It moves when the nights do: whoever runs them calls `nextDemoNight` now, and again
 * after every night. Steps asked for while it moves come on top.
 */
export async function stepClock({ db }: { db: Db }, { step }: { step: ClockStep }): Promise<SteppedClock> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const clock = await readClock(transaction, true);
    const now = new Date(clock.now);
    const today = wallClock(now).date;
    const until = stepTarget(later(today, clock.until), step);
    await writeClock(transaction, { now, until });
    return { today, until };
  });
}

/**
 * The day whose night is to run: today's until that is done, then, after moving the clock by a day, tomorrow's, up to
 * the day that was stepped to. Undefined when there is nothing to do, or when a night has failed and somebody must look.
 * Asked again it answers the same, so that a process that was killed takes up where it was.
 */
export async function nextDemoNight({ db }: { db: Db }): Promise<CalendarDate | undefined> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const { now, until } = await readClock(transaction, true);
    const today = wallClock(new Date(now)).date;
    const night = await transaction
      .selectFrom('runs')
      .select('state')
      .where('kind', '=', 'night')
      .where('forDate', '=', today)
      .orderBy('createdAt', 'desc')
      .executeTakeFirst();
    if (night?.state === 'failed') return undefined;
    if (night?.state !== 'done' && night?.state !== 'stopped') return today;
    if (today >= until) return undefined;
    const tomorrow = addDays(today, 1);
    await writeClock(transaction, { now: instantAt({ date: tomorrow, time: MORNING }), until });
    return tomorrow;
  });
}
