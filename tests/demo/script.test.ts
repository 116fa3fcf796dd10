import { describe, expect, test } from '@jest/globals';
import {
  addDays,
  calendarDate,
  type CalendarDate,
  datesFrom,
  weekdayOf,
} from '../../shared/domain/calendar/calendarDate.ts';
import { isoWeekOf } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode, RegionCode } from '../../shared/domain/geography/codes.ts';
import { findMunicipality, MUNICIPALITIES } from '../../shared/domain/geography/municipalities.ts';
import { demoRelease } from '../../shared/demo/figures/demoRelease.ts';
import {
  type ScriptedDay,
  scriptedDay,
  type ScriptedDecision,
  type ScriptedMunicipality,
} from '../../shared/demo/script/scriptedDay.ts';

const d = calendarDate;
const START = d('2020-09-09');
const END = d('2020-10-28');

interface Counted {
  readonly colour: 'green' | 'red';
  readonly cases: number;
}

/** The measured colours of a day, counted in the plainest way with the dashboard's window (R2, A2). */
function measuredOn(date: CalendarDate): ReadonlyMap<string, Counted> | undefined {
  const release = demoRelease(date);
  if (!release) return undefined;
  const sums = new Map<string, number>();
  for (const line of release.csv.split('\n').slice(1)) {
    const [day = '', code = '', cases = ''] = line.split(',');
    if (day >= addDays(date, -8) && day <= addDays(date, -1))
      sums.set(code, (sums.get(code) ?? 0) + Number(cases));
  }
  return new Map(
    MUNICIPALITIES.map(({ code, population2020 }) => {
      const cases = sums.get(code) ?? 0;
      return [code, { cases, colour: cases * 100_000 >= 20 * population2020 ? 'red' : 'green' }];
    }),
  );
}

type State = {
  -readonly [K in 'followUp' | 'decided']: ScriptedMunicipality[K];
};
const GREEN: ScriptedMunicipality['decided'] = {
  colour: 'green',
  suspended: false,
  partial: false,
  since: undefined,
  reviewOn: undefined,
};

interface PlayedDay extends ScriptedDay {
  readonly date: CalendarDate;
  readonly measuredRed: ReadonlySet<string>;
  readonly decidedRed: ReadonlySet<string>;
}

/** Lives through the autumn day by day: figures open follow-ups, the script does the rest. */
function play(inDemo: (code: string) => boolean): PlayedDay[] {
  const states = new Map<string, State>(
    MUNICIPALITIES.map(({ code }) => [code, { followUp: undefined, decided: GREEN }]),
  );
  const suspendedBefore = new Set<RegionCode>();
  const partialBefore = new Set<RegionCode>();
  const history = new Map<CalendarDate, ReadonlyMap<string, Counted>>();
  let measured: ReadonlyMap<string, Counted> = new Map();
  return datesFrom({ from: START, to: END }).map((date) => {
    const before = measured;
    measured = measuredOn(date) ?? measured;
    history.set(date, measured);
    for (const [code, { colour }] of measured) {
      const state = states.get(code)!;
      const crossed = colour === 'red' && before.get(code)?.colour !== 'red';
      if (crossed && !state.followUp) state.followUp = { openedOn: date, contacted: false };
    }
    const day = scriptedDay({
      date,
      suspendedBefore,
      partialBefore,
      municipalities: MUNICIPALITIES.map(({ code, region, population2020 }) => ({
        code,
        region,
        population: population2020,
        measured: measured.get(code)?.colour,
        cases: measured.get(code)?.cases ?? 0,
        measuredAWeekAgo: history.get(addDays(date, -7))?.get(code)?.colour,
        ...states.get(code)!,
        areas: inDemo(code) ? [`${code} nord`, `${code} midt`, `${code} syd`] : [],
      })),
    });
    for (const { municipality } of day.contacts) {
      const state = states.get(municipality)!;
      state.followUp = { ...state.followUp!, contacted: true };
    }
    for (const decision of day.decisions) {
      apply(states.get(decision.municipality)!, decision, date);
      const { region } = findMunicipality(decision.municipality)!;
      if (decision.kind === 'suspension') suspendedBefore.add(region);
      if (decision.kind === 'red' && decision.areas) partialBefore.add(region);
    }
    const codes = (test: (code: string) => boolean) =>
      new Set(MUNICIPALITIES.map(({ code }) => code as string).filter(test));
    return {
      date,
      ...day,
      measuredRed: codes((code) => measured.get(code)?.colour === 'red'),
      decidedRed: codes((code) => states.get(code)!.decided.colour === 'red'),
    };
  });
}

