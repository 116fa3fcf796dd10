import { timeOf } from '../../calendar/minutes.ts';
import type { StandingContext, StandingSession } from '../model/standing.ts';
import { standingSession } from '../model/standing.ts';
import type { GivenSession } from '../schema.ts';
import { fitLanes, leaveDropIn, type Seating, withoutLast } from './lanes.ts';
import { type Crew, crewOf, withoutOwnSamples } from './crew.ts';
import { fillPosts, type Post } from './posts.ts';
import { allowedSlots, peopleOf, sessionName, slotsFrom, spanOf, type Told } from './told.ts';

/** What a least-moves flow asks of the published sessions: who stays, and which sessions get lanes more. */
export interface Moves {
  /** People of each told slot (`toldKey`) who stay; everybody else makes room. */
  readonly stay: ReadonlyMap<string, number>;
  /** Lanes more, by session; a session named here may also begin earlier and end later. */
  readonly grow: ReadonlyMap<string, number>;
}

export interface KeepContext {
  readonly locked: readonly StandingSession[];
  /** Per offer, people still to be placed; lowered for everybody who is kept. */
  readonly remaining: Int32Array;
  readonly moves?: Moves | undefined;
}

/** A published session on the way from what was told to what can still be kept. */
interface Wanted {
  readonly published: GivenSession;
  readonly site: number;
  readonly day: number;
  readonly window: number;
  readonly seating: Seating;
  readonly lanes: number;
  readonly slots: readonly Told[];
  readonly from: number;
  readonly to: number;
}

/**
 * Published sessions, cut to what today's facts still allow: people who are still within their offer's dates and duty
 * stay at their minute, whoever else can swab takes over for those who have fallen away, a room that has lost a lane
 * keeps as many as the others hold, and only what no rule allows any more is let go. What is kept stands like a locked
 * session, so that planning touches nobody who has been told.
 */
export function keptSessions(context: StandingContext, keep: KeepContext): StandingSession[] {
  const taken = new Set(keep.locked.map(({ given }) => sessionName(given)));
  const left = Int32Array.from(keep.remaining);
  const stay = keep.moves && new Map(keep.moves.stay);
  const standing = [...keep.locked];
  const kept: StandingSession[] = [];
  const load = context.labs.map((lab) => Float64Array.from(lab.load));
  const inOrder = [...context.problem.previous].sort((a, b) =>
    a.date < b.date ? -1 : a.date > b.date ? 1 : a.start < b.start ? -1 : a.start > b.start ? 1 : 0,
  );
  for (const ofDay of Map.groupBy(inOrder, ({ date }) => date).values()) {
    const wanted = ofDay.flatMap((published) => {
      if (taken.has(sessionName(published))) return [];
      return wantedOf(context, published, allowedSlots(context, published, { left, stay }));
    });
    const crew = crewOf(context, standing, wanted);
    const staffed = withoutOwnSamples(context, staff(wanted, crew));
    for (const { index, swabbers, slots } of staffed) {
      const session = settle(context, wanted[index]!, { slots, swabbers, load, standing });
      if (!session) continue;
      const lab = context.labOf[session.site]!;
      load[lab]![session.labDay]! += session.people * context.problem.sites[session.site]!.turnout;
      for (const slot of session.given.slots)
        keep.remaining[context.offerIndex.get(slot.offer)!]! -= slot.count;
      standing.push(session);
      kept.push(session);
    }
  }
  return keep.moves ? grown(context, kept, keep.locked, keep.moves.grow) : kept;
}

