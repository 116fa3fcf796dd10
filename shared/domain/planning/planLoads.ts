import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { RollSolution } from '../rolls/result.ts';
import type { PlanningFacts, PlanningSite } from './facts.ts';
import type { PlannedLoad } from './shares.ts';

/** People with a time at a site on a day, and the samples that they are expected to give. */
export interface SiteDay {
  readonly site: PlanningSite;
  readonly date: CalendarDate;
  readonly labDate: CalendarDate;
  readonly people: number;
}

/** What a plan asks of every site, session by session; `counts` leaves out offers that stood before. */
export function siteDays(
  plan: RollSolution,
  facts: Pick<PlanningFacts, 'sites'>,
  counts: (offer: string) => boolean,
): SiteDay[] {
  const sites = new Map(facts.sites.map((site) => [site.name, site]));
  return plan.sessions.flatMap(({ site: name, date, labDate, slots }) => {
    const site = sites.get(name);
    const people = slots.reduce((sum, { offer, count }) => sum + (counts(offer) ? count : 0), 0);
    return site && people > 0 ? [{ site, date, labDate, people }] : [];
  });
}

/** Samples by owner, laboratory and arrival (R50, P6). */
export function loadsOf(days: readonly SiteDay[]): PlannedLoad[] {
  const loads = new Map<string, PlannedLoad>();
  for (const { site, labDate, people } of days) {
    const key = `${site.owner} ${site.laboratory} ${labDate}`;
    const before = loads.get(key)?.samples ?? 0;
    // Rounded up to thousandths: a sum of turnouts must not end a hair above what it was allowed.
    const samples = Math.ceil((before + people * site.turnout) * 1000 - 1e-6) / 1000;
    loads.set(key, { owner: site.owner, laboratory: site.laboratory, date: labDate, samples });
  }
  return [...loads.values()];
}
