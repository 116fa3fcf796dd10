import type { SiteModel } from '../model/site.ts';
import type { FitSheet, SiteFit } from './fitSheet.ts';
import type { LevelView } from './levelView.ts';
import { roomMaker } from './makeRoom.ts';
import type { SiteIndex } from './siteIndex.ts';

/** `thorough`: whoever is left over makes others of the site change their seats, so that nobody is left out needlessly. */
export type SiteFitter = (
  site: SiteModel,
  index: SiteIndex,
  chosen: readonly number[],
  task: { readonly demand: Int32Array; readonly view: LevelView; readonly thorough: boolean },
) => SiteFit;

const UNLIMITED = 0x3fffffff;
const { min } = Math;
/** A set of candidates that leaves out more than this part of the site is no near miss. */
const HOPELESS = 4;

/**
 * Puts a site's people into chosen candidates, the cheapest laboratory day first and no day above its target if that
 * can be helped. Classes with fewest days go first, so a plain pass nearly always seats everybody.
 */
export function siteFitter(
  labDays: number,
  most: { readonly classes: number; readonly cells: number; readonly arcs: number },
): SiteFitter {
  const fit: FitSheet = {
    unplaced: 0,
    people: new Int32Array(labDays),
    left: new Int32Array(most.classes),
    byCandidate: new Int32Array(1024),
    cellLeft: new Int32Array(most.cells),
    flow: new Int32Array(most.arcs),
  };
  const { left, people, byCandidate, cellLeft, flow } = fit;
  const makeRoom = roomMaker(fit, most);
  const dayLeft = new Int32Array(labDays);
  const weekLeft = new Int32Array(128);
  const order = new Int32Array(1024);

  const begin = (site: SiteModel, chosen: readonly number[], demand: Int32Array, view: LevelView): number => {
    people.fill(0);
    byCandidate.fill(0, 0, chosen.length);
    let waiting = 0;
    for (let k = 0; k < site.classes.length; k++) waiting += left[k] = demand[k]!;
    for (let i = 0; i < chosen.length; i++) {
      const c = chosen[i]!;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++)
        cellLeft[cell] = site.cellCap[cell]!;
      const day = site.labDay[c]!;
      dayLeft[day] = view.room[day]!;
      const price = view.price[day]!;
      let j = i;
      for (; j > 0 && view.price[site.labDay[chosen[order[j - 1]!]!]!]! > price; j--)
        order[j] = order[j - 1]!;
      order[j] = i;
    }
    for (let week = 0; week < view.weekRoom.length; week++) weekLeft[week] = view.weekRoom[week]!;
    return waiting;
  };

  /** One pass in order of price; the first stops at the targets. */
  const pass = (
    site: SiteModel,
    chosen: readonly number[],
    view: LevelView,
    { first, waiting }: { first: boolean; waiting: number },
  ): number => {
    for (let o = 0; o < chosen.length; o++) {
      const i = order[o]!;
      const c = chosen[i]!;
      const day = site.labDay[c]!;
      const week = view.weekOf[day]!;
      let room = UNLIMITED;
      if (first) room = week < 0 ? dayLeft[day]! : min(dayLeft[day]!, weekLeft[week]!);
      let seated = 0;
      const end = site.arcStart[c + 1]!;
      for (let arc = site.arcStart[c]!; arc < end; arc++) {
        const k = site.arcClass[arc]!;
        const need = left[k]!;
        let take = 0;
        if (need > 0) {
          const cell = site.arcCell[arc]!;
          take = min(need, cellLeft[cell]!, room);
          left[k] = need - take;
          cellLeft[cell]! -= take;
          room -= take;
          seated += take;
        }
        if (first) flow[arc] = take;
        else flow[arc]! += take;
      }
      byCandidate[i]! += seated;
      people[day]! += seated;
      dayLeft[day]! -= seated;
      if (week >= 0) weekLeft[week]! -= seated;
      waiting -= seated;
    }
    return waiting;
  };

  return (site, index, chosen, { demand, view, thorough }) => {
    const all = begin(site, chosen, demand, view);
    let waiting = pass(site, chosen, view, { first: true, waiting: all });
    if (waiting > 0) waiting = pass(site, chosen, view, { first: false, waiting });
    fit.unplaced = waiting;
    if (thorough && waiting > 0 && waiting * HOPELESS <= all) makeRoom(site, index, chosen);
    return fit;
  };
}
