import { dayNumber, weekdayOfDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { GivenSession } from '../schema.ts';
import { DUTY_OFFSETS, dutyDays, dutySpan } from './duty.ts';
import { onDuty, type SwabberModel } from './staffing.ts';
import { type StandingContext, type StandingSession, standingSession } from './standing.ts';

function publishedKey(session: { site: string; date: string; window: string }): string {
  return `${session.site}|${session.date}|${session.window}`;
}

interface KeepContext {
  readonly locked: readonly StandingSession[];
  /** Per offer, people still to be placed; lowered for everybody who is kept. */
  readonly remaining: Int32Array;
  readonly offerIndex: ReadonlyMap<string, number>;
  readonly released: ReadonlySet<string>;
}

/**
 * Published sessions, cut to what today's facts still allow: people who are still in their offer's dates and duty stay
 * at their minute, swabbers who fell away are replaced, and what no rule allows any more is let go. What is kept stands
 * like a locked session, so that planning touches nobody who has been told.
 */
export function keptSessions(context: StandingContext, keep: KeepContext): StandingSession[] {
  const { problem, labs, labOf } = context;
  const kept: StandingSession[] = [];
  const standing = [...keep.locked];
  const taken = new Set(keep.locked.map(({ given }) => publishedKey(given)));
  const load = labs.map((lab) => Float64Array.from(lab.load));
  const inOrder = [...problem.previous].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : a.start < b.start ? -1 : a.start > b.start ? 1 : 0,
  );
  for (const published of inOrder) {
    const key = publishedKey(published);
    if (taken.has(key) || keep.released.has(key)) continue;
    const slots = keepableSlots(context, keep, published);
    if (slots.length === 0) continue;
    const compact = compactLanes(published, slots);
    const session = standingSession(context, withSpan(compact), false);
    if (session.labDay < 0 || tooOld(context, session) || poolTooSmall(context, session, standing)) continue;
    const lab = labOf[session.site]!;
    const turnout = problem.sites[session.site]!.turnout;
    const room = labs[lab]!.capacity[session.labDay]! - load[lab]![session.labDay]!;
    if (session.people * turnout > room + 1e-9) continue;
    const swabbers = staff(context, session, standing);
    if (!swabbers) continue;
    const ids = swabbers.map((index) => problem.swabbers[index]!.id);
    const staffed = standingSession(context, { ...session.given, swabbers: ids }, false);
    load[lab]![session.labDay]! += session.people * turnout;
    for (const slot of staffed.given.slots) keep.remaining[keep.offerIndex.get(slot.offer)!]! -= slot.count;
    taken.add(key);
    kept.push(staffed);
    standing.push(staffed);
  }
  return kept;
}

/** Rules window, date, duty, due and once, for each published slot on its own; lanes must not overlap. */
function keepableSlots(
  { problem, siteIndex, grids, horizonDays }: StandingContext,
  { remaining, offerIndex }: KeepContext,
  published: GivenSession,
): GivenSession['slots'] {
  const from = dayNumber(problem.horizon.from);
  const site = problem.sites[siteIndex.get(published.site)!]!;
  const w = site.windows.findIndex(({ id }) => id === published.window);
  const day = dayNumber(published.date) - from;
  const closed = problem.closedDates.includes(published.date) || site.closedDates.includes(published.date);
  if (w < 0 || day < 0 || day >= horizonDays || closed || published.date < problem.notBefore) return [];
  const grid = grids[siteIndex.get(published.site)!]![w]!;
  if (!grid.weekdays.has(weekdayOfDayNumber(from + day))) return [];
  const used = new Map<string, number>();
  const busyTo: number[] = [];
  const inBlock = new Map<string, number>();
  return [...published.slots]
    .sort((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.lane - b.lane))
    .filter((slot) => {
      const index = offerIndex.get(slot.offer);
      if (index === undefined || slot.lane >= grid.lanes) return false;
      const offer = problem.offers[index]!;
      const start = minutesOf(slot.start);
      const end = start + slot.count * site.minutesPerSwab;
      const already = used.get(slot.offer) ?? 0;
      if (already + slot.count > remaining[index]! || !offer.sites.includes(site.id)) return false;
      if (published.date < offer.earliest || published.date > offer.due) return false;
      if (start < grid.from || end > grid.to) return false;
      if (site.blockMinutes > 0) {
        const block = `${slot.lane} ${start}`;
        const people = (inBlock.get(block) ?? 0) + slot.count;
        if ((start - grid.from) % site.blockMinutes !== 0 || people > grid.perLane) return false;
        inBlock.set(block, people);
      } else if (start < (busyTo[slot.lane] ?? 0)) return false;
      const duty = dutyDays(offer, from - dayNumber(problem.rotaAnchor), horizonDays);
      const fits = DUTY_OFFSETS.some((offset, i) => {
        const span = dutySpan(site.shifts[offer.shift]!, offset, problem.marginMinutes);
        return duty[day + i] === 1 && span.from <= start && end <= span.to;
      });
      if (!fits) return false;
      busyTo[slot.lane] = end;
      used.set(slot.offer, already + slot.count);
      return true;
    });
}

