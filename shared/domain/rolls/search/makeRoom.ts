import type { SiteModel } from '../model/site.ts';
import type { FitSheet } from './fitSheet.ts';
import type { SiteIndex } from './siteIndex.ts';

const { min } = Math;

/**
 * Seats whoever a plain pass left over along augmenting paths: somebody takes a place in a full cell, whoever sat there
 * moves to another cell of theirs, and so on until a cell has room. With it a fit is a maximum flow of the site.
 */
export function roomMaker(
  fit: FitSheet,
  most: { readonly classes: number; readonly cells: number },
): (site: SiteModel, index: SiteIndex, chosen: readonly number[]) => void {
  const { left, people, byCandidate, cellLeft, flow } = fit;
  /** The place of a candidate in the list of chosen ones, −1 for the others. */
  let place = new Int32Array(1024).fill(-1);
  const queue = new Int32Array(most.classes);
  /** By class reached: the arc it would leave; by cell reached: the arc by which somebody comes. −1: not reached. */
  const leaves = new Int32Array(most.classes);
  const enters = new Int32Array(most.cells);

  /** Breadth first from a class; returns the cell with room at the end of the path, or −1. */
  const search = (site: SiteModel, index: SiteIndex, from: number): number => {
    leaves.fill(-1, 0, site.classes.length);
    enters.fill(-1, 0, site.cellCap.length);
    leaves[from] = -2;
    queue[0] = from;
    for (let read = 0, write = 1; read < write; read++) {
      const k = queue[read]!;
      for (let i = index.classStart[k]!; i < index.classStart[k + 1]!; i++) {
        const arc = index.arcs[i]!;
        const c = index.arcCandidate[arc]!;
        const cell = site.arcCell[arc]!;
        if (place[c]! < 0 || enters[cell]! >= 0) continue;
        enters[cell] = arc;
        if (cellLeft[cell]! > 0) return cell;
        for (let other = site.arcStart[c]!; other < site.arcStart[c + 1]!; other++) {
          const guest = site.arcClass[other]!;
          if (site.arcCell[other] !== cell || flow[other] === 0 || leaves[guest] !== -1) continue;
          leaves[guest] = other;
          queue[write++] = guest;
        }
      }
    }
    return -1;
  };

  const shift = (site: SiteModel, index: SiteIndex, arc: number, by: number): void => {
    const c = index.arcCandidate[arc]!;
    flow[arc]! += by;
    byCandidate[place[c]!]! += by;
    people[site.labDay[c]!]! += by;
  };

  /** Moves as many as the path allows; returns how many. */
  const follow = (site: SiteModel, index: SiteIndex, from: number, end: number): number => {
    let by = min(left[from]!, cellLeft[end]!);
    for (let k = site.arcClass[enters[end]!]!; k !== from;) {
      const arc = leaves[k]!;
      by = min(by, flow[arc]!);
      k = site.arcClass[enters[site.arcCell[arc]!]!]!;
    }
    cellLeft[end]! -= by;
    for (let cell = end; ;) {
      const arc = enters[cell]!;
      shift(site, index, arc, by);
      const k = site.arcClass[arc]!;
      if (k === from) break;
      shift(site, index, leaves[k]!, -by);
      cell = site.arcCell[leaves[k]!]!;
    }
    left[from]! -= by;
    return by;
  };

  return (site, index, chosen) => {
    if (place.length < site.candidates) place = new Int32Array(site.candidates).fill(-1);
    chosen.forEach((c, i) => (place[c] = i));
    for (let k = 0; k < site.classes.length; k++) {
      while (left[k]! > 0) {
        const end = search(site, index, k);
        if (end < 0) break;
        fit.unplaced -= follow(site, index, k, end);
      }
    }
    for (const c of chosen) place[c] = -1;
  };
}
