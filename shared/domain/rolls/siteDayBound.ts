import type { Model } from './model/model.ts';
import type { SiteModel } from './model/site.ts';

/**
 * How many laboratory days a site needs at least (P4): every class that can be placed needs one of its days (a hitting
 * set, searched exactly), and no day takes more people than all its windows have places. Sums over sites are a lower bound,
 * for neither argument looks at the laboratory or at other sites, which can only make more days necessary.
 */
export function siteDayBound(model: Model, unplaceable: Int32Array): number {
  return model.sites.reduce((sum, site) => sum + siteBound(model, site, unplaceable), 0);
}

function siteBound(model: Model, site: SiteModel, unplaceable: Int32Array): number {
  const standing = site.standingLabDays.reduce((sum, stop) => sum + stop, 0);
  const masks = new Map<number, Set<number>>();
  const room = new Map<number, number>();
  const best = new Map<string, number>();
  for (let c = 0; c < site.candidates; c++) {
    const day = site.labDay[c]!;
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
      const k = site.arcClass[arc]!;
      masks.set(k, (masks.get(k) ?? new Set()).add(day));
    }
    let places = 0;
    for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++) places += site.cellCap[cell]!;
    // Variants of one window exclude each other: the roomiest counts.
    const key = `${day}|${site.day[c]!}|${site.window[c]!}`;
    const before = best.get(key) ?? 0;
    if (places > before) {
      best.set(key, places);
      room.set(day, (room.get(day) ?? 0) + places - before);
    }
  }
  const needs: Set<number>[] = [];
  let people = 0;
  for (const [k, own] of masks) {
    const { index, sites, count } = model.classes[site.classes[k]!]!;
    // Whoever could go elsewhere, or perhaps nowhere, proves nothing about this site.
    if (sites.length > 1 || unplaceable[index]! > 0) continue;
    people += count;
    needs.push(own);
  }
  if (people === 0) return standing;
  const largest = [...room.values()].sort((a, b) => b - a);
  let byRoom = 0;
  for (let left = people; left > 0 && byRoom < largest.length; byRoom++) left -= largest[byRoom]!;
  const words = (site.byLabDay.length + 31) >> 5;
  const minimal = smallestNeeds(needs, words);
  let byCover = 0;
  while (byCover < 12 && !hit(minimal, byCover, new Int32Array(words), { left: 20_000 })) byCover++;
  return Math.max(standing, byRoom, byCover);
}

/** Days as bits, 32 to a word. */
type Days = Int32Array;

function asBits(days: ReadonlySet<number>, words: number): Days {
  const bits = new Int32Array(words);
  for (const day of days) bits[day >> 5]! |= 1 << (day & 31);
  return bits;
}

/** A set that contains another is hit whenever that one is. */
function smallestNeeds(needs: readonly Set<number>[], words: number): { days: number[]; bits: Days }[] {
  const sorted = [...needs].sort((a, b) => a.size - b.size);
  const kept: { days: number[]; bits: Days }[] = [];
  for (const one of sorted) {
    const bits = asBits(one, words);
    const redundant = kept.some((smaller) => smaller.bits.every((word, i) => (word & ~bits[i]!) === 0));
    if (!redundant) kept.push({ days: [...one], bits });
  }
  return kept;
}

/** Whether `size` days can hit every set. Out of effort it says yes, which keeps the bound a bound. */
function hit(
  needs: readonly { days: number[]; bits: Days }[],
  size: number,
  chosen: Days,
  effort: { left: number },
): boolean {
  const open = needs.find(({ bits }) => bits.every((word, i) => (word & chosen[i]!) === 0));
  if (!open) return true;
  if (size === 0) return false;
  for (const day of open.days) {
    if (--effort.left < 0) return true;
    chosen[day >> 5]! ^= 1 << (day & 31);
    const found = hit(needs, size - 1, chosen, effort);
    chosen[day >> 5]! ^= 1 << (day & 31);
    if (found) return true;
  }
  return false;
}