/** The span that most of the told people can keep: all of it, or as much as some swabber's duty covers. */
function wantedOf(context: StandingContext, published: GivenSession, slots: readonly Told[]): Wanted[] {
  if (slots.length === 0) return [];
  const { problem, siteIndex, grids, swabbers } = context;
  const site = siteIndex.get(published.site)!;
  const { minutesPerSwab, blockMinutes, windows, id } = problem.sites[site]!;
  const window = windows.findIndex((one) => one.id === published.window);
  const grid = grids[site]![window]!;
  const day = context.dayOf(published.date);
  const workstations = problem.pools
    .filter(({ sites }) => sites.includes(id))
    .map((pool) => pool.workstations);
  const lanes = Math.min(grid.lanes, new Set(slots.map(({ lane }) => lane)).size, ...workstations);
  const seating = { minutesPerSwab, blockMinutes, perLane: grid.perLane };
  const duties = swabbers
    .filter(({ sites, trainedFrom }) => sites.includes(site) && day >= trainedFrom)
    .flatMap(({ duty, spans }) => spans.filter((_, i) => duty[day + i] === 1));
  const whole = spanOf(slots, minutesPerSwab);
  let best: { slots: readonly Told[]; value: number } | undefined;
  for (const span of [whole, ...duties]) {
    const inside = within(slots, span, minutesPerSwab);
    if (inside.length === 0) continue;
    const { from, to } = spanOf(inside, minutesPerSwab);
    const covering = duties.filter((duty) => duty.from <= from && duty.to >= to).length;
    const value = peopleOf(fitLanes(inside, Math.min(lanes, covering), seating));
    if (!best || value > best.value) best = { slots: inside, value };
    if (value === peopleOf(slots)) break;
  }
  if (!best || best.value === 0) return [];
  const span = spanOf(best.slots, minutesPerSwab);
  return [{ published, site, day, window, seating, lanes, slots: best.slots, ...span }];
}

function within(slots: readonly Told[], span: { from: number; to: number }, minutes: number): Told[] {
  return slots.flatMap((slot) => {
    const count = Math.min(slot.count, Math.floor((span.to - slot.start) / minutes));
    return slot.start < span.from || count <= 0 ? [] : [{ ...slot, count }];
  });
}

interface Staffed {
  readonly index: number;
  readonly minutesPerSwab: number;
  readonly swabbers: readonly number[];
  readonly slots: readonly Told[];
}

/** A swabber for every lane, as far as they go; who had a lane keeps it if nobody needs them more. */
function staff(wanted: readonly Wanted[], crew: Crew): Staffed[] {
  const posts = wanted
    .flatMap(({ slots, lanes, seating }, session): Post[] => {
      const values = Array.from({ length: lanes + 1 }, (_, n) => peopleOf(fitLanes(slots, n, seating)));
      return Array.from({ length: lanes }, (_, n) => ({ session, worth: values[n + 1]! - values[n]! }));
    })
    .filter(({ worth }) => worth > 0);
  const swabberOf = fillPosts(posts, { able: ({ session }) => crew.able(session), clash: crew.clash });
  return wanted.flatMap(({ published, slots, seating }, index) => {
    const serving = posts.flatMap(({ session }, i) =>
      session === index && swabberOf[i]! >= 0 ? [swabberOf[i]!] : [],
    );
    if (serving.length === 0) return [];
    const lanesUsed = [...new Set(slots.map(({ lane }) => lane))].sort((a, b) => a - b);
    const compact = slots.map((slot) => ({ ...slot, lane: lanesUsed.indexOf(slot.lane) }));
    const before = lanesUsed.map((lane) => crew.indexOf(published.swabbers[lane] ?? ''));
    return [
      {
        index,
        minutesPerSwab: seating.minutesPerSwab,
        swabbers: inTheirLanes(serving, before),
        slots: fitLanes(compact, serving.length, seating),
      },
    ];
  });
}

function inTheirLanes(serving: readonly number[], before: readonly number[]): number[] {
  const lanes = Array<number>(serving.length).fill(-1);
  const rest = serving.filter((swabber) => {
    const lane = before.indexOf(swabber);
    if (lane < 0 || lane >= lanes.length) return true;
    lanes[lane] = swabber;
    return false;
  });
  return lanes.map((swabber) => (swabber >= 0 ? swabber : rest.shift()!));
}

interface Settling {
  readonly slots: readonly Told[];
  readonly swabbers: readonly number[];
  readonly load: readonly Float64Array[];
  readonly standing: readonly StandingSession[];
}

/** What pools, drop-in places, the pickup, the samples' age and the laboratory leave of a staffed session. */
function settle(
  context: StandingContext,
  wanted: Wanted,
  { slots, swabbers, load, standing }: Settling,
): StandingSession | undefined {
  const { problem, grids, labs, labOf } = context;
  const { dropIn, turnout } = problem.sites[wanted.site]!;
  const { from, to } = grids[wanted.site]![wanted.window]!;
  const { capacity } = labs[labOf[wanted.site]!]!;
  const free = freeWorkstations(context, wanted, standing);
  const lanes = Math.min(swabbers.length, free);
  if (lanes <= 0) return undefined;
  let rest = fitLanes(slots, lanes, wanted.seating);
  rest = leaveDropIn(rest, { lanes, from, to, dropIn, seating: wanted.seating });
  for (;;) {
    const session = asSession(context, wanted, rest, swabbers);
    if (!session) return undefined;
    if (session.labDay < 0) return undefined;
    if (tooOld(context, session)) {
      // Whoever comes first waits longest for the laboratory.
      const first = Math.min(...rest.map(({ start }) => start));
      rest = rest.filter(({ start }) => start !== first);
      continue;
    }
    const room = capacity[session.labDay]! - load[labOf[session.site]!]![session.labDay]!;
    const surplus = turnout > 0 ? Math.ceil((session.people * turnout - room) / turnout - 1e-9) : 0;
    if (surplus <= 0) return session;
    rest = withoutLast(rest, surplus);
  }
}

