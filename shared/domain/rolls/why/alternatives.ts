import { type CalendarDate, datesFrom, fromDayNumber } from '../../calendar/calendarDate.ts';
import { DomainProblem } from '../../problem.ts';
import { checkRoll } from '../checker/checker.ts';
import { crewOf } from '../keep/crew.ts';
import { sessionName, type Told } from '../keep/told.ts';
import { type PriceDay, tourLength } from '../kilometres.ts';
import { buildModel, type Model } from '../model/model.ts';
import { standingSession } from '../model/standing.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { RollScore, RollSession } from '../plan.ts';
import type { RollProblem } from '../schema.ts';
import { scoreRoll } from '../score.ts';

/** A rule that forbids a day, and how many of the session's times or lanes it is about. */
interface Broken {
  readonly rule: string;
  readonly message: string;
  readonly times: number;
}

/** The session on another day, everything else as it is. */
export interface Alternative {
  readonly date: CalendarDate;
  /** Rules that forbid it; empty where it could be held. */
  readonly broken: readonly Broken[];
  /** The session as it would be held then. */
  readonly session: RollSession;
  /** What every goal of the score gains or loses; only where nothing forbids the day. */
  readonly change: ScoreChange | undefined;
}

type ScoreChange = Readonly<
  Record<'siteDays' | 'sessions' | 'km' | 'moved' | 'cost' | 'labPeakRatio' | 'weekPeakRatio', number>
>;

export interface SessionKey {
  readonly site: string;
  readonly date: string;
  readonly window: string;
}

/**
 * "Why is this session on that day?" (R31–R33, P4): the price of every other day of its window, goal by goal, or the
 * rules that forbid it. People keep their minutes; swabbers are whoever is on duty and free then.
 * @throws DomainProblem `not-found` when the plan has no such session
 */
export function alternativesFor(
  problem: RollProblem,
  sessions: readonly RollSession[],
  key: SessionKey,
  { priceDay = tourLength }: { priceDay?: PriceDay } = {},
): { session: RollSession; alternatives: Alternative[] } {
  const session = sessions.find((one) => sessionName(one) === sessionName(key));
  if (!session)
    throw new DomainProblem('not-found', `The plan has no session ${key.site} ${key.date} ${key.window}`);
  const labOf = new Map(problem.sites.map(({ id, lab }) => [id, lab]));
  const lab = labOf.get(session.site)!;
  // Other laboratories' dates are the same either way.
  const own = sessions.filter(({ site }) => labOf.get(site) === lab);
  const others = own.filter((one) => one !== session);
  const model = buildModel({ ...problem, previous: [], locked: [] });
  const before = scoreRoll(problem, own, priceDay);
  const all = sessions.filter((one) => one !== session);
  const alternatives = datesFrom(problem.horizon)
    .filter((date) => date !== session.date)
    .map((date): Alternative => {
      const moved = heldOn(model, all, session, date);
      const broken = faultsOf(problem, all, moved);
      if (broken.length > 0) return { date, broken, session: moved, change: undefined };
      const after = scoreRoll(problem, [...others, moved], priceDay);
      return { date, broken, session: moved, change: changeOf(before, after) };
    });
  return { session, alternatives };
}

/** The same session on another date: its laboratory date, and swabbers who can. */
function heldOn(
  model: Model,
  others: readonly RollSession[],
  session: RollSession,
  date: CalendarDate,
): RollSession {
  const { context, problem } = model;
  const given = (one: RollSession) => ({ ...one, swabbers: [...one.swabbers], slots: [...one.slots] });
  const standing = standingSession(context, { ...given(session), date, labDate: undefined }, false);
  const ofDay = others
    .filter((one) => one.date === date)
    .map((one) => standingSession(context, given(one), false));
  const slots = session.slots.map(({ offer, lane, start, count }): Told => ({
    offer: context.offerIndex.get(offer) ?? -1,
    lane,
    start: minutesOf(start),
    count,
  }));
  const crew = crewOf(context, ofDay, [{ ...standing, published: standing.given, slots }]).able(0);
  const chosen = crew.slice(0, session.lanes).map((index) => problem.swabbers[index]!.id);
  const swabbers = session.swabbers.every((id) => crew.includes(context.swabberIndex.get(id) ?? -1))
    ? session.swabbers
    : chosen;
  const labDay = standing.labDay < 0 ? context.dayOf(date) : standing.labDay;
  return { ...session, date, swabbers, labDate: fromDayNumber(model.firstDay + labDay) };
}

/** The checker's word on the moved session, beside everything that it could disturb. */
function faultsOf(problem: RollProblem, others: readonly RollSession[], moved: RollSession): Broken[] {
  const near = others.filter(({ date, labDate }) => date === moved.date || labDate === moved.labDate);
  const given = (one: RollSession) => ({
    ...one,
    swabbers: [...one.swabbers],
    slots: one.slots.map((slot) => ({ ...slot })),
  });
  const plan = { sessions: [moved, ...near].map(given), unplaced: [] };
  const { faults } = checkRoll({ ...problem, locked: [], previous: [] }, plan);
  // Only part of the plan is looked at: who appears how often is not asked.
  const found = faults.filter(({ rule }) => rule !== 'once');
  const seen = new Set<string>();
  return found.flatMap(({ rule, message }) => {
    if (seen.has(rule)) return [];
    seen.add(rule);
    const times = found.filter((fault) => fault.rule === rule).length;
    return [{ rule, message: times > 1 ? `${message}, and ${times - 1} more` : message, times }];
  });
}

function changeOf(before: RollScore, after: RollScore): ScoreChange {
  const change = (goal: keyof ScoreChange) => Number((after[goal] - before[goal]).toFixed(6));
  return {
    siteDays: change('siteDays'),
    sessions: change('sessions'),
    km: change('km'),
    moved: change('moved'),
    cost: change('cost'),
    labPeakRatio: change('labPeakRatio'),
    weekPeakRatio: change('weekPeakRatio'),
  };
}
