import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { firstDayOfWeek, isoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import { dueOffers } from '../../../shared/domain/offers/dueOffers.ts';
import { onDuty } from '../../../shared/domain/offers/rota.ts';
import type { OfferWindow, RedScope, Subject } from '../../../shared/domain/offers/subject.ts';

const ANCHOR = calendarDate('2020-08-31');

const ROLL: OfferWindow = {
  horizon: { from: calendarDate('2020-09-14'), to: calendarDate('2020-10-25') },
  notBefore: calendarDate('2020-09-14'),
  rules: {
    greenIntervalWeeks: 6,
    greenMinimumGapDays: 14,
    redMinimumGapDays: 7,
    daysAfterPause: 14,
    strictIntervals: false,
  },
  testable: (subject, day) => onDuty(subject, ANCHOR, day),
};

function person(over: Partial<Subject> = {}): Subject {
  return {
    id: 'p1',
    kind: 'staff',
    name: 'p1',
    careTeam: null,
    count: 1,
    sites: ['humlehusene'],
    shift: 'day',
    rotaWeeks: 1,
    rotaDays: [0, 1, 2, 3, 4],
    from: calendarDate('2020-01-01'),
    to: null,
    pausedUntil: null,
    lastOffer: null,
    ...over,
  };
}

const day = (text: string): CalendarDate => calendarDate(text);
const monday = (week: string) => firstDayOfWeek(isoWeek(week));

function red(weeks: readonly string[], sites = ['humlehusene'], confirmed = 1): RedScope {
  return {
    places: new Set(sites),
    everyWeeks: 2,
    weeks: weeks.map((week, i) => ({ monday: monday(week), provisional: i >= confirmed })),
  };
}

function windows(subjects: readonly Subject[], scopes: readonly RedScope[] = [], roll = ROLL) {
  return dueOffers(subjects, scopes, roll).map(
    ({ colour, reason, earliest, due, provisional }) =>
      `${colour} ${reason} ${earliest}/${due}${provisional ? ' provisional' : ''}`,
  );
}

describe('a green municipality', () => {
  test.each([
    ['the week of the last offer + 6', '2020-08-05', ['green interval 2020-09-14/2020-09-20']],
    ['a last offer on the Sunday', '2020-08-09', ['green interval 2020-09-14/2020-09-20']],
    ['a last offer in the week before the roll', '2020-09-11', ['green interval 2020-09-25/2020-10-25']],
    ['an offer that is overdue already', '2020-07-01', ['green overdue 2020-09-14/2020-09-27']],
  ])('%s', (_, lastOffer, expected) => {
    expect(windows([person({ lastOffer: day(lastOffer) })])).toEqual(expected);
  });

  test('whoever is due after the roll waits for the next one', () => {
    const next = { ...ROLL, horizon: { from: day('2020-09-14'), to: day('2020-10-18') } };
    expect(windows([person({ lastOffer: day('2020-09-11') })], [], next)).toEqual([]);
  });

  describe('with a higher intensity for some time (R15)', () => {
    const intense = (weeks: number, from: string, to: string): OfferWindow => ({
      ...ROLL,
      rules: { ...ROLL.rules, intensities: [{ weeks, from: day(from), to: day(to) }] },
    });
    const lastOffer = day('2020-09-11');

    test('green staff are offered a test as often as it says, while it lasts', () => {
      expect(windows([person({ lastOffer })], [], intense(2, '2020-09-16', '2020-10-11'))).toEqual([
        'green interval 2020-09-18/2020-09-21',
        'green interval 2020-09-28/2020-10-04',
      ]);
    });

    test('nobody is due before it begins, and whoever is late then is due at once', () => {
      const late = person({ lastOffer: day('2020-08-17') });
      expect(windows([late], [], intense(2, '2020-09-21', '2020-09-27'))).toEqual([
        'green interval 2020-09-14/2020-09-27',
      ]);
    });

    test('it lengthens nothing', () => {
      const usual = windows([person({ lastOffer })]);
      expect(windows([person({ lastOffer })], [], intense(8, '2020-09-14', '2020-10-25'))).toEqual(usual);
    });
  });

  test('strict intervals count 42 days instead of weeks', () => {
    const strict = { ...ROLL, rules: { ...ROLL.rules, strictIntervals: true } };
    expect(windows([person({ lastOffer: day('2020-08-05') })], [], strict)).toEqual([
      'green interval 2020-09-14/2020-09-16',
    ]);
  });

  test('a roll of twelve weeks offers twice, and both stay within the interval wherever they are placed', () => {
    const long = { ...ROLL, horizon: { from: day('2020-09-14'), to: day('2020-12-06') } };
    expect(windows([person({ lastOffer: day('2020-09-11') })], [], long)).toEqual([
      'green interval 2020-09-25/2020-10-19',
      'green interval 2020-11-02/2020-11-08',
    ]);
  });
});

describe('who comes, leaves or is away', () => {
  test('a new member of staff is due one interval after the first day in scope (A7)', () => {
    expect(windows([person({ from: day('2020-09-08') })])).toEqual([
      'green first-offer 2020-09-14/2020-10-25',
    ]);
    expect(windows([person({ from: day('2020-09-22') })])).toEqual([]);
  });

  test('staff in scope for long without an offer on record are spread over the first roll', () => {
    expect(windows([person()])).toEqual(['green unknown-history 2020-09-14/2020-10-25']);
  });

  test('after a pause: the later of the old due date and a fortnight after it (A15)', () => {
    const lastOffer = day('2020-08-05');
    expect(windows([person({ lastOffer, pausedUntil: day('2020-10-01') })])).toEqual([
      'green after-pause 2020-10-01/2020-10-14',
    ]);
    expect(windows([person({ lastOffer: day('2020-09-04'), pausedUntil: day('2020-09-21') })])).toEqual([
      'green interval 2020-09-21/2020-10-18',
    ]);
  });

  test('whoever leaves before the due date needs no offer', () => {
    expect(windows([person({ lastOffer: day('2020-08-20'), to: day('2020-09-30') })])).toEqual([]);
  });

  test('whoever leaves within a red week is offered before that', () => {
    const offers = windows(
      [person({ lastOffer: day('2020-08-20'), to: day('2020-09-23') })],
      [red(['2020-W39'])],
    );
    expect(offers).toEqual(['red red-week 2020-09-21/2020-09-23']);
  });
});

describe('a red municipality (R24)', () => {
  const open = ['2020-W39', '2020-W41', '2020-W43', '2020-W45', '2020-W47', '2020-W49'];
  const inRoll = (offers: readonly string[]) => offers.filter((offer) => offer < 'red red-week 2020-10-19');

  test('an offer in week 1 and in every second week, provisional until the Wednesday check', () => {
    const scope = red(['2020-W39', '2020-W41', '2020-W43', '2020-W45']);
    expect(windows([person({ lastOffer: day('2020-08-20') })], [scope])).toEqual([
      'red red-week 2020-09-21/2020-09-27',
      'red red-week 2020-10-05/2020-10-11 provisional',
      'red red-week 2020-10-19/2020-10-25 provisional',
    ]);
  });

  test('unless offered within the minimum gap: the days left of the week, or none', () => {
    const scope = red(open);
    expect(windows([person({ lastOffer: day('2020-09-17') })], [scope])[0]).toBe(
      'red red-week 2020-09-24/2020-09-27',
    );
    expect(inRoll(windows([person({ lastOffer: day('2020-09-21') })], [scope]))).toEqual([
      'red red-week 2020-10-05/2020-10-11 provisional',
    ]);
  });

  test('a green offer due in week 0 leaves room for red week 1: both windows share the duty days', () => {
    expect(windows([person({ lastOffer: day('2020-08-05') })], [red(open)]).slice(0, 2)).toEqual([
      'green interval 2020-09-14/2020-09-16',
      'red red-week 2020-09-23/2020-09-27',
    ]);
  });

  test('a single duty day that cannot serve both keeps the green offer: it lies within the minimum gap', () => {
    const rota = { rotaWeeks: 2, rotaDays: [4, 7] }; // Friday of W38, Monday of W39
    expect(inRoll(windows([person({ lastOffer: day('2020-08-05'), ...rota })], [red(open)]))).toEqual([
      'green interval 2020-09-14/2020-09-20',
      'red red-week 2020-10-05/2020-10-11 provisional',
    ]);
  });

  test('back from a pause late in the test week: due in the next test week (A15)', () => {
    const scope = red(open);
    const lastOffer = day('2020-08-20');
    expect(inRoll(windows([person({ lastOffer, pausedUntil: day('2020-09-26') })], [scope]))).toEqual([
      'red red-week 2020-10-05/2020-10-11 provisional',
    ]);
    expect(windows([person({ lastOffer, pausedUntil: day('2020-09-24') })], [scope])[0]).toBe(
      'red red-week 2020-09-24/2020-09-27',
    );
  });

  test('partial red: only staff who serve a place in scope, mobile staff among them (A18)', () => {
    const scope = red(['2020-W39'], ['bakkebo']);
    const lastOffer = day('2020-09-03');
    expect(windows([person({ lastOffer })], [scope])).toEqual(['green interval 2020-09-17/2020-10-18']);
    expect(windows([person({ lastOffer, sites: ['humlehusene', 'bakkebo'] })], [scope])[0]).toBe(
      'red red-week 2020-09-21/2020-09-27',
    );
  });

  test('two red municipalities: the stricter colour applies and one offer serves both (A14)', () => {
    const both = person({ lastOffer: day('2020-08-20'), sites: ['humlehusene', 'fjordgaarden'] });
    const even = ['2020-W40', '2020-W42', '2020-W44', '2020-W46'];
    const scopes = [red(open, undefined, 9), red(even, ['fjordgaarden'], 9)];
    expect(inRoll(windows([both], scopes))).toEqual([
      'red red-week 2020-09-21/2020-09-27',
      'red red-week 2020-10-05/2020-10-11',
    ]);
  });
});

describe('turning green (A8)', () => {
  const lastRed = day('2020-10-07'); // Wednesday of W41: first possible W43, due W47
  const staff = Array.from({ length: 10 }, (_, i) =>
    person({ id: `p${i}`, name: `p${i}`, lastOffer: lastRed }),
  );
  const scope = red(['2020-W39', '2020-W41']);

  test('the roll in force takes its share of the weeks from the first possible to the last due one', () => {
    const offers = dueOffers(staff, [scope], ROLL);
    expect(offers.map(({ subject }) => subject.id)).toEqual(['p0', 'p1']);
    expect(new Set(windows(staff, [scope]))).toEqual(new Set(['green leaving-red 2020-10-21/2020-10-25']));
  });

  test('the next roll places the rest by the due week', () => {
    const horizon = { from: day('2020-10-26'), to: day('2020-12-06') };
    const next = { ...ROLL, horizon, notBefore: horizon.from };
    expect(windows(staff.slice(2), [scope], next).toSorted()).toEqual(
      ['10-26/2020-11-01', '11-02/2020-11-08', '11-09/2020-11-15', '11-16/2020-11-22'].flatMap((week) =>
        Array<string>(2).fill(`green leaving-red 2020-${week}`),
      ),
    );
  });

  test('people of a site come in the same week as far as it has room', () => {
    const horizon = { from: day('2020-10-26'), to: day('2020-12-06') };
    const two = staff.slice(0, 8).map((one, i) => ({ ...one, sites: [i % 2 === 0 ? 'a' : 'b'] }));
    const both = { ...scope, places: new Set(['a', 'b']) };
    const offers = dueOffers(two, [both], { ...ROLL, horizon, notBefore: horizon.from });
    const weeksOf = (site: string) =>
      new Set(offers.filter(({ subject }) => subject.sites[0] === site).map(({ earliest }) => earliest));
    expect([weeksOf('a').size, weeksOf('b').size]).toEqual([2, 2]);
  });

  test('whoever can come in one week only has it, and the others make room', () => {
    const horizon = { from: day('2020-10-26'), to: day('2020-12-06') };
    const weekly = staff
      .slice(0, 4)
      .map((one, i) => ({ ...one, from: i === 3 ? one.from : day('2020-01-01') }));
    // p0 leaves after the first week of the four.
    const early = weekly.map((one, i) => (i === 3 ? { ...one, pausedUntil: day('2020-11-16') } : one));
    const offers = dueOffers(early, [scope], { ...ROLL, horizon, notBefore: horizon.from });
    expect(offers.map(({ subject, earliest }) => [subject.id, earliest]).toSorted()).toEqual([
      ['p0', '2020-10-26'],
      ['p1', '2020-11-02'],
      ['p2', '2020-11-09'],
      ['p3', '2020-11-16'],
    ]);
  });

  test('while the period is open nobody is spread: the next red week comes first', () => {
    expect(windows(staff, [red(['2020-W39', '2020-W41', '2020-W44'])])).toEqual([]);
  });

  test('a headcount is split by its number (P1)', () => {
    const headcount = person({ id: 'h1', count: 40, lastOffer: lastRed });
    const offers = dueOffers([headcount], [scope], ROLL);
    expect(offers.map(({ count }) => count)).toEqual([8]);
  });
});

test('rotas repeat before the anchor, too', () => {
  const rota = { rotaWeeks: 2, rotaDays: [7] };
  const numbers = [-7, 7, 21].map((offset) => Date.parse(addDays(ANCHOR, offset)) / 86_400_000);
  expect(numbers.map((number) => onDuty(rota, ANCHOR, number))).toEqual([true, true, true]);
});
