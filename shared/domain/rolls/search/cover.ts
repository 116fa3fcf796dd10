import type { SiteModel } from '../model/site.ts';

/**
 * Which laboratory days a site needs so that each of its classes has one: a hitting set over *needs*, the sets of days
 * that suit a class. A set that contains another is hit whenever that one is, so few needs remain, and the cheapest
 * choice of days is found by a short exact search.
 */
export interface CoverTask {
  readonly needs: number;
  /** 32 needs to a word. */
  readonly words: number;
  /** By laboratory day: the needs that it meets, as bits. */
  readonly meets: Int32Array;
  /** By need, those with fewest days first: its days. */
  readonly days: readonly Int32Array[];
  /** By laboratory day: about how many people would come if it were open, for what crowding costs. */
  readonly guests: Float64Array;
}

/** Days of which people spread over their options when nothing is known yet. */
const TYPICAL_DAYS = 3;

export function coverTask(site: SiteModel, demand: Int32Array): CoverTask {
  const labDays = site.byLabDay.length;
  const daysOf = Array.from(site.classes, () => new Set<number>());
  for (let c = 0; c < site.candidates; c++) {
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++)
      daysOf[site.arcClass[arc]!]!.add(site.labDay[c]!);
  }
  const guests = new Float64Array(labDays);
  daysOf.forEach((days, k) => {
    for (const day of days) guests[day]! += demand[k]! * Math.min(1, TYPICAL_DAYS / days.size);
  });
  const wanted = daysOf.filter((days, k) => demand[k]! > 0 && days.size > 0).sort((a, b) => a.size - b.size);
  const needs: Set<number>[] = [];
  for (const days of wanted)
    if (!needs.some((smaller) => [...smaller].every((day) => days.has(day)))) needs.push(days);
  const words = Math.max(1, (needs.length + 31) >> 5);
  const meets = new Int32Array(labDays * words);
  needs.forEach((days, need) => {
    for (const day of days) meets[day * words + (need >> 5)]! |= 1 << (need & 31);
  });
  return { needs: needs.length, words, meets, days: needs.map((days) => Int32Array.from(days)), guests };
}

/** Nodes that one search may visit; what it has found by then is good, if perhaps not the cheapest. */
const EFFORT = 3000;
const DEEPEST = 24;

/**
 * The cheapest days, besides those kept, that meet every need.
 * @param price by laboratory day; infinite for a day that must not be used
 * @returns `undefined` when no choice of allowed days meets every need
 */
export function cheapestCover(
  task: CoverTask,
  price: Float64Array,
  kept: readonly number[],
): number[] | undefined {
  const { needs, words, meets, days } = task;
  const met = new Int32Array(words * (DEEPEST + 1));
  for (const day of kept) for (let w = 0; w < words; w++) met[w]! |= meets[day * words + w]!;
  const least = price.reduce((a, b) => Math.min(a, b), Infinity);
  const path: number[] = [];
  let best: number[] | undefined;
  let bestCost = Infinity;
  let effort = EFFORT;
  const descend = (depth: number, from: number, cost: number): void => {
    const at = depth * words;
    let need = from;
    while (need < needs && (met[at + (need >> 5)]! & (1 << (need & 31))) !== 0) need++;
    if (need === needs) {
      best = [...path];
      bestCost = cost;
      return;
    }
    if (depth === DEEPEST || cost + least >= bestCost) return;
    for (const day of days[need]!) {
      const next = cost + price[day]!;
      if (next >= bestCost) continue;
      if (--effort < 0) return;
      for (let w = 0; w < words; w++) met[at + words + w] = met[at + w]! | meets[day * words + w]!;
      path[depth] = day;
      path.length = depth + 1;
      descend(depth + 1, need + 1, next);
      path.length = depth;
    }
  };
  descend(0, 0, 0);
  return best;
}
