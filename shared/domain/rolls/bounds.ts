import type { Model } from './model/model.ts';
import { MaxFlow } from './network/maxFlow.ts';
import { type Region, regionsOf } from './network/rollNetwork.ts';
import { bucketsOf, countPlaced, fullFlow, lowestRatio, relaxation, WEEK_TOLERANCE } from './relaxation.ts';

/**
 * How good a plan can be at all (R32, R33, P4), and why that is certain.
 *
 * The relaxation opens every candidate of every site at once (each window with all the lanes its swabbers could
 * serve), lets a swabber serve everywhere at once and forgets `own-sample` where two swabbers are about. Every plan
 * that keeps the hard rules is an integral flow in it, so:
 *
 * - **placed** — its maximum flow is at least what any plan places;
 * - **labPeakRatio** — with every laboratory day capped at *r* × mean × capacity, a cut smaller than the maximum flow
 *   proves that no plan placing so many stays below *r*. Newton steps raise *r* along the minimum cut until the flow
 *   fits. The mean is that of all samples; a plan that sends some after the horizon has a smaller mean and a higher
 *   ratio still. Where turnouts differ, the flow is one of samples; a person who may go to several sites counts as
 *   the least likely to come. Where people may choose between laboratories no mean is certain: there the same number
 *   is only what the search aims at;
 * - **siteDays** — see `siteDayBound.ts`.
 */
export interface LevelBounds {
  readonly placed: number;
  /** Certified; largest over the laboratories with samples of their own. */
  readonly peak: number;
  /** By laboratory: the peaks that the search may hope for by day and by week. */
  readonly aim: Float64Array;
  readonly weekAim: Float64Array;
  /** Per laboratory: Σ samples ÷ Σ capacity over the horizon if everybody is placed within it. */
  readonly mean: Float64Array;
  /** By class: people that the relaxation could not place. */
  readonly unplaceable: Int32Array;
}

export function levelBounds(model: Model): LevelBounds {
  const mean = labMeans(model);
  const unplaceable = new Int32Array(model.classes.length);
  const flow = new MaxFlow();
  const aim = new Float64Array(model.labs.length).fill(1);
  const weekAim = new Float64Array(model.labs.length).fill(1);
  let placed = standingPeople(model);
  let peak = 1;
  for (const region of regionsOf(model)) {
    if (region.classes.length === 0) continue;
    const relaxed = relaxation(model, region, flow);
    const { most, full, evenly } = fullFlow(relaxed, bucketsOf(relaxed, mean).week);
    placed += countPlaced(relaxed, full, unplaceable);
    const changed = withoutUnplaceable(model, region, unplaceable, mean);
    const buckets = bucketsOf(relaxed, mean);
    const ratio = lowestRatio(relaxed, buckets.day, { least: 1, most });
    if (region.labs.length === 1) peak = Math.max(peak, ratio);
    const byWeek =
      evenly && !changed
        ? WEEK_TOLERANCE
        : lowestRatio(relaxed, buckets.week, { least: WEEK_TOLERANCE, most });
    for (const lab of region.labs) {
      aim[lab] = ratio;
      weekAim[lab] = byWeek;
    }
  }
  return { placed, peak, aim: aim.map((ratio) => Math.max(peak, ratio)), weekAim, mean, unplaceable };
}

function standingPeople(model: Model): number {
  const known = new Set(model.problem.offers.map(({ id }) => id));
  let people = 0;
  for (const { given } of model.standing) {
    for (const slot of given.slots) if (known.has(slot.offer)) people += slot.count;
  }
  return people;
}

/** Average filling of each laboratory when everybody is placed inside the horizon. */
function labMeans(model: Model): Float64Array {
  const mean = new Float64Array(model.labs.length);
  model.labs.forEach(({ load, open, horizonCapacity }, lab) => {
    let own = 0;
    for (let day = 0; day < model.horizonDays; day++) if (open[day]) own += load[day]!;
    mean[lab] = horizonCapacity > 0 ? own / horizonCapacity : 0;
  });
  for (const { sites, count } of model.classes) {
    const { lab, turnout } = model.sites[sites[0]!]!;
    const { horizonCapacity } = model.labs[lab]!;
    if (horizonCapacity > 0) mean[lab]! += (count * turnout) / horizonCapacity;
  }
  return mean;
}

/** A part of the people so small that without them the weeks are as even as before. */
const FEW = 0.003;

/** Takes whoever has no place anywhere out of the averages; says whether that makes a difference to the weeks. */
function withoutUnplaceable(
  model: Model,
  region: Region,
  unplaceable: Int32Array,
  mean: Float64Array,
): boolean {
  let [lost, all] = [0, 0];
  for (const index of region.classes) {
    all += model.classes[index]!.count;
    const { lab, turnout } = model.sites[model.classes[index]!.sites[0]!]!;
    const { horizonCapacity } = model.labs[lab]!;
    const samples = unplaceable[index]! * turnout;
    if (samples === 0 || horizonCapacity <= 0) continue;
    lost += unplaceable[index]!;
    mean[lab] = Math.max(0, mean[lab]! - samples / horizonCapacity);
  }
  return lost > FEW * all;
}
