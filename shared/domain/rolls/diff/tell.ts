import type { GivenSession, RollProblem } from '../schema.ts';
import type { Shift } from './people.ts';
import { nameOf, type SessionChange } from './sessions.ts';

/** Somebody who has to be told of a change, and of what. Nothing here is a name: offers and swabbers have ids. */
export interface ToTell {
  readonly who: 'staff' | 'site' | 'swabber' | 'region' | 'laboratory';
  readonly id: string;
  /** Sessions (`date|site|window`), test days (`date|site`) or dates that are concerned. */
  readonly about: readonly string[];
}

const ORDER: readonly ToTell['who'][] = ['staff', 'site', 'swabber', 'region', 'laboratory'];

/**
 * Who is to be told: people whose time is new, the sites of sessions that have changed, swabbers who serve elsewhere or
 * at another time, the region where test days, which it has agreed to (R34), come or go, and the laboratory where a
 * date brings another number of samples (R50).
 */
export function toTell(
  problem: RollProblem,
  plans: { readonly before: readonly GivenSession[]; readonly after: readonly GivenSession[] },
  changes: { readonly shifts: readonly Shift[]; readonly sessions: readonly SessionChange[] },
): ToTell[] {
  const about = new Map<string, { who: ToTell['who']; id: string; about: Set<string> }>();
  const tell = (who: ToTell['who'], id: string, what: string) => {
    const row = about.get(`${who} ${id}`) ?? { who, id, about: new Set<string>() };
    row.about.add(what);
    about.set(`${who} ${id}`, row);
  };
  for (const { offer, before, after } of changes.shifts)
    for (const time of [before, after]) if (time) tell('staff', offer, nameOf(time));
  for (const change of changes.sessions) {
    tell('site', change.site, nameOf(change));
    const [was, is] = [change.before, change.after];
    const moved = was?.start !== is?.start;
    for (const id of new Set([...(was?.swabbers ?? []), ...(is?.swabbers ?? [])])) {
      if (moved || !was?.swabbers.includes(id) || !is?.swabbers.includes(id))
        tell('swabber', id, nameOf(change));
    }
  }
  const municipality = new Map(problem.sites.map((site) => [site.id, site.municipality]));
  const [had, have] = [testDays(plans.before), testDays(plans.after)];
  for (const day of new Set([...had, ...have]))
    if (!had.has(day) || !have.has(day)) tell('region', municipality.get(day.split('|')[1]!) ?? '', day);
  const [brought, brings] = [samples(problem, plans.before), samples(problem, plans.after)];
  for (const key of new Set([...brought.keys(), ...brings.keys()])) {
    if (Math.abs((brought.get(key) ?? 0) - (brings.get(key) ?? 0)) < 1e-9) continue;
    const [id, date] = key.split('|') as [string, string];
    tell('laboratory', id, date);
  }
  return [...about.values()]
    .map((row) => ({ ...row, about: [...row.about].sort() }))
    .sort((a, b) => ORDER.indexOf(a.who) - ORDER.indexOf(b.who) || (a.id < b.id ? -1 : 1));
}

/** Distinct (lab date, site): a stop each. */
export function testDays(sessions: readonly GivenSession[]): Set<string> {
  return new Set(
    sessions.flatMap(({ labDate, site }) => (labDate === undefined ? [] : [`${labDate}|${site}`])),
  );
}

function samples(problem: RollProblem, sessions: readonly GivenSession[]): Map<string, number> {
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const load = new Map<string, number>();
  for (const { site: id, labDate, slots } of sessions) {
    const site = sites.get(id);
    if (!site || labDate === undefined) continue;
    const people = slots.reduce((sum, { count }) => sum + count, 0);
    const key = `${site.lab}|${labDate}`;
    load.set(key, (load.get(key) ?? 0) + people * site.turnout);
  }
  return load;
}
