import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../../shared/domain/geography/municipalities.ts';
import { RATE_UNIT } from '../../../shared/domain/incidence/counts.ts';
import type { PublishedDay, PublishedFigure } from '../../../shared/domain/incidence/publishedCsv.ts';
import { type AboutTheDay, doubtsAboutPublished } from '../../../shared/domain/incidence/publishedGate.ts';
import { DEFAULT_POLICIES } from '../../../shared/domain/policy/policy.ts';

const limits = DEFAULT_POLICIES[0]!.rules.gate;
const date = calendarDate('2020-09-09');
const VARDE = '0573' as MunicipalityCode;
const populations = new Map(MUNICIPALITIES.map(({ code, population2020 }) => [code, population2020]));

/** A rate for every municipality; 20 per 100,000 is some 1,160 cases in all. */
const stated = (rate: (code: MunicipalityCode) => number | undefined, on = date): PublishedFigure[] =>
  MUNICIPALITIES.flatMap(({ code }) => {
    const own = rate(code);
    if (own === undefined) return [];
    return [{ date: on, municipality: code, billionths: Math.round(own * RATE_UNIT), cases: undefined }];
  });
const day = (figures: readonly PublishedFigure[]): PublishedDay => ({ date, figures, unknownNames: [] });
const about = (known: Partial<AboutTheDay> = {}): AboutTheDay => ({
  populations,
  stated: false,
  previous: [],
  counted: new Map(),
  ...known,
});
const checksOf = (figures: readonly PublishedFigure[], known?: Partial<AboutTheDay>) => [
  ...new Set(doubtsAboutPublished(day(figures), about(known), limits).map(({ check }) => check)),
];
const yesterday = (rate: number) => stated(() => rate, addDays(date, -1));
const counted = (rate: number) =>
  new Map([...populations].map(([code, people]) => [code, Math.round((rate * people) / 100_000)]));
const varde = (rate: number, cases?: number): PublishedFigure[] => [
  { date, municipality: VARDE, billionths: Math.round(rate * RATE_UNIT), cases },
];

test('an ordinary list raises no doubt: against the day before, against our count, and alone', () => {
  expect(checksOf(stated(() => 20))).toEqual([]);
  expect(
    checksOf(
      stated(() => 22),
      { previous: yesterday(18), counted: counted(21) },
    ),
  ).toEqual([]);
});

describe('a list of municipalities', () => {
  test('of ninety-seven is held back, with the one that is missing', () => {
    const [doubt] = doubtsAboutPublished(
      day(stated((code) => (code === VARDE ? undefined : 20))),
      about(),
      limits,
    );
    expect(doubt).toMatchObject({ check: 'statement-incomplete', facts: { found: 97, missing: ['Varde'] } });
  });

  test('of a few is a list of a few, unless all were listed the day before; a correction may always name one', () => {
    expect(checksOf(varde(20))).toEqual([]);
    expect(checksOf(varde(20), { previous: yesterday(20) })).toEqual(['statement-incomplete']);
    expect(checksOf(varde(20), { previous: yesterday(20), stated: true })).toEqual([]);
  });
});

describe('a rate', () => {
  test('of more than everybody is impossible', () => {
    expect(checksOf(varde(100_000))).toEqual([]);
    expect(checksOf(varde(100_001))).toEqual(['rate-impossible']);
  });

  test('is held beside the cases that it rests on: rounding is believed, another number is not', () => {
    // Ten of 49,961 are 20.02 per 100,000.
    for (const rate of [20.02, 20, 20.5, 19.1]) expect(checksOf(varde(rate, 10))).toEqual([]);
    for (const rate of [2.002, 200.2, 25]) expect(checksOf(varde(rate, 10))).toEqual(['rate-not-of-cases']);
    expect(checksOf(varde(0, 0))).toEqual([]);
  });

  test('a hundred times as high as the day before, or as our count, is a slip of the mark', () => {
    const slip = stated((code) => (code === VARDE ? 2_002 : 20));
    expect(checksOf(slip, { previous: yesterday(20) })).toEqual(['rate-jump']);
    expect(checksOf(slip, { counted: counted(20) })).toEqual(['rate-jump']);
    // Our own count rose as well: it is an outbreak, not a slip.
    const outbreak = new Map([...counted(20), [VARDE, 1_000] as const]);
    expect(checksOf(slip, { previous: yesterday(20), counted: outbreak })).toEqual([]);
    expect(checksOf(slip)).toEqual([]);
  });
});

describe('all rates together', () => {
  test('that fall to less than half within a week are held back, so that no crossing is missed', () => {
    expect(
      checksOf(
        stated(() => 9),
        { previous: yesterday(20) },
      ),
    ).toEqual(['rates-fall']);
    expect(
      checksOf(
        stated(() => 11),
        { previous: yesterday(20) },
      ),
    ).toEqual([]);
    const longAgo = stated(() => 20, addDays(date, -8));
    expect(
      checksOf(
        stated(() => 9),
        { previous: longAgo },
      ),
    ).toEqual([]);
  });

  test('that are far from our own count, either way, are held back', () => {
    expect(
      checksOf(
        stated(() => 0),
        { counted: counted(20) },
      ),
    ).toEqual(['rates-not-our-count']);
    expect(
      checksOf(
        stated(() => 60),
        { counted: counted(20) },
      ),
    ).toEqual(['rates-not-our-count']);
    expect(
      checksOf(
        stated(() => 25),
        { counted: counted(20) },
      ),
    ).toEqual([]);
    // A handful of cases in the whole country may be counted anyhow.
    expect(
      checksOf(
        stated(() => 0),
        { counted: counted(2) },
      ),
    ).toEqual([]);
  });
});
