import { isoWeekOf } from '../calendar/isoWeek.ts';
import { datesFrom, weekdayOf } from '../calendar/calendarDate.ts';
import type { PriceDay } from './kilometres.ts';
import type { RollScore, RollSession } from './plan.ts';
import type { RollLab, RollProblem, RollWeights } from './schema.ts';

/** What a plan should have little of. A planner sees the list and sets the weights; a new goal is a line here. */
interface SoftGoal {
  readonly id: 'siteDays' | 'sessions' | 'km' | 'moved';
  readonly weight: keyof RollWeights;
  /** Why it matters to the people concerned (P4). */
  readonly because: string;
}

const SOFT_GOALS: readonly SoftGoal[] = [
  {
    id: 'siteDays',
    weight: 'siteDay',
    because: 'a test day disturbs the site, calls swabbers and costs a stop',
  },
  { id: 'sessions', weight: 'session', because: 'every session sets up a room and takes swabbers from care' },
  { id: 'km', weight: 'km', because: 'days on which neighbours are tested together are cheap to collect' },
  { id: 'moved', weight: 'moved', because: 'whoever has been told a time should keep it' },
];

function costOf(score: Omit<RollScore, 'cost'>, weights: RollWeights): number {
  return SOFT_GOALS.reduce((sum, goal) => sum + weights[goal.weight] * score[goal.id], 0);
}

/** Numbers of the score are rounded so that a plan file reads well and compares byte by byte. */
function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}

/** The planner's own count of what its plan is worth (the checker counts again by itself). */
export function scoreRoll(
  problem: RollProblem,
  sessions: readonly RollSession[],
  price: PriceDay,
): RollScore {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const offers = new Set(problem.offers.map(({ id }) => id));
  const stops = new Map<string, Map<string, Set<string>>>();
  const own = new Map<string, Map<string, number>>();
  let placed = 0;
  for (const { site: id, labDate, slots } of sessions) {
    const site = sites.get(id)!;
    const byDate = stops.get(site.lab) ?? new Map<string, Set<string>>();
    stops.set(site.lab, byDate.set(labDate, (byDate.get(labDate) ?? new Set()).add(id)));
    const load = own.get(site.lab) ?? new Map<string, number>();
    own.set(site.lab, load);
    for (const { offer, count } of slots) {
      load.set(labDate, (load.get(labDate) ?? 0) + count * site.turnout);
      if (offers.has(offer)) placed += count;
    }
  }
  let km = 0;
  let siteDays = 0;
  const peaks = { day: 0, week: 0 };
  for (const lab of problem.labs) {
    for (const ids of stops.get(lab.id)?.values() ?? []) {
      siteDays += ids.size;
      km += price(
        lab,
        [...ids].sort().map((id) => sites.get(id)!),
      );
    }
    const peak = peakOf(problem, lab, own.get(lab.id) ?? new Map<string, number>());
    peaks.day = Math.max(peaks.day, peak.day);
    peaks.week = Math.max(peaks.week, peak.week);
  }
  const bare = {
    placed,
    labPeakRatio: rounded(peaks.day, 6),
    weekPeakRatio: rounded(peaks.week, 6),
    siteDays,
    sessions: sessions.length,
    km: rounded(km, 3),
    moved: movedPeople(problem, sessions),
  };
  return { ...bare, cost: rounded(costOf(bare, problem.weights), 4) };
}

function peakOf(
  problem: RollProblem,
  lab: RollLab,
  own: ReadonlyMap<string, number>,
): { day: number; week: number } {
  if (![...own.values()].some((samples) => samples > 0)) return { day: 0, week: 0 };
  const closed = new Set(problem.closedDates);
  const weeks = new Map<string, { load: number; capacity: number }>();
  const total = { load: 0, capacity: 0 };
  let fullest = 0;
  for (const date of datesFrom(problem.horizon)) {
    const capacity = lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)]!;
    if (capacity <= 0 || closed.has(date)) continue;
    const load = (own.get(date) ?? 0) + (lab.dateLoad[date] ?? 0);
    const week = weeks.get(isoWeekOf(date)) ?? { load: 0, capacity: 0 };
    weeks.set(isoWeekOf(date), { load: week.load + load, capacity: week.capacity + capacity });
    total.load += load;
    total.capacity += capacity;
    fullest = Math.max(fullest, load / capacity);
  }
  // Everything arrives after the horizon: nothing peaks within it.
  if (total.load <= 0) return { day: 1, week: 1 };
  const mean = total.load / total.capacity;
  const week = Math.max(...[...weeks.values()].map(({ load, capacity }) => load / capacity));
  return { day: fullest / mean, week: week / mean };
}

/** People of published sessions whose place, date or start is another now, or who have none. */
function movedPeople(problem: RollProblem, sessions: readonly RollSession[]): number {
  if (problem.previous.length === 0) return 0;
  const key = (session: { site: string; date: string }, slot: { offer: string; start: string }) =>
    `${slot.offer}|${session.site}|${session.date}|${slot.start}`;
  const now = new Map<string, number>();
  for (const session of sessions) {
    for (const slot of session.slots) {
      const at = key(session, slot);
      now.set(at, (now.get(at) ?? 0) + slot.count);
    }
  }
  let moved = 0;
  for (const session of problem.previous) {
    for (const slot of session.slots) {
      const at = key(session, slot);
      const same = Math.min(slot.count, now.get(at) ?? 0);
      now.set(at, (now.get(at) ?? 0) - same);
      moved += slot.count - same;
    }
  }
  return moved;
}
