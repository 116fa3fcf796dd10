import type { SiteModel } from '../model/site.ts';
import { MaxFlow } from '../network/maxFlow.ts';

/** How one site's people fit into a set of its candidates. Reused: read it before the next evaluation. */
export interface SiteFit {
  unplaced: number;
  /** What the people cost the level of the laboratory, in units of the score. */
  levelCost: number;
  /** People by laboratory day. */
  readonly people: Int32Array;
  /** People by class of the site who found no place. */
  readonly left: Int32Array;
  /** People by candidate, in the order passed. */
  readonly byCandidate: Int32Array;
}

export type SiteFitter = (
  site: SiteModel,
  chosen: readonly number[],
  demand: Int32Array,
  prices: DayPrices,
) => SiteFit;

/** What one person more of a site costs on each laboratory day, and from how many people on it gets dearer. */
export interface DayPrices {
  /** The going price of a day: what it costs elsewhere to make room on it. */
  readonly day: Float64Array;
  /** By level of `CROWDING`: people of this site who still fit below it, by day and by week. */
  readonly dayRoom: readonly Int32Array[];
  readonly weekRoom: readonly Int32Array[];
  readonly weekOf: Int32Array;
  /** The unit of `CROWDING`. */
  crowding: number;
}

/**
 * How full a day or a week is, in steps of its target, and what a person there costs in units of `crowding`. A convex
 * price keeps sites from all running to the same cheap day at once.
 */
export const CROWDING = [
  { day: 0.97, week: 0.985, price: 0 },
  { day: 1, week: 1, price: 1 },
  { day: 1.03, week: 1.015, price: 4 },
  { day: 1.1, week: 1.05, price: 12 },
  { day: Infinity, week: Infinity, price: 40 },
] as const;

const UNLIMITED = 0x3fffffff;

/**
 * Puts a site's people into chosen candidates, the cheapest laboratory day first. A plain pass in that order nearly
 * always seats everybody; where somebody is left, the exact flow decides: class → cell → day → sink, a day at a time
 * in order of price, which is the cheapest flow because all prices lie on the days.
 */
