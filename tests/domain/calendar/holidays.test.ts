import { expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { isPublicHoliday, publicHolidays } from '../../../shared/domain/calendar/holidays.ts';

test('Store Bededag is a holiday until 2023 and none since 2024', () => {
  expect(publicHolidays(2023).get(calendarDate('2023-05-05'))).toBe('Store Bededag');
  expect(isPublicHoliday(calendarDate('2024-04-26'))).toBe(false);
  expect([...publicHolidays(2024).values()]).not.toContain('Store Bededag');
});

test.each(['2020-12-25', '2021-01-01', '2021-04-02', '2027-03-25', '2027-05-17'])(
  '%s is a public holiday',
  (date) => {
    expect(isPublicHoliday(calendarDate(date))).toBe(true);
  },
);

test.each(['2020-12-24', '2020-06-05', '2020-05-01', '2020-09-09'])('%s is none', (date) => {
  expect(isPublicHoliday(calendarDate(date))).toBe(false);
});
