import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { RollSession } from './plan.ts';
import type { RollProblem } from './schema.ts';

/** What a roll puts on a date: people offered a time, and samples expected of them (P6). */
export interface DayLoad {
  readonly date: CalendarDate;
  readonly people: number;
  readonly samples: number;
  /** Sites with a stop, or with a session. */
  readonly sites: number;
}

type Sessions = readonly Pick<RollSession, 'site' | 'date' | 'labDate' | 'slots'>[];

/** Per laboratory, by the date on which samples arrive, dates in order: what `dateLoad` of another problem needs. */
export function loadsByLabAndDate(problem: RollProblem, sessions: Sessions): Map<string, DayLoad[]> {
  const labOf = new Map(problem.sites.map((site) => [site.id, site.lab]));
  const turnout = new Map(problem.sites.map((site) => [site.id, site.turnout]));
  const sums = new Map<string, Map<CalendarDate, { people: number; samples: number; sites: Set<string> }>>();
  for (const session of sessions) {
    const key = labOf.get(session.site);
    const date = session.labDate;
    if (key === undefined) continue;
    const byDate =
      sums.get(key) ?? new Map<CalendarDate, { people: number; samples: number; sites: Set<string> }>();
    sums.set(key, byDate);
    const sum = byDate.get(date) ?? { people: 0, samples: 0, sites: new Set<string>() };
    byDate.set(date, sum);
    const people = session.slots.reduce((total, { count }) => total + count, 0);
    sum.people += people;
    sum.samples += people * (turnout.get(session.site) ?? 1);
    sum.sites.add(session.site);
  }
  return new Map(
    [...sums].map(([key, byDate]) => [
      key,
      [...byDate]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([date, { people, samples, sites }]) => ({ date, people, samples, sites: sites.size })),
    ]),
  );
}
