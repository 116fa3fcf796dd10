import type { CalendarDate } from '../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../calendar/minutes.ts';
import type { DueOffer } from '../offers/subject.ts';
import type { RollSession } from '../rolls/plan.ts';
import type { GivenSession } from '../rolls/schema.ts';
import type { PlanningFacts, PlanningPool, PlanningSite, PlanningWindow } from './facts.ts';

interface LaneDraft {
  readonly lane: number;
  readonly swabber: string | null;
  readonly pool: string | null;
  /** Its number within the pool, from 1. */
  readonly workstation: number | null;
}

interface SlotDraft {
  readonly offer: DueOffer;
  readonly lane: number;
  /** What the person is told; with blocks (P13) the start of the block. */
  readonly start: number;
  /** When the lane serves them. */
  readonly laneMinute: number;
  readonly minutes: number;
  readonly people: number;
}

/** Whose idea a session was: the planner's, somebody's who typed it, or the last roll's (P3). */
export type SessionOrigin = 'planner' | 'hand' | 'copy';

/** A planned session in the terms of rows: ids, and minutes since midnight. */
export interface SessionDraft {
  readonly site: PlanningSite;
  readonly window: PlanningWindow;
  readonly date: CalendarDate;
  readonly labDate: CalendarDate;
  readonly start: number;
  readonly end: number;
  readonly provisional: boolean;
  readonly people: number;
  readonly origin: SessionOrigin;
  readonly lanes: readonly LaneDraft[];
  readonly slots: readonly SlotDraft[];
}

function slotDrafts(
  session: RollSession,
  site: PlanningSite,
  offers: ReadonlyMap<string, DueOffer>,
): SlotDraft[] {
  const servedInBlock = new Map<string, number>();
  return session.slots.flatMap(({ offer: key, lane, start: told, count }) => {
    const offer = offers.get(key);
    if (!offer) return [];
    const start = minutesOf(told);
    const minutes = site.minutesPerSwab * count;
    const block = `${lane} ${start}`;
    const before = servedInBlock.get(block) ?? 0;
    servedInBlock.set(block, before + minutes);
    return [{ offer, lane, start, laneMinute: start + before, minutes, people: count }];
  });
}

type Busy = { from: number; to: number }[];

/** The minutes that each workstation of a pool is taken on a date, by its number less one. */
function takenBy(
  standing: readonly StoredSession[],
  poolOf: ReadonlyMap<string, PlanningPool>,
): Map<string, Busy[]> {
  const taken = new Map<string, Busy[]>();
  for (const { site, date, start, end, workstations } of standing) {
    const pool = poolOf.get(site);
    if (!pool) continue;
    const stations = taken.get(`${pool.id} ${date}`) ?? [];
    taken.set(`${pool.id} ${date}`, stations);
    for (const number of workstations) {
      if (number !== null) (stations[number - 1] ??= []).push({ from: start, to: end });
    }
  }
  return taken;
}

/** Numbers the workstations of pools so that no two sessions share one at the same time (R47). */
function numberWorkstations(
  drafts: readonly SessionDraft[],
  pools: readonly PlanningPool[],
  standing: readonly StoredSession[],
): SessionDraft[] {
  const poolOf = new Map(pools.flatMap((pool) => pool.sites.map((site) => [site, pool] as const)));
  const taken = takenBy(standing, poolOf);
  const numbered = new Map<SessionDraft, SessionDraft>();
  for (const draft of drafts.toSorted((a, b) => a.start - b.start)) {
    const pool = poolOf.get(draft.site.id);
    if (!pool) continue;
    const stations = taken.get(`${pool.id} ${draft.date}`) ?? [];
    taken.set(`${pool.id} ${draft.date}`, stations);
    const lanes = draft.lanes.map((lane) => {
      let index = 0;
      while (stations[index]?.some(({ from, to }) => from < draft.end && draft.start < to)) index += 1;
      (stations[index] ??= []).push({ from: draft.start, to: draft.end });
      return { ...lane, pool: pool.id, workstation: index + 1 };
    });
    numbered.set(draft, { ...draft, lanes });
  }
  return drafts.map((draft) => numbered.get(draft) ?? draft);
}

