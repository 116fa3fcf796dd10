import type { Random } from '../../search/random.ts';
import type { SiteModel } from '../model/site.ts';
import type { RollWeights } from '../schema.ts';
import { cheapestCover, type CoverTask } from './cover.ts';
import { dayCost, levelCost, type LevelView } from './levelView.ts';
import type { SiteFit, SiteFitter } from './siteFit.ts';
import type { RollState } from './state.ts';

/** What the search pays for somebody without a place: more than any plan that places them costs. */
const UNPLACED = 1000;

export interface SiteWork {
  readonly state: RollState;
  readonly site: SiteModel;
  readonly weights: RollWeights;
  readonly view: LevelView;
  readonly fit: SiteFitter;
  readonly task: CoverTask;
  /** Kilometres more for a stop on a laboratory day. */
  readonly detour: Float64Array;
}

/** The priced value of a set of candidates for one site, all else equal. */
export function siteCost(work: SiteWork, chosen: readonly number[], fit: SiteFit): number {
  const { site, weights, detour, view } = work;
  let cost = levelCost(fit.people, view) + UNPLACED * fit.unplaced;
  for (let i = 0; i < chosen.length; i++) {
    const c = chosen[i]!;
    if (site.standing[c]! >= 0) continue;
    cost += weights.session;
    const day = site.labDay[c]!;
    if (site.standingLabDays[day] === 1) continue;
    let seen = false;
    for (let j = 0; j < i && !seen; j++) {
      const other = chosen[j]!;
      seen = site.labDay[other] === day && site.standing[other]! < 0;
    }
    if (!seen) cost += weights.siteDay + weights.km * detour[day]!;
  }
  return cost;
}

/**
 * Opens laboratory days until everybody has a place, and then as long as one relieves the level by more than its price:
 * each time the day, with its best windows, that is best value. `noise` makes it choose otherwise now and then.
 */
export function recreate(
  work: SiteWork,
  start: readonly number[],
  { banned, noise, random }: { banned: number; noise: number; random: Random },
): number[] {
  const { state, site, view, fit } = work;
  const demand = state.demand[site.index]!;
  const chosen = [...start];
  const choice = { banned, noise, random, barred: new Set<number>() };
  cover(work, chosen, choice);
  for (let guard = 0; guard < 200; guard++) {
    const now = fit(site, chosen, demand, view);
    const bundle =
      now.unplaced > 0 ? placing(work, chosen, now, choice) : relieving(work, chosen, now, choice);
    if (bundle.length === 0) break;
    open(work, chosen, bundle, choice.barred);
  }
  return chosen;
}

/** Opens the windows of the cheapest days that give every class one. */
function cover(work: SiteWork, chosen: number[], { banned, noise, random, barred }: Choice): void {
  const { site, weights, detour, view, task } = work;
  const price = new Float64Array(site.byLabDay.length);
  const stops = new Set(chosen.map((c) => site.labDay[c]!));
  for (let day = 0; day < price.length; day++) {
    if (day === banned || site.byLabDay[day]!.length === 0) {
      price[day] = Infinity;
      continue;
    }
    const stop = stops.has(day) || site.standingLabDays[day] === 1;
    const own = weights.session + (stop ? 0 : weights.siteDay + weights.km * detour[day]!);
    price[day] = (own + task.guests[day]! * view.price[day]!) * (1 + noise * (random() - 0.5));
  }
  for (const day of cheapestCover(task, price, [...stops]) ?? []) {
    const bundle: number[] = [];
    for (const c of site.byLabDay[day]!)
      if (![...chosen, ...bundle].some((other) => sameWindow(site, other, c))) bundle.push(c);
    open(work, chosen, bundle, barred);
  }
}

/** Opens a bundle as far as the swabbers and workstations that other sites share allow it. */
function open(
  { site, state }: SiteWork,
  chosen: number[],
  bundle: readonly number[],
  barred: Set<number>,
): void {
  if (site.group < 0) {
    chosen.push(...bundle);
    return;
  }
  for (const c of bundle) {
    if (state.sharing.fits(site.index, [...chosen, c], site.day[c])) chosen.push(c);
    else barred.add(c);
  }
}

interface Choice {
  readonly banned: number;
  readonly noise: number;
  readonly random: Random;
  readonly barred: Set<number>;
}

/** The day that places most people per price, crowding included, with its windows. */
function placing(work: SiteWork, chosen: readonly number[], now: SiteFit, choice: Choice): readonly number[] {
  const { site, view } = work;
  return bestDay(work, chosen, now, choice, (day, price, windows) => {
    let people = 0;
    let spent = price;
    let ratio = 0;
    const bundle: number[] = [];
    for (const c of windows) {
      if (bundle.some((other) => sameWindow(site, other, c))) continue;
      const more = people + gainOf(site, c, now.left);
      const next = more / (spent + work.weights.session + crowdingOf(view, now, day, more) + 1e-6);
      if (more === people || next <= ratio) continue;
      ratio = next;
      spent += work.weights.session;
      people = more;
      bundle.push(c);
    }
    return { bundle, value: ratio };
  });
}

/** The day whose opening relieves dearer days by most beyond its price, if any. */
function relieving(
  work: SiteWork,
  chosen: readonly number[],
  now: SiteFit,
  choice: Choice,
): readonly number[] {
  const { site, view } = work;
  return bestDay(work, chosen, now, choice, (day, price, windows) => {
    const c = windows[0]!;
    const { people, saved } = reliefOf(site, c, now, view.price[day]!);
    return { bundle: [c], value: saved - price - work.weights.session - crowdingOf(view, now, day, people) };
  });
}

type Appraisal = (
  day: number,
  price: number,
  windows: readonly number[],
) => { bundle: readonly number[]; value: number };

