import type { CalendarDate } from '../calendar/calendarDate.ts';
import { servesAny } from '../offers/redWeeks.ts';
import type { Subject } from '../offers/subject.ts';
import type { PlanningFacts, PlanningSite } from './facts.ts';
import { kitsOf, samplesOf } from './kits.ts';
import { capacityOn } from './room.ts';

/** What one red test week asks for, told before anybody confirms a decision (R7). */
export interface RedDemand {
  readonly people: number;
  /** In scope, but no site that serves them is open in the week. */
  readonly withoutSite: number;
  readonly sites: number;
  /** Days on which some site tests; a site needs more than one when its places of a day do not suffice. */
  readonly testDays: number;
  readonly kits: number;
  readonly laboratories: readonly {
    readonly name: string;
    /** Expected of this test week, by turnout (P6). */
    readonly samples: number;
    /** Of other rolls, planned for the same week already. */
    readonly others: number;
    readonly capacity: number;
  }[];
}

interface Given {
  readonly subjects: readonly Subject[];
  /** Sites and teams in scope. */
  readonly places: ReadonlySet<string>;
  readonly facts: Pick<PlanningFacts, 'sites' | 'laboratories'>;
  /** The days of the test week. */
  readonly days: readonly CalendarDate[];
  readonly othersSamples: (laboratory: string, date: CalendarDate) => number;
}

/** Everybody in scope once, at the site that suits them best: what a week asks for, not yet a plan. */
export function redDemand({ subjects, places, facts, days, othersSamples }: Given): RedDemand {
  const sites = new Map(facts.sites.map((site) => [site.id, site]));
  const concerned = subjects.filter((subject) => servesAny(subject, places));
  const bySite = new Map<PlanningSite, number>();
  let withoutSite = 0;
  for (const { sites: served, count } of concerned) {
    const [site] = served.flatMap((id) => sites.get(id) ?? []);
    if (site) bySite.set(site, (bySite.get(site) ?? 0) + count);
    else withoutSite += count;
  }
  const loads = [...bySite].map(([site, people]) => {
    const testDays = Math.max(1, Math.ceil(people / Math.max(1, placesPerDay(site))));
    return {
      laboratory: site.laboratory,
      people,
      testDays,
      samples: samplesOf({ people }, site.turnout),
      kits: kitsOf({ people, dropIn: site.dropIn * testDays }, site.turnout),
    };
  });
  return {
    people: sum(loads, ({ people }) => people) + withoutSite,
    withoutSite,
    sites: loads.length,
    testDays: sum(loads, ({ testDays }) => testDays),
    kits: sum(loads, ({ kits }) => kits),
    laboratories: facts.laboratories.map((laboratory) => ({
      name: laboratory.name,
      samples: sum(
        loads.filter((load) => load.laboratory === laboratory.id),
        ({ samples }) => samples,
      ),
      others: Math.round(sum(days, (date) => othersSamples(laboratory.id, date))),
      capacity: sum(days, (date) => capacityOn(laboratory, date)),
    })),
  };
}

/** Places of the day of the week on which the site has most. */
function placesPerDay({ windows, minutesPerSwab }: PlanningSite): number {
  const byDay = [0, 1, 2, 3, 4, 5, 6].map((weekday) =>
    sum(
      windows.filter(({ weekdays }) => weekdays.some((day) => day === weekday)),
      ({ from, to, lanes }) => lanes * Math.floor((to - from) / minutesPerSwab),
    ),
  );
  return Math.max(...byDay);
}

function sum<T>(all: readonly T[], of: (one: T) => number): number {
  return all.reduce((total, one) => total + of(one), 0);
}