/**
 * A plan's sessions as rows will hold them. The plan's names lead back to the facts that it was made from; `standing`
 * are the sessions beside them that keep their workstations.
 */
export function sessionDrafts(
  sessions: readonly (RollSession & { readonly origin?: SessionOrigin })[],
  facts: PlanningFacts,
  offers: ReadonlyMap<string, DueOffer>,
  standing: readonly StoredSession[] = [],
): SessionDraft[] {
  const sites = new Map(facts.sites.map((site) => [site.name, site]));
  const swabbers = new Map(facts.swabbers.map(({ name, id }) => [name, id]));
  const drafts = sessions.flatMap((session): SessionDraft[] => {
    const site = sites.get(session.site);
    const window = site?.windows.find(({ name }) => name === session.window);
    if (!site || !window) return [];
    const slots = slotDrafts(session, site, offers);
    const start = minutesOf(session.start);
    return [
      {
        site,
        window,
        date: session.date,
        labDate: session.labDate,
        start,
        end: Math.max(
          start + site.minutesPerSwab,
          ...slots.map(({ laneMinute, minutes }) => laneMinute + minutes),
        ),
        provisional: session.provisional,
        origin: session.origin ?? 'planner',
        people: slots.reduce((people, slot) => people + slot.people, 0),
        lanes: Array.from({ length: session.lanes }, (_, lane) => ({
          lane,
          swabber: swabbers.get(session.swabbers[lane] ?? '') ?? null,
          pool: null,
          workstation: null,
        })),
        slots,
      },
    ];
  });
  return numberWorkstations(drafts, facts.pools, standing);
}

/** A session as its rows have it. */
export interface StoredSession {
  readonly id: string;
  readonly rollId: string;
  readonly site: string;
  readonly window: string | null;
  readonly date: CalendarDate;
  readonly labDate: CalendarDate;
  readonly start: number;
  readonly end: number;
  readonly provisional: boolean;
  /** Swabber ids by lane. */
  readonly swabbers: readonly (string | null)[];
  /** Workstation numbers by lane. */
  readonly workstations: readonly (number | null)[];
  readonly slots: readonly StoredSlot[];
}

export interface StoredSlot {
  readonly id: string;
  readonly subject: { readonly kind: 'staff' | 'headcount'; readonly id: string };
  readonly lane: number;
  readonly start: number;
  readonly people: number;
}

/**
 * Stored sessions back in the words of the problem. `offerOf` finds the offer that a slot meets; a slot without one, or
 * of a site or window that is no more, is left to the checker to miss.
 */
export function givenSessions(
  stored: readonly StoredSession[],
  facts: PlanningFacts,
  offerOf: (slot: StoredSlot, session: StoredSession) => string,
): GivenSession[] {
  const siteNames = new Map(facts.sites.map(({ id, name }) => [id, name]));
  const windowNames = new Map(
    facts.sites.flatMap(({ windows }) => windows.map(({ id, name }) => [id, name] as const)),
  );
  const swabberNames = new Map(facts.swabbers.map(({ id, name }) => [id, name]));
  return stored.map((session) => ({
    site: siteNames.get(session.site) ?? session.site,
    date: session.date,
    window: windowNames.get(session.window ?? '') ?? '?',
    start: timeOf(session.start),
    lanes: session.swabbers.length,
    swabbers: session.swabbers.map((id) => swabberNames.get(id ?? '') ?? id ?? 'nobody'),
    labDate: session.labDate,
    provisional: session.provisional,
    slots: session.slots.map((slot) => ({
      offer: offerOf(slot, session),
      lane: slot.lane,
      start: timeOf(slot.start),
      count: slot.people,
    })),
  }));
}
