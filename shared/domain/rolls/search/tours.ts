import type { Model } from '../model/model.ts';

/**
 * One closed tour per laboratory and day, kept roughly short while sites come and go. It prices a stop (R31): what it
 * costs to slip it in between two neighbours, which is little on a day when the neighbourhood is visited anyhow.
 */
export interface Tours {
  /** Kilometres more if the site had a stop that day, as if it had none yet. */
  readonly insertion: (site: number, day: number) => number;
  readonly add: (site: number, day: number) => void;
  readonly remove: (site: number, day: number) => void;
  readonly kilometres: () => number;
}

export function emptyTours(model: Model): Tours {
  const tours = model.labs.map(() => Array.from({ length: model.labDays }, (): number[] => []));
  const { sites } = model;
  const x = Float64Array.from(sites, (site) => site.x);
  const y = Float64Array.from(sites, (site) => site.y);
  const between = (a: number, b: number): number => {
    const dx = (a < 0 ? 0 : x[a]!) - (b < 0 ? 0 : x[b]!);
    const dy = (a < 0 ? 0 : y[a]!) - (b < 0 ? 0 : y[b]!);
    return Math.sqrt(dx * dx + dy * dy);
  };
  let place = 0;
  const insertion = (site: number, day: number): number => {
    const tour = tours[sites[site]!.lab]![day]!;
    let best = Infinity;
    let before = -1;
    let fromBefore = between(-1, site);
    place = 0;
    for (let i = 0; i <= tour.length; i++) {
      const after = i === tour.length ? -1 : tour[i]!;
      if (after === site) continue;
      const toAfter = between(site, after);
      const detour = fromBefore + toAfter - between(before, after);
      if (detour < best) {
        best = detour;
        place = i;
      }
      before = after;
      fromBefore = toAfter;
    }
    return best;
  };
  return {
    insertion,
    add: (site, day) => {
      insertion(site, day);
      tours[sites[site]!.lab]![day]!.splice(place, 0, site);
    },
    remove: (site, day) => {
      const tour = tours[sites[site]!.lab]![day]!;
      const at = tour.indexOf(site);
      if (at >= 0) tour.splice(at, 1);
    },
    kilometres: () => {
      let total = 0;
      for (const lab of tours) {
        for (const tour of lab) {
          for (let i = 0; i <= tour.length; i++) total += between(tour[i - 1] ?? -1, tour[i] ?? -1);
        }
      }
      return total;
    },
  };
}
