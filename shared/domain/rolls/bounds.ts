import type { Model } from './model/model.ts';
import { MaxFlow } from './network/maxFlow.ts';
import {
  admit,
  type Region,
  regionsOf,
  type RollNetwork,
  rollNetwork,
  setCapacity,
} from './network/rollNetwork.ts';

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
 *   ratio still;
 * - **siteDays** — see `siteDayBound.ts`.
 */
export interface LevelBounds {
  readonly placed: number;
  /** Largest over the laboratories with samples of their own. */
  readonly peak: number;
  /** The same by week. */
  readonly weekPeak: number;
  /** Per laboratory: Σ samples ÷ Σ capacity over the horizon if everybody is placed within it. */
  readonly mean: Float64Array;
  /** By class: people that the relaxation could not place. */
  readonly unplaceable: Int32Array;
}

export function levelBounds(model: Model): LevelBounds {
  const mean = labMeans(model);
  const unplaceable = new Int32Array(model.classes.length);
  const flow = new MaxFlow();
  let placed = standingPeople(model);
  let peak = 1;
  let weekPeak = 1;
  for (const region of regionsOf(model)) {
    if (region.classes.length === 0) continue;
    const candidates = (site: number) => Array(model.sites[site]!.candidates).keys();
    const network = rollNetwork(model, region, { candidates, flow });
    capDays(model, network, mean, Infinity);
    const most = admit(network, model, () => 1);
    placed += most;
    region.classes.forEach((index, position) => {
      unplaceable[index] = model.classes[index]!.count - flow.flowOn(network.classArc[position]!);
    });
    const turnouts = new Set(region.sites.map((site) => model.sites[site]!.turnout));
    const exact = region.labs.length === 1 && turnouts.size === 1 && mean[region.labs[0]!]! > 0;
    if (!exact) continue;
    const level = (by: 'day' | 'week') => {
      const fresh = rollNetwork(model, region, { candidates, flow });
      return lowestRatio(model, fresh, { most, mean: mean[region.labs[0]!]!, by });
    };
    peak = Math.max(peak, level('day'));
    weekPeak = Math.max(weekPeak, level('week'));
  }
  return { placed, peak, weekPeak, mean, unplaceable };
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

const EPS = 1e-9;

/** People who fit on a laboratory day at a ratio; never more than the capacity, which is hard. */
export function roomOn(
  model: Model,
  {
    lab,
    day,
    ratio,
    mean,
    turnout,
  }: { lab: number; day: number; ratio: number; mean: number; turnout: number },
): number {
  const { capacity, load, open, week } = model.labs[lab]!;
  if (!open[day]) return 0;
  const level = week[day]! < 0 ? Infinity : ratio * mean * capacity[day]!;
  const room = Math.min(capacity[day]!, level) - load[day]!;
  return turnout > 0 ? Math.max(0, Math.floor(room / turnout + EPS)) : 0x3fffffff;
}

/** The smallest turnout of a laboratory's sites: with it a cap counts too many people rather than too few. */
function smallestTurnout(model: Model, region: Region): number {
  return Math.min(...region.sites.map((site) => model.sites[site]!.turnout));
}

function capDays(model: Model, network: RollNetwork, mean: Float64Array, ratio: number): void {
  const { region, dayArc } = network;
  const turnout = smallestTurnout(model, region);
  region.labs.forEach((lab, position) => {
    for (let day = 0; day < model.labDays; day++) {
      const room = roomOn(model, { lab, day, ratio, mean: mean[lab]!, turnout });
      setCapacity(network, dayArc[position]![day]!, room);
    }
  });
}

const MAX_STEPS = 40;

/** The lowest ratio at which a flow of `most` may fit; every value on the way up is proved by a cut. */
function lowestRatio(
  model: Model,
  network: RollNetwork,
  { most, mean, by }: { most: number; mean: number; by: 'day' | 'week' },
): number {
  const lab = network.region.labs[0]!;
  const { capacity, load, open, week, weeks, weekCapacity } = model.labs[lab]!;
  const turnout = smallestTurnout(model, network.region);
  if (turnout <= 0) return 1;
  const weekLoad = new Float64Array(weeks);
  for (let day = 0; day < model.horizonDays; day++) if (open[day]) weekLoad[week[day]!]! += load[day]!;
  const buckets =
    by === 'day'
      ? Array.from({ length: model.horizonDays }, (_, day) => ({
          arc: network.dayArc[0]![day]!,
          node: network.dayNode(lab, day),
          scale: open[day] ? (mean * capacity[day]!) / turnout : 0,
          load: load[day]! / turnout,
        }))
      : Array.from({ length: weeks }, (_, index) => ({
          arc: network.weekArc[0]![index]!,
          node: network.weekNode(lab, index),
          scale: (mean * weekCapacity[index]!) / turnout,
          load: weekLoad[index]! / turnout,
        }));
  capDays(model, network, Float64Array.of(...model.labs.map(() => mean)), Infinity);
  const hard = buckets.map(({ arc }) => network.flow.cap[arc]! + network.flow.flowOn(arc));
  let ratio = 1;
  let flowed = 0;
  for (let step = 0; step < MAX_STEPS; step++) {
    buckets.forEach(({ arc, scale, load: other }, i) => {
      setCapacity(network, arc, Math.min(hard[i]!, Math.floor(ratio * scale - other + EPS)));
    });
    flowed += step === 0 ? admit(network, model, () => 1) : network.flow.run(0, 1);
    if (flowed >= most) return ratio;
    const cut = buckets.filter(({ node, scale }) => scale > 0 && network.flow.reached(node));
    const sum = (value: (bucket: (typeof buckets)[number]) => number) =>
      cut.reduce((total, bucket) => total + value(bucket), 0);
    const scale = sum((bucket) => bucket.scale);
    if (scale <= 0) return ratio;
    const across = sum(({ arc }) => network.flow.flowOn(arc));
    const needed = (most - flowed + across + sum((bucket) => bucket.load)) / scale;
    // Where rounding stalls the Newton step, the next whole person on some day of the cut is still needed.
    const whole = Math.min(
      ...cut.map((bucket) => (network.flow.flowOn(bucket.arc) + 1 + bucket.load) / bucket.scale),
    );
    ratio = Math.max(ratio, needed > ratio + EPS ? needed : whole);
  }
  return ratio;
}
