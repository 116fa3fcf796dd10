import { dayNumber } from '../../calendar/calendarDate.ts';
import type { RollProblem } from '../schema.ts';
import { DUTY_OFFSETS, dutyDays, dutySpan } from './duty.ts';

/**
 * People whom the planner need not tell apart: the same sites, shift, rota and dates. A nation of 156,000 has about
 * 45,000 classes, and every flow runs over classes.
 */
export interface OfferClass {
  readonly index: number;
  readonly sites: readonly number[];
  readonly shift: string;
  /** By site (as in `sites`) and `DUTY_OFFSETS`: the shift's hours, widened by the margin. */
  readonly spans: readonly (readonly { readonly from: number; readonly to: number }[])[];
  /** Index 0 is day −1 of the horizon. */
  readonly duty: Uint8Array;
  /** First and last day of the horizon that suit; empty when `last < first`. */
  readonly first: number;
  readonly last: number;
  readonly provisional: boolean;
  readonly priority: number;
  /** Offers by index into the problem, and how many people of each are still to be placed. */
  readonly offers: number[];
  readonly counts: number[];
  /** People still to be placed. */
  count: number;
  /** Sessions (`sessionKey`) in which the only swabber there is would have to swab themselves. */
  readonly alone: ReadonlySet<number>;
}

/** One number for site, day and window, for sets. */
export function sessionKey(site: number, day: number, window: number): number {
  return (site * 512 + day) * 32 + window;
}

const NOBODY: ReadonlySet<number> = new Set();

/**
 * @param remaining people of each offer that no standing session holds
 * @param alone by offer index: sessions in which this offer's person would be the only swabber
 */
export function offerClasses(
  problem: RollProblem,
  horizonDays: number,
  remaining: Int32Array,
  alone: ReadonlyMap<number, ReadonlySet<number>>,
): OfferClass[] {
  const from = dayNumber(problem.horizon.from);
  const fromAnchor = from - dayNumber(problem.rotaAnchor);
  const siteIndex = new Map(problem.sites.map(({ id }, i) => [id, i]));
  const byKey = new Map<string, OfferClass>();
  const duties = new Map<string, Uint8Array>();
  const shifts = new Map<string, OfferClass['spans'][number]>();
  const spansOf = (site: number, shift: string) => {
    const key = `${site}|${shift}`;
    const known = shifts.get(key);
    if (known) return known;
    const hours = problem.sites[site]!.shifts[shift]!;
    const spans = DUTY_OFFSETS.map((offset) => dutySpan(hours, offset, problem.marginMinutes));
    shifts.set(key, spans);
    return spans;
  };
  problem.offers.forEach((offer, i) => {
    const people = remaining[i]!;
    if (people <= 0) return;
    const sites = offer.sites.map((id) => siteIndex.get(id)!).sort((a, b) => a - b);
    const rotaKey = offer.rotaDays ? `${offer.rotaWeeks}:${offer.rotaDays.join(' ')}` : '*';
    const first = Math.max(0, dayNumber(offer.earliest) - from);
    const last = Math.min(horizonDays - 1, dayNumber(offer.due) - from);
    const forbidden = alone.get(i) ?? NOBODY;
    const key = `${sites.join(' ')}|${offer.shift}|${rotaKey}|${first}|${last}|${offer.provisional}|${offer.priority}|${[...forbidden].join(' ')}`;
    let found = byKey.get(key);
    if (!found) {
      let duty = duties.get(rotaKey);
      if (!duty) duties.set(rotaKey, (duty = dutyDays(offer, fromAnchor, horizonDays)));
      found = {
        index: byKey.size,
        sites,
        shift: offer.shift,
        spans: sites.map((site) => spansOf(site, offer.shift)),
        duty,
        first,
        last,
        provisional: offer.provisional,
        priority: offer.priority,
        offers: [],
        counts: [],
        count: 0,
        alone: forbidden,
      };
      byKey.set(key, found);
    }
    found.offers.push(i);
    found.counts.push(people);
    found.count += people;
  });
  return [...byKey.values()];
}
