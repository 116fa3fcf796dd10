import type { LevelBounds } from '../bounds.ts';
import type { Apart, Region } from '../network/rollNetwork.ts';
import { missingSessions } from './complete.ts';
import { type Levelled, type LevelRung, meanTurnouts, relevel } from './relevel.ts';
import { movePeople, type RollState, setOpen } from './state.ts';

/** A roll in classes: which candidates are open, who goes where, and what it costs. */
export interface Settled {
  readonly open: readonly (readonly number[])[];
  readonly levelled: Levelled;
  readonly cost: number;
}

const UNLIMITED: LevelRung = { day: Infinity, week: Infinity };
/** What `missingSessions` works towards, in this order. */
const WANTED: readonly LevelRung[] = [{ day: 1, week: 1 }, UNLIMITED];
const LADDER: readonly LevelRung[] = [
  ...[1, 1.002, 1.005, 1.01, 1.02, 1.04, 1.07, 1.1, 1.2, 1.5].map((factor) => ({
    day: factor,
    week: factor,
  })),
  UNLIMITED,
];

/**
 * The state as a roll: one flow over all open sessions places everybody as level as can be; where the level or
 * somebody's place is out of reach, what a minimum cut misses is opened first. For placing one more, and then the
 * level, come before every other goal.
 */
export function settle(
  state: RollState,
  regions: readonly Region[],
  bounds: LevelBounds,
  apart: readonly Apart[] = [],
): Settled {
  const wanted = state.model.classes.reduce(
    (sum, { count, index }) => sum + count - bounds.unplaceable[index]!,
    0,
  );
  let best = level(state, regions, bounds, apart);
  for (const rung of WANTED) {
    if (best.levelled.placed >= wanted && best.levelled.excess === 0) break;
    openMissing(state, regions, { level: rung, unplaceable: bounds.unplaceable, apart });
    const filled = level(state, regions, bounds, apart);
    if (better(filled, best)) best = filled;
  }
  best.open.forEach((chosen, site) => setOpen(state, site, chosen));
  return best;
}

/** More placed, then level enough, then cheaper: the order of the score. */
export function better(a: Settled, b: Settled): boolean {
  if (a.levelled.placed !== b.levelled.placed) return a.levelled.placed > b.levelled.placed;
  if (a.levelled.excess !== b.levelled.excess) return a.levelled.excess < b.levelled.excess;
  return a.cost < b.cost - 1e-9;
}

function openMissing(
  state: RollState,
  regions: readonly Region[],
  wanted: { level: LevelRung; unplaceable: Int32Array; apart: readonly Apart[] },
): void {
  const { model } = state;
  for (const [site, more] of missingSessions(state, regions, wanted)) {
    const chosen = [...state.open[site]!];
    for (const c of more) {
      const day = model.sites[site]!.day[c]!;
      if (model.sites[site]!.group < 0 || state.sharing.fits(site, [...chosen, c], day)) chosen.push(c);
    }
    setOpen(state, site, chosen);
  }
}

/** The exact level of the open sessions; those that nobody needs are closed, and the state's loads are those of the flow. */
export function level(
  state: RollState,
  regions: readonly Region[],
  bounds: LevelBounds,
  apart: readonly Apart[] = [],
): Settled {
  const { model, target } = state;
  const levelled = relevel(model, regions, {
    open: (site) => state.open[site]!,
    target,
    turnouts: meanTurnouts(state),
    unplaceable: bounds.unplaceable,
    ladder: LADDER,
    apart,
  });
  model.sites.forEach((site, index) => {
    const used = new Set(levelled.shares[index]!.map(({ candidate }) => candidate));
    const open = state.open[index]!.filter((c) => used.has(c) || site.standing[c]! >= 0);
    if (open.length < state.open[index]!.length) setOpen(state, index, open);
    const people = new Int32Array(model.labDays);
    for (const share of levelled.shares[index]!) people[site.labDay[share.candidate]!]! += share.people;
    movePeople(state, index, people);
  });
  shareDemand(state, levelled);
  return { open: state.open.map((own) => [...own]), levelled, cost: costOf(state) };
}

function costOf(state: RollState): number {
  const { siteDay, session, km } = state.model.problem.weights;
  let cost = km * state.tours.kilometres();
  state.model.sites.forEach((site, index) => {
    const fresh = state.open[index]!.filter((c) => site.standing[c]! < 0);
    const days = new Set(fresh.map((c) => site.labDay[c]!).filter((at) => site.standingLabDays[at] !== 1));
    cost += session * fresh.length + siteDay * days.size;
  });
  return cost;
}

/** People of several sites stay the business of the site that the last flow sent them to. */
function shareDemand(state: RollState, { shares, unplaced }: Levelled): void {
  const { model } = state;
  const manySites = new Set(model.classes.filter(({ sites }) => sites.length > 1).map(({ index }) => index));
  if (manySites.size === 0) return;
  const left = Int32Array.from(unplaced);
  model.sites.forEach((site, index) => {
    const demand = state.demand[index]!;
    site.classes.forEach((offerClass, k) => {
      if (!manySites.has(offerClass)) return;
      let people = 0;
      for (const share of shares[index]!) if (share.offerClass === offerClass) people += share.people;
      const extra = model.classes[offerClass]!.sites[0] === index ? left[offerClass]! : 0;
      demand[k] = people + extra;
    });
  });
}
