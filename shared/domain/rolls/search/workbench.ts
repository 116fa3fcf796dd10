import type { Model } from '../model/model.ts';
import type { RollParams } from '../result.ts';
import { siteCrew, type SiteCrew } from './crew.ts';
import { emptyView, lookFrom } from './levelView.ts';
import { siteFitter } from './siteFit.ts';
import { siteIndex, type SiteIndex } from './siteIndex.ts';
import type { SiteWork } from './siteWork.ts';
import { adjustPrices, movePeople, type RollState, setOpen } from './state.ts';

/** Where one site at a time is taken up, worked on and put back. */
export interface Workbench {
  readonly hasDemand: (site: number) => boolean;
  /** Looks at a site beside what all others do, lets it choose, and opens what it has chosen. */
  readonly work: (site: number, choose: (work: SiteWork) => readonly number[]) => void;
  /** Sets what crowding costs when the search has come so far (0 to 1). */
  readonly reprice: (progress: number) => void;
  /** Moves the going prices of days towards those at which nobody is above a target. */
  readonly adjust: (step: number) => void;
}

export function workbench(state: RollState, params: RollParams): Workbench {
  const { model } = state;
  const { weights } = model.problem;
  const weeks = model.labs[0]?.weeks ?? 0;
  const largest = (size: (site: Model['sites'][number]) => number) =>
    model.sites.reduce((most, site) => Math.max(most, size(site)), 1);
  const fit = siteFitter(model.labDays, {
    classes: largest((site) => site.classes.length),
    cells: largest((site) => site.cellCap.length),
    arcs: largest((site) => site.arcClass.length),
  });
  const view = emptyView(model.labDays, weeks);
  const between = ([first, last]: readonly [number, number], progress: number) =>
    first * (last / first) ** progress;
  const stopCost = new Float64Array(model.labDays);
  const crews: ({ readonly of: SiteCrew | undefined } | undefined)[] = model.sites.map(() => undefined);
  const indices: (SiteIndex | undefined)[] = model.sites.map(() => undefined);
  view.prices = { crowd: params.crowd[0], over: params.over[0] };
  const look = (at: number): SiteWork => {
    const site = model.sites[at]!;
    lookFrom(state, at, view);
    for (let day = 0; day < model.labDays; day++) {
      stopCost[day] = 0;
      if (site.byLabDay[day]!.length === 0 || site.standingLabDays[day] === 1) continue;
      stopCost[day] = weights.siteDay;
      if (weights.km > 0) stopCost[day]! += weights.km * state.tours.insertion(at, day);
    }
    const index = (indices[at] ??= siteIndex(site));
    const crew = (crews[at] ??= { of: siteCrew(model, site) }).of;
    return { state, site, index, crew, demand: state.demand[at]!, weights, view, fit, stopCost };
  };
  return {
    hasDemand: (site) => state.demand[site]!.some((people) => people > 0),
    work: (at, choose) => {
      const work = look(at);
      const chosen = choose(work);
      const { site, index, demand } = work;
      movePeople(state, at, fit(site, index, chosen, { demand, view, thorough: true }).people);
      setOpen(state, at, chosen);
    },
    reprice: (progress) => {
      view.prices = { crowd: between(params.crowd, progress), over: between(params.over, progress) };
    },
    adjust: (step) => adjustPrices(state, step),
  };
}
