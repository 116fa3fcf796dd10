import { dayNumber, weekdayOfDayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import { withFreePlaces } from '../keep/free.ts';
import { keptSessions, type Moves } from '../keep/kept.ts';
import { sessionName } from '../keep/told.ts';
import { flatten } from '../kilometres.ts';
import type { RollProblem } from '../schema.ts';
import { type OfferClass, offerClasses, sessionKey } from './classes.ts';
import { type Grid, gridOf } from './duty.ts';
import { type LabModel, labModels } from './labs.ts';
import { type SiteModel, siteModel } from './site.ts';
import { type SwabberModel, swabberModels, windowStaffing } from './staffing.ts';
import { type StandingContext, type StandingSession, standingSession } from './standing.ts';

/** The problem by number: what every algorithmic room of the planner reads. */
export interface Model {
  readonly problem: RollProblem;
  readonly firstDay: number;
  readonly horizonDays: number;
  readonly labDays: number;
  readonly labs: readonly LabModel[];
  readonly grids: readonly (readonly Grid[])[];
  readonly classes: readonly OfferClass[];
  readonly swabbers: readonly SwabberModel[];
  readonly swabbersOf: readonly (readonly SwabberModel[])[];
  /** The swabber behind an offer, by offer; −1 for everybody else. */
  readonly swabberOfOffer: Int32Array;
  /** The class of an offer; −1 where nobody of it is left to place. */
  readonly classOfOffer: Int32Array;
  readonly standing: readonly StandingSession[];
  /** What standing sessions are read with. */
  readonly context: StandingContext;
  readonly sites: readonly SiteModel[];
  /** Per offer, people whom no standing session holds. */
  readonly remaining: Int32Array;
}

export interface ModelOptions {
  /** Which published people make room for others, and which sessions grow for them. */
  readonly moves?: Moves | undefined;
  /** Published people are demand once more, although their sessions stand: what a least-moves flow asks about. */
  readonly everyone?: boolean;
}

export function buildModel(problem: RollProblem, { moves, everyone = false }: ModelOptions = {}): Model {
  const firstDay = dayNumber(problem.horizon.from);
  const horizonDays = dayNumber(problem.horizon.to) - firstDay + 1;
  const labDays = horizonDays + Math.ceil(problem.maxSampleHours / 24) + 2;
  const labs = labModels(problem, horizonDays, labDays);
  const grids = problem.sites.map((site) =>
    site.windows.map((window) => gridOf(window, site.minutesPerSwab, site.blockMinutes)),
  );
  const swabbers = swabberModels(problem, horizonDays);
  const labIndex = new Map(problem.labs.map(({ id }, i) => [id, i]));
  const lockedNames = new Set(problem.locked.map(sessionName));
  const context: StandingContext = {
    problem,
    siteIndex: new Map(problem.sites.map(({ id }, i) => [id, i])),
    swabberIndex: new Map(problem.swabbers.map(({ id }, i) => [id, i])),
    offerIndex: new Map(problem.offers.map(({ id }, i) => [id, i])),
    swabbers,
    grids,
    labs,
    labOf: problem.sites.map(({ lab }) => labIndex.get(lab)!),
    horizonDays,
    dayOf: (date) => dayNumber(date) - firstDay,
    isLocked: (session) => lockedNames.has(sessionName(session)),
  };
  const remaining = Int32Array.from(problem.offers, ({ count }) => count);
  const locked = problem.locked.map((given) => standingSession(context, given, true));
  for (const { given } of locked) {
    for (const slot of given.slots) {
      const offer = context.offerIndex.get(slot.offer);
      if (offer !== undefined) remaining[offer] = Math.max(0, remaining[offer]! - slot.count);
    }
  }
  for (const session of locked) addLoad(context, session);
  const unkept = everyone ? Int32Array.from(remaining) : remaining;
  const kept = keptSessions(context, { locked, remaining: unkept, moves });
  for (const session of kept) addLoad(context, session);
  const stretch = everyone ? undefined : new Set(moves?.grow.keys());
  const standing = withFreePlaces(context, [...locked, ...kept], stretch);

  const swabbersOf: SwabberModel[][] = problem.sites.map(() => []);
  for (const swabber of swabbers) for (const site of swabber.sites) swabbersOf[site]!.push(swabber);
  const openDays = openDaysOf(problem, firstDay, horizonDays);
  const weekdays = Int32Array.from({ length: horizonDays }, (_, day) => weekdayOfDayNumber(firstDay + day));
  const maxLanes = problem.sites.map(({ id }) =>
    Math.min(
      1000,
      ...problem.pools.filter(({ sites }) => sites.includes(id)).map((pool) => pool.workstations),
    ),
  );
  const groups = sharingGroups(problem, grids, swabbers);
  const alone = aloneSessions({ grids, weekdays, swabbersOf, horizonDays });
  const classes = offerClasses(problem, horizonDays, remaining, alone);
  const classesOf: OfferClass[][] = problem.sites.map(() => []);
  for (const offerClass of classes) for (const site of offerClass.sites) classesOf[site]!.push(offerClass);
  // Whoever has fewest days comes first: simple passes over a site's classes then seldom go wrong.
  const choices = new Map(classes.map((one) => [one, dutyCount(one)]));
  for (const own of classesOf) own.sort((a, b) => choices.get(a)! - choices.get(b)! || a.index - b.index);
  const standingOf: { index: number; session: StandingSession }[][] = problem.sites.map(() => []);
  standing.forEach((session, index) => standingOf[session.site]!.push({ index, session }));
  const sites = problem.sites.map((site, index) => {
    const lab = labs[context.labOf[index]!]!;
    return siteModel(index, {
      problem,
      horizonDays,
      labDays,
      firstDay,
      lab,
      grids: grids[index]!,
      openDays: openDays[index]!,
      weekdays,
      classes: classesOf[index]!,
      swabbers: swabbersOf[index]!,
      standing: standingOf[index]!,
      maxLanes: maxLanes[index]!,
      group: groups[index]!,
      ...flatten(problem.labs[lab.index]!, site),
    });
  });
  return {
    problem,
    firstDay,
    horizonDays,
    labDays,
    labs,
    grids,
    classes,
    swabbers,
    swabbersOf,
    swabberOfOffer: behindOffers(problem, swabbers),
    classOfOffer: classesOfOffers(problem, classes),
    standing,
    context,
    sites,
    remaining,
  };
}

function dutyCount({ duty, first, last }: OfferClass): number {
  let days = 0;
  for (let day = first; day <= last; day++) days += duty[day + 1]!;
  return days;
}

function addLoad({ labs, labOf, problem }: StandingContext, session: StandingSession): void {
  const { load } = labs[labOf[session.site]!]!;
  if (session.labDay < 0 || session.labDay >= load.length) return;
  load[session.labDay]! += session.people * problem.sites[session.site]!.turnout;
}

/** Rule `date`: within the horizon, with notice, not closed. */
function openDaysOf(problem: RollProblem, firstDay: number, horizonDays: number): Uint8Array[] {
  const notice = Math.max(0, dayNumber(problem.notBefore) - firstDay);
  const shared = new Uint8Array(horizonDays).fill(1, Math.min(notice, horizonDays));
  const close = (days: Uint8Array, dates: RollProblem['closedDates']) => {
    for (const date of dates) {
      const day = dayNumber(date) - firstDay;
      if (day >= 0 && day < horizonDays) days[day] = 0;
    }
    return days;
  };
  close(shared, problem.closedDates);
  return problem.sites.map((site) =>
    site.closedDates.length === 0 ? shared : close(Uint8Array.from(shared), site.closedDates),
  );
}

/** Sites that must be staffed together: they share a swabber or workstations, or their own windows overlap. */
function sharingGroups(
  problem: RollProblem,
  grids: readonly (readonly Grid[])[],
  swabbers: readonly SwabberModel[],
): Int32Array {
  const parent = Int32Array.from(problem.sites, (_, i) => i);
  const find = (i: number): number => {
    while (parent[i]! !== i) i = parent[i] = parent[parent[i]!]!;
    return i;
  };
  const shares = new Uint8Array(problem.sites.length);
  const join = (sites: readonly number[]) => {
    if (sites.length < 2) return;
    for (const site of sites) {
      shares[site] = 1;
      parent[find(site)] = find(sites[0]!);
    }
  };
  const siteIndex = new Map(problem.sites.map(({ id }, i) => [id, i]));
  for (const swabber of swabbers) join(swabber.sites);
  for (const pool of problem.pools) join(pool.sites.map((id) => siteIndex.get(id)!));
  problem.sites.forEach((site, i) => {
    const own = site.windows.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
    if (own.some((a, p) => own.some((b, q) => p < q && a.from < b.to && b.from < a.to))) shares[i] = 1;
  });
  return Int32Array.from(grids, (_, i) => (shares[i] === 1 ? find(i) : -1));
}

/** By offer: the sessions, on closed days too, where the person behind it is the only swabber there is (`own-sample`). */
function aloneSessions(context: {
  grids: readonly (readonly Grid[])[];
  weekdays: Int32Array;
  swabbersOf: readonly (readonly SwabberModel[])[];
  horizonDays: number;
}): Map<number, Set<number>> {
  const alone = new Map<number, Set<number>>();
  context.grids.forEach((grids, site) => {
    const swabbers = context.swabbersOf[site]!;
    if (!swabbers.some(({ offer }) => offer >= 0)) return;
    grids.forEach((grid, w) => {
      for (let day = 0; day < context.horizonDays; day++) {
        if (!grid.weekdays.has(context.weekdays[day]!)) continue;
        const { only } = windowStaffing(swabbers, grid, day, 1);
        const offer = only < 0 ? -1 : swabbers.find(({ index }) => index === only)!.offer;
        if (offer < 0) continue;
        const keys = alone.get(offer) ?? new Set<number>();
        alone.set(offer, keys.add(sessionKey(site, day, w)));
      }
    });
  });
  return alone;
}

function classesOfOffers(problem: RollProblem, classes: readonly OfferClass[]): Int32Array {
  const result = new Int32Array(problem.offers.length).fill(-1);
  for (const { index, offers } of classes) for (const offer of offers) result[offer] = index;
  return result;
}

function behindOffers(problem: RollProblem, swabbers: readonly SwabberModel[]): Int32Array {
  const result = new Int32Array(problem.offers.length).fill(-1);
  for (const { index, offer } of swabbers) if (offer >= 0) result[offer] = index;
  return result;
}