/** Lanes without anybody left fall away; the others are numbered anew. */
function compactLanes(published: GivenSession, slots: GivenSession['slots']): GivenSession {
  const lanes = [...new Set(slots.map(({ lane }) => lane))].sort((a, b) => a - b);
  return {
    ...published,
    lanes: lanes.length,
    swabbers: lanes.map((lane) => published.swabbers[lane] ?? ''),
    slots: slots.map((slot) => ({ ...slot, lane: lanes.indexOf(slot.lane) })),
  };
}

function withSpan(session: GivenSession): GivenSession {
  const start = session.slots.map((slot) => slot.start).reduce((a, b) => (a < b ? a : b));
  return { ...session, start, labDate: undefined };
}

function tooOld({ problem, labs, labOf }: StandingContext, session: StandingSession): boolean {
  const age = (session.labDay - session.day) * 1440 + labs[labOf[session.site]!]!.arrival - session.from;
  return age > problem.maxSampleHours * 60;
}

function poolTooSmall(
  { problem, siteIndex }: StandingContext,
  session: StandingSession,
  standing: readonly StandingSession[],
): boolean {
  return problem.pools.some((pool) => {
    if (!pool.sites.includes(session.given.site)) return false;
    const sites = new Set(pool.sites.map((id) => siteIndex.get(id)!));
    const others = standing.filter(
      (other) =>
        other.day === session.day &&
        sites.has(other.site) &&
        other.from < session.to &&
        session.from < other.to,
    );
    return others.reduce((sum, other) => sum + other.given.lanes, session.given.lanes) > pool.workstations;
  });
}

/** The published swabbers where they still can, others where they cannot; nothing when nobody can. */
function staff(
  { problem, swabbers, siteIndex }: StandingContext,
  session: StandingSession,
  standing: readonly StandingSession[],
): number[] | undefined {
  const site = siteIndex.get(session.given.site)!;
  const own = new Set(session.given.slots.map(({ offer }) => offer));
  const busy = (swabber: SwabberModel) =>
    standing.some((other) => {
      if (other.day !== session.day || !other.swabbers.includes(swabber.index)) return false;
      const gap = other.site === session.site ? 0 : problem.travelMinutes;
      return other.from < session.to + gap && session.from < other.to + gap;
    });
  const able = (swabber: SwabberModel) =>
    swabber.sites.includes(site) &&
    onDuty(swabber, session.day, session.from, session.to) &&
    (swabber.offer < 0 || !own.has(problem.offers[swabber.offer]!.id)) &&
    !busy(swabber);
  const chosen = session.swabbers.map((index) => (index >= 0 && able(swabbers[index]!) ? index : -1));
  chosen.forEach((index, lane) => {
    if (index >= 0 && chosen.indexOf(index) < lane) chosen[lane] = -1;
  });
  for (let lane = 0; lane < chosen.length; lane++) {
    if (chosen[lane]! >= 0) continue;
    const free = swabbers.find((swabber) => !chosen.includes(swabber.index) && able(swabber));
    if (!free) return undefined;
    chosen[lane] = free.index;
  }
  return chosen;
}
