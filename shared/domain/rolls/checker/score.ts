import { datesFrom } from '../../calendar/calendarDate.ts';
import { isoWeekOf } from '../../calendar/isoWeek.ts';
import type { PriceDay } from '../kilometres.ts';
import type { RollScore } from '../plan.ts';
import { capacityOn, type Facts, labOpen } from './facts.ts';

/** The score counted from the finished plan, without believing anything that the planner says of itself. */
export function recount(facts: Facts, priceDay: PriceDay): RollScore {
  const { sessions, problem, plan } = facts;
  const stops = new Map<string, { lab: string; date: string; site: string }>();
  const samples = new Map<string, number>();
  let placed = 0;
  for (const { given, site, slots } of sessions) {
    if (!site || given.labDate === undefined) continue;
    stops.set(`${given.labDate}|${site.id}`, { lab: site.lab, date: given.labDate, site: site.id });
    const key = `${site.lab}|${given.labDate}`;
    for (const { offer, count } of slots) {
      samples.set(key, (samples.get(key) ?? 0) + count * site.turnout);
      if (offer) placed += count;
    }
  }
  let km = 0;
  for (const [, own] of Map.groupBy(stops.values(), ({ lab, date }) => `${lab}|${date}`)) {
    const places = own.map(({ site }) => site).sort();
    km += priceDay(
      facts.labs.get(own[0]!.lab)!,
      places.map((id) => facts.sites.get(id)!),
    );
  }
  const peaks = problem.labs.map((lab) => peakRatios(facts, lab.id, samples));
  const moved = movedPeople(facts);
  const { siteDay, session, km: perKm, moved: perMoved } = problem.weights;
  const cost = siteDay * stops.size + session * plan.sessions.length + perKm * km + perMoved * moved;
  return {
    placed,
    labPeakRatio: Math.max(0, ...peaks.map(({ day }) => day)),
    weekPeakRatio: Math.max(0, ...peaks.map(({ week }) => week)),
    siteDays: stops.size,
    sessions: plan.sessions.length,
    km,
    moved,
    cost,
  };
}

function peakRatios(
  facts: Facts,
  id: string,
  samples: ReadonlyMap<string, number>,
): { day: number; week: number } {
  const lab = facts.labs.get(id)!;
  let own = 0;
  for (const [key, count] of samples) if (key.startsWith(`${id}|`)) own += count;
  if (own <= 0) return { day: 0, week: 0 };
  const days = datesFrom(facts.problem.horizon)
    .filter((date) => labOpen(facts, lab, date))
    .map((date) => ({
      week: isoWeekOf(date),
      load: (samples.get(`${id}|${date}`) ?? 0) + (lab.dateLoad[date] ?? 0),
      capacity: capacityOn(lab, date),
    }));
  const filling = (list: readonly { load: number; capacity: number }[]) =>
    list.reduce((sum, { load }) => sum + load, 0) / list.reduce((sum, { capacity }) => sum + capacity, 0);
  const mean = filling(days);
  if (!(mean > 0)) return { day: 1, week: 1 };
  const weeks = [...Map.groupBy(days, ({ week }) => week).values()];
  return {
    day: Math.max(...days.map((day) => filling([day]))) / mean,
    week: Math.max(...weeks.map(filling)) / mean,
  };
}

function movedPeople({ problem, sessions }: Facts): number {
  if (problem.previous.length === 0) return 0;
  const now = new Map<string, number>();
  for (const { given } of sessions) {
    for (const { offer, start, count } of given.slots) {
      const key = JSON.stringify([offer, given.site, given.date, start]);
      now.set(key, (now.get(key) ?? 0) + count);
    }
  }
  let moved = 0;
  for (const session of problem.previous) {
    for (const { offer, start, count } of session.slots) {
      const key = JSON.stringify([offer, session.site, session.date, start]);
      const there = now.get(key) ?? 0;
      now.set(key, Math.max(0, there - count));
      moved += Math.max(0, count - there);
    }
  }
  return moved;
}
