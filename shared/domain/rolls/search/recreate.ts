import type { Random } from '../../search/random.ts';
import type { SiteModel } from '../model/site.ts';
import type { RollWeights } from '../schema.ts';
import { CROWDING, type DayPrices, type SiteFit, type SiteFitter } from './siteFlow.ts';
import type { RollState } from './state.ts';

/** What the search pays for, in units of the score. */
export interface Prices {
  readonly weights: RollWeights;
  readonly unplaced: number;
}

export interface SiteWork {
  readonly state: RollState;
  readonly site: SiteModel;
  readonly level: DayPrices;
  readonly prices: Prices;
  readonly fit: SiteFitter;
  /** Kilometres more for a stop on a laboratory day. */
  readonly detour: Float64Array;
}

/** The priced value of a set of candidates for one site, all else equal. */
export function siteCost(work: SiteWork, chosen: readonly number[], fit: SiteFit): number {
  const { site, prices, detour } = work;
  const { siteDay, session, km } = prices.weights;
  let cost = fit.levelCost + prices.unplaced * fit.unplaced;
  for (let i = 0; i < chosen.length; i++) {
    const c = chosen[i]!;
    if (site.standing[c]! >= 0) continue;
    cost += session;
    const day = site.labDay[c]!;
    if (site.standingLabDays[day] === 1) continue;
    let seen = false;
    for (let j = 0; j < i && !seen; j++) {
      const other = chosen[j]!;
      seen = site.labDay[other] === day && site.standing[other]! < 0;
    }
    if (!seen) cost += siteDay + km * detour[day]!;
  }
  return cost;
}

/**
 * Opens laboratory days until everybody has a place: each time the day, with its best windows, that takes most people
 * per price. `noise` makes it choose otherwise now and then.
 */
export function recreate(
  work: SiteWork,
  start: readonly number[],
  { banned, noise, random }: { banned: number; noise: number; random: Random },
): number[] {
  const { state, site, level, fit } = work;
  const demand = state.demand[site.index]!;
  const chosen = [...start];
  const barred = new Set<number>();
  for (let guard = 0; guard < 200; guard++) {
    const now = fit(site, chosen, demand, level);
    if (now.unplaced === 0) break;
    const bundle = bestBundle(work, chosen, now, { banned, noise, random, barred });
    if (bundle.length === 0) break;
    if (site.group < 0) chosen.push(...bundle);
    else {
      for (const c of bundle) {
        if (state.sharing.fits(site.index, [...chosen, c], site.day[c])) chosen.push(c);
        else barred.add(c);
      }
    }
  }
  return chosen;
}

interface Choice {
  readonly banned: number;
  readonly noise: number;
  readonly random: Random;
  readonly barred: ReadonlySet<number>;
}

function bestBundle(work: SiteWork, chosen: readonly number[], now: SiteFit, choice: Choice): number[] {
  const { site, prices, detour, level } = work;
  const { siteDay, session, km } = prices.weights;
  const openDays = new Set(chosen.map((c) => site.labDay[c]!));
  let best: number[] = [];
  let bestRatio = 0;
  const counted = new Int32Array(site.classes.length).fill(-1);
  for (let day = 0; day < site.byLabDay.length; day++) {
    if (day === choice.banned || site.byLabDay[day]!.length === 0) continue;
    const free = openDays.has(day) || site.standingLabDays[day] === 1;
    let price = free ? 0 : siteDay + km * detour[day]!;
    const gains = site.byLabDay[day]!.filter(
      (c) => !choice.barred.has(c) && !chosen.some((o) => sameWindow(site, o, c)),
    )
      .map((c) => ({ c, gain: gainOf(site, c, now.left, counted, -1) }))
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain || a.c - b.c);
    if (gains.length === 0) continue;
    counted.fill(-1);
    const bundle: number[] = [];
    let people = 0;
    let ratio = 0;
    for (const { c } of gains) {
      if (bundle.some((o) => sameWindow(site, o, c))) continue;
      const gain = gainOf(site, c, now.left, counted, day);
      const more = people + gain;
      const next = more / (price + session + crowdedPrice(level, day, more) + 1e-6);
      if (gain === 0 || next <= ratio) continue;
      ratio = next;
      price += session;
      people = more;
      bundle.push(c);
    }
    if (choice.noise > 0) ratio *= 1 + choice.noise * (choice.random() - 0.5);
    if (ratio > bestRatio) {
      bestRatio = ratio;
      best = bundle;
    }
  }
  return best;
}

/** What people on a day would cost the level, at the price of the last of them. */
function crowdedPrice({ day, dayRoom, crowding }: DayPrices, at: number, people: number): number {
  let step = 0;
  while (step + 1 < CROWDING.length && dayRoom[step]![at]! < people) step++;
  return people * (day[at]! + crowding * CROWDING[step]!.price);
}

function sameWindow(site: SiteModel, a: number, b: number): boolean {
  return site.day[a] === site.day[b] && site.window[a] === site.window[b];
}

/** People left over whom a candidate could take; with a `mark`, each class is counted once per bundle. */
function gainOf(site: SiteModel, c: number, left: Int32Array, counted: Int32Array, mark: number): number {
  let room = 0;
  for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++) room += site.cellCap[cell]!;
  let people = 0;
  const stamp = mark < 0 ? -2 - c : mark;
  for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
    const k = site.arcClass[arc]!;
    if (left[k] === 0 || counted[k] === stamp) continue;
    if (mark < 0 || people < room) counted[k] = stamp;
    people += left[k]!;
  }
  return Math.min(people, room);
}

/** Closes what is not worth its price, the least used session first. */
export function prune(work: SiteWork, chosen: readonly number[]): { chosen: number[]; cost: number } {
  const { state, site, level, fit } = work;
  const demand = state.demand[site.index]!;
  let best = [...chosen];
  const first = fit(site, best, demand, level);
  let bestCost = siteCost(work, best, first);
  const used = best.map((c, i) => ({ c, people: first.byCandidate[i]! }));
  used.sort((a, b) => a.people - b.people || a.c - b.c);
  for (const { c } of used) {
    if (site.standing[c]! >= 0) continue;
    const without = best.filter((other) => other !== c);
    if (!covers(site, without, demand) && covers(site, best, demand)) continue;
    const cost = siteCost(work, without, fit(site, without, demand, level));
    if (cost >= bestCost - 1e-9) continue;
    bestCost = cost;
    best = without;
  }
  return { chosen: best, cost: bestCost };
}

const covered = new Uint8Array(65_536);

/** Whether every class has some candidate at all: a quick no before a flow is asked. */
function covers(site: SiteModel, chosen: readonly number[], demand: Int32Array): boolean {
  covered.fill(0, 0, site.classes.length);
  for (const c of chosen) {
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) covered[site.arcClass[arc]!] = 1;
  }
  for (let k = 0; k < site.classes.length; k++) if (demand[k]! > 0 && covered[k] === 0) return false;
  return true;
}
