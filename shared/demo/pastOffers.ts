import {
  addDays,
  type CalendarDate,
  calendarDate,
  datesFrom,
  dayNumber,
  later,
} from '../domain/calendar/calendarDate.ts';
import { mondayOf } from '../domain/calendar/isoWeek.ts';
import { type Random, randomInt } from '../domain/search/random.ts';
import { FIRST_ROLL, isOnDuty } from './rotas.ts';
import type { DemoRota } from './world.ts';

/** Offers before the demo: six weeks of test days, the last of them on the day before it starts. */
const PAST_OFFERS: Readonly<Record<'from' | 'to', CalendarDate>> = {
  from: calendarDate('2020-08-03'),
  to: calendarDate('2020-09-08'),
};
const WEEKS = 6;

/** As in the green policy (R22, P5): the demo must leave everybody a day on which they can be offered a test. */
const INTERVAL_WEEKS = 6;
const MINIMUM_GAP_DAYS = 14;

/** A site's test days of the last six weeks, in different weeks: large sites had more of them. */
export function pastTestDays(random: Random, staff: number): CalendarDate[] {
  const count = Math.min(WEEKS, Math.max(2, Math.round(staff / 60) + 1));
  const phase = random() * WEEKS;
  return Array.from({ length: count }, (_, i) => {
    const week = Math.floor(phase + (i * WEEKS) / count) % WEEKS;
    const weekday = randomInt(random, week === WEEKS - 1 ? 2 : 5);
    return addDays(PAST_OFFERS.from, 7 * week + weekday);
  });
}

/** When somebody with this rota was last offered a test: on one of the site's days if they were on duty. */
export function drawLastOffer({
  random,
  rota,
  testDays,
}: {
  random: Random;
  rota: DemoRota | null;
  testDays: readonly CalendarDate[];
}): CalendarDate {
  const possible = possibleOffers(rota);
  const start = randomInt(random, testDays.length);
  for (let i = 0; i < testDays.length; i += 1) {
    const date = testDays[(start + i) % testDays.length]!;
    if (possible.has(date)) return date;
  }
  const others = [...possible];
  return others[randomInt(random, others.length)] ?? testDays[start]!;
}

const known = new Map<DemoRota | null, ReadonlySet<CalendarDate>>();

/** The days of the last six weeks on which somebody was on duty, and after which they can be offered a test in time. */
function possibleOffers(rota: DemoRota | null): ReadonlySet<CalendarDate> {
  const found = known.get(rota);
  if (found) return found;
  const dates = datesFrom(PAST_OFFERS).filter(
    (date) => isOnDuty(rota, dayNumber(date)) && canBeOfferedAgain(rota, date),
  );
  const possible = new Set(dates);
  known.set(rota, possible);
  return possible;
}

/** Whether a duty lies between the minimum gap and the day the next offer is due, and inside the first roll. */
function canBeOfferedAgain(rota: DemoRota | null, lastOffer: CalendarDate): boolean {
  const from = dayNumber(later(FIRST_ROLL.from, addDays(lastOffer, MINIMUM_GAP_DAYS)));
  const due = dayNumber(mondayOf(lastOffer)) + 7 * INTERVAL_WEEKS + 6;
  for (let day = from; day <= due; day += 1) if (isOnDuty(rota, day)) return true;
  return false;
}
