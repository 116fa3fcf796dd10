import type { CalendarDate } from '../calendar/calendarDate.ts';
import { timeOf } from '../calendar/minutes.ts';
import type { DueOffer } from '../offers/subject.ts';
import type { GivenSession } from '../rolls/schema.ts';
import type { PlanningFacts } from './facts.ts';
import { givenSessions, type StoredSession } from './sessionDrafts.ts';

interface Unmet {
  readonly key: string;
  readonly offer: DueOffer;
  left: number;
}

export interface StoredUnplaced {
  readonly subject: { readonly kind: 'staff' | 'headcount'; readonly id: string };
  readonly people: number;
  readonly earliest: CalendarDate;
  readonly due: CalendarDate;
  readonly limit: string;
  readonly message: string;
  readonly fix: string;
}

export interface ReadPlan {
  readonly sessions: readonly GivenSession[];
  readonly unplaced: readonly { offer: string; count: number; limit: string; message: string; fix: string }[];
}

const whose = ({ kind, id }: { kind: string; id: string }) => `${kind} ${id}`;

/** Offers by the row behind them, the earliest due first. */
function unmetOf(offers: ReadonlyMap<string, DueOffer>): Map<string, Unmet[]> {
  const all = [...offers].map(([key, offer]): Unmet => ({ key, offer, left: offer.count }));
  all.sort((a, b) =>
    a.offer.due < b.offer.due ? -1 : a.offer.due > b.offer.due ? 1 : a.key < b.key ? -1 : 1,
  );
  return Map.groupBy(all, ({ offer }) => whose(offer.subject));
}

/**
 * A stored roll back in the words of its problem, for the independent checker. Rows know people, not offers: a slot
 * meets its person's offer that is open on the day and due first. That loses nothing, since an order by due date serves
 * every set of slots that can be served at all. A slot that meets no offer keeps its row's id, which the checker faults.
 */
export function readBack(
  given: {
    readonly sessions: readonly StoredSession[];
    readonly unplaced: readonly StoredUnplaced[];
  },
  facts: PlanningFacts,
  offers: ReadonlyMap<string, DueOffer>,
): ReadPlan {
  const unmet = unmetOf(offers);
  const unplaced = given.unplaced.flatMap(({ subject, people, earliest, due, limit, message, fix }) => {
    let rest = people;
    return (unmet.get(whose(subject)) ?? []).flatMap((one) => {
      const count = one.offer.earliest === earliest && one.offer.due === due ? Math.min(rest, one.left) : 0;
      if (count === 0) return [];
      rest -= count;
      one.left -= count;
      return [{ offer: one.key, count, limit, message, fix }];
    });
  });
  const inOrder = given.sessions.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  // With blocks everybody of a block is told its start (P13).
  const minutes = new Map(
    facts.sites.map(({ id, minutesPerSwab, blockMinutes }) => [id, blockMinutes > 0 ? 0 : minutesPerSwab]),
  );
  const sessions = inOrder.flatMap((session) => {
    const [given] = givenSessions([{ ...session, slots: [] }], facts, () => '');
    if (!given) return [];
    const slots = session.slots.flatMap((slot) => {
      const met = meet(unmet.get(whose(slot.subject)) ?? [], session.date, slot.people);
      let start = slot.start;
      return met.map(({ key, count }) => {
        const own = { offer: key ?? slot.id, lane: slot.lane, start: timeOf(start), count };
        start += count * (minutes.get(session.site) ?? 0);
        return own;
      });
    });
    return [{ ...given, slots }];
  });
  return { sessions, unplaced };
}

/** Which offers so many people on a date meet; one entry without a key for those who meet none. */
function meet(
  own: readonly Unmet[],
  date: CalendarDate,
  people: number,
): { key: string | null; count: number }[] {
  const met: { key: string | null; count: number }[] = [];
  let rest = people;
  for (const one of own) {
    if (rest === 0) break;
    const count = one.offer.earliest <= date && date <= one.offer.due ? Math.min(rest, one.left) : 0;
    if (count === 0) continue;
    one.left -= count;
    rest -= count;
    met.push({ key: one.key, count });
  }
  return rest > 0 ? [...met, { key: null, count: rest }] : met;
}
