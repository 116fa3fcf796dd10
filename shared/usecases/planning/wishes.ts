import type { Db } from '../../../db/connect.ts';
import { listLiveRolls, type RollWishes } from '../../../db/queries/rolls.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { findDraft, listWishedSessions } from '../../../db/queries/wishedSessions.ts';
import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../domain/problem.ts';
import { givenSessions, type StoredSession } from '../../domain/planning/sessionDrafts.ts';
import { acceptWishes, type RefusedWish } from '../../domain/planning/wishes/accept.ts';
import { copyOf, daysToMove } from '../../domain/planning/wishes/copyOf.ts';
import type { GivenSession } from '../../domain/rolls/schema.ts';
import { rollProblem } from '../../domain/rolls/validation.ts';
import { NO_WISHES, ownerProblem, type OwnerWorld } from './ownerProblem.ts';

/** What a planner wants as it is, before the rest is planned around it (P3). */
export interface Wanted {
  /** The last roll once more, on the same weekdays. */
  readonly copyLast?: boolean | undefined;
  /** Sessions typed by hand into the draft that stay; absent: all. */
  readonly keep?: readonly string[] | undefined;
}

/**
 * The owner's world with what its planner wants: sessions typed by hand into the draft before, and a copy of the last roll
 * moved to today's facts. Each has the checker's word: what it does not fault is locked, the rest is kept as refused.
 */
export async function withWishes(
  db: Db,
  world: OwnerWorld,
  { copyLast = false, keep }: Wanted,
): Promise<OwnerWorld> {
  const { due, facts, standing } = world;
  const draft = await findDraft(db, due);
  const wished = draft ? await listWishedSessions(db, { ...draft, owner: due.owner }) : [];
  const kept = wished.filter(
    ({ id, origin }) => origin === 'hand' && (keep === undefined || keep.includes(id)),
  );
  if (kept.length === 0 && !copyLast) return world;
  const built = ownerProblem(world, 'reserve');
  const problem = rollProblem(built.problem);
  const byHand = acceptWishes(problem, withoutPeople(kept, facts), { beside: standing.locked, mend: false });
  const beside = [...standing.locked, ...byHand.sessions];
  const copies = copyLast ? await lastRoll(db, world, built.offers) : [];
  const copied = acceptWishes(problem, copies, { beside, mend: true });
  return planAround(world, {
    hand: byHand.sessions,
    copy: copied.sessions,
    refused: [...byHand.refused, ...copied.refused],
    copied: copyLast,
  });
}

/** Sessions typed by hand, in the words of the problem. */
export function withoutPeople(typed: readonly StoredSession[], facts: OwnerWorld['facts']): GivenSession[] {
  const empty = typed.map((session) => ({ ...session, slots: [] }));
  // When the samples arrive follows from who comes.
  return givenSessions(empty, facts, () => '').map(({ labDate, ...session }) => session);
}

/** The world in which these sessions stand, on their own days. */
function planAround(world: OwnerWorld, wishes: OwnerWorld['wishes']): OwnerWorld {
  const ids = new Map(world.facts.sites.map(({ id, name }) => [name, id]));
  const days = [...wishes.hand, ...wishes.copy].map(({ site, date }) => ({
    site: ids.get(site) ?? '',
    date,
  }));
  return withDaysOf({ ...world, wishes }, days);
}

/** Days that were chosen by hand are open, whatever was agreed for the site. */
export function withDaysOf(
  world: OwnerWorld,
  days: readonly { readonly site: string; readonly date: CalendarDate }[],
): OwnerWorld {
  const testDays = new Map([...world.testDays].map(([site, open]) => [site, new Set(open)]));
  for (const { site, date } of days) testDays.get(site)?.add(date);
  return { ...world, testDays };
}

async function lastRoll(
  db: Db,
  { due, facts, day }: OwnerWorld,
  offers: Parameters<typeof copyOf>[2]['offers'],
): Promise<GivenSession[]> {
  const live = (await listLiveRolls(db, [due.owner], addDays(day.today, -PAST_DAYS))).get(due.owner) ?? [];
  const last = live.filter(({ to }) => to < due.from).sort((a, b) => (a.to < b.to ? 1 : -1))[0];
  if (!last)
    throw new DomainProblem('not-found', `${due.owner} has no roll before ${due.from} that could be copied`, [
      { place: 'copyLast', message: 'there is no roll before this one', code: 'rule-no-last-roll' },
    ]);
  const stored = await listSessions(db, { owner: due.owner, from: last.from, to: last.to });
  return copyOf(stored, daysToMove(last, due), { horizon: due, facts, offers });
}

/** The roll before this one may have ended some weeks ago. */
const PAST_DAYS = 7 * 12;

/** What a roll keeps of the wishes that could not be, with the checker's words. */
export function keptWishes({ wishes, facts }: OwnerWorld): RollWishes | undefined {
  if (wishes === NO_WISHES) return undefined;
  const ids = new Map(facts.sites.map(({ id, name }) => [name, id]));
  return {
    copied: wishes.copied,
    refused: wishes.refused.map(({ wish, faults }: RefusedWish) => ({
      site: ids.get(wish.site) ?? null,
      siteName: wish.site,
      date: wish.date,
      start: wish.start,
      faults: faults.map(({ code, message, facts: about }) => ({ code, message, facts: about })),
    })),
  };
}
