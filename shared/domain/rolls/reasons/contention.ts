import type { Model } from '../model/model.ts';
import { admit, type Region, regionsOf, rollNetwork, setCapacity } from '../network/rollNetwork.ts';
import { roomOn } from '../relaxation.ts';
import type { Limit } from '../plan.ts';

/** What the people around a class share and have too little of: the cut of the flow with everything open. */
interface Cut {
  /** People of the classes that compete, and the places that all of them could use. */
  readonly people: number;
  readonly places: number;
  readonly windows: number;
  /** A laboratory day whose capacity, were it larger, would help. */
  readonly labDay?: { readonly lab: number; readonly day: number; readonly capacity: number };
  /** Else a session that would help if it had more lanes. */
  readonly session?: {
    readonly site: number;
    readonly day: number;
    readonly window: number;
    readonly limit: Limit;
  };
}

export type Contention = (offerClass: number) => Cut;

/** Runs the relaxed flow once per region with somebody unplaced and keeps its residual for the questions. */
export function contentionOf(
  model: Model,
  unplaced: ReadonlyMap<number, number>,
  classOf: ReadonlyMap<number, number>,
): Contention {
  const wanted = new Set([...unplaced.keys()].map((offer) => classOf.get(offer)!));
  const cuts = new Map<number, Cut>();
  for (const region of regionsOf(model)) {
    const asked = region.classes.filter((index) => wanted.has(index));
    if (asked.length === 0) continue;
    // Most cuts lie within a few sites; only what hangs on a laboratory needs the whole region's flow.
    const open = cutsIn(model, neighbourhood(model, region, asked), asked, { labs: 'unlimited', cuts });
    if (open.length > 0) cutsIn(model, region, open, { labs: 'as they are', cuts });
  }
  return (offerClass) => cuts.get(offerClass) ?? { people: 0, places: 0, windows: 0 };
}

/** The sites of some classes, and those that share people with them, however far that goes. */
function neighbourhood(model: Model, region: Region, asked: readonly number[]): Region {
  const sites = new Set<number>();
  const classes = new Set(asked);
  for (const index of classes) {
    for (const site of model.classes[index]!.sites) {
      if (sites.has(site)) continue;
      sites.add(site);
      for (const other of model.sites[site]!.classes) classes.add(other);
    }
  }
  return { labs: region.labs, sites: [...sites], classes: [...classes] };
}

/** @returns the classes that are short of nothing here */
function cutsIn(
  model: Model,
  region: Region,
  asked: readonly number[],
  { labs, cuts }: { labs: 'unlimited' | 'as they are'; cuts: Map<number, Cut> },
): number[] {
  const candidates = (site: number) => Array(model.sites[site]!.candidates).keys();
  const network = rollNetwork(model, region, { candidates });
  if (labs === 'as they are') {
    region.labs.forEach((lab, position) => {
      const turnout = Math.max(...region.sites.map((site) => model.sites[site]!.turnout));
      for (let day = 0; day < model.labDays; day++) {
        const room = roomOn(model, { lab, day, ratio: Infinity, mean: 1, turnout });
        setCapacity(network, network.dayArc[position]![day]!, room);
      }
    });
  }
  admit(network, model, () => 1);
  const drains = network.flow.reaching(network.sink);
  return asked.filter((index) => {
    const seen = network.flow.reachableFrom(network.classNode(index), [network.source]);
    if (labs === 'unlimited' && seen[network.sink] === 1) return true;
    cuts.set(index, cutFrom(model, network, { seen, drains }, index));
    return false;
  });
}

function cutFrom(
  model: Model,
  network: ReturnType<typeof rollNetwork>,
  { seen, drains }: { readonly seen: Uint8Array; readonly drains: Uint8Array },
  offerClass: number,
): Cut {
  const { region } = network;
  let people = 0;
  for (const index of region.classes)
    if (seen[network.classNode(index)] === 1) people += model.classes[index]!.count;
  for (const lab of region.labs) {
    for (let day = 0; day < model.labDays; day++) {
      if (seen[network.dayNode(lab, day)] !== 1) continue;
      const { capacity, open } = model.labs[lab]!;
      if (open[day] === 1)
        return { people, places: 0, windows: 0, labDay: { lab, day, capacity: capacity[day]! } };
    }
  }
  let places = 0;
  const windows = new Set<number>();
  let session: Cut['session'];
  let sessionDrains = false;
  for (const index of model.classes[offerClass]!.sites) {
    const site = model.sites[index]!;
    const k = site.classes.indexOf(offerClass);
    for (let c = 0; c < site.candidates; c++) {
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        if (site.arcClass[arc] !== k) continue;
        places += site.cellCap[site.arcCell[arc]!]!;
        windows.add(site.day[c]! * 64 + site.window[c]!);
        // More lanes only help where the laboratory day behind them still leads to the sink.
        const useful = drains[network.dayNode(site.lab, site.labDay[c]!)] === 1;
        if (session && (!useful || sessionDrains)) continue;
        sessionDrains = useful;
        session = {
          site: index,
          day: site.day[c]!,
          window: site.window[c]!,
          limit: shortOf(model, index, c),
        };
      }
    }
  }
  return { people, places, windows: windows.size, ...(session ? { session } : {}) };
}

/** What keeps a session from having more lanes: workstations, swabbers, or the window itself. */
function shortOf(model: Model, index: number, c: number): Limit {
  const site = model.sites[index]!;
  const { id, windows } = model.problem.sites[index]!;
  const lanes = site.lanes[c]!;
  const pools = model.problem.pools.filter(({ sites }) => sites.includes(id));
  if (pools.some(({ workstations }) => workstations <= lanes)) return 'pool';
  const window = windows[site.window[c]!]!;
  const grid = model.grids[index]![site.window[c]!]!;
  const whole = site.lo[c] === 0 && site.hi[c] === grid.starts.length - 1;
  return lanes < window.lanes ||
    (!whole && site.reach[c]! < 0 && pools.length === 0 && staffed(model, index, c))
    ? 'no-swabber'
    : 'no-places';
}

/** Whether the session is shorter than its window because of its swabbers' hours. */
function staffed(model: Model, index: number, c: number): boolean {
  const site = model.sites[index]!;
  const grid = model.grids[index]![site.window[c]!]!;
  return model.swabbersOf[index]!.every((swabber) =>
    swabber.spans.every(
      (span, i) =>
        swabber.duty[site.day[c]! + i] !== 1 ||
        span.from > grid.starts[0]! ||
        span.to < grid.starts.at(-1)! + grid.span,
    ),
  );
}
