import { expect, test } from '@jest/globals';
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
const FROM = dayNumber(calendarDate('2020-09-14'));
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

test('leaving red, the share taken in the roll follows the weeks: no week of the way back gets more than its part', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 14, max: 34 }), (people, ago) => {
      const lastOffer = fromDayNumber(FROM + DAYS - ago);
      const scope: RedScope = {
        places: new Set(['s']),
        everyWeeks: 2,
        weeks: [{ monday: mondayOf(lastOffer), provisional: false }],
      };
      const staff = Array.from({ length: people }, (_, i): Subject => ({
        id: `p${i}`,
        kind: 'staff',
        name: `p${String(i).padStart(3, '0')}`,
        careTeam: null,
        count: 1,
        sites: ['s'],
        shift: 'day',
        rotaWeeks: 1,
        rotaDays: null,
        from: calendarDate('2020-01-01'),
        to: null,
        pausedUntil: null,
        lastOffer,
      }));
      const window = { ...roll(DAYS), notBefore: fromDayNumber(FROM + DAYS - ago) };
      const offers = dueOffers(staff, [scope], window);
      const first = dayNumber(lastOffer) + 14;
      const open = weeks(first, dayNumber(lastOffer) + 42) + 1;
      const inside = Math.max(0, weeks(first, FROM + DAYS - 1) + 1);
      expect(offers.length).toBe(Math.ceil((people * inside) / open));
    }),
  );
});
