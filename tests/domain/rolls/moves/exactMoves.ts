import { createRequire } from 'node:module';
import type { default as LoadHighs } from 'highs';
import { datesFrom, dayNumber, weekdayOf } from '../../../../shared/domain/calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../../../shared/domain/calendar/minutes.ts';
import type { RollOffer, RollProblem, RollSwabber } from '../../../../shared/domain/rolls/schema.ts';

// The package's type declarations describe a default export that NodeNext does not see.
const loadHighs = createRequire(import.meta.url)('highs') as typeof LoadHighs.default;

/** The best that any plan can do: most placed, then fewest of those who were told a time moved. */
export interface ExactMoves {
  readonly placed: number;
  readonly moved: number;
}

const PLACED = 1000;

/**
 * Proven by HiGHS on a model of its own, which shares nothing with planner or checker. It knows worlds of single people
 * and single times, in which every window ends before the pickup, every swabber is there for a whole window or not at
 * all, and nobody's own sample is asked about.
 */
export async function exactMoves(problem: RollProblem): Promise<ExactMoves> {
  // One price per variable: HiGHS reads only one of two terms of the same name.
  const worth = new Map<string, number>();
  const rows: string[] = [];
  const bounds: string[] = [];
  const binaries: string[] = [];
  const placesOf = new Map<string, string[]>();
  const arriving = new Map<string, string[]>();
  const keeps = new Map<string, string[]>();
  const serving = new Map<string, { name: string; from: number; to: number; site: string }[]>();
  let n = 0;
  for (const site of problem.sites) {
    for (const date of datesFrom(problem.horizon)) {
      if (closed(problem, site.closedDates, date)) continue;
      for (const window of site.windows) {
        if (!window.weekdays.includes(weekdayOf(date))) continue;
        const session = `s${n++}`;
        const [from, to] = [minutesOf(window.from), minutesOf(window.to)];
        const able = problem.swabbers.filter(
          (one) => one.sites.includes(site.id) && onDuty(problem, one, date, { from, to }),
        );
        const posts = able.map((one) => {
          const name = `${session}w${problem.swabbers.indexOf(one)}`;
          binaries.push(name);
          const key = `${one.id}|${date}`;
          serving.set(key, [...(serving.get(key) ?? []), { name, from, to, site: site.id }]);
          return name;
        });
        bounds.push(`0 <= ${session} <= ${window.lanes}`);
        rows.push(`${session}${posts.map((post) => ` - ${post}`).join('')} <= 0`);
        for (let start = from; start + site.minutesPerSwab <= to; start += site.minutesPerSwab) {
          const here: string[] = [];
          for (const offer of problem.offers) {
            if (!fits(problem, offer, { site: site.id, date, start })) continue;
            const name = `${session}t${start}o${problem.offers.indexOf(offer)}`;
            binaries.push(name);
            here.push(name);
            push(placesOf, offer.id, name);
            push(keeps, `${offer.id}|${site.id}|${date}|${timeOf(start)}`, name);
            push(arriving, `${site.lab}|${date}`, name);
          }
          if (here.length > 0) rows.push(`${here.join(' + ')} - ${session} <= 0`);
        }
      }
    }
  }
  for (const names of placesOf.values()) {
    rows.push(`${names.join(' + ')} <= 1`);
    for (const name of names) worth.set(name, PLACED);
  }
  for (const lab of problem.labs) {
    for (const date of datesFrom(problem.horizon)) {
      const names = arriving.get(`${lab.id}|${date}`) ?? [];
      const room =
        (lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)]!) - (lab.dateLoad[date] ?? 0);
      if (names.length > 0) rows.push(`${names.join(' + ')} <= ${Math.max(0, room)}`);
    }
  }
  for (const own of serving.values()) {
    own.forEach((a, i) => {
      for (const b of own.slice(i + 1)) {
        const gap = a.site === b.site ? 0 : problem.travelMinutes;
        if (a.from < b.to + gap && b.from < a.to + gap) rows.push(`${a.name} + ${b.name} <= 1`);
      }
    });
  }
  let told = 0;
  for (const { site, date, slots } of problem.previous) {
    for (const { offer, start } of slots) {
      told++;
      for (const name of keeps.get(`${offer}|${site}|${date}|${start}`) ?? []) worth.set(name, PLACED + 1);
    }
  }
  const terms = [...worth].map(([name, value]) => `- ${value} ${name}`);
  if (terms.length === 0) return { placed: 0, moved: told };
  const model = `Minimize\n obj: ${terms.join(' ')}\nSubject To\n${rows.map((row, i) => ` r${i}: ${row}`).join('\n')}\nBounds\n ${bounds.join('\n ')}\nBinary\n ${binaries.join('\n ')}\nGeneral\n ${bounds.map((row) => row.split(' ')[2]).join('\n ')}\nEnd\n`;
  const highs = await loadHighs();
  const best = Math.round(-highs.solve(model, { mip_rel_gap: 0 }).ObjectiveValue);
  return { placed: Math.floor(best / PLACED), moved: told - (best % PLACED) };
}

function push(map: Map<string, string[]>, key: string, name: string): void {
  const list = map.get(key);
  if (list) list.push(name);
  else map.set(key, [name]);
}

function closed(problem: RollProblem, own: readonly string[], date: string): boolean {
  return own.includes(date) || problem.closedDates.some((day) => day === date) || date < problem.notBefore;
}

function rotaOf(problem: RollProblem, row: RollOffer | RollSwabber, date: string, shift: number): boolean {
  if (!row.rotaDays) return true;
  const cycle = 7 * row.rotaWeeks;
  const day = dayNumber(date as RollProblem['notBefore']) + shift - dayNumber(problem.rotaAnchor);
  return row.rotaDays.includes(((day % cycle) + cycle) % cycle);
}

function onDuty(
  problem: RollProblem,
  row: RollSwabber,
  date: string,
  { from, to }: { from: number; to: number },
): boolean {
  const [a, b] = [minutesOf(row.hours[0]), minutesOf(row.hours[1])];
  const margin = problem.swabberMarginMinutes;
  return rotaOf(problem, row, date, 0) && a - margin <= from && to <= b + margin;
}

function fits(
  problem: RollProblem,
  offer: RollOffer,
  { site, date, start }: { site: string; date: string; start: number },
): boolean {
  const { shifts, minutesPerSwab } = problem.sites.find(({ id }) => id === site)!;
  if (!offer.sites.includes(site) || date < offer.earliest || date > offer.due) return false;
  const [a, b] = shifts[offer.shift]!.map(minutesOf) as [number, number];
  const margin = problem.marginMinutes;
  return [-1, 0, 1].some((shift) => {
    const begin = shift * 1440 + a - margin;
    const end = shift * 1440 + (b <= a ? b + 1440 : b) + margin;
    return rotaOf(problem, offer, date, shift) && begin <= start && start + minutesPerSwab <= end;
  });
}
