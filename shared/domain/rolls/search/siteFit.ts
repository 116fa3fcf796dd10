import type { SiteModel } from '../model/site.ts';
import { MaxFlow } from '../network/maxFlow.ts';
import type { LevelView } from './levelView.ts';

/** How one site's people fit into a set of its candidates. Reused: read it before the next evaluation. */
export interface SiteFit {
  unplaced: number;
  /** People by laboratory day. */
  readonly people: Int32Array;
  /** People by class of the site who found no place. */
  readonly left: Int32Array;
  /** By class: people on the dearest day that its people were sent to, and the price there; none where a flow decided. */
  readonly dear: Int32Array;
  readonly dearPrice: Float64Array;
  /** People by candidate, in the order passed. */
  readonly byCandidate: Int32Array;
}

export type SiteFitter = (
  site: SiteModel,
  chosen: readonly number[],
  demand: Int32Array,
  view: LevelView,
) => SiteFit;

const UNLIMITED = 0x3fffffff;
const { min } = Math;

/**
 * Puts a site's people into chosen candidates, the cheapest laboratory day first and no day above its target if that
 * can be helped. A plain pass over the candidates nearly always seats everybody; where somebody is left, the exact
 * flow decides: class → cell → day → sink, the days opened in the same order.
 */
export function siteFitter(labDays: number, mostClasses: number, mostCells: number): SiteFitter {
  const flow = new MaxFlow();
  const fit: SiteFit = {
    unplaced: 0,
    people: new Int32Array(labDays),
    left: new Int32Array(mostClasses),
    dear: new Int32Array(mostClasses),
    dearPrice: new Float64Array(mostClasses),
    byCandidate: new Int32Array(1024),
  };
  const cellLeft = new Int32Array(mostCells);
  const dayLeft = new Int32Array(labDays);
  const weekLeft = new Int32Array(128);
  const order = new Int32Array(1024);
  const covered = new Uint8Array(mostClasses);

  const sortByPrice = (site: SiteModel, chosen: readonly number[], { price }: LevelView): void => {
    for (let i = 0; i < chosen.length; i++) {
      const own = price[site.labDay[chosen[i]!]!]!;
      let j = i;
      for (; j > 0 && price[site.labDay[chosen[order[j - 1]!]!]!]! > own; j--) order[j] = order[j - 1]!;
      order[j] = i;
    }
  };

  /** One pass in order; `limited` stops at the targets. */
  const pass = (
    site: SiteModel,
    chosen: readonly number[],
    view: LevelView,
    { limited, waiting }: { limited: boolean; waiting: number },
  ): number => {
    const { left, people, byCandidate, dear, dearPrice } = fit;
    for (let o = 0; o < chosen.length && waiting > 0; o++) {
      const i = order[o]!;
      const c = chosen[i]!;
      const day = site.labDay[c]!;
      const week = view.weekOf[day]!;
      let room = UNLIMITED;
      if (limited) room = week < 0 ? dayLeft[day]! : min(dayLeft[day]!, weekLeft[week]!);
      const price = view.price[day]!;
      let seated = 0;
      const end = site.arcStart[c + 1]!;
      for (let arc = site.arcStart[c]!; arc < end && room > 0; arc++) {
        const k = site.arcClass[arc]!;
        const need = left[k]!;
        if (need === 0) continue;
        const cell = site.arcCell[arc]!;
        const take = min(need, cellLeft[cell]!, room);
        left[k] = need - take;
        cellLeft[cell]! -= take;
        room -= take;
        seated += take;
        if (take === 0) continue;
        dear[k] = take;
        dearPrice[k] = price;
      }
      byCandidate[i]! += seated;
      people[day]! += seated;
      dayLeft[day]! -= seated;
      if (week >= 0) weekLeft[week]! -= seated;
      waiting -= seated;
    }
    return waiting;
  };

  const simple = (
    site: SiteModel,
    chosen: readonly number[],
    demand: Int32Array,
    view: LevelView,
  ): number => {
    let waiting = 0;
    for (let k = 0; k < site.classes.length; k++) waiting += fit.left[k] = demand[k]!;
    for (const c of chosen) {
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++)
        cellLeft[cell] = site.cellCap[cell]!;
      const day = site.labDay[c]!;
      dayLeft[day] = view.room[day]!;
    }
    for (let week = 0; week < view.weekRoom.length; week++) weekLeft[week] = view.weekRoom[week]!;
    waiting = pass(site, chosen, view, { limited: true, waiting });
    return waiting === 0 ? 0 : pass(site, chosen, view, { limited: false, waiting });
  };

  /** Whether a flow could still seat everybody: each class left has some window, and few are left. */
  const hopeful = (site: SiteModel, chosen: readonly number[]): boolean => {
    let missing = 0;
    let waiting = 0;
    for (let k = 0; k < site.classes.length; k++) {
      covered[k] = fit.left[k] === 0 ? 1 : 0;
      missing += 1 - covered[k]!;
      waiting += fit.left[k]!;
    }
    let seated = 0;
    for (let i = 0; i < chosen.length; i++) {
      const c = chosen[i]!;
      seated += fit.byCandidate[i]!;
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]! && missing > 0; arc++) {
        const k = site.arcClass[arc]!;
        if (covered[k] === 1) continue;
        covered[k] = 1;
        missing--;
      }
    }
    return missing === 0 && waiting * 4 <= seated;
  };

  const exact = (site: SiteModel, chosen: readonly number[], demand: Int32Array, view: LevelView): number => {
    const { left, people, byCandidate } = fit;
    const classes = site.classes.length;
    const firstDay = 2 + classes;
    let cells = 0;
    for (const c of chosen) cells += site.cellStart[c + 1]! - site.cellStart[c]!;
    flow.reset(firstDay + labDays + cells);
    let waiting = 0;
    for (let k = 0; k < classes; k++) {
      waiting += demand[k]!;
      flow.arc(0, 2 + k, demand[k]!);
    }
    const dayArcs = flow.arcs;
    for (let day = 0; day < labDays; day++) flow.arc(firstDay + day, 1, 0);
    const cellArcs = flow.arcs;
    let node = firstDay + labDays;
    for (const c of chosen) {
      const base = node - site.cellStart[c]!;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++)
        flow.arc(node++, firstDay + site.labDay[c]!, site.cellCap[cell]!);
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        const k = site.arcClass[arc]!;
        if (demand[k]! > 0) flow.arc(2 + k, base + site.arcCell[arc]!, UNLIMITED);
      }
    }
    for (const limited of [true, false]) {
      for (let o = 0; o < chosen.length && waiting > 0; o++) {
        const day = site.labDay[chosen[order[o]!]!]!;
        const arc = dayArcs + 2 * day;
        const most = limited ? view.room[day]! : UNLIMITED;
        if (most <= flow.flowOn(arc)) continue;
        flow.cap[arc] = most - flow.flowOn(arc);
        waiting -= flow.run(0, 1);
      }
    }
    for (let k = 0; k < classes; k++) left[k] = flow.cap[2 * k]!;
    let arc = cellArcs;
    for (let i = 0; i < chosen.length; i++) {
      const c = chosen[i]!;
      let seated = 0;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++, arc += 2)
        seated += flow.flowOn(arc);
      for (let a = site.arcStart[c]!; a < site.arcStart[c + 1]!; a++)
        if (demand[site.arcClass[a]!]! > 0) arc += 2;
      byCandidate[i] = seated;
      people[site.labDay[c]!]! += seated;
    }
    return waiting;
  };

  return (site, chosen, demand, view) => {
    sortByPrice(site, chosen, view);
    fit.people.fill(0);
    fit.byCandidate.fill(0, 0, chosen.length);
    fit.dear.fill(0, 0, site.classes.length);
    fit.unplaced = simple(site, chosen, demand, view);
    if (fit.unplaced > 0 && hopeful(site, chosen)) {
      fit.people.fill(0);
      fit.byCandidate.fill(0, 0, chosen.length);
      fit.dear.fill(0, 0, site.classes.length);
      fit.unplaced = exact(site, chosen, demand, view);
    }
    return fit;
  };
}
