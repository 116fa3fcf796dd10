import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  calendarDate,
  datesFrom,
  daysBetween,
  isCalendarDate,
  weekdayOf,
} from '../../../shared/domain/calendar/calendarDate.ts';
import { instantAt, wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import {
  addWeeks,
  firstDayOfWeek,
  isoWeek,
  isoWeekOf,
  weeksBetween,
} from '../../../shared/domain/calendar/isoWeek.ts';
import { minutesOf, timeOf } from '../../../shared/domain/calendar/minutes.ts';

const day = calendarDate;

describe('calendarDate', () => {
  test.each(['2020-02-30', '2021-02-29', '2020-1-1', 'x', '2020-13-01'])('refuses %s', (text) => {
    expect(isCalendarDate(text)).toBe(false);
    expect(() => day(text)).toThrow(RangeError);
  });

  test('counts days over leap day and clock changes', () => {
    expect(addDays(day('2020-02-28'), 2)).toBe('2020-03-01');
    expect(daysBetween({ from: day('2026-10-24'), to: day('2026-10-26') })).toBe(2);
    expect(datesFrom({ from: day('2027-03-27'), to: day('2027-03-29') })).toHaveLength(3);
  });

  test('has Monday as 0, also before 1970', () => {
    expect(weekdayOf(day('2020-09-14'))).toBe(0);
    expect(weekdayOf(day('1969-12-28'))).toBe(6);
  });
});

describe('isoWeek', () => {
  test.each([
    ['2020-12-31', '2020-W53'],
    ['2021-01-03', '2020-W53'],
    ['2021-01-04', '2021-W01'],
    ['2026-12-31', '2026-W53'],
    ['2020-09-09', '2020-W37'],
  ])('puts %s in %s', (date, week) => {
    expect(isoWeekOf(day(date))).toBe(week);
  });

  test('walks over a year of 53 weeks', () => {
    expect(addWeeks(isoWeek('2020-W52'), 2)).toBe('2021-W01');
    expect(weeksBetween({ from: isoWeek('2020-W37'), to: isoWeek('2021-W01') })).toBe(17);
    expect(firstDayOfWeek(isoWeek('2020-W39'))).toBe('2020-09-21');
  });

  test('refuses a week that its year does not have', () => {
    expect(() => isoWeek('2021-W53')).toThrow(RangeError);
  });
});

describe('copenhagen', () => {
  test.each([
    ['2020-09-09', '12:00', '2020-09-09T10:00:00.000Z'],
    ['2020-12-09', '12:00', '2020-12-09T11:00:00.000Z'],
    ['2026-10-25', '06:00', '2026-10-25T05:00:00.000Z'],
    ['2027-03-28', '06:00', '2027-03-28T04:00:00.000Z'],
  ])('reads %s %s as %s and back', (date, time, instant) => {
    expect(instantAt({ date: day(date), time }).toISOString()).toBe(instant);
    expect(wallClock(new Date(instant))).toEqual({ date, time });
  });
});

describe('minutes', () => {
  test('reads and writes times of day', () => {
    expect(minutesOf('06:30')).toBe(390);
    expect(timeOf(1410)).toBe('23:30');
    expect(() => minutesOf('24:01')).toThrow(RangeError);
  });
});