function apply(state: State, decision: ScriptedDecision, date: CalendarDate): void {
  switch (decision.kind) {
    case 'red':
      state.decided = { ...GREEN, colour: 'red', partial: decision.areas !== undefined, since: date };
      break;
    case 'suspension':
      state.decided = { ...GREEN, suspended: true, since: date, reviewOn: decision.reviewOn };
      break;
    case 'green':
      state.decided = { ...GREEN, since: date };
      break;
    case 'closing':
      state.decided = GREEN;
      state.followUp = undefined;
  }
}

const worlds: [string, PlayedDay[]][] = [
  ['the country', play(() => true)],
  ['Hovedstaden', play((code) => findMunicipality(code)?.region === '1084')],
];

describe.each(worlds)('the script of %s', (name, days) => {
  const on = (date: string) => days.find((day) => day.date === d(date))!;
  const wednesdays = days.filter(({ date }) => weekdayOf(date) === 2);
  const inWorld = (code: string) => name === 'the country' || findMunicipality(code)?.region === '1084';
  const regions = name === 'the country' ? 5 : 1;

  test('begins with everybody decided green and 28 to be called', () => {
    const first = on('2020-09-09');
    expect(first.measuredRed.size).toBe(28);
    expect(first.decidedRed.size).toBe(0);
    expect([first.contacts, first.decisions]).toEqual([[], []]);
    expect(on('2020-09-10').contacts).toHaveLength(28);
    expect(on('2020-09-10').contacts.every(({ madeOn }) => madeOn === '2020-09-09')).toBe(true);
  });

  test('has a suspension and a partly red municipality among the first decisions of every region', () => {
    const decisions = on('2020-09-16').decisions.filter(({ municipality }) => inWorld(municipality));
    const suspended = decisions.filter(({ kind }) => kind === 'suspension');
    const partial = decisions.filter((decision) => decision.kind === 'red' && decision.areas !== undefined);
    const regionOf = (list: readonly ScriptedDecision[]) =>
      new Set(list.map(({ municipality }) => findMunicipality(municipality)!.region)).size;
    expect([regionOf(suspended), regionOf(partial)]).toEqual([regions, regions]);
    expect(decisions.length).toBeGreaterThan(suspended.length + partial.length);
  });

  test('never lets the decided colours be the measured ones', () => {
    for (const { measuredRed, decidedRed } of days) {
      const differ = MUNICIPALITIES.filter(
        ({ code }) => inWorld(code) && measuredRed.has(code) !== decidedRed.has(code),
      );
      expect(differ.length).toBeGreaterThan(0);
    }
  });

  test('decides on Wednesdays only, and calls before a first change of colour', () => {
    const called = new Set<string>();
    for (const { date, contacts, decisions } of days) {
      for (const { municipality } of contacts) called.add(municipality);
      if (weekdayOf(date) !== 2) expect(decisions).toEqual([]);
      for (const { municipality } of decisions) expect(called.has(municipality)).toBe(true);
    }
  });

  test('assesses every red municipality every Wednesday (R12)', () => {
    for (const [i, { decidedRed }] of wednesdays.entries()) {
      const next = wednesdays[i + 1];
      if (!next) continue;
      const seen = new Set<string>(
        [...next.decisions, ...next.reviews].map(({ municipality }) => municipality),
      );
      expect([...decidedRed].filter((code) => !seen.has(code))).toEqual([]);
    }
  });

  test('tests first in the week of the first contact + 2, never in the week of the decision', () => {
    expect(
      on('2020-09-16').decisions.flatMap((decision) =>
        decision.kind === 'red' ? [decision.firstTestWeek as string] : [],
      ),
    ).toEqual(expect.arrayContaining(['2020-W39']));
    for (const { date, decisions } of days)
      for (const decision of decisions)
        if (decision.kind === 'red') expect(decision.firstTestWeek > isoWeekOf(date)).toBe(true);
  });

  test('lets some go back to green when spread is under control', () => {
    const back = days.flatMap(({ decisions }, i) =>
      decisions.filter(
        ({ kind, municipality }) => kind === 'green' && days[i - 1]!.decidedRed.has(municipality),
      ),
    );
    expect(back.filter(({ municipality }) => inWorld(municipality)).length).toBeGreaterThan(0);
  });

  test('ends on 28 October with 94 measured red and most of them decided red', () => {
    const last = on('2020-10-28');
    expect(last.measuredRed.size).toBe(94);
    expect(last.decidedRed.size).toBeGreaterThan(75);
    expect([...last.measuredRed].filter((code) => !last.decidedRed.has(code)).length).toBeGreaterThan(0);
    expect([...last.decidedRed].filter((code) => !last.measuredRed.has(code)).length).toBeGreaterThan(0);
  });
});

