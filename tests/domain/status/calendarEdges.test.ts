import { describe, expect, test } from '@jest/globals';
import { getNextMillis } from 'bullmq';
import { addDays, type CalendarDate, calendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { isPublicHoliday } from '../../../shared/domain/calendar/holidays.ts';
import { isoWeek } from '../../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { figuresAge } from '../../../shared/domain/incidence/staleness.ts';
import { decidedStateOn } from '../../../shared/domain/status/decidedColour.ts';
import { type Decision, WHOLE } from '../../../shared/domain/status/decision.ts';
import { redPeriods, suggestedFirstTestWeek, testWeeks } from '../../../shared/domain/status/redFlow.ts';
import { reviewDueOn } from '../../../shared/domain/status/review.ts';
import { fetchSchedule, SCHEDULES } from '../../../worker/schedules.ts';

const day = calendarDate;
const policy = { redCycleWeeks: 2, greenIntervalWeeks: 6, decisionWeekday: 2, reviewEveryDays: 7 };

function decide(on: string, changes: Partial<Decision>, number = 1): Decision {
  return {
    id: `d${number}`,
    number,
    municipality: '0265' as MunicipalityCode,
    kind: 'colour',
    colour: 'red',
    scope: WHOLE,
    decidedOn: day(on),
    effectiveFrom: day(on),
    effectiveTo: undefined,
    firstTestWeek: undefined,
    intervalWeeks: undefined,
    reviewOn: undefined,
    supersedes: undefined,
    ranking: [],
    ...changes,
  };
}

const red = (on: string, week: string, number = 1) => decide(on, { firstTestWeek: isoWeek(week) }, number);

const weeksOn = (decisions: readonly Decision[], on: string, until: string) =>
  redPeriods(decisions, day(on)).flatMap((period) =>
    testWeeks(period, { on: day(on), until: isoWeek(until), decisions, policy }).map(
      ({ week, flowWeek, state }) => `${week} week ${flowWeek} ${state}`,
    ),
  );

describe('week 53 of 2026, which ends in 2027 (R24)', () => {
  test.each([
    ['2026-12-14', '2026-12-16', '2026-W53'],
    ['2026-12-21', '2026-12-23', '2027-W01'],
    ['2026-12-28', '2026-12-30', '2027-W02'],
    // New Year's Day still belongs to week 53.
    ['2027-01-01', '2027-01-01', '2027-W02'],
  ])('first contact on %s and a decision on %s suggest %s', (contact, decided, week) => {
    const dates = { contactOn: day(contact), decidedOn: day(decided) };
    expect(suggestedFirstTestWeek({ ...dates, planningWeeks: 1 })).toBe(week);
  });

  test('is week 3 of a red flow: provisional until Wednesday the 23rd, held from the 28th, followed by week 2', () => {
    const decisions = [red('2026-12-02', '2026-W51')];
    const on = (date: string) => weeksOn(decisions, date, '2027-W04');
    const later = ['2027-W02 week 5 provisional', '2027-W04 week 7 provisional'];
    expect(on('2026-12-23')).toEqual(['2026-W51 week 1 held', '2026-W53 week 3 provisional', ...later]);
    expect(on('2026-12-24')).toEqual(['2026-W51 week 1 held', '2026-W53 week 3 confirmed', ...later]);
    expect(on('2026-12-28')).toEqual(['2026-W51 week 1 held', '2026-W53 week 3 held', ...later]);
    expect(on('2027-01-07').slice(1)).toEqual([
      '2026-W53 week 3 held',
      '2027-W02 week 5 confirmed',
      '2027-W04 week 7 provisional',
    ]);
  });

  test('green on the 1st of January lets week 53 run and cancels week 2', () => {
    const decisions = [red('2026-12-02', '2026-W51'), decide('2027-01-01', { colour: 'green' }, 2)];
    expect(weeksOn(decisions, '2027-01-01', '2027-W02').slice(1)).toEqual([
      '2026-W53 week 3 held',
      '2027-W02 week 5 cancelled',
    ]);
  });
});

describe('a Wednesday that is a holiday moves nothing by itself (A16)', () => {
  // 25 December 2024: the Wednesday on which the test week from 30 December is confirmed or cancelled.
  const holiday = '2024-12-25';
  const first = red('2024-12-11', '2024-W51');
  const next = (decisions: readonly Decision[], on: string) => weeksOn(decisions, on, '2025-W01')[1];

  test('Christmas Day 2024 is one', () => {
    expect(isPublicHoliday(day(holiday))).toBe(true);
  });

  test('the test week stays provisional all that day and is confirmed the day after', () => {
    expect(next([first], holiday)).toBe('2025-W01 week 3 provisional');
    expect(next([first], '2024-12-26')).toBe('2025-W01 week 3 confirmed');
  });

  test('who decides on the holiday is heard the same day, either way', () => {
    expect(next([first, red(holiday, '2025-W01', 2)], holiday)).toBe('2025-W01 week 3 confirmed');
    expect(next([first, decide(holiday, { colour: 'green' }, 2)], holiday)).toBe('2025-W01 week 3 cancelled');
  });

  test('the assessment is due on the holiday all the same', () => {
    const state = decidedStateOn([first], day(holiday));
    expect(reviewDueOn(state, day('2024-12-18'), policy)).toBe(holiday);
  });
});

describe('clock changes', () => {
  const rules = { staleAfterHours: 36, newReleaseBy: '16:00' };
  const aged = (released: string, fetched: string, now: string) =>
    figuresAge({ releasedOn: day(released), fetchedAt: new Date(fetched) }, new Date(now), rules);

  // Figures that came at 14:00 on the Saturday are 36 hours old at 01:00 (winter) or 03:00 (summer) on Monday.
  test.each([
    ['2020-10-24', '2020-10-24T12:00:00Z', '2020-10-26T00:00:00Z', '01:00'],
    ['2021-03-27', '2021-03-27T13:00:00Z', '2021-03-29T01:00:00Z', '03:00'],
  ])('figures of %s age by the hours that pass, not by the clock on the wall', (on, from, at, wall) => {
    expect(wallClock(new Date(at)).time).toBe(wall);
    expect(aged(on, from, at)).toMatchObject({ hours: 36, stale: false });
    expect(aged(on, from, new Date(Date.parse(at) + 60_000).toISOString()).stale).toBe(true);
  });

  test.each([
    ['Friday before winter time', '2020-10-22', '2020-10-23T14:00:00Z'],
    ['Monday after winter time', '2020-10-23', '2020-10-26T15:00:00Z'],
    ['Friday before summer time', '2021-03-25', '2021-03-26T15:00:00Z'],
    ['Monday after summer time', '2021-03-26', '2021-03-29T14:00:00Z'],
  ])('a release is late from 16:00 in Copenhagen on the %s', (_name, released, at) => {
    const before = new Date(Date.parse(at) - 60_000).toISOString();
    const came = `${released}T12:00:00Z`;
    expect([aged(released, came, before).late, aged(released, came, at).late]).toEqual([false, true]);
  });

  test('a night of planning and a fetch come once a day by the wall clock on both sides', () => {
    const night = SCHEDULES.find(({ name }) => name === 'start-night')!;
    const fetch = fetchSchedule({ fromTime: '13:30', everyMinutes: 15 });
    for (const sunday of [day('2020-10-25'), day('2021-03-28')]) {
      expect(runsAround(sunday, night.when)).toEqual([-1, 0, 1].map((i) => `${addDays(sunday, i)} 03:30`));
      const fetches = runsAround(sunday, fetch.when);
      for (const i of [-1, 0, 1]) {
        const own = fetches.filter((moment) => moment.startsWith(addDays(sunday, i)));
        expect([own.length, own[0], own.at(-1)]).toEqual([
          44,
          `${addDays(sunday, i)} 13:00`,
          `${addDays(sunday, i)} 23:45`,
        ]);
      }
    }
  });

  test('the watch over the figures misses the hour that is skipped or doubled, and no other', () => {
    const watch = SCHEDULES.find(({ name }) => name === 'watch-figures')!;
    for (const sunday of [day('2020-10-25'), day('2021-03-28')]) {
      const own = runsAround(sunday, watch.when).filter((moment) => moment.startsWith(sunday));
      expect(own).toHaveLength(23);
      expect(new Set(own).size).toBe(23);
      expect(own).not.toContain(`${sunday} 02:07`);
    }
  });
});

/** The moments of a schedule on the three days around a Sunday, by the wall clock, as the queue reckons them. */
function runsAround(sunday: CalendarDate, when: (typeof SCHEDULES)[number]['when']): string[] {
  if (!('cron' in when)) throw new Error('a schedule at fixed times is wanted');
  const last = addDays(sunday, 1);
  const moments: string[] = [];
  let at = Date.parse(`${addDays(sunday, -2)}T23:30:00Z`);
  for (;;) {
    at = getNextMillis(at, { pattern: when.cron, tz: 'Europe/Copenhagen' }) ?? Infinity;
    const { date, time } = wallClock(new Date(at));
    if (date > last) return moments;
    if (date >= addDays(sunday, -1)) moments.push(`${date} ${time}`);
  }
}
