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

/** A week this little above its share counts as even (A11); the search aims no lower. */
const WEEK_TOLERANCE = 1.008;

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
  return turnout > 0 ? Math.max(0, Math.floor(room / turnout + EPS)) : UNLIMITED;
}

/** A day or a week of a laboratory in the relaxed network; everything in units of flow. */
interface Bucket {
  readonly arc: number;
  readonly node: number;
  /** Flow that a ratio of 1 lets through, others' load included. */
  readonly scale: number;
  readonly load: number;
  /** What the capacity lets through, others' load taken off. */
  readonly hard: number;
}

interface Relaxation {
  readonly model: Model;
  readonly network: RollNetwork;
  /** Units of flow per person, by class; all the same where turnouts are. */
  readonly unit: (index: number) => number;
  readonly counted: boolean;
  /** Units of flow per sample. */
  readonly scale: number;
  /** Arc capacities before anybody is let in. */
  readonly empty: Int32Array;
}

const UNLIMITED = 0x3fffffff;
/** Units of a whole sample where turnouts differ. */
const FINE = 500;

function relaxation(model: Model, region: Region, flow: MaxFlow): Relaxation {
  const turnouts = new Set(region.sites.map((site) => model.sites[site]!.turnout));
  const [only] = turnouts.size === 1 ? turnouts : [];
  const counted = only !== undefined && only > 0;
  const unitOf = (site: number) =>
    counted ? 1 : Math.max(1, Math.floor(model.sites[site]!.turnout * FINE + EPS));
  const unit = (index: number) => Math.min(...model.classes[index]!.sites.map(unitOf));
  const scale = counted ? 1 / only : FINE;
  const candidates = (site: number) => Array(model.sites[site]!.candidates).keys();
  const network = rollNetwork(model, region, { candidates, unit: unitOf, flow });
  region.labs.forEach((lab, position) => {
    const { capacity, load, open } = model.labs[lab]!;
    for (let day = 0; day < model.labDays; day++) {
      const hard = open[day] ? Math.min(UNLIMITED, (capacity[day]! - load[day]!) * scale) : 0;
      setCapacity(network, network.dayArc[position]![day]!, Math.floor(hard + EPS));
    }
  });
  return { model, network, unit, counted, scale, empty: flow.cap.slice(0, flow.arcs) };
}

/** The days and weeks of a region, measured by the mean filling of their laboratories. */
function bucketsOf(
  { model, network, scale }: Relaxation,
  mean: Float64Array,
): Record<'day' | 'week', Bucket[]> {
  const buckets: Record<'day' | 'week', Bucket[]> = { day: [], week: [] };
  network.region.labs.forEach((lab, position) => {
    const { capacity, load, open, week, weeks, weekCapacity } = model.labs[lab]!;
    const weekLoad = new Float64Array(weeks);
    for (let day = 0; day < model.labDays; day++) {
      if (week[day]! < 0 || !open[day]) continue;
      weekLoad[week[day]!]! += load[day]!;
      buckets.day.push({
        arc: network.dayArc[position]![day]!,
        node: network.dayNode(lab, day),
        hard: Math.min(UNLIMITED, (capacity[day]! - load[day]!) * scale),
        scale: mean[lab]! * capacity[day]! * scale,
        load: load[day]! * scale,
      });
    }
    for (let index = 0; index < weeks; index++) {
      buckets.week.push({
        arc: network.weekArc[position]![index]!,
        node: network.weekNode(lab, index),
        hard: UNLIMITED,
        scale: mean[lab]! * weekCapacity[index]! * scale,
        load: weekLoad[index]! * scale,
      });
    }
  });
  return buckets;
}

function limit({ network }: Relaxation, buckets: readonly Bucket[], ratio: number): void {
  for (const { arc, hard, scale, load } of buckets)
    setCapacity(network, arc, Math.floor(Math.min(hard, ratio * scale - load) + EPS));
}

/** The maximum flow without any level; `evenly` if it fits into even weeks. Its capacities are `full`. */
function fullFlow(
  relaxed: Relaxation,
  weeks: readonly Bucket[],
): { most: number; full: Int32Array; evenly: boolean } {
  const { model, network, unit } = relaxed;
  const { flow } = network;
  limit(relaxed, weeks, WEEK_TOLERANCE);
  const inEvenWeeks = admit(network, model, unit);
  limit(relaxed, weeks, Infinity);
  const most = inEvenWeeks + flow.run(network.source, network.sink);
  return { most, full: flow.cap.slice(0, flow.arcs), evenly: most === inEvenWeeks };
}

const MAX_STEPS = 40;

/**
 * The lowest ratio, from what is known to be the `least` upwards, at which the maximum flow still fits; every value on
 * the way up is proved by a cut.
 */
function lowestRatio(
  relaxed: Relaxation,
  buckets: readonly Bucket[],
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const { model, network, unit, empty } = relaxed;
  const { flow } = network;
  flow.cap.set(empty);
  let ratio = least;
  limit(relaxed, buckets, ratio);
  let flowed = admit(network, model, unit);
  for (let step = 0; step < MAX_STEPS && flowed < most; step++) {
    const cut = buckets.filter(({ node, scale }) => scale > 0 && flow.reached(node));
    const sum = (value: (bucket: Bucket) => number) =>
      cut.reduce((total, bucket) => total + value(bucket), 0);
    const scale = sum((bucket) => bucket.scale);
    if (scale <= 0) break;
    const across = sum(({ arc }) => flow.flowOn(arc));
    const needed = (most - flowed + across + sum((bucket) => bucket.load)) / scale;
    // Where rounding stalls the Newton step, the next whole unit on some day of the cut is still needed.
    const whole = Math.min(...cut.map(({ arc, load, scale: one }) => (flow.flowOn(arc) + 1 + load) / one));
    ratio = Math.max(ratio, needed > ratio + EPS ? needed : whole);
    limit(relaxed, buckets, ratio);
    flowed += flow.run(network.source, network.sink);
  }
  return ratio;
}

/** People of the maximum flow; where the flow was one of samples it is run again by heads. */
function countPlaced(relaxed: Relaxation, full: Int32Array, unplaceable: Int32Array): number {
  const { model, network, counted } = relaxed;
  const { region, classArc } = network;
  let { flow } = network;
  if (counted) flow.cap.set(full);
  else {
    const candidates = (site: number) => Array(model.sites[site]!.candidates).keys();
    const byHeads = rollNetwork(model, region, { candidates });
    flow = byHeads.flow;
    const turnout = Math.min(...region.sites.map((site) => model.sites[site]!.turnout));
    region.labs.forEach((lab, position) => {
      for (let day = 0; day < model.labDays; day++)
        setCapacity(
          byHeads,
          byHeads.dayArc[position]![day]!,
          roomOn(model, { lab, day, ratio: Infinity, mean: 1, turnout }),
        );
    });
    admit(byHeads, model, () => 1);
  }
  let placed = 0;
  region.classes.forEach((index, position) => {
    const people = flow.flowOn(classArc[position]!);
    placed += people;
    unplaceable[index] = model.classes[index]!.count - people;
  });
  return placed;
}
