import type { Random } from '../../search/random.ts';
import { dayCost } from './levelView.ts';
import type { SiteFit } from './fitSheet.ts';
import type { SiteWork } from './siteWork.ts';

/** How a site is filled again: a laboratory day it must not use, and how far its choice may stray from the best value. */
export interface RefillRule {
  readonly banned: number;
  readonly noise: number;
  readonly random: Random;
}

const { min } = Math;
/** More steps than any site needs days. */
const MOST_STEPS = 120;
const gain = new Int32Array(1024);
const taken = new Int32Array(1 << 16);
const isStop = new Int32Array(1024);
const barred = new Set<number>();
let stamp = 0;

/**
 * Opens sessions until everybody has a place: each time on the laboratory day that places most of those left over per
 * price, the crowding of the laboratory included. A greedy cover; what it lacks the search makes good by doing it often.
 */
export function refill(work: SiteWork, start: readonly number[], rule: RefillRule): number[] {
  const { site, index, demand, view } = work;
  const chosen = [...start];
  barred.clear();
  const fit = work.fit(site, index, chosen, { demand, view, thorough: false });
  stamp++;
  for (const c of chosen) {
    taken[index.slot[c]!] = stamp;
    isStop[site.labDay[c]!] = stamp;
  }
  for (let step = 0; step < MOST_STEPS && fit.unplaced > 0; step++) {
    const day = bestDay(work, fit, rule);
    if (day < 0 || !openWindows(work, chosen, day, fit)) break;
    isStop[day] = stamp;
  }
  return chosen;
}

/** The laboratory day with most people left over per price; −1 where none could take anybody. */
function bestDay(work: SiteWork, fit: SiteFit, { banned, noise, random }: RefillRule): number {
  const { site, index, view, stopCost, weights } = work;
  const { left, people } = fit;
  const labDays = site.byLabDay.length;
  gain.fill(0, 0, labDays);
  for (let k = 0; k < site.classes.length; k++) {
    const waiting = left[k]!;
    if (waiting === 0) continue;
    for (let i = index.dayStart[k]!; i < index.dayStart[k + 1]!; i++) gain[index.days[i]!]! += waiting;
  }
  let best = -1;
  let most = 0;
  for (let day = 0; day < labDays; day++) {
    const guests = gain[day]!;
    if (guests === 0 || day === banned) continue;
    const opens = site.byLabDay[day]!;
    if (opens.length === 0 || !hasFreeWindow(work, opens)) continue;
    const bare = weights.session + (isStop[day] === stamp ? 0 : stopCost[day]!);
    const factor = 1 + noise * (random() - 0.5);
    if ((guests * factor) / bare <= most) continue; // crowding only makes it dearer
    const there = people[day]!;
    const crowd =
      dayCost(view, day, there + guests) -
      (there > 0 ? dayCost(view, day, there) : 0) +
      guests * view.weekPrice[day]!;
    const value = (guests * factor) / (bare + crowd + 1e-6);
    if (value <= most) continue;
    most = value;
    best = day;
  }
  return best;
}

function hasFreeWindow({ index }: SiteWork, candidates: readonly number[]): boolean {
  for (const c of candidates) if (taken[index.slot[c]!] !== stamp && !barred.has(c)) return true;
  return false;
}

/** Opens the day's windows in turn, each time the one that takes most of those still left over. */
function openWindows(work: SiteWork, chosen: number[], day: number, fit: SiteFit): boolean {
  const { left, people } = fit;
  const { site, index, state } = work;
  let opened = false;
  let first = 0;
  for (;;) {
    let best = -1;
    let most = 0;
    for (const c of site.byLabDay[day]!) {
      if (taken[index.slot[c]!] === stamp || barred.has(c)) continue;
      const guests = guestsOf(work, c, left, false);
      if (guests > most) {
        most = guests;
        best = c;
      }
    }
    // A window for a few of them is worth its price only where they cannot go elsewhere: the next step decides.
    if (best < 0 || (opened && most * 4 < first)) return opened || best >= 0;
    taken[index.slot[best]!] = stamp;
    if (site.group >= 0 && !state.sharing.fits(site.index, [...chosen, best], site.day[best])) {
      barred.add(best);
      opened = true;
      continue;
    }
    guestsOf(work, best, left, true);
    fit.unplaced -= most;
    people[day]! += most;
    chosen.push(best);
    if (first === 0) first = most;
    opened = true;
  }
}

/** People left over whom a candidate can take; `seat` takes them off. */
function guestsOf({ site }: SiteWork, c: number, left: Int32Array, seat: boolean): number {
  let people = 0;
  let cell = -1;
  let room = 0;
  for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
    const k = site.arcClass[arc]!;
    const need = left[k]!;
    if (need === 0) continue;
    if (site.arcCell[arc] !== cell) {
      cell = site.arcCell[arc]!;
      room = site.cellCap[cell]!;
    }
    const take = min(need, room);
    room -= take;
    people += take;
    if (seat) left[k] = need - take;
  }
  return people;
}
