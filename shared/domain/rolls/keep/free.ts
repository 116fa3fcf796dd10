import { minutesOf } from '../../calendar/minutes.ts';
import type { Grid } from '../model/duty.ts';
import { onDuty } from '../model/staffing.ts';
import type { StandingContext, StandingSession } from '../model/standing.ts';
import { sessionName } from './told.ts';

/**
 * The places that are still free in sessions that stand. A session may end later, and a published one begin earlier,
 * where that touches nobody else's duty.
 * @param stretch sessions that may do so although their swabbers could be wanted elsewhere; without it, all may
 */
export function withFreePlaces(
  context: StandingContext,
  standing: readonly StandingSession[],
  stretch: ReadonlySet<string> | undefined,
): StandingSession[] {
  const byDay = Map.groupBy(standing, ({ day }) => day);
  return standing.map((session) => {
    const grid = session.window < 0 ? undefined : context.grids[session.site]![session.window];
    const { day, given } = session;
    if (!grid || day < 0 || day >= context.horizonDays || given.slots.length === 0) return session;
    const wanted = stretch === undefined || stretch.has(sessionName(given));
    const limits = limitsOf(context, session, byDay.get(day)!, { grid, wanted });
    return { ...session, free: freePlaces(context, session, grid, limits) };
  });
}

interface Limits {
  readonly from: number;
  readonly to: number;
}

/** How early the session may begin and how late it may end. */
function limitsOf(
  context: StandingContext,
  session: StandingSession,
  ofDay: readonly StandingSession[],
  { grid, wanted }: { grid: Grid; wanted: boolean },
): Limits {
  const { problem, labs, labOf, swabbers } = context;
  const site = problem.sites[session.site]!;
  const latest = session.labDay === session.day ? Math.min(grid.to, minutesOf(site.lastPickup)) : grid.to;
  const asItStands = { from: session.from, to: Math.min(session.to, latest) };
  const pooled = problem.pools.some((pool) => pool.sites.includes(session.given.site));
  const alone =
    session.swabbers.every((index) => index >= 0 && swabbers[index]!.sites.length === 1) &&
    site.windows.every(
      ({ id, from, to }) =>
        id === session.given.window || minutesOf(to) <= grid.from || minutesOf(from) >= grid.to,
    );
  if (pooled || !(alone || wanted) || session.swabbers.includes(-1)) return asItStands;
  const arrival = (session.labDay - session.day) * 1440 + labs[labOf[session.site]!]!.arrival;
  const limits = {
    from: session.locked ? session.from : Math.max(grid.from, arrival - problem.maxSampleHours * 60),
    to: latest,
  };
  for (const { from, to, before } of others(context, session, ofDay)) {
    // Of two sessions of one swabber the earlier may end later; the later one then keeps its beginning.
    if (before) limits.from = session.from;
    else limits.to = Math.min(limits.to, from);
    if (before && to > session.from) limits.to = Math.min(limits.to, session.to);
  }
  return limits;
}

/** What else the session's swabbers do that day: other sessions, and their own tests. */
function* others(
  { problem, swabbers }: StandingContext,
  session: StandingSession,
  ofDay: readonly StandingSession[],
): Iterable<Limits & { readonly before: boolean }> {
  for (const other of ofDay) {
    const { minutesPerSwab } = problem.sites[other.site]!;
    for (const index of session.swabbers) {
      if (other !== session && other.swabbers.includes(index)) {
        const gap = other.site === session.site ? 0 : problem.travelMinutes;
        yield { from: other.from - gap, to: other.to + gap, before: other.from < session.from };
      }
      const { offer } = swabbers[index]!;
      const own = offer < 0 ? undefined : problem.offers[offer]!.id;
      if (own === undefined || other === session) continue;
      for (const slot of other.given.slots) {
        if (slot.offer !== own) continue;
        const from = minutesOf(slot.start);
        yield { from, to: from + slot.count * minutesPerSwab, before: from < session.to };
      }
    }
  }
}

function freePlaces(
  context: StandingContext,
  session: StandingSession,
  grid: Grid,
  limits: Limits,
): StandingSession['free'] {
  const { problem, swabbers } = context;
  const { given, site, day } = session;
  const { minutesPerSwab, blockMinutes, dropIn } = problem.sites[site]!;
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const keptFree = Math.ceil(dropIn / Math.max(1, given.lanes * grid.perLane));
  const end = Math.min(Math.max(limits.to, session.to), grid.to - keptFree * step);
  const served = (from: number, to: number) =>
    session.swabbers.every(
      (index) =>
        index < 0 || onDuty(swabbers[index]!, day, Math.min(from, session.from), Math.max(to, session.to)),
    );
  const begin = session.from - Math.max(0, Math.floor((session.from - limits.from) / step)) * step;
  const free = new Map<number, number[]>();
  for (let lane = 0; lane < given.lanes; lane++) {
    const busy = busyIn(context, session, lane);
    for (let start = begin; start + minutesPerSwab <= end;) {
      const finish = start + grid.span;
      const hit = busy.find((slot) => slot.from < finish && slot.to > start);
      if (blockMinutes > 0) {
        const own = busy.some(({ own: tested, from, to }) => tested && from < finish && start < to);
        const taken = busy.reduce((sum, slot) => sum + (slot.from === start ? slot.count : 0), 0);
        const places = own ? 0 : grid.perLane - taken;
        const inside = (start >= session.from && finish <= session.to) || served(start, finish);
        if (finish <= end && places > 0 && inside)
          free.set(start, [...(free.get(start) ?? []), ...Array<number>(places).fill(lane)]);
        start += step;
      } else if (hit) start = hit.to;
      else {
        const inside = (start >= session.from && finish <= session.to) || served(start, finish);
        if (inside && finish <= end) free.set(start, [...(free.get(start) ?? []), lane]);
        start = finish;
      }
    }
  }
  return [...free].map(([start, lanes]) => ({ start, lanes })).sort((a, b) => a.start - b.start);
}

interface Busy {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** The lane's swabber is tested then, in another lane. */
  readonly own: boolean;
}

function busyIn({ problem, swabbers }: StandingContext, session: StandingSession, lane: number): Busy[] {
  const { minutesPerSwab } = problem.sites[session.site]!;
  const swabber = swabbers[session.swabbers[lane] ?? -1];
  const own = swabber && swabber.offer >= 0 ? problem.offers[swabber.offer]!.id : undefined;
  return session.given.slots
    .filter((slot) => slot.lane === lane || slot.offer === own)
    .map((slot) => {
      const from = minutesOf(slot.start);
      const to = from + slot.count * minutesPerSwab;
      return { from, to, count: slot.lane === lane ? slot.count : 0, own: slot.lane !== lane };
    })
    .sort((a, b) => a.from - b.from);
}
