import type { SiteModel } from '../model/site.ts';
import { MaxFlow } from '../network/maxFlow.ts';

/** How one site's people fit into a set of its candidates. Reused: read it before the next evaluation. */
export interface SiteFit {
  unplaced: number;
  /** What the people cost the level: each pays for how full the day or week is on which they fit. */
  congestion: number;
  /** People who only fit where it is crowded. */
  crowded: number;
  /** People by laboratory day. */
  readonly people: Int32Array;
  readonly byWeek: Int32Array;
  /** People by class of the site who found no place. */
  readonly left: Int32Array;
  /** The same with those who found one only where it is crowded. */
  readonly beyond: Int32Array;
  /** People by candidate, in the order passed. */
  readonly byCandidate: Int32Array;
}

export type SiteFitter = (
  site: SiteModel,
  chosen: readonly number[],
  demand: Int32Array,
  room: DayRoom,
) => SiteFit;

/** People for whom a laboratory still has room, without this site's own, by level of crowding (see `CROWDING`). */
export interface DayRoom {
  readonly day: readonly Int32Array[];
  readonly week: readonly Int32Array[];
  readonly weekOf: Int32Array;
}

/**
 * How full a day or a week is, in steps of its target, and what a person there costs in units of the search's price.
 * A convex price finds the sites for which moving people is cheap; a hard limit would move whoever comes last.
 */
export const CROWDING = [
  { day: 0.97, week: 0.985, price: 0 },
  { day: 1, week: 1, price: 1 },
  { day: 1.03, week: 1.015, price: 4 },
  { day: 1.1, week: 1.05, price: 12 },
  { day: Infinity, week: Infinity, price: 40 },
] as const;
/** From this level on people would rather open another day. */
export const CROWDED = 2;

const UNLIMITED = 0x3fffffff;

/**
 * The site's own small network: class → cell → laboratory day → week → sink. Run once with the room under the target
 * and once without limit: flow on the arcs into the sink never shrinks, so the second run's gain is exactly the fewest
 * people beyond the target.
 */
export function siteFitter(labDays: number, weeks: number, mostClasses: number): SiteFitter {
  const flow = new MaxFlow();
  const fit: SiteFit = {
    unplaced: 0,
    congestion: 0,
    crowded: 0,
    people: new Int32Array(labDays),
    byWeek: new Int32Array(weeks),
    left: new Int32Array(mostClasses),
    beyond: new Int32Array(mostClasses),
    byCandidate: new Int32Array(1024),
  };
  const dayArc = new Int32Array(labDays).fill(-1);
  const weekArc = new Int32Array(weeks).fill(-1);
  const classArc = new Int32Array(mostClasses);
  const usedDays: number[] = [];
  const usedWeeks: number[] = [];

  return (site, chosen, demand, room) => {
    const classes = site.classes.length;
    const firstDay = 2 + classes;
    const firstWeek = firstDay + labDays;
    const firstCell = firstWeek + weeks;
    let cells = 0;
    for (const c of chosen) cells += site.cellStart[c + 1]! - site.cellStart[c]!;
    flow.reset(firstCell + cells);
    let wanted = 0;
    for (let k = 0; k < classes; k++) {
      classArc[k] = -1;
      if (demand[k]! <= 0) continue;
      wanted += demand[k]!;
      classArc[k] = flow.arc(0, 2 + k, demand[k]!);
    }
    usedDays.length = 0;
    usedWeeks.length = 0;
    let node = firstCell;
    const firstCellArc = flow.arcs;
    for (const c of chosen) {
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++)
        flow.arc(node++, firstDay + site.labDay[c]!, site.cellCap[cell]!);
    }
    node = firstCell;
    for (const c of chosen) {
      const day = site.labDay[c]!;
      if (dayArc[day]! < 0) {
        const week = room.weekOf[day]!;
        dayArc[day] = flow.arc(
          firstDay + day,
          week < 0 ? 1 : firstWeek + week,
          Math.max(0, room.day[0]![day]!),
        );
        usedDays.push(day);
        if (week >= 0 && weekArc[week]! < 0) {
          weekArc[week] = flow.arc(firstWeek + week, 1, Math.max(0, room.week[0]![week]!));
          usedWeeks.push(week);
        }
      }
      const base = node - site.cellStart[c]!;
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++) {
        const k = site.arcClass[arc]!;
        if (demand[k]! > 0) flow.arc(2 + k, base + site.arcCell[arc]!, UNLIMITED);
      }
      node += site.cellStart[c + 1]! - site.cellStart[c]!;
    }
    let flowed = 0;
    fit.congestion = 0;
    fit.crowded = 0;
    for (let level = 0; level < CROWDING.length && flowed < wanted; level++) {
      if (level > 0) {
        for (const day of usedDays) raise(flow, dayArc[day]!, room.day[level]![day]!);
        for (const week of usedWeeks) raise(flow, weekArc[week]!, room.week[level]![week]!);
      }
      const more = flow.run(0, 1);
      flowed += more;
      fit.congestion += more * CROWDING[level]!.price;
      if (level === CROWDED - 1) {
        fit.crowded = wanted - flowed;
        for (let k = 0; k < classes; k++) fit.beyond[k] = classArc[k]! < 0 ? 0 : flow.cap[classArc[k]!]!;
      }
    }
    fit.unplaced = wanted - flowed;
    fit.people.fill(0);
    for (const day of usedDays) {
      fit.people[day] = flow.flowOn(dayArc[day]!);
      dayArc[day] = -1;
    }
    fit.byWeek.fill(0);
    for (const week of usedWeeks) {
      fit.byWeek[week] = flow.flowOn(weekArc[week]!);
      weekArc[week] = -1;
    }
    for (let k = 0; k < classes; k++) fit.left[k] = classArc[k]! < 0 ? 0 : flow.cap[classArc[k]!]!;
    let arc = firstCellArc;
    for (let i = 0; i < chosen.length; i++) {
      const c = chosen[i]!;
      let people = 0;
      for (let cell = site.cellStart[c]!; cell < site.cellStart[c + 1]!; cell++, arc += 2)
        people += flow.flowOn(arc);
      fit.byCandidate[i] = people;
    }
    return fit;
  };
}

function raise(flow: MaxFlow, arc: number, room: number): void {
  flow.cap[arc] = Math.max(flow.cap[arc]!, room - flow.flowOn(arc));
}
