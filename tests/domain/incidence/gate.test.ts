import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../../shared/domain/geography/municipalities.ts';
import { type Doubt, doubtsAbout } from '../../../shared/domain/incidence/gate.ts';
import type { Release } from '../../../shared/domain/incidence/release.ts';
import { DEFAULT_POLICIES } from '../../../shared/domain/policy/policy.ts';

const limits = DEFAULT_POLICIES[0]!.rules.gate;
const DAYS = 60;
const releasedOn = calendarDate('2020-09-09');
const from = addDays(releasedOn, -DAYS);
const codes = MUNICIPALITIES.map(({ code }) => code);
const varde = '0573' as MunicipalityCode;

/** Two cases a day everywhere, for sixty days up to the day before the release. */
function release(changes: Partial<Release> = {}): Release {
  const cases = new Map(codes.map((code) => [code, Array.from({ length: DAYS }, () => 2)]));
  return {
    releasedOn,
    format: 'ssi-municipalities',
    files: [],
    from,
    to: addDays(releasedOn, -1),
    cases,
    missing: [],
    populations: new Map(),
    totals: { municipalities: new Set(codes), confirmed: new Map(codes.map((code) => [code, 2 * DAYS])) },
    withoutColumn: [],
    unknownNames: [],
    ...changes,
  };
}

const seriesOf = (changed: Readonly<Record<string, readonly number[]>>) =>
  new Map<string, readonly number[]>([
    ...release().cases,
    ...Object.entries(changed),
  ]) as unknown as Release['cases'];

const checksOf = (candidate: Release, previous?: Release): Doubt['check'][] => [
  ...new Set(doubtsAbout(candidate, previous, limits).map(({ check }) => check)),
];

test('an ordinary release raises no doubt', () => {
  expect(doubtsAbout(release(), release({ releasedOn: addDays(releasedOn, -1) }), limits)).toEqual([]);
});

describe('a release is held back when', () => {
  test('its totals have 97 municipalities', () => {
    const municipalities = new Set(codes.filter((code) => code !== varde));
    const doubts = doubtsAbout(
      release({ totals: { municipalities, confirmed: new Map() } }),
      undefined,
      limits,
    );
    expect(doubts).toHaveLength(1);
    expect(doubts[0]).toMatchObject({
      check: 'municipalities-missing',
      facts: { found: 97, missing: ['Varde'] },
    });
  });

  test('it names a municipality that we do not know', () => {
    const unknownNames = [{ place: 'cases.csv, line 1, column 7', name: 'Atlantis' }];
    expect(doubtsAbout(release({ unknownNames }), undefined, limits)[0]?.message).toBe(
      'cases.csv, line 1, column 7: "Atlantis" is no municipality that we know',
    );
  });

  test('a day in the middle is missing that is no known gap', () => {
    expect(checksOf(release({ missing: [calendarDate('2020-08-01')] }))).toEqual(['day-missing']);
    expect(checksOf(release({ missing: [calendarDate('2020-02-29')] }))).toEqual([]);
  });

  test('its series does not reach back over the longest counting window', () => {
    expect(checksOf(release({ from: addDays(releasedOn, -7), totals: undefined }))).toEqual([
      'series-starts-late',
    ]);
    expect(checksOf(release({ from: addDays(releasedOn, -8), totals: undefined }))).toEqual([]);
  });

  test('its series ends two days before its date', () => {
    expect(checksOf(release({ to: addDays(releasedOn, -2) }))).toContain('series-ends-early');
    expect(checksOf(release({ to: addDays(releasedOn, -1) }))).toEqual([]);
  });

  test('a municipality with cases has lost its column', () => {
    expect(
      checksOf(release({ cases: seriesOf({ [varde]: Array.from({ length: DAYS }, () => 0) }) })),
    ).toEqual(['totals-disagree']);
  });

  test('a municipality of the last release is not in it', () => {
    const cases = new Map([...release().cases].filter(([code]) => code !== varde));
    expect(checksOf(release({ cases, totals: undefined }), release())).toEqual(['municipality-vanished']);
  });

  test('it changes more than 2 % of settled history', () => {
    const one = (share: number) =>
      seriesOf(
        Object.fromEntries(
          codes
            .slice(0, Math.ceil(codes.length * share))
            .map((code) => [code, Array.from({ length: DAYS }, () => 3)]),
        ),
      );
    const previous = release();
    expect(checksOf(release({ totals: undefined, cases: one(0.03) }), previous)).toEqual(['history-changed']);
    expect(checksOf(release({ totals: undefined, cases: one(0.01) }), previous)).toEqual([]);
  });

  test('the figures of the last two weeks may change freely', () => {
    const fresh = Array.from({ length: DAYS }, (_, day) => (day >= DAYS - 13 ? 9 : 2));
    const cases = new Map(codes.map((code) => [code, fresh]));
    expect(checksOf(release({ totals: undefined, cases }), release())).toEqual([]);
  });

  test('figures of the last three weeks are cut to a third, in the country or in one municipality', () => {
    const cut = (share: number, high: number, which = codes) =>
      new Map(
        codes.map((code) => [
          code,
          Array.from({ length: DAYS }, (_, day) =>
            day >= DAYS - 20 && which.includes(code) ? Math.round(high * share) : high,
          ),
        ]),
      );
    const before = release({ releasedOn: addDays(releasedOn, -1), totals: undefined, cases: cut(1, 30) });
    const checks = (cases: Release['cases']) => checksOf(release({ totals: undefined, cases }), before);
    expect(checks(cut(1 / 3, 30))).toContain('recent-fall');
    expect(checks(cut(1 / 3, 30, [varde]))).toContain('recent-fall');
    // 28 January 2021 was corrected by 195 cases the next day.
    expect(checks(cut(0.9, 30, [varde]))).toEqual([]);
  });

  test('its series has 39 of 98 columns, before any release is known', () => {
    expect(checksOf(release({ totals: undefined, withoutColumn: codes.slice(39) }))).toEqual([
      'columns-missing',
    ]);
    expect(checksOf(release({ totals: undefined, withoutColumn: codes.slice(0, 5) }))).toEqual([]);
  });

  test('a municipality has a tenth of the inhabitants that are known', () => {
    const doubts = (stated: number) =>
      doubtsAbout(
        release({ populations: new Map([[varde, stated]]) }),
        undefined,
        limits,
        new Map([[varde, 50_000]]),
      ).map(({ check }) => check);
    expect(doubts(5_000)).toEqual(['population-changed']);
    expect(doubts(52_501)).toEqual(['population-changed']);
    expect(doubts(52_500)).toEqual([]);
  });

  test('a municipality has ten times the cases of the week before, and many', () => {
    const jumped = (lastDay: number) =>
      release({
        totals: undefined,
        cases: seriesOf({
          [varde]: Array.from({ length: DAYS }, (_, day) => (day === DAYS - 1 ? lastDay : 2)),
        }),
      });
    // The week before has 14 cases; 10 × (14 + 1) = 150 is below the 200 from which a jump counts.
    expect(checksOf(jumped(187))).toEqual([]);
    expect(checksOf(jumped(188))).toEqual(['jump']);
  });
});

test('every doubt is told, not only the first', () => {
  const bad = release({
    to: addDays(releasedOn, -3),
    missing: [calendarDate('2020-08-01')],
    unknownNames: [{ place: 'x', name: 'y' }],
  });
  expect(checksOf(bad)).toEqual(['unknown-name', 'day-missing', 'series-ends-early']);
});
