import type { LevelBounds } from '../bounds.ts';
import type { Model } from '../model/model.ts';
import { sharedStaffing, type SharedStaffing } from './sharing.ts';
import { emptyTours, type Tours } from './tours.ts';

/** Loads that a plan should stay under: by laboratory day and week, in samples. */
export interface LevelTarget {
  readonly day: readonly Float64Array[];
  readonly week: readonly Float64Array[];
}

/** The roll under construction: which candidates each site has open, and what that puts on the laboratories. */
export interface RollState {
  readonly model: Model;
  readonly target: LevelTarget;
  /** Open candidates by site, standing sessions with free places among them. */
  readonly open: number[][];
  /** People by site and class of the site who are this site's to place. */
  readonly demand: Int32Array[];
  /** People by site and laboratory day, without those of standing sessions. */
  readonly people: Int32Array[];
  readonly unplaced: Int32Array;
  /** Samples by laboratory and day, standing sessions and others' loads included. */
  readonly load: Float64Array[];
  readonly weekLoad: Float64Array[];
  /** Going price of a sample by laboratory and day: rises while the day, or its week, is above its target. */
  readonly price: Float64Array[];
  readonly tours: Tours;
  readonly sharing: SharedStaffing;
}

export function emptyState(model: Model, bounds: LevelBounds): RollState {
  const target = levelTarget(model, bounds);
  const tours = emptyTours(model);
  for (const site of model.sites) {
    site.standingLabDays.forEach((stop, day) => {
      if (stop === 1) tours.add(site.index, day);
    });
  }
  const load = model.labs.map((lab) => Float64Array.from(lab.load));
  const weekLoad = model.labs.map((lab, i) => {
    const byWeek = new Float64Array(lab.weeks);
    lab.week.forEach((week, day) => {
      if (week >= 0) byWeek[week]! += load[i]![day]!;
    });
    return byWeek;
  });
  return {
    model,
    target,
    open: model.sites.map((site) => [...site.standingCandidates]),
    demand: firstDemand(model),
    people: model.sites.map(() => new Int32Array(model.labDays)),
    unplaced: new Int32Array(model.sites.length),
    load,
    weekLoad,
    price: model.labs.map(() => new Float64Array(model.labDays)),
    tours,
    sharing: sharedStaffing(model),
  };
}

/** People who may come to several sites begin at the one with the least to do. */
function firstDemand(model: Model): Int32Array[] {
  const demand = model.sites.map((site) => new Int32Array(site.classes.length));
  const total = new Int32Array(model.sites.length);
  const position = model.sites.map((site) => new Map(Array.from(site.classes, (index, k) => [index, k])));
  const served = model.sites.map(
    (site) => new Set(Array.from(new Set(site.arcClass), (k) => site.classes[k]!)),
  );
  const inOrder = [...model.classes].sort((a, b) => a.sites.length - b.sites.length || a.index - b.index);
  for (const { index, sites, count } of inOrder) {
    const able = sites.filter((site) => served[site]!.has(index));
    const site = able.reduce((a, b) => (total[b]! < total[a]! ? b : a), able[0] ?? -1);
    if (site < 0) continue; // no window anywhere: nothing to search for
    demand[site]![position[site]!.get(index)!]! += count;
    total[site]! += count;
  }
  return demand;
}

/** A few samples more in one week than in another are no unevenness, however small the roll. */
const UNNOTICED_SAMPLES = 8;

/**
 * The part of a day's level that may arrive after the horizon: the mean is that of the horizon, so what is sent out of
 * it makes every other day look fuller, and burdens the next roll.
 */
const AFTER_HORIZON = 0.05;

/** The peak that counts as good enough, never above the capacity, which is hard. */
function levelTarget(model: Model, { mean, aim, weekAim }: LevelBounds): LevelTarget {
  const { peakTolerance } = model.problem.weights;
  const day = model.labs.map(({ capacity, open, week }, lab) =>
    Float64Array.from(capacity, (most, at) => {
      if (open[at] !== 1) return 0;
      const level = Math.min(most, peakTolerance * aim[lab]! * mean[lab]! * most);
      return week[at]! < 0 ? AFTER_HORIZON * level : level;
    }),
  );
  // Even by week is the duty (A11); a week must not take less than the relaxation needs it to.
  const week = model.labs.map(({ weekCapacity }, lab) =>
    Float64Array.from(weekCapacity, (most) => {
      const even = mean[lab]! * most;
      return Math.max(even * weekAim[lab]!, even + UNNOTICED_SAMPLES);
    }),
  );
  return { day, week };
}

/** Puts a site's people on other laboratory days. */
export function movePeople({ model, load, weekLoad, people }: RollState, site: number, to: Int32Array): void {
  const { lab, turnout } = model.sites[site]!;
  const own = people[site]!;
  for (let day = 0; day < model.labDays; day++) {
    const more = to[day]! - own[day]!;
    if (more === 0) continue;
    own[day] = to[day]!;
    load[lab]![day]! += more * turnout;
    const week = model.labs[lab]!.week[day]!;
    if (week >= 0) weekLoad[lab]![week]! += more * turnout;
  }
}

/** Opens and closes what differs between two sets of candidates, tours and shared swabbers included. */
export function setOpen(state: RollState, index: number, chosen: readonly number[]): void {
  const site = state.model.sites[index]!;
  const before = labDaysOf(state, index, state.open[index]!);
  const after = labDaysOf(state, index, chosen);
  for (const day of before) if (!after.has(day)) state.tours.remove(index, day);
  for (const day of after) if (!before.has(day)) state.tours.add(index, day);
  if (site.group >= 0) state.sharing.set(index, chosen);
  state.open[index] = [...chosen];
}

/** Laboratory days that only the chosen candidates make necessary. */
function labDaysOf({ model }: RollState, index: number, chosen: readonly number[]): Set<number> {
  const site = model.sites[index]!;
  const days = new Set<number>();
  for (const c of chosen) if (site.standingLabDays[site.labDay[c]!] !== 1) days.add(site.labDay[c]!);
  return days;
}

/** Moves the going prices towards those at which nobody is above a target: dearer where too many go, cheaper elsewhere. */
export function adjustPrices({ model, target, load, weekLoad, price }: RollState, step: number): void {
  model.labs.forEach(({ week, open }, lab) => {
    for (let day = 0; day < model.labDays; day++) {
      const w = week[day]!;
      if (open[day] !== 1 || w < 0) continue;
      const over = excessOf(load[lab]![day]!, target.day[lab]![day]!);
      const weekOver = excessOf(weekLoad[lab]![w]!, target.week[lab]![w]!);
      price[lab]![day] = Math.max(0, price[lab]![day]! + step * (over + 2 * weekOver));
    }
  });
}

/** How far above (at most twice) or below (at most half) its target something is, as a part of it. */
function excessOf(load: number, target: number): number {
  return target > 0 ? Math.max(-0.5, Math.min(1, load / target - 1)) : 0;
}
