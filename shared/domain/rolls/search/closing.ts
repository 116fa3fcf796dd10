import { MaxFlow } from '../network/maxFlow.ts';
import { admit, type Region, type RollNetwork, rollNetwork } from '../network/rollNetwork.ts';
import { capLevels, meanTurnouts } from './relevel.ts';
import { movePeople, type RollState, setOpen } from './state.ts';

const flow = new MaxFlow();

/** What could be closed together: one site's sessions of a laboratory day, or a single session. */
interface Closable {
  readonly site: number;
  readonly candidates: readonly number[];
  readonly people: number;
}

/**
 * Closes test days, and then sessions, whose people find places elsewhere without anybody leaving the level, if need be
 * in chains over many sites: their flow is taken back, their places are shut, and the flow is sent on in what is left.
 * One site by itself could never tell. The least used go first, as many as `tries` allows; a region that does not keep the level is left alone.
 */
export function closeByFlow(
  state: RollState,
  regions: readonly Region[],
  { unplaceable, tries }: { unplaceable: Int32Array; tries: number },
): void {
  const { model } = state;
  const perRegion = Math.ceil(tries / regions.length);
  const turnouts = meanTurnouts(state);
  for (const region of regions) {
    const network = rollNetwork(model, region, { candidates: (site) => state.open[site]!, flow });
    capLevels(model, network, state.target, { day: 1, week: 1, turnouts });
    const wanted = region.classes.reduce(
      (sum, index) => sum + model.classes[index]!.count - unplaceable[index]!,
      0,
    );
    if (admit(network, model, () => 1) < wanted) continue;
    const desk = closingDesk(state, network);
    let left = perRegion;
    for (const together of [true, false])
      for (const one of desk.closable(together))
        if (left > 0 && desk.couldGo(one)) left -= desk.tryToClose(one);
    desk.apply();
  }
}

interface ClosingDesk {
  /** Least used first; `together`: all sessions of a site's laboratory day as one. */
  readonly closable: (together: boolean) => Closable[];
  /** Whether every class in it has another open session: a quick no before the flow is asked. */
  readonly couldGo: (one: Closable) => boolean;
  /** Closes it if that can be; returns what the try has cost. */
  readonly tryToClose: (one: Closable) => number;
  readonly apply: () => void;
}

function closingDesk(state: RollState, network: RollNetwork): ClosingDesk {
  const { model } = state;
  const { region } = network;
  const places = placesOf(state, network);
  const closed = new Set<number>();
  const isOpen = (site: number, c: number) => !closed.has(site * 4096 + c);
  const peopleAt = (site: number, c: number): number => {
    const { cells, cellArc } = places.get(site * 4096 + c)!;
    let people = 0;
    for (let i = 0; i < cells; i++) people += flow.flowOn(cellArc + 2 * i);
    return people;
  };
  const freshOf = (index: number) =>
    state.open[index]!.filter((c) => model.sites[index]!.standing[c]! < 0 && isOpen(index, c));

  /** Takes the flow of a session back and shuts its places; returns its people. */
  const takeBack = (index: number, c: number): number => {
    const site = model.sites[index]!;
    const { cells, cellArc, classArc } = places.get(index * 4096 + c)!;
    let people = 0;
    for (let a = site.arcStart[c]!, arc = classArc; a < site.arcStart[c + 1]!; a++, arc += 2) {
      const here = flow.flowOn(arc);
      if (here === 0) continue;
      shift(arc, here);
      shift(network.entryOf(site.classes[site.arcClass[a]!]!), here);
      people += here;
    }
    for (let i = 0; i < cells; i++) flow.cap[cellArc + 2 * i] = flow.cap[(cellArc + 2 * i) ^ 1] = 0;
    const position = region.labs.indexOf(site.lab);
    const day = site.labDay[c]!;
    shift(network.dayArc[position]![day]!, people);
    const week = model.labs[site.lab]!.week[day]!;
    if (week >= 0) shift(network.weekArc[position]![week]!, people);
    return people;
  };

  return {
    closable: (together) => {
      const all = region.sites.flatMap((site) => {
        const { labDay } = model.sites[site]!;
        const groups = together
          ? [...Map.groupBy(freshOf(site), (c) => labDay[c]!).values()]
          : freshOf(site).map((c) => [c]);
        return groups.map((candidates) => ({
          site,
          candidates,
          people: candidates.reduce((sum, c) => sum + peopleAt(site, c), 0),
        }));
      });
      return all.sort((a, b) => a.people - b.people || a.site - b.site);
    },
    couldGo: ({ site: index, candidates }) => {
      const site = model.sites[index]!;
      const elsewhere = new Uint8Array(site.classes.length);
      for (const c of state.open[index]!) {
        if (candidates.includes(c) || !isOpen(index, c)) continue;
        for (let a = site.arcStart[c]!; a < site.arcStart[c + 1]!; a++) elsewhere[site.arcClass[a]!] = 1;
      }
      return candidates.every((c) => {
        let arc = places.get(index * 4096 + c)!.classArc;
        for (let a = site.arcStart[c]!; a < site.arcStart[c + 1]!; a++, arc += 2) {
          const k = site.arcClass[a]!;
          const alone = model.classes[site.classes[k]!]!.sites.length === 1;
          if (flow.flowOn(arc) > 0 && alone && elsewhere[k] === 0) return false;
        }
        return true;
      });
    },
    tryToClose: ({ site, candidates }) => {
      const before = flow.cap.slice(0, flow.arcs);
      const people = candidates.reduce((sum, c) => sum + takeBack(site, c), 0);
      if (flow.run(network.source, network.sink) < people) {
        flow.cap.set(before);
        return 1;
      }
      for (const c of candidates) closed.add(site * 4096 + c);
      return 1;
    },
    apply: () => {
      for (const index of region.sites) {
        const site = model.sites[index]!;
        const people = new Int32Array(model.labDays);
        for (const c of state.open[index]!)
          if (isOpen(index, c)) people[site.labDay[c]!]! += peopleAt(index, c);
        movePeople(state, index, people);
        setOpen(
          state,
          index,
          state.open[index]!.filter((c) => isOpen(index, c)),
        );
      }
    },
  };
}

/** Gives a part of an arc's flow back. */
function shift(arc: number, people: number): void {
  flow.cap[arc]! += people;
  flow.cap[arc ^ 1]! -= people;
}

interface Places {
  readonly cells: number;
  /** First arc from its cells to the laboratory day, and from classes to its cells. */
  readonly cellArc: number;
  readonly classArc: number;
}

/** Where the arcs of each open session begin, in the order in which the network lays them. */
function placesOf({ model, open }: RollState, { region, siteArc }: RollNetwork): Map<number, Places> {
  const places = new Map<number, Places>();
  region.sites.forEach((index, position) => {
    const site = model.sites[index]!;
    const cellsOf = (c: number) => site.cellStart[c + 1]! - site.cellStart[c]!;
    let cellArc = siteArc[position]! - 2 * open[index]!.reduce((sum, c) => sum + cellsOf(c), 0);
    let classArc = siteArc[position]!;
    for (const c of open[index]!) {
      places.set(index * 4096 + c, { cells: cellsOf(c), cellArc, classArc });
      cellArc += 2 * cellsOf(c);
      classArc += 2 * (site.arcStart[c + 1]! - site.arcStart[c]!);
    }
  });
  return places;
}
