import { dayNumber, type CalendarDate, calendarDate } from '../domain/calendar/calendarDate.ts';
import type { Shift } from '../domain/calendar/shift.ts';
import type { Random } from '../domain/search/random.ts';
import { pickWeighted } from './chance.ts';
import type { DemoRota } from './world.ts';

/** A Monday: day 0 of every rota of the demo. */
const ROTA_ANCHOR = calendarDate('2020-08-31');

interface Pattern extends DemoRota {
  readonly share: number;
}

const MON_TO_FRI = [0, 1, 2, 3, 4];

/** Rotas of one to six weeks: full time, every second to sixth weekend, part time, weekends only. */
const PATTERNS: Readonly<Record<Shift, readonly Pattern[]>> = {
  day: [
    { weeks: 1, days: MON_TO_FRI, share: 26 },
    { weeks: 1, days: [0, 1, 2, 3], share: 5 },
    { weeks: 1, days: [1, 2, 4], share: 4 },
    { weeks: 2, days: [0, 1, 2, 3, 7, 8, 10, 11, 12, 13], share: 18 },
    { weeks: 2, days: [0, 2, 4, 8, 9, 12, 13], share: 8 },
    { weeks: 2, days: [1, 3, 5, 6, 9, 11], share: 6 },
    { weeks: 3, days: [0, 1, 2, 3, 4, 7, 8, 10, 11, 14, 15, 17, 19, 20], share: 12 },
    { weeks: 4, days: [0, 1, 3, 4, 7, 8, 9, 11, 14, 16, 17, 18, 21, 22, 24, 26, 27], share: 7 },
    {
      weeks: 6,
      days: [0, 1, 2, 4, 7, 8, 10, 11, 14, 15, 16, 18, 21, 23, 24, 25, 28, 29, 31, 32, 35, 36, 37, 40, 41],
      share: 5,
    },
    { weeks: 2, days: [5, 6], share: 6 },
    { weeks: 3, days: [5, 6], share: 3 },
  ],
  evening: [
    { weeks: 1, days: [0, 1, 2, 3], share: 8 },
    { weeks: 2, days: [0, 1, 4, 5, 6, 9, 10, 11], share: 26 },
    { weeks: 2, days: [2, 3, 7, 8, 12, 13], share: 20 },
    { weeks: 3, days: [0, 1, 2, 5, 6, 9, 10, 11, 14, 15, 18], share: 14 },
    { weeks: 4, days: [0, 2, 3, 7, 8, 12, 13, 15, 16, 18, 22, 23, 25], share: 8 },
    { weeks: 6, days: [0, 1, 4, 8, 9, 12, 13, 15, 17, 18, 22, 23, 26, 27, 30, 31, 35, 36, 39], share: 4 },
    { weeks: 2, days: [4, 5, 6], share: 8 },
    { weeks: 2, days: [5, 6], share: 8 },
    { weeks: 3, days: [5, 6], share: 4 },
  ],
  night: [
    { weeks: 2, days: [0, 1, 2, 3, 4, 5, 6], share: 30 },
    { weeks: 2, days: [0, 1, 2, 9, 10, 11, 12, 13], share: 25 },
    { weeks: 1, days: [0, 1, 2], share: 10 },
    { weeks: 3, days: [0, 1, 2, 3, 9, 10, 11, 12, 13, 18, 19], share: 15 },
    { weeks: 6, days: [0, 1, 2, 3, 11, 12, 13, 14, 15, 23, 24, 25, 26, 27, 35, 36, 37], share: 8 },
    { weeks: 2, days: [4, 5, 6], share: 12 },
  ],
};

interface Choice {
  readonly share: number;
  /** The pattern begun in each of its weeks, so that weekends are shared out. */
  readonly starts: readonly DemoRota[];
}

function choicesOf(shift: Shift): readonly Choice[] {
  return PATTERNS[shift].map(({ weeks, days, share }) => ({
    share,
    starts: Array.from({ length: weeks }, (_, late) => ({
      weeks,
      days: days.map((day) => (day + 7 * late) % (7 * weeks)).sort((a, b) => a - b),
    })),
  }));
}

const CHOICES = { day: choicesOf('day'), evening: choicesOf('evening'), night: choicesOf('night') };

/** One of some dozens of rotas; who has the same one shares the object, so that what is worked out of it is kept once. */
export function drawRota(random: Random, shift: Shift): DemoRota {
  const { starts } = pickWeighted(random, CHOICES[shift], ({ share }) => share);
  return starts[Math.floor(random() * starts.length)]!;
}

const ANCHOR_DAY = dayNumber(ROTA_ANCHOR);

/** Whether the rota has its owner begin a duty on the day (given as a day number). */
export function isOnDuty(rota: DemoRota | null, day: number): boolean {
  if (rota === null) return true;
  const cycle = 7 * rota.weeks;
  const offset = (((day - ANCHOR_DAY) % cycle) + cycle) % cycle;
  return rota.days.includes(offset);
}

const dutiesInRoll = new Map<DemoRota, readonly number[]>();

/** The days of the first roll (0 is its first) on which the rota has a duty. */
export function dutiesInFirstRoll(rota: DemoRota): readonly number[] {
  const known = dutiesInRoll.get(rota);
  if (known) return known;
  const first = dayNumber(FIRST_ROLL.from);
  const length = dayNumber(FIRST_ROLL.to) - first + 1;
  const duties = Array.from({ length }, (_, i) => i).filter((i) => isOnDuty(rota, first + i));
  dutiesInRoll.set(rota, duties);
  return duties;
}

/** The first roll of the demo: what must be possible for everybody in it. */
export const FIRST_ROLL: Readonly<Record<'from' | 'to', CalendarDate>> = {
  from: calendarDate('2020-09-14'),
  to: calendarDate('2020-10-25'),
};