function bestDay(
  { site, weights, detour }: SiteWork,
  chosen: readonly number[],
  now: SiteFit,
  choice: Choice,
  appraise: Appraisal,
): readonly number[] {
  let best: readonly number[] = [];
  let most = 0;
  for (let day = 0; day < site.byLabDay.length; day++) {
    if (day === choice.banned || site.byLabDay[day]!.length === 0) continue;
    let stop = site.standingLabDays[day] === 1;
    for (let i = 0; i < chosen.length && !stop; i++) stop = site.labDay[chosen[i]!] === day;
    // A laboratory day that takes people already has its windows open: others help only those still without a place.
    if (stop && now.unplaced === 0) continue;
    const windows = site.byLabDay[day]!.filter(
      (c) => !choice.barred.has(c) && !chosen.some((other) => sameWindow(site, other, c)),
    );
    if (windows.length === 0) continue;
    stamp++;
    const { bundle, value } = appraise(day, stop ? 0 : weights.siteDay + weights.km * detour[day]!, windows);
    const noisy = choice.noise > 0 ? value * (1 + choice.noise * (choice.random() - 0.5)) : value;
    if (noisy <= most) continue;
    most = noisy;
    best = bundle;
  }
  return best;
}

/** What so many more cost a day and its week, beside those whom the fit sends there. */
function crowdingOf(view: LevelView, now: SiteFit, day: number, people: number): number {
  const there = now.people[day]!;
  const alone = dayCost(view, day, there + people) - (there > 0 ? dayCost(view, day, there) : 0);
  return alone + people * view.weekPrice[day]!;
}

function sameWindow(site: SiteModel, a: number, b: number): boolean {
  return site.day[a] === site.day[b] && site.window[a] === site.window[b];
}

const { min } = Math;

let stamp = 0;
const stamped = new Int32Array(65_536);
const still = new Int32Array(65_536);

/** People left over whom a candidate could take besides those that earlier ones of the same bundle take. */
function gainOf(site: SiteModel, c: number, left: Int32Array): number {
  let people = 0;
  let cell = -1;
  let room = 0;
  const end = site.arcStart[c + 1]!;
  for (let arc = site.arcStart[c]!; arc < end; arc++) {
    const k = site.arcClass[arc]!;
    if (left[k] === 0) continue;
    if (stamped[k] !== stamp) {
      stamped[k] = stamp;
      still[k] = left[k]!;
    }
    if (site.arcCell[arc] !== cell) {
      cell = site.arcCell[arc]!;
      room = site.cellCap[cell]!;
    }
    const take = min(still[k]!, room);
    still[k]! -= take;
    room -= take;
    people += take;
  }
  return people;
}

/** People whom a candidate could take from dearer days, and what they pay there. */
function reliefOf(
  site: SiteModel,
  c: number,
  { dear, dearPrice }: SiteFit,
  price: number,
): { people: number; saved: number } {
  let people = 0;
  let saved = 0;
  let cell = -1;
  let room = 0;
  const end = site.arcStart[c + 1]!;
  for (let arc = site.arcStart[c]!; arc < end; arc++) {
    const k = site.arcClass[arc]!;
    if (dear[k] === 0 || dearPrice[k]! <= price) continue;
    if (stamped[k] !== stamp) {
      stamped[k] = stamp;
      still[k] = dear[k]!;
    }
    if (site.arcCell[arc] !== cell) {
      cell = site.arcCell[arc]!;
      room = site.cellCap[cell]!;
    }
    const take = min(still[k]!, room);
    still[k]! -= take;
    room -= take;
    people += take;
    saved += take * dearPrice[k]!;
  }
  return { people, saved };
}

/** Closes what is not worth its price: whole days first, then single sessions, the least used first. */
export function prune(work: SiteWork, chosen: readonly number[]): { chosen: number[]; cost: number } {
  const { state, site, view, fit } = work;
  const demand = state.demand[site.index]!;
  const first = fit(site, chosen, demand, view);
  let best = [...chosen];
  let cost = siteCost(work, best, first);
  const missing = uncovered(site, best, demand);
  const perDay = new Map<number, number>();
  const used = best.map((c, i) => ({ c, people: first.byCandidate[i]! }));
  for (const { c, people } of used) {
    const day = site.labDay[c]!;
    if (site.standing[c]! < 0) perDay.set(day, (perDay.get(day) ?? 0) + people);
  }
  const attempt = (without: number[]): void => {
    if (without.length === best.length || uncovered(site, without, demand) > missing) return;
    const less = siteCost(work, without, fit(site, without, demand, view));
    if (less >= cost - 1e-9) return;
    cost = less;
    best = without;
  };
  const days = [...perDay].sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  for (const [day] of days) attempt(best.filter((c) => site.labDay[c] !== day || site.standing[c]! >= 0));
  used.sort((a, b) => a.people - b.people || a.c - b.c);
  for (const { c } of used) if (site.standing[c]! < 0) attempt(best.filter((other) => other !== c));
  return { chosen: best, cost };
}

const covered = new Uint8Array(65_536);

/** Classes without any candidate at all: a quick no before a flow is asked. */
function uncovered(site: SiteModel, chosen: readonly number[], demand: Int32Array): number {
  let missing = 0;
  for (let k = 0; k < site.classes.length; k++) {
    covered[k] = demand[k] === 0 ? 1 : 0;
    missing += 1 - covered[k]!;
  }
  for (const c of chosen) {
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]! && missing > 0; arc++) {
      const k = site.arcClass[arc]!;
      if (covered[k] === 1) continue;
      covered[k] = 1;
      missing--;
    }
  }
  return missing;
}
