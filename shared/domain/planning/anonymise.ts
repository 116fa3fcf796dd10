import type { DueOffer, Subject } from '../offers/subject.ts';
import type { PlanningFacts, PlanningSwabber } from './facts.ts';

/** Everything by which the planner could tell two offers apart; whose it is is not among it. */
function likeness({ subject, earliest, due, provisional }: DueOffer): string {
  return JSON.stringify([
    subject.sites,
    subject.shift,
    subject.rotaWeeks,
    subject.rotaDays,
    earliest,
    due,
    provisional,
  ]);
}

/** Offers as counts of people with the same places, rota and dates: what a region plans with (R18, R34, P2). */
export function withoutNames(
  offers: readonly DueOffer[],
  siteNames: ReadonlyMap<string, string>,
): DueOffer[] {
  const groups = new Map<string, DueOffer>();
  for (const offer of offers) {
    const key = likeness(offer);
    const group = groups.get(key);
    if (group) {
      groups.set(key, { ...group, count: group.count + offer.count });
      continue;
    }
    const [site = ''] = offer.subject.sites;
    const name = `${siteNames.get(site) ?? site} ${offer.subject.shift} ${groups.size + 1}`;
    const subject: Subject = {
      ...offer.subject,
      id: name,
      kind: 'headcount',
      name,
      careTeam: null,
      lastOffer: null,
      pausedUntil: null,
    };
    groups.set(key, { ...offer, subject });
  }
  return [...groups.values()];
}

/** Swabbers as duties that somebody trained has at some sites. */
export function swabbersWithoutNames(swabbers: PlanningFacts['swabbers']): PlanningSwabber[] {
  return swabbers.map((swabber, i) => ({
    ...swabber,
    id: `${i + 1}`,
    name: `swabber ${i + 1}`,
    staff: null,
  }));
}
