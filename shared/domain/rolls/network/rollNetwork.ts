import { sessionKey } from '../model/classes.ts';
import type { Model } from '../model/model.ts';
import { MaxFlow } from './maxFlow.ts';

/** Laboratories whose people can go to each other's sites are levelled together; most stand alone. */
export interface Region {
  readonly labs: readonly number[];
  readonly sites: readonly number[];
  /** Classes by index into the model. */
  readonly classes: readonly number[];
}

export function regionsOf(model: Model): Region[] {
  const parent = model.labs.map((_, i) => i);
  const find = (i: number): number => (parent[i] === i ? i : (parent[i] = find(parent[i]!)));
  for (const { sites } of model.classes) {
    for (const site of sites) parent[find(model.sites[site]!.lab)] = find(model.sites[sites[0]!]!.lab);
  }
  const byRoot = new Map<number, { labs: number[]; sites: number[]; classes: number[] }>();
  model.labs.forEach((_, lab) => {
    const root = find(lab);
    const region = byRoot.get(root) ?? { labs: [], sites: [], classes: [] };
    region.labs.push(lab);
    byRoot.set(root, region);
  });
  model.sites.forEach(({ lab }, site) => byRoot.get(find(lab))!.sites.push(site));
  model.classes.forEach(({ sites }, index) => {
    byRoot.get(find(model.sites[sites[0]!]!.lab))!.classes.push(index);
  });
  return [...byRoot.values()];
}

/** Somebody who may not sit wherever their class may: a swabber, in the sessions that they serve (R41). */
export interface Apart {
  readonly offer: number;
  readonly offerClass: number;
  /** Sessions (`sessionKey`) that are barred to them. */
  readonly barred: ReadonlySet<number>;
}

/** An arc of somebody who stands apart. */
interface ApartArc {
  readonly arc: number;
  readonly site: number;
  readonly candidate: number;
}

interface StandingApart {
  readonly one: Apart;
  readonly node: number;
  readonly entry: number;
  readonly arcs: ApartArc[];
}

/** Source → class → cell of a candidate → laboratory day → week → sink, with whichever candidates are passed. */
export interface RollNetwork {
  readonly flow: MaxFlow;
  readonly firstSpare: number;
  readonly source: number;
  readonly sink: number;
  readonly region: Region;
  readonly classArc: Int32Array;
  readonly classNode: (index: number) => number;
  /** A class's arc from the source. */
  readonly entryOf: (index: number) => number;
  /** Per site of the region the first of its class → cell arcs; they follow the order of `candidates`. */
  readonly siteArc: Int32Array;
  /** Those who stand apart: their arc from the source, and those to places. */
  readonly apart: readonly StandingApart[];
  /** By position of the laboratory in the region: arcs of its days and weeks. */
  readonly dayArc: readonly Int32Array[];
  readonly dayNode: (lab: number, day: number) => number;
  readonly weekArc: readonly Int32Array[];
  readonly weekNode: (lab: number, week: number) => number;
}

const UNLIMITED = 0x3fffffff;

export interface NetworkOptions {
  /** Candidates of a site that take part, by site. */
  readonly candidates: (site: number) => Iterable<number>;
  /** What one person of a site weighs; 1 where people are counted. */
  readonly unit?: (site: number) => number;
  readonly flow?: MaxFlow;
  /** People of the region's classes who stand apart; they count as one each. */
  readonly apart?: readonly Apart[];
  /** Nodes kept for cells of sessions that may be opened later. */
  readonly spare?: number;
}

