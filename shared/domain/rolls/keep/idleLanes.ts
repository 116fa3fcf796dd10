import { minutesOf } from '../../calendar/minutes.ts';
import type { RollSession } from '../plan.ts';
import type { RollProblem, RollSite } from '../schema.ts';
import { sessionName } from './told.ts';

/** A published session that was given a lane which nobody needed in the end gives its swabber back. */
export function withoutIdleLanes(problem: RollProblem, sessions: readonly RollSession[]): RollSession[] {
  if (problem.previous.length === 0) return [...sessions];
  const locked = new Set(problem.locked.map(sessionName));
  const sites = new Map(problem.sites.map((site) => [site.id, site]));
  return sessions.map((session) => {
    if (locked.has(sessionName(session))) return session;
    const lanes = lanesNeeded(sites.get(session.site)!, session);
    if (lanes.length === session.lanes) return session;
    return {
      ...session,
      lanes: lanes.length,
      swabbers: lanes.map((lane) => session.swabbers[lane]!),
      slots: session.slots.map((slot) => ({ ...slot, lane: lanes.indexOf(slot.lane) })),
    };
  });
}

/** The lanes in which somebody sits, and as many idle ones as drop-in places are kept in (P8). */
export function lanesNeeded(
  site: RollSite,
  { window, lanes, slots }: Pick<RollSession, 'window' | 'lanes' | 'slots'>,
): number[] {
  const { minutesPerSwab, blockMinutes, dropIn, windows } = site;
  const all = Array.from({ length: lanes }, (_, lane) => lane);
  const used = new Set(slots.map(({ lane }) => lane));
  const needed = all.filter((lane) => used.has(lane));
  const given = windows.find(({ id }) => id === window);
  if (dropIn === 0 || !given) return needed;
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const perStep = blockMinutes > 0 ? Math.floor(blockMinutes / minutesPerSwab) : 1;
  const freeFrom = (minute: number) =>
    Math.max(0, Math.floor((minutesOf(given.to) - minute) / step)) * perStep;
  const endOf = (lane: number) =>
    slots
      .filter((slot) => slot.lane === lane)
      .map(({ start, count }) => minutesOf(start) + (blockMinutes > 0 ? step : count * step))
      .reduce((a, b) => Math.max(a, b));
  let free = needed.reduce((sum, lane) => sum + freeFrom(endOf(lane)), 0);
  for (const lane of all) {
    if (free >= dropIn) break;
    if (used.has(lane)) continue;
    needed.push(lane);
    free += freeFrom(minutesOf(given.from));
  }
  return needed.sort((a, b) => a - b);
}
