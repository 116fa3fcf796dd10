import type { LevelBounds } from '../bounds.ts';
import type { Apart, Region } from '../network/rollNetwork.ts';
import { type Levelled, relevel } from './relevel.ts';
import { movePeople, type RollState, setOpen } from './state.ts';

/** A roll in classes: which candidates are open, who goes where, and what it costs. */
export interface Settled {
  readonly open: readonly (readonly number[])[];
  readonly levelled: Levelled;
  readonly cost: number;
}

/**
 * The state as a roll: one flow over all open sessions places everybody as level as can be; where the level or
 * somebody's place is out of reach, what a minimum cut misses is opened first. For placing one more, and then the
 * level, come before every other goal. Sessions that nobody needs are closed, and the state's loads are those of the flow.
 * @param mayOpen without it, only the sessions that are open count
 */
export function settle(
  state: RollState,
  regions: readonly Region[],
  {
    bounds,
    apart = [],
    mayOpen = true,
  }: { bounds: LevelBounds; apart?: readonly Apart[]; mayOpen?: boolean },
): Settled {
  const { model } = state;
  const levelled = relevel(state, regions, { unplaceable: bounds.unplaceable, apart, mayOpen });
  model.sites.forEach((site, index) => {
    const used = new Set(levelled.shares[index]!.map(({ candidate }) => candidate));
    const all = [...state.open[index]!, ...(levelled.opened.get(index) ?? [])];
    setOpen(
      state,
      index,
      all.filter((c) => used.has(c) || site.standing[c]! >= 0),
    );
    const people = new Int32Array(model.labDays);
    for (const share of levelled.shares[index]!) people[site.labDay[share.candidate]!]! += share.people;
    movePeople(state, index, people);
  });
  shareDemand(state, levelled);
  return { open: state.open.map((own) => [...own]), levelled, cost: costOf(state) };
}

/** More placed, then level enough, then cheaper: the order of the score. */
export function better(a: Settled, b: Settled): boolean {
  if (a.levelled.placed !== b.levelled.placed) return a.levelled.placed > b.levelled.placed;
  if (a.levelled.excess !== b.levelled.excess) return a.levelled.excess < b.levelled.excess;
  return a.cost < b.cost - 1e-9;
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
