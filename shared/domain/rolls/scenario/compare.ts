import { datesFrom, weekdayOf } from '../../calendar/calendarDate.ts';
import { isoWeekOf } from '../../calendar/isoWeek.ts';
import type { RollScore, RollSession } from '../plan.ts';
import type { RollProblem } from '../schema.ts';
import { type SwabbingHours, swabbingHours } from './swabbing.ts';

/** Samples of a laboratory on a date or in a week, beside what it takes (R50). */
export interface Load {
  readonly lab: string;
  readonly when: string;
  readonly samples: number;
  readonly capacity: number;
}

/** What a plan comes to, as far as two plans are compared. */
export interface Measures {
  readonly people: number;
  readonly placed: number;
  readonly unplaced: number;
  readonly testDays: number;
  readonly sessions: number;
  readonly km: number;
  readonly labPeakRatio: number;
  readonly weekPeakRatio: number;
  readonly swabbingHours: number;
  readonly daily: readonly Load[];
  readonly weekly: readonly Load[];
  readonly swabbing: readonly SwabbingHours[];
}

export interface Planned {
  readonly problem: RollProblem;
  readonly sessions: readonly RollSession[];
  readonly score: RollScore;
}

export function measuresOf({ problem, sessions, score }: Planned): Measures {
  const people = problem.offers.reduce((sum, { count }) => sum + count, 0);
  const daily = dailyLoad(problem, sessions);
  const swabbing = swabbingHours(problem, sessions);
  return {
    people,
    placed: score.placed,
    unplaced: people - score.placed,
    testDays: score.siteDays,
    sessions: score.sessions,
    km: score.km,
    labPeakRatio: score.labPeakRatio,
    weekPeakRatio: score.weekPeakRatio,
    swabbingHours: Math.round(swabbing.reduce((sum, { hours }) => sum + hours, 0) * 100) / 100,
    daily,
    weekly: byWeek(daily),
    swabbing,
  };
}

/** Expected samples (P6) and others' load on every date of the horizon. */
function dailyLoad(problem: RollProblem, sessions: readonly RollSession[]): Load[] {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const own = new Map<string, number>();
  for (const { site: id, labDate, slots } of sessions) {
    const site = sites.get(id)!;
    const people = slots.reduce((sum, { count }) => sum + count, 0);
    const key = `${site.lab}|${labDate}`;
    own.set(key, (own.get(key) ?? 0) + people * site.turnout);
  }
  const closed = new Set(problem.closedDates);
  return problem.labs.flatMap((lab) =>
    datesFrom(problem.horizon).map((date): Load => {
      const samples = (own.get(`${lab.id}|${date}`) ?? 0) + (lab.dateLoad[date] ?? 0);
      const capacity = closed.has(date)
        ? 0
        : (lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)]!);
      return { lab: lab.id, when: date, samples: Math.round(samples * 100) / 100, capacity };
    }),
  );
}

function byWeek(daily: readonly Load[]): Load[] {
  const weeks = new Map<string, Load>();
  for (const { lab, when, samples, capacity } of daily) {
    const week = isoWeekOf(when as RollSession['date']);
    const before = weeks.get(`${lab} ${week}`) ?? { lab, when: week, samples: 0, capacity: 0 };
    weeks.set(`${lab} ${week}`, {
      ...before,
      samples: Math.round((before.samples + samples) * 100) / 100,
      capacity: before.capacity + capacity,
    });
  }
  return [...weeks.values()];
}

/** The real roll and the scenario side by side. */
export interface Comparison {
  readonly real: Measures;
  readonly scenario: Measures;
}

export function comparePlans(real: Planned, scenario: Planned): Comparison {
  return { real: measuresOf(real), scenario: measuresOf(scenario) };
}
