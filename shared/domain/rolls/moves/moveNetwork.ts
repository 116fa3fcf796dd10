import { roomOn } from '../relaxation.ts';
import type { Model } from '../model/model.ts';
import type { Region } from '../network/rollNetwork.ts';
import { type Build, type Gate, type Growth, keptPlace, otherPlaces, placeKey } from './places.ts';
import { PriceFlow } from './priceFlow.ts';
import { type ToldPeople, toldPeople } from './toldPeople.ts';

/** People who want in, by priority. */
interface Entry extends Gate {
  readonly priority: number;
}

/** Source → told people and classes → places → laboratory days → sink; told people are in their places. */
export interface MoveNetwork {
  readonly flow: PriceFlow;
  readonly source: number;
  readonly sink: number;
  readonly region: Region;
  readonly entries: readonly Entry[];
  /** What opens one after the other: lanes more, new sessions, the places of people who have been told. */
  readonly stages: readonly (readonly Gate[])[];
  /** The arcs on which told people keep their minute. */
  readonly told: readonly { readonly key: string; readonly own: readonly number[] }[];
  readonly growth: readonly Growth[];
}

const UNLIMITED = 0x3fffffff;

/**
 * A told person has two ways: to their minute, which costs nothing, and to any place of their class, at the price of
 * one move. Everybody else pays one to get in at all, so that placing somebody whom the facts have moved already is as
 * dear as placing somebody new.
 */
export function moveNetwork(model: Model, region: Region): MoveNetwork {
  const flow = new PriceFlow();
  const [source, sink] = [flow.node(), flow.node()];
  const classNode = new Map(region.classes.map((index) => [index, flow.node()]));
  const days = new Map(
    region.labs.map((lab) => [lab, Array.from({ length: model.labDays }, () => flow.node())]),
  );
  const build: Build = {
    model,
    flow,
    classNode,
    dayNode: (lab, day) => days.get(lab)![day]!,
    placesAt: new Map(),
  };
  const people = toldPeople(model, region);
  const cells = people.slots.map((slot) => keptPlace(build, slot));
  const places = region.sites.map((site) => otherPlaces(build, site));
  closeDays(build, { region, sink, people });
  const told = toldArcs(build, { source, people, cells });
  return {
    flow,
    source,
    sink,
    region,
    entries: [...told.entries, ...newcomers(build, { source, region, people })],
    stages: [places.flatMap(({ lanes }) => lanes), places.flatMap(({ sessions }) => sessions), told.leaving],
    told: told.own,
    growth: places.flatMap(({ growth }) => growth),
  };
}

/** Laboratory days: what is left of their capacity, and the people who arrive on them already. */
function closeDays(
  { model, flow, dayNode }: Build,
  { region, sink, people }: { region: Region; sink: number; people: ToldPeople },
): void {
  const arriving = new Map<number, number>();
  for (const { standing, count } of people.slots) {
    const { site, labDay } = model.standing[standing]!;
    const node = dayNode(model.sites[site]!.lab, labDay);
    arriving.set(node, (arriving.get(node) ?? 0) + count);
  }
  const turnout = Math.max(...region.sites.map((site) => model.sites[site]!.turnout));
  for (const lab of region.labs) {
    for (let day = 0; day < model.labDays; day++) {
      const node = dayNode(lab, day);
      const standing = arriving.get(node) ?? 0;
      const room = roomOn(model, { lab, day, ratio: Infinity, mean: 1, turnout });
      flow.arc(node, sink, { room: Math.min(UNLIMITED, room + standing), flow: standing });
    }
  }
}

interface ToldArcs {
  readonly entries: Entry[];
  readonly leaving: Gate[];
  readonly own: { key: string; own: number[] }[];
}

function toldArcs(
  { model, flow, classNode, placesAt }: Build,
  { source, people, cells }: { source: number; people: ToldPeople; cells: readonly number[] },
): ToldArcs {
  const result: ToldArcs = { entries: [], leaving: [], own: [] };
  const slotsOf = Map.groupBy(people.slots.keys(), (i) => people.slots[i]!.group);
  people.groups.forEach(({ key, offerClass, allowed, kept, ...at }, group) => {
    const node = flow.node();
    const lost = allowed - kept;
    const { priority } = model.classes[offerClass]!;
    const entry = flow.arc(source, node, { room: kept, flow: kept });
    if (lost > 0) result.entries.push({ arc: entry, room: lost, priority });
    const own = (slotsOf.get(group) ?? []).map((i) => {
      const { count } = people.slots[i]!;
      return flow.arc(node, cells[i]!, { room: count, flow: count });
    });
    if (lost > 0 || kept === 0) {
      const mine = new Set((slotsOf.get(group) ?? []).map((i) => cells[i]!));
      for (const cell of placesAt.get(placeKey(at)) ?? [])
        if (!mine.has(cell)) own.push(flow.arc(node, cell, { room: lost }));
    }
    const away = flow.arc(node, classNode.get(offerClass)!, { room: lost, price: 1 });
    if (kept > 0) result.leaving.push({ arc: away, room: kept });
    result.own.push({ key, own });
  });
  return result;
}

/** Everybody who has not been told a time that they could keep. */
function newcomers(
  { model, flow, classNode }: Build,
  { source, region, people }: { source: number; region: Region; people: ToldPeople },
): Entry[] {
  const told = new Map<number, number>();
  for (const { offerClass, allowed } of people.groups)
    told.set(offerClass, (told.get(offerClass) ?? 0) + allowed);
  return region.classes.map((index) => {
    const { count, priority } = model.classes[index]!;
    const arc = flow.arc(source, classNode.get(index)!, { room: 0, price: 1 });
    return { arc, room: count - (told.get(index) ?? 0), priority };
  });
}
