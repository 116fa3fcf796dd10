import type { PlanningFacts, PlanningSite, PlanningWindow } from '../planning/facts.ts';
import type { DaySession } from './daySession.ts';

/** A free time of a session. */
export interface FreePlace {
  readonly lane: number;
  readonly start: number;
}

function placeOf(
  { sites }: Pick<PlanningFacts, 'sites'>,
  session: Pick<DaySession, 'site' | 'window'>,
): { site: PlanningSite; window: PlanningWindow } | undefined {
  const site = sites.find(({ id }) => id === session.site);
  const window = site?.windows.find(({ id }) => id === session.window);
  return site && window && { site, window };
}

/** The minutes that a lane is taken, in order; with blocks (P13) everybody of a block has its start. */
function taken({ slots }: DaySession, lane: number, minutesPerSwab: number): { from: number; to: number }[] {
  return slots
    .filter((slot) => slot.lane === lane)
    .map(({ start, people }) => ({ from: start, to: start + people * minutesPerSwab }))
    .sort((a, b) => a.from - b.from);
}

function* blockPlaces(session: DaySession, site: PlanningSite, window: PlanningWindow): Iterable<FreePlace> {
  const most = Math.floor(site.blockMinutes / site.minutesPerSwab);
  for (let start = window.from; start + site.blockMinutes <= window.to; start += site.blockMinutes) {
    for (const [lane] of session.swabbers.entries()) {
      const people = session.slots
        .filter((slot) => slot.lane === lane && slot.start === start)
        .reduce((sum, slot) => sum + slot.people, 0);
      if (people < most) yield { lane, start };
    }
  }
}

function* singlePlaces(session: DaySession, site: PlanningSite, window: PlanningWindow): Iterable<FreePlace> {
  const length = site.minutesPerSwab;
  for (const [lane] of session.swabbers.entries()) {
    const busy = taken(session, lane, length);
    let from = window.from;
    for (const { from: start, to } of [...busy, { from: window.to, to: window.to }]) {
      // Before the lane's first slot times end where it begins; elsewhere they follow the slot before.
      const first = from === window.from && busy.length > 0 ? from + ((start - from) % length) : from;
      for (let at = first; at + length <= start; at += length) yield { lane, start: at };
      from = Math.max(from, to);
    }
  }
}

/** Every free time within the window of a session, the earliest first; none where its place is no more. */
export function freePlaces(session: DaySession, facts: Pick<PlanningFacts, 'sites'>): FreePlace[] {
  const place = placeOf(facts, session);
  if (!place) return [];
  const { site, window } = place;
  const places =
    site.blockMinutes > 0 ? blockPlaces(session, site, window) : singlePlaces(session, site, window);
  return [...places].sort((a, b) => a.start - b.start || a.lane - b.lane);
}
