import type { Model } from './model/model.ts';
import type { MaxFlow } from './network/maxFlow.ts';
import { admit, type Region, type RollNetwork, rollNetwork, setCapacity } from './network/rollNetwork.ts';

const EPS = 1e-9;

/** A week this little above its share counts as even (A11); the search aims no lower. */
export const WEEK_TOLERANCE = 1.008;

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

export function relaxation(model: Model, region: Region, flow: MaxFlow): Relaxation {
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
export function bucketsOf(
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
export function fullFlow(
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
export function lowestRatio(
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
export function countPlaced(relaxed: Relaxation, full: Int32Array, unplaceable: Int32Array): number {
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