describe('on one Wednesday the script', () => {
  const one = (change: Partial<ScriptedMunicipality>): ScriptedMunicipality => ({
    code: '0185' as MunicipalityCode,
    region: '1084' as RegionCode,
    population: 42_989,
    measured: 'red',
    cases: 40,
    measuredAWeekAgo: 'red',
    followUp: { openedOn: d('2020-09-14'), contacted: true },
    decided: GREEN,
    areas: ['a', 'b', 'c', 'd'],
    ...change,
  });
  const REGION = new Set(['1084' as RegionCode]);
  const kindOf = (municipality: ScriptedMunicipality) =>
    scriptedDay({
      date: d('2020-09-30'),
      municipalities: [municipality],
      suspendedBefore: REGION,
      partialBefore: REGION,
    }).decisions.map(({ kind }) => kind);
  const RED = { ...GREEN, colour: 'red', since: d('2020-09-16') } as const;
  const SUSPENDED = { ...GREEN, suspended: true, since: d('2020-09-23'), reviewOn: d('2020-09-30') } as const;

  test.each<[string, Partial<ScriptedMunicipality>, string[]]>([
    ['decides red who is measured red and called', {}, ['red']],
    ['waits with who was not called', { followUp: { openedOn: d('2020-09-30'), contacted: false } }, []],
    ['leaves red who is measured red', { decided: RED }, []],
    ['leaves red who is measured green for the first week', { decided: RED, measured: 'green' }, []],
    [
      'decides green who is measured green for two',
      { decided: RED, measured: 'green', measuredAWeekAgo: 'green' },
      ['green'],
    ],
    ['decides red a suspended one that spreads', { decided: SUSPENDED }, ['red']],
    ['suspends it again while cases are few', { decided: SUSPENDED, cases: 12 }, ['suspension']],
    ['ends the suspension when it is measured green', { decided: SUSPENDED, measured: 'green' }, ['green']],
    [
      'closes the follow-up of who is green and stays it',
      { measured: 'green', measuredAWeekAgo: 'green' },
      ['closing'],
    ],
    [
      'makes the partly red wholly red when it spreads',
      { decided: { ...RED, partial: true, since: d('2020-09-09') } },
      ['red'],
    ],
  ])('%s', (_title, change, kinds) => {
    expect(kindOf(one(change))).toEqual(kinds);
  });

  test('names a third of a partly red municipality’s areas', () => {
    const { decisions } = scriptedDay({
      date: d('2020-09-16'),
      municipalities: [one({})],
      suspendedBefore: REGION,
      partialBefore: new Set(),
    });
    expect(decisions).toEqual([expect.objectContaining({ kind: 'red', areas: ['a', 'b'] })]);
  });
});
