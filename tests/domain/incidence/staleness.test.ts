import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { figuresAge } from '../../../shared/domain/incidence/staleness.ts';

const rules = { staleAfterHours: 36, newReleaseBy: '16:00' };
const of = (released: string, fetched: string, now: string) =>
  figuresAge({ releasedOn: calendarDate(released), fetchedAt: new Date(fetched) }, new Date(now), rules);

describe('figures (A17)', () => {
  // Wednesday 9 September 2020, summer time: 14:05 in Copenhagen is 12:05 UTC.
  test.each([
    ['just come in', '2020-09-09T12:10:00Z', 0, false, false],
    ['the next morning', '2020-09-10T06:00:00Z', 17, false, false],
    ['the next day before the hour', '2020-09-10T13:59:00Z', 25, false, false],
    ['the next day at the hour', '2020-09-10T14:00:00Z', 25, false, true],
    ['36 hours old', '2020-09-11T00:05:00Z', 36, false, false],
    ['a minute older', '2020-09-11T00:06:00Z', 36, true, false],
  ])('%s', (_name, now, hours, stale, late) => {
    expect(of('2020-09-09', '2020-09-09T12:05:00Z', now)).toEqual({
      releasedOn: '2020-09-09',
      hours,
      stale,
      late,
    });
  });

  test.each([
    ['Saturday', '2020-09-11', '2020-09-12T15:00:00Z'],
    ['Christmas Day', '2020-12-24', '2020-12-25T16:00:00Z'],
  ])('are not missed on a %s, on which nothing is published', (_name, released, now) => {
    expect(of(released, `${released}T12:00:00Z`, now).late).toBe(false);
  });

  test('imported long afterwards are as old as their day', () => {
    const { stale, hours } = of('2020-09-09', '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z');
    expect(stale).toBe(true);
    expect(hours).toBeGreaterThan(50_000);
  });
});
