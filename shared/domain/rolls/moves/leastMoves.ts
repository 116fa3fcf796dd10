import type { Moves } from '../keep/kept.ts';
import { sessionName, toldKey } from '../keep/told.ts';
import type { Model } from '../model/model.ts';
import { buildModel } from '../model/model.ts';
import { regionsOf } from '../network/rollNetwork.ts';
import type { RollProblem } from '../schema.ts';
import { moveNetwork, type MoveNetwork } from './moveNetwork.ts';

/**
 * Which published people must move so that as many as possible are placed: the fewest (least disruption). Everybody who
 * can starts at the minute they were told; whoever has no place is let in along the cheapest path, on which a published
 * person moves at a price of one and a forced move costs nothing more. In order: free places of the sessions that
 * stand, lanes that they could have more, new sessions, and only then somebody else's place.
 * @returns undefined where nobody needs a place that a free one would not do for
 */
export function leastMoves(problem: RollProblem, kept: Model): Moves | undefined {
  if (problem.previous.length === 0 || kept.classes.length === 0) return undefined;
  const model = buildModel(problem, { everyone: true });
  const stay = new Map<string, number>();
  const grow = new Map<string, number>();
  for (const { given, locked } of model.standing) {
    if (locked) continue;
    for (const slot of given.slots) {
      const key = toldKey(given, slot);
      stay.set(key, (stay.get(key) ?? 0) + slot.count);
    }
  }
  const wanted = new Set(kept.classes.flatMap(({ sites }) => sites));
  for (const region of regionsOf(model)) {
    if (!region.sites.some((site) => wanted.has(site))) continue;
    const network = moveNetwork(model, region);
    letIn(model, network);
    for (const { key, own } of network.told)
      stay.set(
        key,
        own.reduce((sum, arc) => sum + network.flow.flowOn(arc), 0),
      );
    for (const { standing, lanes, perLane, inLanes, beyond } of network.growth) {
      const people = Math.max(0, ...inLanes.map((arc) => network.flow.flowOn(arc)));
      const more = Math.min(lanes, Math.ceil(people / perLane));
      if (more > 0 || beyond.some((arc) => network.flow.flowOn(arc) > 0))
        grow.set(sessionName(model.standing[standing]!.given), more);
    }
  }
  return { stay, grow };
}

/** By priority (R11, R13): who came first is never pushed out by who comes later. */
function letIn(model: Model, { flow, source, sink, region, entries, stages }: MoveNetwork): void {
  const levels = [...new Set(region.classes.map((index) => model.classes[index]!.priority))];
  let closed = [...stages];
  for (const level of levels.sort((a, b) => b - a)) {
    for (const { arc, room, priority } of entries) if (priority === level) flow.widen(arc, room);
    flow.run(source, sink);
    for (const stage of closed) {
      for (const { arc, room } of stage) flow.widen(arc, room);
      flow.run(source, sink);
    }
    closed = [];
  }
}
