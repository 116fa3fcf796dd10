import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, calendarDate, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { type CollectedSession, kitDeliveries, kitsOf } from '../../../shared/domain/planning/kits.ts';
import { pickupDaysDue } from '../../../shared/domain/planning/pickupDays.ts';
import { previousWorkingDay } from '../../../shared/domain/planning/workingDays.ts';

const day = calendarDate;
const open = () => false;

function session(date: string, people: number, over: Partial<CollectedSession> = {}): CollectedSession {
  return {
    id: date,
    site: 's',
    date: day(date),
    labDate: day(date),
    start: 840,
    end: 900,
    people,
    dropIn: 0,
    ...over,
  };
}

function deliveries(
  sessions: readonly CollectedSession[],
  over: { stock?: number; planned?: [string, number][] } = {},
) {
  const planned = new Map((over.planned ?? []).map(([date, kits]) => [day(date), kits]));
  const given = {
    sessions,
    turnout: 1,
    stock: over.stock ?? 0,
    planned,
    from: day('2020-09-10'),
    carsBackMinute: 19 * 60,
    isClosed: open,
  };
  return Object.fromEntries(kitDeliveries(given));
}

test('the first session is seeded on the last working day before, later ones come with the stop before them (R46)', () => {
  expect(
    deliveries([session('2020-09-14', 20), session('2020-09-23', 30), session('2020-10-02', 10)]),
  ).toEqual({
    '2020-09-11': 20,
    '2020-09-14': 30,
    '2020-09-23': 10,
  });
});

test('kits at hand are used first', () => {
  expect(deliveries([session('2020-09-14', 20), session('2020-09-23', 30)], { stock: 25 })).toEqual({
    '2020-09-14': 25,
  });
});

test('a session of the evening is collected the next day and gets its kits before it', () => {
  const late = session('2020-09-14', 8, { start: 1335, end: 1400, labDate: day('2020-09-15') });
  expect(deliveries([session('2020-09-14', 20), late])).toEqual({ '2020-09-11': 20, '2020-09-14': 8 });
});

test('a session of the afternoon whose samples wait for the next day cannot use what a car brings in the meantime', () => {
  const slow = session('2020-09-15', 8, { start: 840, end: 1030, labDate: day('2020-09-16') });
  expect(deliveries([session('2020-09-15', 20, { end: 540 }), slow])).toEqual({ '2020-09-14': 28 });
});

test('a fixed list brings what it brings: the rest comes by a stop for kits only', () => {
  const sessions = [session('2020-09-14', 20), session('2020-09-23', 30)];
  expect(deliveries(sessions, { stock: 20, planned: [['2020-09-14', 12]] })).toEqual({ '2020-09-22': 18 });
});

test('turnout sizes the kits, and places to drop in get one each (P6, P8)', () => {
  expect(kitsOf({ people: 10, dropIn: 2 }, 0.85)).toBe(11);
});

test('wherever sessions lie, none lacks kits that came with an earlier stop (R46)', () => {
  const sessions = fc
    .uniqueArray(
      fc.record({ at: fc.integer({ min: 2, max: 60 }), people: fc.integer({ min: 1, max: 50 }) }),
      {
        selector: ({ at }) => at,
        minLength: 1,
        maxLength: 12,
      },
    )
    .map((all) =>
      all
        .sort((a, b) => a.at - b.at)
        .map(({ at, people }) => session(addDays(day('2020-09-10'), at), people)),
    );
  fc.assert(
    fc.property(sessions, fc.integer({ min: 0, max: 100 }), (all, stock) => {
      const brought = kitDeliveries({
        sessions: all,
        turnout: 1,
        stock,
        planned: new Map(),
        from: day('2020-09-10'),
        carsBackMinute: 19 * 60,
        isClosed: open,
      });
      let used = 0;
      for (const { date, people } of all) {
        const before = [...brought].reduce((kits, [on, count]) => kits + (on < date ? count : 0), stock);
        used += people;
        expect(before).toBeGreaterThanOrEqual(used);
      }
    }),
  );
});

test.each([
  ['2020-09-14', '2020-09-11'],
  ['2020-09-16', '2020-09-15'],
  ['2020-04-14', '2020-04-08'], // Easter: Maundy Thursday to Easter Monday
])('the working day before %s is %s', (date, before) => {
  expect(previousWorkingDay(day(date))).toBe(before);
});

const days = (...dates: string[]): CalendarDate[] => dates.map(day);

test('the first night plans five session days and the kits they need before', () => {
  expect(
    pickupDaysDue({
      today: day('2020-09-09'),
      sessionDays: days('2020-09-14', '2020-09-15', '2020-09-16', '2020-09-17', '2020-09-18', '2020-09-19'),
      kitDays: days('2020-09-11', '2020-09-14', '2020-09-22'),
      planned: new Set(),
    }),
  ).toEqual(['2020-09-11', '2020-09-14', '2020-09-15', '2020-09-16', '2020-09-17', '2020-09-18']);
});

test('later nights plan what is fixed on the next day: the weekend and Monday in the night to Friday (R56)', () => {
  const sessionDays = days('2020-09-18', '2020-09-19', '2020-09-21', '2020-09-22');
  const planned = new Set(days('2020-09-14'));
  const asked = (today: string) => pickupDaysDue({ today: day(today), sessionDays, kitDays: [], planned });
  expect(asked('2020-09-16')).toEqual(['2020-09-18']);
  expect(asked('2020-09-17')).toEqual(['2020-09-18', '2020-09-19', '2020-09-21']);
});
