import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { fixedFrom, noSamplesUntil } from '../../../shared/domain/lists/listHours.ts';

describe('when a list is fixed (R56)', () => {
  const rules = { pickupListFixedAt: '14:00' };

  test.each([
    ['a Tuesday’s on Monday', '2020-09-15', '2020-09-14T12:00:00.000Z'],
    ['a Monday’s on Friday', '2020-09-14', '2020-09-11T12:00:00.000Z'],
    ['a Saturday’s on Friday', '2020-09-12', '2020-09-11T12:00:00.000Z'],
    [
      'the first day after Christmas on Christmas Eve, which is no public holiday',
      '2020-12-28',
      '2020-12-24T13:00:00.000Z',
    ],
    [
      'the Monday on which the clock has changed, by the wall clock of the Friday',
      '2020-10-26',
      '2020-10-23T12:00:00.000Z',
    ],
    ['the day after Easter on the Wednesday before', '2021-04-06', '2021-03-31T12:00:00.000Z'],
  ])('%s', (_what, date, instant) => {
    expect(fixedFrom(calendarDate(date), rules).toISOString()).toBe(instant);
  });

  test('"no samples today" is said by an hour of the day itself (P7)', () => {
    expect(noSamplesUntil(calendarDate('2020-09-14'), { noSamplesUntil: '10:00' }).toISOString()).toBe(
      '2020-09-14T08:00:00.000Z',
    );
  });
});
