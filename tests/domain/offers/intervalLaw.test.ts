import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  calendarDate,
  type CalendarDate,
  dayNumber,
  fromDayNumber,
} from '../../../shared/domain/calendar/calendarDate.ts';
import { isoWeekOf, mondayOf, weeksBetween } from '../../../shared/domain/calendar/isoWeek.ts';
import { dueOffers } from '../../../shared/domain/offers/dueOffers.ts';
import { onDuty } from '../../../shared/domain/offers/rota.ts';
import type { DueOffer, OfferWindow, RedScope, Subject } from '../../../shared/domain/offers/subject.ts';

/** `npm run test:deep` counts further. */
const RUNS = process.env.DEEP === '1' ? 20_000 : 2_000;

const ANCHOR = calendarDate('2020-08-31');
/** A roll of 2020, and one across 2026-W53 and the new regions of 1 January 2027. */
const STARTS = ['2020-09-14', '2026-12-07'];

describe.each(STARTS)('in a roll from %s', (start) => {
  const FROM = dayNumber(calendarDate(start));
  const DAYS = 42;

  const roll = (days: number): OfferWindow => ({
    horizon: { from: fromDayNumber(FROM), to: fromDayNumber(FROM + days - 1) },
    notBefore: fromDayNumber(FROM),
    rules: {
      greenIntervalWeeks: 6,
      greenMinimumGapDays: 14,
      redMinimumGapDays: 7,
      daysAfterPause: 14,
      strictIntervals: false,
    },
    testable: (subject, day) => onDuty(subject, ANCHOR, day),
  });

  const optional = (min: number, max: number) =>
    fc.option(
      fc.integer({ min, max }).map((days) => fromDayNumber(FROM + days)),
      { nil: null },
    );

  const anySubject = fc.record({
    id: fc.constant('p'),
    kind: fc.constant('staff'),
    name: fc.constant('p'),
    careTeam: fc.constant(null),
    count: fc.constant(1),
    sites: fc.constant(['s']),
    shift: fc.constantFrom('day', 'evening', 'night' as const),
    rotaWeeks: fc.constant(2),
    rotaDays: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 13 }), { minLength: 1 }), { nil: null }),
    from: fc.integer({ min: -300, max: 50 }).map((days) => fromDayNumber(FROM + days)),
    to: optional(-5, 120),
    pausedUntil: optional(-60, 60),
    lastOffer: optional(-60, -1),
  }) satisfies fc.Arbitrary<Subject>;

  const anyScope = fc.oneof(
    fc.constant<RedScope[]>([]),
    fc
      .record({ first: fc.integer({ min: -4, max: 6 }), weeks: fc.integer({ min: 1, max: 12 }) })
      .map(({ first, weeks }): RedScope[] => [
        {
          places: new Set(['s']),
          everyWeeks: 2,
          weeks: Array.from({ length: weeks }, (_, i) => ({
            monday: fromDayNumber(FROM + 7 * (first + 2 * i)),
            provisional: i > 0,
          })),
        },
      ]),
  );

  /** Any day of the window: what a planner may do with an offer. */
  function placed({ earliest, due }: DueOffer, share: number): number {
    const days = dayNumber(due) - dayNumber(earliest) + 1;
    return dayNumber(earliest) + Math.min(days - 1, Math.floor(share * days));
  }

  const history = fc.record({
    subject: anySubject,
    scopes: anyScope,
    days: fc.constantFrom(DAYS, DAYS, 28, 84),
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 }),
  });

  const weekOf = (day: number) => isoWeekOf(fromDayNumber(day));
  const weeks = (from: number, to: number) => weeksBetween({ from: weekOf(from), to: weekOf(to) });

  test('wherever the planner places each offer, the minimum gap and the interval hold, and every offer lies in the roll', () => {
    fc.assert(
      fc.property(history, ({ subject, scopes, days, shares }) => {
        const window = roll(days);
        const offers = dueOffers([subject], scopes, window);
        let last = subject.lastOffer === null ? null : dayNumber(subject.lastOffer);
        let whole = true;
        for (const [i, offer] of offers.entries()) {
          expect(offer.earliest >= window.horizon.from && offer.due <= window.horizon.to).toBe(true);
          expect(offer.earliest <= offer.due).toBe(true);
          expect(offer.earliest >= subject.from && offer.earliest >= (subject.pausedUntil ?? '')).toBe(true);
          expect(subject.to === null || offer.due <= subject.to).toBe(true);
          const testable = Array.from(
            { length: dayNumber(offer.due) - dayNumber(offer.earliest) + 1 },
            (_, i) => dayNumber(offer.earliest) + i,
          ).some((day) => window.testable(subject, day));
          // One that no duty day falls into is never placed: the planner gives the reason.
          if (!testable) {
            whole = false;
            continue;
          }
          const day = placed(offer, shares[i % shares.length] ?? 0);
          if (last !== null) {
            expect(day - last).toBeGreaterThanOrEqual(offer.colour === 'red' ? 7 : 14);
            if (whole && (offer.reason === 'interval' || offer.reason === 'leaving-red')) {
              expect(weeks(last, day)).toBeLessThanOrEqual(6);
            }
          }
          last = day;
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('a red test week without an offer has its reason: not in scope, away, or offered within the minimum gap', () => {
    fc.assert(
      fc.property(history, ({ subject, scopes, days }) => {
        const window = roll(days);
        const offers = dueOffers([subject], scopes, window);
        const inWeek = (monday: CalendarDate) => offers.some(({ earliest }) => mondayOf(earliest) === monday);
        for (const { monday } of scopes.flatMap((scope) => scope.weeks)) {
          const [first, sunday] = [dayNumber(monday), dayNumber(monday) + 6];
          if (first < FROM || sunday > dayNumber(window.horizon.to) || inWeek(monday)) continue;
          const away = subject.pausedUntil !== null && subject.pausedUntil > monday;
          const outside = subject.from > monday || (subject.to !== null && subject.to < monday);
          const before = [
            ...offers.map(({ due }) => dayNumber(due)),
            dayNumber(subject.lastOffer ?? ('2000-01-01' as CalendarDate)),
          ];
          const recent = before.some((day) => day < sunday && day > first - 14);
          expect(away || outside || recent).toBe(true);
        }
      }),
      { numRuns: RUNS },
    );
  });

  /** The fewest people that the fullest week can hold: room grows until augmenting paths seat everybody. */
  function leastPeak(choices: readonly (readonly number[])[], open: number): number {
    for (let room = 1; ; room++) {
      const inWeek = Array.from({ length: open }, (): number[] => []);
      const seat = (one: number, asked: Set<number>): boolean => {
        for (const week of choices[one]!) {
          if (asked.has(week)) continue;
          asked.add(week);
          const there = inWeek[week]!;
          if (there.length < room) {
            there.push(one);
            return true;
          }
          for (const [place, other] of there.entries()) {
            if (!seat(other, asked)) continue;
            there[place] = one;
            return true;
          }
        }
        return false;
      };
      if (choices.every((_, one) => seat(one, new Set()))) return room;
    }
  }

  test('leaving red, the fullest week holds no more than it must, and nobody comes early or late (A8)', () => {
    const crowd = fc.array(
      fc.record({
        rotaDays: fc.option(fc.uniqueArray(fc.integer({ min: 0, max: 13 }), { minLength: 1, maxLength: 6 }), {
          nil: null,
        }),
        site: fc.constantFrom('s', 't', 'u'),
        on: fc.integer({ min: 0, max: 6 }),
      }),
      { minLength: 1, maxLength: 120 },
    );
    fc.assert(
      fc.property(crowd, (people) => {
        // The last red test week is the one before the roll.
        const monday = FROM - 7;
        const places = new Set(['s', 't', 'u']);
        const scope: RedScope = {
          places,
          everyWeeks: 2,
          weeks: [{ monday: fromDayNumber(monday), provisional: false }],
        };
        const staff = people.map(({ rotaDays, site, on }, i): Subject => ({
          id: `p${i}`,
          kind: 'staff',
          name: `p${String(i).padStart(3, '0')}`,
          careTeam: null,
          count: 1,
          sites: [site],
          shift: 'day',
          rotaWeeks: 2,
          rotaDays,
          from: calendarDate('2020-01-01'),
          to: null,
          pausedUntil: null,
          lastOffer: fromDayNumber(monday + on),
        }));
        const offers = dueOffers(staff, [scope], roll(DAYS));
        const first = monday + 14;
        const open = 5;
        const byWeek = Array<number>(open).fill(0);
        for (const { subject, earliest, due } of offers) {
          const last = dayNumber(subject.lastOffer!);
          expect(dayNumber(earliest) - last).toBeGreaterThanOrEqual(14);
          expect(weeks(last, dayNumber(due))).toBeLessThanOrEqual(6);
          expect(mondayOf(earliest)).toBe(mondayOf(due));
          byWeek[weeks(first, dayNumber(earliest))]!++;
        }
        const choices = staff.map((subject) => {
          const last = dayNumber(subject.lastOffer!);
          return Array.from({ length: open }, (_, week) => week).filter((week) =>
            Array.from({ length: 7 }, (_, day) => first + 7 * week + day).some(
              (day) => day >= last + 14 && onDuty(subject, ANCHOR, day),
            ),
          );
        });
        expect(offers.length).toBe(staff.length);
        const bound = leastPeak(choices, open);
        const peak = Math.max(...byWeek);
        expect(peak).toBeLessThanOrEqual(bound * 1.02);
        const mean = staff.length / open;
        if (bound <= 1.1 * mean) expect(peak).toBeLessThanOrEqual(1.1 * mean);
      }),
      { numRuns: process.env.DEEP === '1' ? 2_000 : 150 },
    );
  });

  test('strict intervals hold in red as well: 14 days, wherever each offer is placed, or a rota that leaves no test day', () => {
    fc.assert(
      fc.property(history, ({ subject, scopes, days, shares }) => {
        const window = { ...roll(days), rules: { ...roll(days).rules, strictIntervals: true } };
        const offers = dueOffers([subject], scopes, window);
        const mondays = scopes.flatMap((scope) => scope.weeks.map(({ monday }) => dayNumber(monday)));
        let last = subject.lastOffer === null ? null : dayNumber(subject.lastOffer);
        for (const [i, offer] of offers.entries()) {
          const [from, to] = [dayNumber(offer.earliest), dayNumber(offer.due)];
          expect(from).toBeLessThanOrEqual(to);
          const tests = Array.from({ length: to - from + 1 }, (_, day) => from + day);
          if (!tests.some((day) => window.testable(subject, day))) return;
          const day = placed(offer, shares[i % shares.length] ?? 0);
          const before = last === null ? null : dayNumber(mondayOf(fromDayNumber(last)));
          const neighbours =
            before !== null &&
            mondays.includes(before) &&
            dayNumber(mondayOf(offer.earliest)) - before === 14;
          if (last !== null && neighbours && offer.colour === 'red' && offer.earliest !== offer.due)
            expect(day - last).toBeLessThanOrEqual(14);
          if (last !== null && offer.reason === 'interval') expect(day - last).toBeLessThanOrEqual(42);
          last = day;
        }
      }),
      { numRuns: RUNS },
    );
  });
});
