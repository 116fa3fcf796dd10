import { type CalendarDate, dayNumber, weekdayOf } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { GivenPlan } from '../plan.ts';
import type {
  GivenSession,
  RollLab,
  RollOffer,
  RollProblem,
  RollSite,
  RollSwabber,
  RollWindow,
} from '../schema.ts';

/** One broken rule: where, and with which numbers. A warning is a fault that a locked session brought with it. */
export interface RuleFault {
  readonly rule: string;
  /** JSON path into the plan. */
  readonly path: string;
  readonly message: string;
  readonly warning: boolean;
}

export interface RollRule {
  readonly id: string;
  readonly says: string;
  readonly check: (facts: Facts) => Iterable<RuleFault>;
}

export interface SlotFacts {
  readonly path: string;
  readonly offerId: string;
  readonly offer: RollOffer | undefined;
  readonly lane: number;
  readonly start: number;
  readonly end: number;
  readonly count: number;
  /** Part of a locked session as the problem gives it. */
  readonly locked: boolean;
}

export interface SessionFacts {
  readonly path: string;
  readonly given: GivenSession;
  readonly site: RollSite | undefined;
  readonly lab: RollLab | undefined;
  readonly window: RollWindow | undefined;
  readonly day: number;
  readonly slots: readonly SlotFacts[];
  /** First minute of the first slot and last minute of the last; equal where there is no slot. */
  readonly from: number;
  readonly to: number;
  readonly locked: GivenSession | undefined;
  /** The span of the locked slots alone. */
  readonly lockedSpan: { readonly from: number; readonly to: number } | undefined;
}

/** The plan and its problem, looked up and turned into minutes once for all rules. */
export interface Facts {
  readonly problem: RollProblem;
  readonly plan: GivenPlan;
  readonly sessions: readonly SessionFacts[];
  readonly sites: ReadonlyMap<string, RollSite>;
  readonly labs: ReadonlyMap<string, RollLab>;
  readonly offers: ReadonlyMap<string, RollOffer>;
  readonly swabbers: ReadonlyMap<string, RollSwabber>;
  readonly closed: ReadonlySet<string>;
  readonly anchor: number;
}

export function keyOf(session: { site: string; date: string; window: string }): string {
  return JSON.stringify([session.site, session.date, session.window]);
}

export function factsOf(problem: RollProblem, plan: GivenPlan): Facts {
  const byId = <T extends { readonly id: string }>(rows: readonly T[]) =>
    new Map(rows.map((row) => [row.id, row]));
  const sites = byId(problem.sites);
  const labs = byId(problem.labs);
  const offers = byId(problem.offers);
  const locked = new Map(problem.locked.map((session) => [keyOf(session), session]));
  const sessions = plan.sessions.map((given, i): SessionFacts => {
    const path = `$.sessions[${i}]`;
    const site = sites.get(given.site);
    const standing = locked.get(keyOf(given));
    const minutes = site?.minutesPerSwab ?? 0;
    const lockedCounts = new Map<string, number>();
    for (const slot of standing?.slots ?? []) lockedCounts.set(slotKey(slot), slot.count);
    const slots = given.slots.map((slot, s): SlotFacts => {
      const start = minutesOf(slot.start);
      return {
        path: `${path}.slots[${s}]`,
        offerId: slot.offer,
        offer: offers.get(slot.offer),
        lane: slot.lane,
        start,
        end: start + slot.count * minutes,
        count: slot.count,
        locked: lockedCounts.get(slotKey(slot)) === slot.count,
      };
    });
    return {
      path,
      given,
      site,
      lab: site && labs.get(site.lab),
      window: site?.windows.find(({ id }) => id === given.window),
      day: dayNumber(given.date),
      slots,
      ...spanOf(slots, minutesOf(given.start)),
      locked: standing,
      lockedSpan:
        standing &&
        spanOf(
          slots.filter((slot) => slot.locked),
          minutesOf(standing.start),
        ),
    };
  });
  return {
    problem,
    plan,
    sessions,
    sites,
    labs,
    offers,
    swabbers: byId(problem.swabbers),
    closed: new Set(problem.closedDates),
    anchor: dayNumber(problem.rotaAnchor),
  };
}

function slotKey(slot: { offer: string; lane: number; start: string }): string {
  return `${slot.offer}|${slot.lane}|${slot.start}`;
}

function spanOf(slots: readonly SlotFacts[], start: number): { from: number; to: number } {
  let [from, to] = [Infinity, -Infinity];
  for (const slot of slots) {
    from = Math.min(from, slot.start);
    to = Math.max(to, slot.end);
  }
  return slots.length === 0 ? { from: start, to: start } : { from, to };
}

/** Whether a rota has a duty from `from` to `to` (minutes of a day), widened by `margin` on both sides. */
export function withinDuty(
  facts: Facts,
  row: { readonly rotaWeeks: number; readonly rotaDays?: readonly number[] | undefined },
  hours: readonly [string, string],
  { day, from, to, margin }: { day: number; from: number; to: number; margin: number },
): boolean {
  const begin = minutesOf(hours[0]);
  const finish = minutesOf(hours[1]) + (minutesOf(hours[1]) <= begin ? 1440 : 0);
  const cycle = 7 * row.rotaWeeks;
  for (let shift = -1; shift <= 1; shift++) {
    if (from < shift * 1440 + begin - margin || to > shift * 1440 + finish + margin) continue;
    const offset = (((day + shift - facts.anchor) % cycle) + cycle) % cycle;
    if (!row.rotaDays || row.rotaDays.includes(offset)) return true;
  }
  return false;
}

/** Samples that a laboratory takes on a date. */
export function capacityOn(lab: RollLab, date: CalendarDate): number {
  return lab.dateCapacity[date] ?? lab.weekdayCapacity[weekdayOf(date)]!;
}

export function labOpen({ closed }: Facts, lab: RollLab, date: CalendarDate): boolean {
  return capacityOn(lab, date) > 0 && !closed.has(date);
}