/** Lanes without anybody left fall away; the others are numbered anew. */
function asSession(
  context: StandingContext,
  { published }: Wanted,
  slots: readonly Told[],
  swabbers: readonly number[],
): StandingSession | undefined {
  if (slots.length === 0) return undefined;
  const lanes = [...new Set(slots.map(({ lane }) => lane))].sort((a, b) => a - b);
  const start = Math.min(...slots.map((slot) => slot.start));
  const renumbered = slots.map((slot) => ({ ...slot, lane: lanes.indexOf(slot.lane) }));
  return standingSession(
    context,
    {
      ...published,
      start: timeOf(start),
      lanes: lanes.length,
      swabbers: lanes.map((lane) => context.problem.swabbers[swabbers[lane]!]!.id),
      labDate: undefined,
      slots: slotsFrom(context, renumbered),
    },
    false,
  );
}

function tooOld({ problem, labs, labOf }: StandingContext, session: StandingSession): boolean {
  const age = (session.labDay - session.day) * 1440 + labs[labOf[session.site]!]!.arrival - session.from;
  return age > problem.maxSampleHours * 60;
}

/** Workstations that no other session needs at the same time. */
function freeWorkstations(
  { problem, siteIndex }: StandingContext,
  { published, day, from, to }: Pick<Wanted, 'published' | 'day' | 'from' | 'to'>,
  standing: readonly StandingSession[],
): number {
  const pools = problem.pools.filter(({ sites }) => sites.includes(published.site));
  return pools.reduce((least, pool) => {
    const sites = new Set(pool.sites.map((id) => siteIndex.get(id)!));
    const others = standing.filter(
      (other) => other.day === day && sites.has(other.site) && other.from < to && from < other.to,
    );
    return Math.min(
      least,
      others.reduce((sum, other) => sum - other.given.lanes, pool.workstations),
    );
  }, Infinity);
}

/** Lanes more where a flow has found that they save somebody from moving; as many as there are swabbers for. */
function grown(
  context: StandingContext,
  kept: readonly StandingSession[],
  locked: readonly StandingSession[],
  grow: ReadonlyMap<string, number>,
): StandingSession[] {
  const result = [...kept];
  result.forEach((session, i) => {
    const wanted = grow.get(sessionName(session.given)) ?? 0;
    const more = spareSwabbers(context, session, [...locked, ...result]).slice(0, wanted);
    if (more.length === 0) return;
    const swabbers = [...session.given.swabbers, ...more.map((at) => context.problem.swabbers[at]!.id)];
    result[i] = standingSession(
      context,
      { ...session.given, lanes: swabbers.length, swabbers, labDate: session.given.labDate },
      false,
    );
  });
  return result;
}

/** Swabbers who could serve a further lane of a session, as many as its window and pools have room for. */
export function spareSwabbers(
  context: StandingContext,
  session: StandingSession,
  standing: readonly StandingSession[],
): number[] {
  const { lanes: most } = context.grids[session.site]![session.window]!;
  if (session.given.lanes >= most) return [];
  const ofDay = standing.filter(({ day }) => day === session.day);
  const others = ofDay.filter((other) => sessionName(other.given) !== sessionName(session.given));
  const wanted = { ...session, published: session.given };
  const room = Math.min(
    most - session.given.lanes,
    freeWorkstations(context, wanted, others) - session.given.lanes,
  );
  if (room <= 0) return [];
  const slots = session.given.slots.map((slot) => ({
    offer: context.offerIndex.get(slot.offer) ?? -1,
    lane: slot.lane,
    start: session.from,
    count: slot.count,
  }));
  const crew = crewOf(context, ofDay, [{ ...wanted, slots }]);
  return crew
    .able(0)
    .filter((swabber) => !session.swabbers.includes(swabber))
    .slice(0, room);
}
