import { type CalendarDate, datesFrom, weekdayOf } from '../calendar/calendarDate.ts';
import { tourLength } from '../rolls/kilometres.ts';
import type { PlanningLaboratory, PlanningSite } from './facts.ts';
import type { Horizon } from './rollParts.ts';
import { capacityOn } from './room.ts';

/** A test day of an allotment on the day on which it is wished, else proposed. */
export interface AllottedDay {
  readonly id: string;
  readonly site: string;
  readonly owner: string;
  readonly date: CalendarDate;
  readonly people: number;
  readonly lat: number;
  readonly lon: number;
}

export interface OtherDaysGiven {
  readonly day: AllottedDay;
  readonly site: Pick<PlanningSite, 'windows' | 'closedDates' | 'openFrom' | 'openTo'>;
  readonly laboratory: PlanningLaboratory;
  /** Every day of the laboratory in the allotment. */
  readonly days: readonly AllottedDay[];
  /** Samples of published sessions that stay. */
  readonly standing: (date: CalendarDate) => number;
  /** The owner's quota and what it can be raised by. */
  readonly room: (date: CalendarDate) => number;
  readonly closedDates: readonly CalendarDate[];
  readonly horizon: Horizon;
}

/** What a test day would do on another day (R33, R34). */
export interface OtherDay {
  readonly date: CalendarDate;
  /** Samples at the laboratory with it, and what the laboratory takes. */
  readonly load: number;
  readonly capacity: number;
  /** What the owner has left there of quota and reserve, before this day's people. */
  readonly left: number;
  /** Kilometres of both days' routes, more or fewer than now. */
  readonly km: number;
  readonly fits: boolean;
}

/** The days on which the site could be tested instead, each with its effect on laboratory, quota and routes. */
export function otherDays(given: OtherDaysGiven): OtherDay[] {
  const { day, days, laboratory, horizon } = given;
  const others = days.filter(({ id }) => id !== day.id);
  const on = (date: CalendarDate) => others.filter((other) => other.date === date);
  const length = (stops: readonly AllottedDay[]) =>
    tourLength(laboratory, [...new Map(stops.map((stop) => [stop.site, stop])).values()]);
  const here = on(day.date);
  const saved = length([...here, day]) - length(here);
  return datesFrom(horizon)
    .filter((date) => date !== day.date && isOpen(given, date))
    .map((date) => {
      const there = on(date);
      const load = there.reduce((sum, { people }) => sum + people, given.standing(date)) + day.people;
      const mine = there.filter(({ owner }) => owner === day.owner);
      const left = Math.floor(given.room(date) - mine.reduce((sum, { people }) => sum + people, 0));
      return {
        date,
        load: Math.round(load),
        capacity: capacityOn(laboratory, date),
        left: Math.max(0, left),
        km: Math.round((length([...there, day]) - length(there) - saved) * 10) / 10,
        fits: day.people <= left,
      };
    });
}

function isOpen({ site, laboratory, closedDates, days, day }: OtherDaysGiven, date: CalendarDate): boolean {
  const own = days.some((other) => other.id !== day.id && other.site === day.site && other.date === date);
  return (
    !own &&
    capacityOn(laboratory, date) > 0 &&
    !closedDates.includes(date) &&
    !site.closedDates.includes(date) &&
    site.openFrom <= date &&
    (site.openTo === null || date <= site.openTo) &&
    site.windows.some(({ weekdays }) => weekdays.includes(weekdayOf(date)))
  );
}
