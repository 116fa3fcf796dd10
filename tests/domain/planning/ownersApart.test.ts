import { expect, test } from '@jest/globals';
import { addDays, calendarDate, dayNumber } from '../../../shared/domain/calendar/calendarDate.ts';
import { roomFor } from '../../../shared/domain/planning/room.ts';
import { SLACK } from '../../../shared/domain/planning/shares.ts';
import { MONDAY, lab, offer, planned, site, swabber, world } from '../rolls/world.ts';

const OWNERS = 3;
const WEEKS = 6;
const PEOPLE_A_DAY = 60;
const horizon = { from: MONDAY, to: addDays(MONDAY, 7 * WEEKS - 1) };

/** What one owner may send: the region's plan gave it the same every working day, and a little more. */
const { capacity, load } = roomFor(
  {
    id: 'lab',
    name: 'lab',
    lat: 55.7,
    lon: 12.5,
    arrivalMinute: 1200,
    weekdayCapacity: [2000, 2000, 2000, 2000, 2000, 0, 0],
    dateCapacity: {},
  },
  horizon,
  { own: () => 0, quota: () => Math.ceil(PEOPLE_A_DAY * (1 + SLACK)) },
);

/** A sixth of the people is due by the end of each week: earlier is always allowed, later never. */
function weeksOf(owner: number): number[] {
  const offers = Array.from({ length: WEEKS }, (_, week) =>
    offer(`week ${week}`, { due: addDays(MONDAY, 7 * week + 6), count: 5 * PEOPLE_A_DAY }),
  );
  const problem = world({
    horizon,
    labs: [
      lab({ weekdayCapacity: [0, 0, 0, 0, 0, 0, 0], dateCapacity: { ...capacity }, dateLoad: { ...load } }),
    ],
    sites: [
      site({ windows: [{ id: 'w', from: '08:00', to: '14:00', lanes: 4, weekdays: [0, 1, 2, 3, 4] }] }),
    ],
    offers,
    swabbers: ['u', 'v', 'w', 'x'].map((id) => swabber(id)),
    weights: { peakTolerance: 1 + SLACK },
  });
  const weeks = Array.from({ length: WEEKS }, () => 0);
  const { solution } = planned(problem, 100, owner + 1);
  for (const { date, slots } of solution.sessions) {
    const week = Math.floor((dayNumber(calendarDate(date)) - dayNumber(MONDAY)) / 7);
    weeks[week]! += slots.reduce((sum, { count }) => sum + count, 0);
  }
  return weeks;
}

test('owners who plan apart, each inside its quota, leave no week empty together (R32, R33)', () => {
  const owners = Array.from({ length: OWNERS }, (_, owner) => weeksOf(owner));
  const together = Array.from({ length: WEEKS }, (_, week) =>
    owners.reduce((sum, weeks) => sum + weeks[week]!, 0),
  );
  const mean = OWNERS * 5 * PEOPLE_A_DAY;
  expect(together.reduce((sum, people) => sum + people, 0)).toBe(WEEKS * mean);
  expect(Math.max(...together) / mean).toBeLessThan(1.04);
  expect(Math.min(...together) / mean).toBeGreaterThan(0.85);
});