/** Class arcs begin at 0 and day and week arcs at unlimited: the caller sets what it asks about. */
export function rollNetwork(
  model: Model,
  region: Region,
  { candidates, unit = () => 1, flow = new MaxFlow(), apart = [], spare = 0 }: NetworkOptions,
): RollNetwork {
  let cells = 0;
  for (const index of region.sites) {
    const site = model.sites[index]!;
    for (const c of candidates(index)) cells += site.cellStart[c + 1]! - site.cellStart[c]!;
  }
  const weeks = model.labs[0]?.weeks ?? 0;
  const classPosition = new Int32Array(model.classes.length).fill(-1);
  region.classes.forEach((index, position) => (classPosition[index] = position));
  const labPosition = new Map(region.labs.map((lab, position) => [lab, position]));
  const firstClass = 2;
  const firstDay = firstClass + region.classes.length;
  const firstWeek = firstDay + region.labs.length * model.labDays;
  const firstCell = firstWeek + region.labs.length * weeks;
  const firstSpare = firstCell + cells + apart.length;
  flow.reset(firstSpare + spare);
  const classNode = (index: number) => firstClass + classPosition[index]!;
  const dayNode = (lab: number, day: number) => firstDay + labPosition.get(lab)! * model.labDays + day;
  const weekNode = (lab: number, week: number) => firstWeek + labPosition.get(lab)! * weeks + week;
  const classArc = Int32Array.from(region.classes, (index) => flow.arc(0, classNode(index), 0));
  const dayArc = region.labs.map((lab) =>
    Int32Array.from({ length: model.labDays }, (_, day) => {
      const week = model.labs[lab]!.week[day]!;
      return flow.arc(dayNode(lab, day), week < 0 ? 1 : weekNode(lab, week), UNLIMITED);
    }),
  );
  const weekArc = region.labs.map((lab) =>
    Int32Array.from({ length: weeks }, (_, week) => flow.arc(weekNode(lab, week), 1, UNLIMITED)),
  );
  const siteArc = new Int32Array(region.sites.length);
  const firstCellOf = new Map<number, number>();
  let cellNode = firstCell;
  region.sites.forEach((index, position) => {
    const site = model.sites[index]!;
    const weight = unit(index);
    const days = firstDay + labPosition.get(site.lab)! * model.labDays;
    const begin = cellNode;
    firstCellOf.set(index, begin);
    for (const c of candidates(index)) {
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++) {
        flow.arc(cellNode++, days + site.labDay[c]!, site.cellCap[cell]! * weight);
      }
    }
    siteArc[position] = flow.arcs;
    cellNode = begin;
    for (const c of candidates(index)) {
      const base = cellNode - site.cellStart[c]!;
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        flow.arc(classNode(site.classes[site.arcClass[arc]!]!), base + site.arcCell[arc]!, UNLIMITED);
      }
      cellNode += site.cellStart[c + 1]! - site.cellStart[c]!;
    }
  });
  const standApart = apart.map((one, i) => {
    const node = firstCell + cells + i;
    const entry = flow.arc(0, node, 0);
    return { one, node, entry, arcs: apartArcs(model, flow, { node, one, candidates, firstCellOf }) };
  });
  return {
    flow,
    firstSpare,
    apart: standApart,
    source: 0,
    sink: 1,
    region,
    classArc,
    classNode,
    entryOf: (index) => classArc[classPosition[index]!]!,
    siteArc,
    dayArc,
    dayNode,
    weekArc,
    weekNode,
  };
}

function apartArcs(
  model: Model,
  flow: MaxFlow,
  {
    node,
    one,
    candidates,
    firstCellOf,
  }: {
    node: number;
    one: Apart;
    candidates: NetworkOptions['candidates'];
    firstCellOf: ReadonlyMap<number, number>;
  },
): ApartArc[] {
  const arcs: ApartArc[] = [];
  for (const index of model.classes[one.offerClass]!.sites) {
    const site = model.sites[index]!;
    const k = site.classes.indexOf(one.offerClass);
    let cellNode = firstCellOf.get(index)!;
    for (const c of candidates(index)) {
      const base = cellNode - site.cellStart[c]!;
      cellNode += site.cellStart[c + 1]! - site.cellStart[c]!;
      if (one.barred.has(sessionKey(index, site.day[c]!, site.window[c]!))) continue;
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        if (site.arcClass[arc] !== k) continue;
        arcs.push({ arc: flow.arc(node, base + site.arcCell[arc]!, 1), site: index, candidate: c });
      }
    }
  }
  return arcs;
}

/** Those of a region among all who stand apart. */
export function apartIn(model: Model, { labs }: Region, apart: readonly Apart[]): Apart[] {
  return apart.filter(({ offerClass }) =>
    labs.includes(model.sites[model.classes[offerClass]!.sites[0]!]!.lab),
  );
}

/** Sets an arc's room for what flows and what may still flow. */
export function setCapacity({ flow }: RollNetwork, arc: number, capacity: number): void {
  flow.cap[arc] = Math.max(0, capacity - flow.flowOn(arc));
}

/** Lets people in by priority: who came first is never pushed out by who comes later (R11, R13). */
export function admit(network: RollNetwork, model: Model, weight: (index: number) => number): number {
  const { region, classArc, flow, apart } = network;
  const ofClass = new Map<number, number>();
  for (const { one } of apart) ofClass.set(one.offerClass, (ofClass.get(one.offerClass) ?? 0) + 1);
  const levels = [...new Set(region.classes.map((index) => model.classes[index]!.priority))];
  let placed = 0;
  for (const level of levels.sort((a, b) => b - a)) {
    region.classes.forEach((index, position) => {
      const { priority, count } = model.classes[index]!;
      const people = count - (ofClass.get(index) ?? 0);
      if (priority === level) setCapacity(network, classArc[position]!, people * weight(index));
    });
    for (const { one, entry } of apart)
      if (model.classes[one.offerClass]!.priority === level) setCapacity(network, entry, 1);
    placed += flow.run(0, 1);
  }
  return placed;
}
