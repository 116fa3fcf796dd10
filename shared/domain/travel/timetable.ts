import { type CalendarDate, type Weekday, weekdayOf } from '../calendar/calendarDate.ts';
import { isPublicHoliday } from '../calendar/holidays.ts';

/** Which way over a link: `there` from its first end to its second, `back` the other way. */
export type Direction = 'there' | 'back';

/** One line of a timetable: the departures of a link in one direction, on some weekdays of a period. */
export interface Sailing {
  readonly link: string;
  readonly direction: Direction;
  /** Harbours, as a driver reads them. */
  readonly from: string;
  readonly to: string;
  readonly validFrom: CalendarDate;
  readonly validTo: CalendarDate | null;
  /** 0 is Monday. A public holiday sails as a Sunday. */
  readonly weekdays: readonly Weekday[];
  /** Minutes of the day. */
  readonly departures: readonly number[];
  /** Crossing time. */
  readonly minutes: number;
  /** So long before the departure a car stands on the quay. */
  readonly checkInMinutes: number;
  /** Kroner for a van and its driver. */
  readonly fare: number;
  readonly source: string;
}

/** What a link does on one day in one direction. */
export type DaySailings = Pick<Sailing, 'from' | 'to' | 'minutes' | 'checkInMinutes' | 'fare'> & {
  /** In order; empty on a day without a departure. */
  readonly departures: readonly number[];
};

/** By link: both directions of a day. A link that is not here has no timetable. */
export type Timetable = ReadonlyMap<string, Readonly<Record<Direction, DaySailings | undefined>>>;

/** The timetable of a day: of each link and direction the period that began last, and of it the day's weekday. */
export function timetableOn(sailings: readonly Sailing[], date: CalendarDate): Timetable {
  const weekday: Weekday = isPublicHoliday(date) ? 6 : weekdayOf(date);
  const valid = sailings.filter(
    ({ validFrom, validTo }) => validFrom <= date && (validTo === null || date <= validTo),
  );
  const days = [...Map.groupBy(valid, ({ link }) => link)].map(([link, own]) => {
    const day = (direction: Direction): DaySailings | undefined => {
      const ways = own.filter((sailing) => sailing.direction === direction);
      const newest = ways
        .map(({ validFrom }) => validFrom)
        .reduce((a, b) => (b > a ? b : a), ways[0]?.validFrom ?? date);
      const period = ways.filter(({ validFrom }) => validFrom === newest);
      const [first] = period;
      if (!first) return undefined;
      const today = period.filter(({ weekdays }) => weekdays.includes(weekday));
      const { from, to, minutes, checkInMinutes, fare } = today[0] ?? first;
      const departures = today.flatMap((sailing) => sailing.departures).sort((a, b) => a - b);
      return { from, to, minutes, checkInMinutes, fare, departures };
    };
    return [link, { there: day('there'), back: day('back') }] as const;
  });
  return new Map(days);
}

/** The first departure that a car catches which is at the quay at a minute; undefined: none today. */
export function nextDeparture({ departures, checkInMinutes }: DaySailings, at: number): number | undefined {
  return departures.find((departure) => departure >= at + checkInMinutes);
}

/**
 * The wait that is enough whenever a car comes to the quay from a minute on, up to the last departure: the longest gap,
 * check-in included. Infinity on a day without one.
 */
export function safeWait({ departures, checkInMinutes }: DaySailings, from: number): number {
  const left = departures.filter((departure) => departure >= from);
  const gaps = left.map((departure, i) => departure - (left[i - 1] ?? from));
  return left.length === 0 ? Infinity : Math.max(...gaps) + checkInMinutes;
}
