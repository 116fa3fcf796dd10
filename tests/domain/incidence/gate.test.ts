import { describe, expect, test } from '@jest/globals';
import { addDays, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { MUNICIPALITIES } from '../../../shared/domain/geography/municipalities.ts';
import type { Doubt } from '../../../shared/domain/incidence/doubt.ts';
import { doubtsAbout } from '../../../shared/domain/incidence/gate.ts';
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

  test('the last days fill up, also fourfold', () => {
    const fresh = Array.from({ length: DAYS }, (_, day) => (day >= DAYS - 3 ? 9 : 2));
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

  const populationChecks = (stated: number, since: string, on = releasedOn) =>
    doubtsAbout(
      release({
        releasedOn: on,
        from: addDays(on, -DAYS),
        to: addDays(on, -1),
        populations: new Map([[varde, stated]]),
      }),
      undefined,
      limits,
      new Map([[varde, { inhabitants: 50_000, since: calendarDate(since) }]]),
    ).map(({ check }) => check);

  test('a municipality has a tenth of the inhabitants that are known', () => {
    expect(populationChecks(5_000, '2020-01-01')).toEqual(['population-changed']);
    expect(populationChecks(52_501, '2020-01-01')).toEqual(['population-changed']);
    expect(populationChecks(52_500, '2020-01-01')).toEqual([]);
  });

  test('its population is far from what was known years ago; people move meanwhile', () => {
    const today = calendarDate('2026-11-20');
    expect(populationChecks(58_500, '2020-01-01', today)).toEqual([]);
    expect(populationChecks(58_501, '2020-01-01', today)).toEqual(['population-changed']);
    expect(populationChecks(58_500, '2026-10-01', today)).toEqual(['population-changed']);
  });

  test('a municipality has lost its column, and there are no totals to tell', () => {
    const none = seriesOf({ [varde]: Array.from({ length: DAYS }, () => 0) });
    const before = release({ releasedOn: addDays(releasedOn, -1) });
    const lost = release({ totals: undefined, cases: none, withoutColumn: [varde] });
    expect(checksOf(lost, before)).toEqual(['municipality-emptied']);
    expect(checksOf(lost)).toEqual([]);
    // The only case of a small one may have been a mistake.
    const one = seriesOf({ [varde]: Array.from({ length: DAYS }, (_, day) => (day === 3 ? 1 : 0)) });
    expect(checksOf(lost, release({ cases: one, releasedOn: addDays(releasedOn, -1) }))).toEqual([]);
  });

  test('two municipalities have changed places: two columns of 98 are few figures, and all of theirs', () => {
    const wave = (high: number) => Array.from({ length: DAYS }, (_, day) => high + (day % 7));
    const other = '0101' as MunicipalityCode;
    const before = release({ totals: undefined, cases: seriesOf({ [varde]: wave(4), [other]: wave(40) }) });
    const swapped = release({ totals: undefined, cases: seriesOf({ [varde]: wave(40), [other]: wave(4) }) });
    const doubts = doubtsAbout(swapped, { ...before, releasedOn: addDays(releasedOn, -1) }, limits);
    expect(new Set(doubts.map(({ check, facts }) => `${check} ${String(facts.municipality)}`))).toEqual(
      new Set([
        'history-changed undefined',
        `municipality-history-changed ${varde}`,
        `municipality-history-changed ${other}`,
        `recent-fall ${other}`,
        `recent-rise ${varde}`,
      ]),
    );
    const sparse = doubtsAbout(
      swapped,
      { ...before, releasedOn: addDays(releasedOn, -1) },
      { ...limits, changedHistoryPercent: 5 },
    );
    expect(sparse.map(({ check }) => check)).not.toContain('history-changed');
    expect(sparse).toHaveLength(4);
  });

  test('days that were nearly complete gain many cases at once, in the country or in one municipality', () => {
    const raised = (extra: number, which = codes, high = 30) =>
      new Map(
        codes.map((code) => [
          code,
          Array.from({ length: DAYS }, (_, day) =>
            // Twelve days before the release: too recent for history, too old to fill up.
            day === DAYS - 12 && which.includes(code) ? high + extra : high,
          ),
        ]),
      );
    const before = release({ releasedOn: addDays(releasedOn, -1), totals: undefined, cases: raised(0) });
    const checks = (cases: Release['cases']) => checksOf(release({ totals: undefined, cases }), before);
    expect(checks(raised(320))).toEqual(['recent-rise', 'day-jump']);
    expect(checks(raised(700, [varde]))).toEqual(['recent-rise', 'day-jump']);
    expect(checks(raised(150))).toEqual([]);
    // 28 January 2021 added 198 old cases, and was taken in.
    expect(checks(raised(198, [varde]))).toEqual([]);
    expect(checks(raised(5))).toEqual([]);
  });

  test('one day of a large municipality has ten times its cases: its week has only twice as many', () => {
    const slip = (cases: number, back: number) =>
      release({
        totals: undefined,
        cases: seriesOf({
          [varde]: Array.from({ length: DAYS }, (_, day) => (day === DAYS - back ? cases : 50)),
        }),
      });
    expect(checksOf(slip(500, 3))).toEqual(['day-jump']);
    expect(checksOf(slip(255, 3))).toEqual([]);
    // On the eighth day before the release the dashboard's window still counts it.
    expect(checksOf(slip(500, 8))).toEqual(['day-jump']);
    expect(checksOf(slip(500, 40))).toEqual([]);
  });

  test('a municipality has ten times the cases of the week before, and many', () => {
    const jumped = (lastDay: number) =>
      release({
        totals: undefined,
        cases: seriesOf({
          [varde]: Array.from({ length: DAYS }, (_, day) => (day === DAYS - 1 ? lastDay : 2)),
        }),
      });
    // The week before has 14 cases; 10 × (14 + 1) = 150 is below the 250 from which a jump counts.
    expect(checksOf(jumped(237))).toEqual([]);
    expect(checksOf(jumped(238))).toEqual(['jump']);
    expect(checksOf(jumped(250))).toEqual(['jump', 'day-jump']);
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

describe('a release is let through', () => {
  test('on the day on which regions merge: the municipalities are the same', () => {
    const on = calendarDate('2027-01-01');
    const days = { from: addDays(on, -DAYS), to: addDays(on, -1) };
    const before = release({ releasedOn: addDays(on, -1), ...days, to: addDays(on, -2) });
    expect(doubtsAbout(release({ releasedOn: on, ...days }), before, limits)).toEqual([]);
  });

  test('after weeks without any: recent days have filled up meanwhile', () => {
    const growing = (until: number, factor: number) =>
      new Map(
        codes.map((code) => [
          code,
          Array.from({ length: until }, (_, day) => (day > until - 4 && factor < 1 ? 1 : 30)),
        ]),
      );
    const before = release({ totals: undefined, cases: growing(DAYS, 0.5) });
    const on = addDays(releasedOn, 45);
    const after = release({
      releasedOn: on,
      to: addDays(on, -1),
      totals: undefined,
      cases: growing(DAYS + 45, 1),
    });
    expect(checksOf(after, before)).toEqual([]);
  });

  test('by a new definition: every figure of the past may change that day, and only that day', () => {
    const on = calendarDate('2022-03-23');
    const days = { from: addDays(on, -DAYS), to: addDays(on, -1) };
    const all = (count: number) =>
      new Map(codes.map((code) => [code, Array.from({ length: DAYS }, () => count)]));
    const before = release({ releasedOn: addDays(on, -6), ...days, totals: undefined, cases: all(20) });
    const redefined = release({ releasedOn: on, ...days, totals: undefined, cases: all(26) });
    expect(checksOf(redefined, before)).toEqual([]);
    const next = release({ ...redefined, releasedOn: addDays(on, 1), cases: all(34) });
    expect(checksOf(next, redefined)).toContain('history-changed');
  });
});