export function siteFitter(
  labDays: number,
  weeks: number,
  mostClasses: number,
  mostCells: number,
): SiteFitter {
  const flow = new MaxFlow();
  const fit: SiteFit = {
    unplaced: 0,
    levelCost: 0,
    people: new Int32Array(labDays),
    left: new Int32Array(mostClasses),
    byCandidate: new Int32Array(1024),
  };
  const cellLeft = new Int32Array(mostCells);
  const byWeek = new Int32Array(weeks);
  const order = new Int32Array(1024);
  const covered = new Uint8Array(mostClasses);

  /** Chosen candidates by price of their day, standing ones and full windows first among equals. */
  const sortByPrice = (site: SiteModel, chosen: readonly number[], prices: DayPrices): void => {
    for (let i = 0; i < chosen.length; i++) {
      const price = priceOf(prices, site.labDay[chosen[i]!]!);
      let j = i;
      for (; j > 0 && priceOf(prices, site.labDay[chosen[order[j - 1]!]!]!) > price; j--)
        order[j] = order[j - 1]!;
      order[j] = i;
    }
  };

  const pass = (site: SiteModel, chosen: readonly number[], demand: Int32Array): number => {
    const { left, people, byCandidate } = fit;
    let waiting = 0;
    for (let k = 0; k < site.classes.length; k++) waiting += left[k] = demand[k]!;
    for (let o = 0; o < chosen.length && waiting > 0; o++) {
      const i = order[o]!;
      const c = chosen[i]!;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++)
        cellLeft[cell] = site.cellCap[cell]!;
      let seated = 0;
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        const k = site.arcClass[arc]!;
        if (left[k] === 0) continue;
        const cell = site.arcCell[arc]!;
        const room = cellLeft[cell]!;
        const take = left[k]! < room ? left[k]! : room;
        left[k]! -= take;
        cellLeft[cell]! -= take;
        seated += take;
      }
      byCandidate[i] = seated;
      people[site.labDay[c]!]! += seated;
      waiting -= seated;
    }
    return waiting;
  };

  /** Whether a flow could still seat everybody: each class left has some window, and few are left. */
  const hopeful = (site: SiteModel, chosen: readonly number[]): boolean => {
    let missing = 0;
    let waiting = 0;
    for (let k = 0; k < site.classes.length; k++) {
      covered[k] = fit.left[k] === 0 ? 1 : 0;
      missing += 1 - covered[k]!;
      waiting += fit.left[k]!;
    }
    let seated = 0;
    for (let i = 0; i < chosen.length; i++) {
      const c = chosen[i]!;
      seated += fit.byCandidate[i]!;
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]! && missing > 0; arc++) {
        const k = site.arcClass[arc]!;
        if (covered[k] === 1) continue;
        covered[k] = 1;
        missing--;
      }
    }
    return missing === 0 && waiting * 4 <= seated;
  };

  const exact = (site: SiteModel, chosen: readonly number[], demand: Int32Array): number => {
    const { left, people, byCandidate } = fit;
    const classes = site.classes.length;
    const firstDay = 2 + classes;
    let cells = 0;
    for (const c of chosen) cells += site.cellStart[c + 1]! - site.cellStart[c]!;
    flow.reset(firstDay + labDays + cells);
    let waiting = 0;
    for (let k = 0; k < classes; k++) {
      waiting += demand[k]!;
      flow.arc(0, 2 + k, demand[k]!);
    }
    for (let day = 0; day < labDays; day++) flow.arc(firstDay + day, 1, 0);
    const dayArcs = 2 * classes;
    const cellArcs = flow.arcs;
    let node = firstDay + labDays;
    for (const c of chosen) {
      const base = node - site.cellStart[c]!;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++)
        flow.arc(node++, firstDay + site.labDay[c]!, site.cellCap[cell]!);
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        const k = site.arcClass[arc]!;
        if (demand[k]! > 0) flow.arc(2 + k, base + site.arcCell[arc]!, UNLIMITED);
      }
    }
    for (let o = 0; o < chosen.length && waiting > 0; o++) {
      const day = site.labDay[chosen[order[o]!]!]!;
      const arc = dayArcs + 2 * day;
      if (flow.cap[arc]! > 0 || flow.flowOn(arc) > 0) continue;
      flow.cap[arc] = UNLIMITED;
      waiting -= flow.run(0, 1);
    }
    for (let k = 0; k < classes; k++) left[k] = flow.cap[2 * k]!;
    let arc = cellArcs;
    for (let i = 0; i < chosen.length; i++) {
      const c = chosen[i]!;
      let seated = 0;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++, arc += 2)
        seated += flow.flowOn(arc);
      for (let a = site.arcStart[c]!; a < site.arcStart[c + 1]!; a++)
        if (demand[site.arcClass[a]!]! > 0) arc += 2;
      byCandidate[i] = seated;
      people[site.labDay[c]!]! += seated;
    }
    return waiting;
  };

  return (site, chosen, demand, prices) => {
    sortByPrice(site, chosen, prices);
    fit.people.fill(0);
    fit.byCandidate.fill(0, 0, chosen.length);
    fit.unplaced = pass(site, chosen, demand);
    if (fit.unplaced > 0 && hopeful(site, chosen)) {
      fit.people.fill(0);
      fit.byCandidate.fill(0, 0, chosen.length);
      fit.unplaced = exact(site, chosen, demand);
    }
    fit.levelCost = levelCost(fit.people, prices, byWeek);
    return fit;
  };
}

/** The price of a first person on a day. */
function priceOf({ day, dayRoom, crowding }: DayPrices, at: number): number {
  let level = 0;
  while (level + 1 < CROWDING.length && dayRoom[level]![at]! <= 0) level++;
  return day[at]! + crowding * CROWDING[level]!.price;
}

function levelCost(people: Int32Array, prices: DayPrices, byWeek: Int32Array): number {
  const { day, dayRoom, weekRoom, weekOf, crowding } = prices;
  let cost = 0;
  byWeek.fill(0);
  for (let at = 0; at < people.length; at++) {
    const here = people[at]!;
    if (here === 0) continue;
    if (weekOf[at]! >= 0) byWeek[weekOf[at]!]! += here;
    cost += day[at]! * here + crowding * crowded(dayRoom, at, here);
  }
  for (let week = 0; week < byWeek.length; week++)
    if (byWeek[week]! > 0) cost += crowding * crowded(weekRoom, week, byWeek[week]!);
  return cost;
}

function crowded(room: readonly Int32Array[], at: number, people: number): number {
  let below = 0;
  let cost = 0;
  for (let level = 0; level < CROWDING.length && below < people; level++) {
    const upTo = Math.min(people, Math.max(below, room[level]![at]!));
    cost += (upTo - below) * CROWDING[level]!.price;
    below = upTo;
  }
  return cost;
}
