import { daysBetween, weekdayOf } from '../calendar/calendarDate.ts';
import { minutesOf } from '../calendar/minutes.ts';
import { DomainProblem, type Fault } from '../problem.ts';
import { type RollProblem, rollProblemSchema, type RollSite } from './schema.ts';

/** Longest horizon a problem may have: a year of six-week cycles and some more. */
const MAX_HORIZON_DAYS = 400;
/** No window touches the hour in which clocks change. */
const CLOCK_CHANGE = { from: 120, to: 180 } as const;

function jsonPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, part) => text + (typeof part === 'number' ? `[${part}]` : `.${String(part)}`),
    '$',
  );
}

/**
 * Reads a problem: shape first, then what ties its parts together. All faults at once, each with its JSON path.
 * @throws DomainProblem `bad-file`
 */
export function rollProblem(input: unknown): RollProblem {
  const parsed = rollProblemSchema.safeParse(input);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => ({ place: jsonPath(path), message }));
    throw new DomainProblem('bad-file', 'This is not a roll problem.', faults);
  }
  const faults = faultsOf(parsed.data);
  if (faults.length > 0) {
    throw new DomainProblem('bad-file', 'The parts of this roll problem do not fit together.', faults);
  }
  return parsed.data;
}

/** What no schema can say: unique ids, references that lead somewhere, times in order. */
function faultsOf(problem: RollProblem): Fault[] {
  const faults: Fault[] = [];
  const say = (place: string, message: string) => faults.push({ place, message });
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  const { from, to } = problem.horizon;
  const days = daysBetween({ from, to });
  if (days < 0) say('$.horizon', `ends (${to}) before it begins (${from})`);
  if (days >= MAX_HORIZON_DAYS)
    say('$.horizon', `is ${days + 1} days long; at most ${MAX_HORIZON_DAYS} are planned at once`);
  if (weekdayOf(problem.rotaAnchor) !== 0)
    say('$.rotaAnchor', `is no Monday: every rota counts from a Monday`);
  unique(problem.labs, '$.labs', say);
  unique(problem.sites, '$.sites', say);
  unique(problem.offers, '$.offers', say);
  unique(problem.swabbers, '$.swabbers', say);
  unique(problem.pools, '$.pools', say);
  const labs = new Set(problem.labs.map(({ id }) => id));
  problem.sites.forEach((site, i) => siteFaults(site, `$.sites[${i}]`, labs, say));
  problem.offers.forEach((offer, i) => {
    const place = `$.offers[${i}]`;
    knownSites(offer.sites, `${place}.sites`, sites, say);
    rotaFaults(offer, place, say);
    for (const id of offer.sites) {
      const site = sites.get(id);
      if (site && !(offer.shift in site.shifts))
        say(`${place}.shift`, `"${offer.shift}" is no shift of site "${id}"`);
    }
  });
  const offers = new Set(problem.offers.map(({ id }) => id));
  problem.swabbers.forEach((swabber, i) => {
    const place = `$.swabbers[${i}]`;
    knownSites(swabber.sites, `${place}.sites`, sites, say);
    rotaFaults(swabber, place, say);
    if (swabber.offer !== undefined && !offers.has(swabber.offer))
      say(`${place}.offer`, `there is no offer "${swabber.offer}"`);
  });
  problem.pools.forEach((pool, i) => knownSites(pool.sites, `$.pools[${i}].sites`, sites, say));
  for (const list of ['locked', 'previous'] as const) {
    const seen = new Set<string>();
    problem[list].forEach((session, i) => {
      const place = `$.${list}[${i}]`;
      knownSites([session.site], `${place}.site`, sites, say, false);
      const key = JSON.stringify([session.site, session.date, session.window]);
      if (seen.has(key)) say(place, 'this site, date and window has a session already');
      seen.add(key);
    });
  }
  return faults;
}

type Say = (place: string, message: string) => void;

function unique(rows: readonly { readonly id: string }[], place: string, say: Say): void {
  const seen = new Set<string>();
  rows.forEach(({ id }, i) => {
    if (seen.has(id)) say(`${place}[${i}].id`, `"${id}" is used twice`);
    seen.add(id);
  });
}

function knownSites(
  ids: readonly string[],
  place: string,
  sites: ReadonlyMap<string, RollSite>,
  say: Say,
  indexed = true,
): void {
  ids.forEach((id, i) => {
    const at = indexed ? `${place}[${i}]` : place;
    if (!sites.has(id)) say(at, `there is no site "${id}"`);
    if (ids.indexOf(id) < i) say(at, `"${id}" is named twice`);
  });
}

function rotaFaults(
  row: { readonly rotaWeeks: number; readonly rotaDays?: readonly number[] | undefined },
  place: string,
  say: Say,
): void {
  row.rotaDays?.forEach((day, i) => {
    if (day >= 7 * row.rotaWeeks)
      say(`${place}.rotaDays[${i}]`, `day ${day} lies outside a rota of ${row.rotaWeeks} week(s)`);
  });
}

function siteFaults(site: RollSite, place: string, labs: ReadonlySet<string>, say: Say): void {
  if (!labs.has(site.lab)) say(`${place}.lab`, `there is no laboratory "${site.lab}"`);
  unique(site.windows, `${place}.windows`, say);
  site.windows.forEach((window, i) => {
    const at = `${place}.windows[${i}]`;
    const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
    if (to <= from)
      say(`${at}.to`, `${window.to} is not after ${window.from}: a window lies within one date`);
    else if (from < CLOCK_CHANGE.to && to > CLOCK_CHANGE.from)
      say(at, `${window.from}–${window.to} touches 02:00–03:00, the hour in which clocks change`);
  });
}
