import { dayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf, timeOf } from '../../calendar/minutes.ts';
import { checkRoll } from '../../rolls/checker/checker.ts';
import type { RuleFault } from '../../rolls/checker/facts.ts';
import type { GivenSession, RollProblem, RollSite, RollWindow } from '../../rolls/schema.ts';
import { arrivalOf } from './arrival.ts';
import { causesOf, type WishFault } from './causes.ts';

/** A shift that everybody works all day: places that are still nobody's. */
const ANYBODY = 'anybody';

type Slot = GivenSession['slots'][number];

/** Rules that ask about people, of whom a session without names has none. */
const ABOUT_PEOPLE = new Set(['due', 'duty', 'own-sample', 'reason']);

/**
 * The checker's word on a session that people want as it is, typed by hand or carried over (P3): every fault at once, with
 * its cause. A session without people is judged by its first and its last place in every lane, so that whoever swabs has to
 * be there throughout.
 * @param beside sessions that stand on the same days
 */
export function judgeWish(
  problem: RollProblem,
  wish: GivenSession,
  beside: readonly GivenSession[] = [],
): WishFault[] {
  const others = beside.map((session) => withArrival(problem, session));
  const site = problem.sites.find(({ id }) => id === wish.site);
  const window = site?.windows.find(({ id }) => id === wish.window);
  const slots = wish.slots.length > 0 || !site || !window ? wish.slots : standInPlaces(wish, site, window);
  const own = withArrival(problem, { ...wish, slots, start: startOf(wish, slots) });
  const near = others.filter(({ date, labDate }) => date === own.date || labDate === own.labDate);
  const asIf = narrowed(problem, [own, ...near], wish.slots.length === 0 ? slots : []);
  const nameOf = ({ rule, path, message }: RuleFault) => `${rule} ${path} ${message}`;
  // What stands beside may have faults of its own; it comes first, so that these read the same without the wish.
  const known = new Set(faultsOf(asIf, near).map(nameOf));
  const mine = faultsOf(asIf, [...near, own]).filter(
    (fault) =>
      fault.rule !== 'once' &&
      (wish.slots.length > 0 || !ABOUT_PEOPLE.has(fault.rule)) &&
      !known.has(nameOf(fault)),
  );
  return causesOf(mine, { problem, wish, site, window, beside: near });
}

function startOf(wish: GivenSession, slots: readonly Slot[]): string {
  const first = slots.map(({ start }) => start).sort()[0];
  return first ?? wish.start;
}

export function withArrival(problem: RollProblem, session: GivenSession): GivenSession {
  const minutes = problem.sites.find(({ id }) => id === session.site)?.minutesPerSwab ?? 0;
  const ends = session.slots.map(({ start, count }) => minutesOf(start) + count * minutes);
  const minute = Math.max(minutesOf(session.start), ...ends);
  return { ...session, labDate: arrivalOf(problem, { site: session.site, date: session.date, minute }) };
}

/** Everything that a few sessions are judged by; those who have no time in them are no question. */
function narrowed(
  problem: RollProblem,
  sessions: readonly GivenSession[],
  places: readonly Slot[],
): RollProblem {
  const named = new Set(sessions.flatMap(({ slots }) => slots.map(({ offer }) => offer)));
  const [own] = sessions;
  const offers = problem.offers.filter(({ id }) => named.has(id));
  const kept = new Set(offers.map(({ id }) => id));
  const standIns = places.map(({ offer }) => ({
    id: offer,
    sites: [own!.site],
    shift: ANYBODY,
    rotaWeeks: 1,
    earliest: own!.date,
    due: own!.date,
    count: 1,
    provisional: false,
    priority: 0,
  }));
  return {
    ...problem,
    locked: [],
    previous: [],
    offers: [...offers, ...standIns],
    sites: problem.sites.map((site) => ({
      ...site,
      shifts: { ...site.shifts, [ANYBODY]: ['00:00', '24:00'] },
    })),
    swabbers: problem.swabbers.map(({ offer, ...swabber }) =>
      offer !== undefined && kept.has(offer) ? { ...swabber, offer } : swabber,
    ),
  };
}

/** The first and the last place of every lane, before those that are kept for people without a rota (P8). */
function standInPlaces(wish: GivenSession, site: RollSite, window: RollWindow): Slot[] {
  const step = site.blockMinutes > 0 ? site.blockMinutes : site.minutesPerSwab;
  const perStep = site.blockMinutes > 0 ? Math.max(1, Math.floor(step / site.minutesPerSwab)) : 1;
  const kept = Math.ceil(site.dropIn / (perStep * Math.max(1, wish.lanes))) * step;
  const first = minutesOf(wish.start);
  const steps = Math.floor((minutesOf(window.to) - kept - first) / step) - 1;
  const starts = steps > 0 ? [first, first + steps * step] : [first];
  return Array.from({ length: wish.lanes }, (_, lane) =>
    starts.map((start): Slot => ({
      offer: `place ${wish.site} ${dayNumber(wish.date)} ${lane} ${start}`,
      lane,
      start: timeOf(start),
      count: 1,
    })),
  ).flat();
}

function faultsOf(problem: RollProblem, sessions: readonly GivenSession[]): readonly RuleFault[] {
  const copies = sessions.map((session) => ({
    ...session,
    swabbers: [...session.swabbers],
    slots: session.slots.map((slot) => ({ ...slot })),
  }));
  return checkRoll(problem, { sessions: copies, unplaced: [] }).faults;
}
