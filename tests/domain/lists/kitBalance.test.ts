import { describe, expect, test } from '@jest/globals';
import { calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { kitBalance, type KitsBrought } from '../../../shared/domain/lists/kitBalance.ts';
import type { CollectedSession } from '../../../shared/domain/planning/kits.ts';

const MONDAY = calendarDate('2020-09-14');
const [TUESDAY, WEDNESDAY, THURSDAY] = ['2020-09-15', '2020-09-16', '2020-09-17'].map(calendarDate) as [
  ReturnType<typeof calendarDate>,
  ReturnType<typeof calendarDate>,
  ReturnType<typeof calendarDate>,
];

const session = (
  date: typeof MONDAY,
  people: number,
  more: Partial<CollectedSession> = {},
): CollectedSession => ({
  id: `session ${date}`,
  site: 'home',
  date,
  labDate: date,
  start: 8 * 60,
  end: 10 * 60,
  people,
  dropIn: 0,
  ...more,
});
const stop = (date: typeof MONDAY, kits: number, more: Partial<KitsBrought> = {}): KitsBrought => ({
  date,
  minute: 11 * 60,
  kits,
  stop: `stop ${date}`,
  isOpen: true,
  ...more,
});
const balance = (given: {
  stock?: number;
  brought?: KitsBrought[];
  sessions?: CollectedSession[];
  turnout?: number;
}) =>
  kitBalance({
    turnout: 1,
    stock: 0,
    today: MONDAY,
    brought: [],
    sessions: [],
    isClosed: () => false,
    ...given,
  });

describe('a site’s kits day by day (R46)', () => {
  test('what is at hand, less what sessions use, more what stops bring', () => {
    const { days, shortages } = balance({
      stock: 30,
      brought: [stop(TUESDAY, 25)],
      sessions: [session(TUESDAY, 28), session(WEDNESDAY, 20, { dropIn: 2 })],
    });
    expect(days).toEqual([
      { date: TUESDAY, brought: 25, used: 28, balance: 27 },
      { date: WEDNESDAY, brought: 0, used: 22, balance: 5 },
    ]);
    expect(shortages).toEqual([]);
  });

  test('kits that come after the session has begun are too late for it, those that come as it begins are not', () => {
    const late = balance({ brought: [stop(TUESDAY, 20, { minute: 481 })], sessions: [session(TUESDAY, 20)] });
    expect(late.shortages).toMatchObject([{ session: 'session 2020-09-15', missing: 20 }]);
    expect(late.days.at(-1)?.balance).toBe(0);
    const justInTime = balance({
      brought: [stop(TUESDAY, 20, { minute: 480 })],
      sessions: [session(TUESDAY, 20)],
    });
    expect(justInTime.shortages).toEqual([]);
  });

  test('a shortage names the session and the stop before it that would mend it, and is not counted twice', () => {
    const { shortages } = balance({
      stock: 5,
      brought: [stop(TUESDAY, 10)],
      sessions: [session(WEDNESDAY, 20), session(THURSDAY, 8)],
    });
    expect(shortages).toEqual([
      {
        session: 'session 2020-09-16',
        date: WEDNESDAY,
        start: 480,
        missing: 5,
        mend: { date: TUESDAY, stop: 'stop 2020-09-15' },
      },
      {
        session: 'session 2020-09-17',
        date: THURSDAY,
        start: 480,
        missing: 8,
        mend: { date: TUESDAY, stop: 'stop 2020-09-15' },
      },
    ]);
  });

  test('without a stop before it, a stop of its own on the working day before', () => {
    const [one] = balance({ sessions: [session(THURSDAY, 10)] }).shortages;
    expect(one?.mend).toEqual({ date: WEDNESDAY, stop: null });
    const tooLate = balance({ sessions: [session(TUESDAY, 10)] }).shortages[0];
    expect(tooLate?.mend).toBeNull();
    const gone = balance({
      brought: [stop(TUESDAY, 1, { isOpen: false })],
      sessions: [session(WEDNESDAY, 9)],
    });
    expect(gone.shortages[0]).toMatchObject({ missing: 8, mend: { date: TUESDAY, stop: null } });
  });

  test('turnout counts, half a person is a kit', () => {
    expect(balance({ stock: 8, turnout: 0.75, sessions: [session(TUESDAY, 11)] }).shortages).toMatchObject([
      { missing: 1 },
    ]);
  });
});
