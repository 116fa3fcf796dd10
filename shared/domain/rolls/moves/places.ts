import { maySit } from '../finish/seats.ts';
import { spareSwabbers } from '../keep/kept.ts';
import type { Model } from '../model/model.ts';
import type { PriceFlow } from './priceFlow.ts';
import type { KeptSlot } from './toldPeople.ts';

/** An arc that opens later. */
export interface Gate {
  readonly arc: number;
  readonly room: number;
}

/** A standing session that could have lanes more, or begin earlier and end later. */
export interface Growth {
  readonly standing: number;
  readonly lanes: number;
  readonly perLane: number;
  /** One arc for every minute at which people could come in a further lane. */
  readonly inLanes: readonly number[];
  /** Arcs of free places before and after the session as it stands. */
  readonly beyond: readonly number[];
}

/** A move network while it is built. */
export interface Build {
  readonly model: Model;
  readonly flow: PriceFlow;
  readonly classNode: ReadonlyMap<number, number>;
  readonly dayNode: (lab: number, day: number) => number;
  /** Places by site, day and minute: what is told is the minute, neither window nor lane. */
  readonly placesAt: Map<string, number[]>;
}

const UNLIMITED = 0x3fffffff;

export function placeKey(at: { site: number; day: number; start: number }): string {
  return `${at.site}|${at.day}|${at.start}`;
}

function addPlace({ placesAt }: Build, at: { site: number; day: number; start: number }, cell: number): void {
  const key = placeKey(at);
  const own = placesAt.get(key);
  if (own) own.push(cell);
  else placesAt.set(key, [cell]);
}

/** The place that a kept slot takes; somebody else who suits could have it. Returns its node. */
export function keptPlace(build: Build, slot: KeptSlot): number {
  const { model, flow, classNode, dayNode } = build;
  const { site, day, labDay, window } = model.standing[slot.standing]!;
  const { blockMinutes, minutesPerSwab } = model.problem.sites[site]!;
  const cell = flow.node();
  flow.arc(cell, dayNode(model.sites[site]!.lab, labDay), { room: slot.count, flow: slot.count });
  const span = blockMinutes > 0 ? model.grids[site]![window]!.span : slot.count * minutesPerSwab;
  const at = { site, day, start: slot.start };
  for (const offerClass of model.sites[site]!.classes) {
    if (maySit(model, offerClass, { ...at, span }))
      flow.arc(classNode.get(offerClass)!, cell, { room: slot.count });
  }
  if (slot.count === 1 || blockMinutes > 0) addPlace(build, at, cell);
  return cell;
}

/** What a site has besides: free places of standing sessions at once, lanes more and new sessions behind gates. */
export function otherPlaces(
  build: Build,
  index: number,
): { growth: Growth[]; lanes: Gate[]; sessions: Gate[] } {
  const { model, flow, classNode, dayNode } = build;
  const site = model.sites[index]!;
  const sessions = new Map<string, { node: number; labDay: number; room: number }>();
  const beyond = new Map<number, number[]>();
  for (let c = 0; c < site.candidates; c++) {
    const standing = site.standing[c]!;
    const first = site.cellStart[c]!;
    const labDay = site.labDay[c]!;
    const key = `${site.day[c]}|${site.window[c]}|${labDay}`;
    const session = standing < 0 ? (sessions.get(key) ?? { node: flow.node(), labDay, room: 0 }) : undefined;
    const nodes: number[] = [];
    let room = 0;
    for (let cell = first; cell < site.cellStart[c + 1]!; cell++) {
      const node = flow.node();
      const cap = site.cellCap[cell]!;
      nodes.push(node);
      room += cap;
      const arc = flow.arc(node, session?.node ?? dayNode(site.lab, labDay), { room: cap });
      if (session) continue;
      const { free, from, to, day } = model.standing[standing]!;
      const { start } = free[cell - first]!;
      addPlace(build, { site: index, day, start }, node);
      if (start < from || start >= to) beyond.set(standing, [...(beyond.get(standing) ?? []), arc]);
    }
    for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
      const offerClass = site.classes[site.arcClass[arc]!]!;
      flow.arc(classNode.get(offerClass)!, nodes[site.arcCell[arc]! - first]!, { room: UNLIMITED });
    }
    if (session) sessions.set(key, { ...session, room: Math.max(session.room, room) });
  }
  const lanes: Gate[] = [];
  const growth = model.standing.flatMap((session, standing): Growth[] => {
    if (session.site !== index || session.locked) return [];
    const more = laneMore(build, standing);
    lanes.push(...more.gates);
    const arcs = beyond.get(standing) ?? [];
    return more.gates.length + arcs.length === 0
      ? []
      : [{ ...more, inLanes: more.gates.map(({ arc }) => arc), beyond: arcs, standing }];
  });
  const opened = [...sessions.values()].map(({ node, labDay, room }) => ({
    arc: flow.arc(node, dayNode(site.lab, labDay), { room: 0 }),
    room,
  }));
  return { growth, lanes, sessions: opened };
}

/** Places of lanes that a standing session could have besides its own, from its first minute to its last. */
function laneMore(build: Build, standing: number): { lanes: number; perLane: number; gates: Gate[] } {
  const { model, flow, classNode, dayNode } = build;
  const session = model.standing[standing]!;
  const { site, day, labDay, from, to, free } = session;
  const { perLane, span } = model.grids[site]![session.window]!;
  const lanes = spareSwabbers(model.context, session, model.standing).length;
  if (lanes === 0) return { lanes, perLane, gates: [] };
  const { blockMinutes, minutesPerSwab } = model.problem.sites[site]!;
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const begin = Math.min(from, ...free.map(({ start }) => start));
  const end = Math.max(to, ...free.map(({ start }) => start + span));
  const gates: Gate[] = [];
  for (let start = begin; start + span <= end; start += step) {
    const cell = flow.node();
    const room = lanes * perLane;
    gates.push({ arc: flow.arc(cell, dayNode(model.sites[site]!.lab, labDay), { room: 0 }), room });
    for (const offerClass of model.sites[site]!.classes) {
      if (maySit(model, offerClass, { site, day, start, span }))
        flow.arc(classNode.get(offerClass)!, cell, { room });
    }
    addPlace(build, { site, day, start }, cell);
  }
  return { lanes, perLane, gates };
}
