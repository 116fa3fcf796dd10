import { minutesOf } from '../../calendar/minutes.ts';
import type { StandingContext, StandingSession } from '../model/standing.ts';
import { onDuty } from '../model/staffing.ts';
import type { GivenSession } from '../schema.ts';
import type { Told } from './told.ts';

/** A session that needs swabbers. */
export interface Watch {
  readonly published: GivenSession;
  readonly site: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
  readonly slots: readonly Told[];
}

/** Who can serve what on one day. */
export interface Crew {
  /** Swabbers who could serve a session: its published ones first, then those with least to do that day. */
  readonly able: (session: number) => readonly number[];
  /** Whether nobody can serve both sessions. */
  readonly clash: (a: number, b: number) => boolean;
  readonly indexOf: (id: string) => number;
}

interface Busy {
  readonly site: number;
  readonly day: number;
  readonly from: number;
  readonly to: number;
}

export function crewOf(
  context: StandingContext,
  standing: readonly StandingSession[],
  watches: readonly Watch[],
): Crew {
  const { problem, swabbers, swabberIndex } = context;
  const travel = problem.travelMinutes;
  const indexOf = (id: string) => swabberIndex.get(id) ?? -1;
  const meets = (a: Busy, b: Busy) => {
    const gap = a.site === b.site ? 0 : travel;
    return a.day === b.day && a.from < b.to + gap && b.from < a.to + gap;
  };
  const tested = ownTests(context, standing, watches);
  const posts = new Map<number, number>();
  for (const { published } of watches)
    for (const id of published.swabbers) posts.set(indexOf(id), (posts.get(indexOf(id)) ?? 0) + 1);
  const able = watches.map((watch) => {
    const before = new Set(watch.published.swabbers.map(indexOf));
    const found = swabbers.filter(({ index, sites, offer }) => {
      if (!sites.includes(watch.site) || !onDuty(swabbers[index]!, watch.day, watch.from, watch.to))
        return false;
      if (standing.some((other) => other.swabbers.includes(index) && meets(other, watch))) return false;
      if (before.has(index)) return true;
      // Nobody swabs themselves, nor is swabbed while they serve (R41).
      return (
        !watch.slots.some((slot) => slot.offer === offer) &&
        !(tested.get(offer) ?? []).some(
          (own) => own.day === watch.day && own.from < watch.to && watch.from < own.to,
        )
      );
    });
    const rank = (index: number) => (before.has(index) ? -1 : (posts.get(index) ?? 0));
    return found.map(({ index }) => index).sort((a, b) => rank(a) - rank(b) || a - b);
  });
  return {
    able: (session) => able[session]!,
    clash: (a, b) => a === b || meets(watches[a]!, watches[b]!),
    indexOf,
  };
}

/** When swabbers are tested themselves, by their offer. */
function ownTests(
  { problem, offerIndex }: StandingContext,
  standing: readonly StandingSession[],
  watches: readonly Watch[],
): Map<number, { day: number; from: number; to: number }[]> {
  const tested = new Map<number, { day: number; from: number; to: number }[]>();
  const add = (offer: number, day: number, from: number, minutes: number) => {
    if (offer < 0) return;
    const row = { day, from, to: from + minutes };
    const own = tested.get(offer);
    if (own) own.push(row);
    else tested.set(offer, [row]);
  };
  const swabbers = new Set(problem.swabbers.flatMap(({ offer }) => (offer === undefined ? [] : [offer])));
  if (swabbers.size === 0) return tested;
  for (const { given, site, day } of standing) {
    const { minutesPerSwab } = problem.sites[site]!;
    for (const slot of given.slots)
      if (swabbers.has(slot.offer))
        add(offerIndex.get(slot.offer) ?? -1, day, minutesOf(slot.start), slot.count * minutesPerSwab);
  }
  for (const { slots, site, day } of watches) {
    const { minutesPerSwab } = problem.sites[site]!;
    for (const { offer, start, count } of slots) add(offer, day, start, count * minutesPerSwab);
  }
  return tested;
}

/** A session with its swabbers, lane by lane. */
interface Served {
  readonly swabbers: readonly number[];
  readonly slots: readonly Told[];
  readonly minutesPerSwab: number;
}

/** Without the told times at which a swabber would swab themselves, or be swabbed while serving. */
export function withoutOwnSamples<Session extends Served>(
  { swabbers: people }: StandingContext,
  sessions: readonly Session[],
): Session[] {
  const serving = new Map<number, { session: Session; lane: number }[]>();
  for (const session of sessions) {
    session.swabbers.forEach((swabber, lane) => {
      const { offer } = people[swabber]!;
      if (offer >= 0) serving.set(offer, [...(serving.get(offer) ?? []), { session, lane }]);
    });
  }
  if (serving.size === 0) return [...sessions];
  const endOf = (slot: Told, { minutesPerSwab }: Served) => slot.start + slot.count * minutesPerSwab;
  return sessions.map((session) => ({
    ...session,
    slots: session.slots.filter((own) =>
      (serving.get(own.offer) ?? []).every(({ session: other, lane }) => {
        if (other === session && lane === own.lane) return false;
        return !other.slots.some(
          (slot) => slot.lane === lane && slot.start < endOf(own, session) && own.start < endOf(slot, other),
        );
      }),
    ),
  }));
}
