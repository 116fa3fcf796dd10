import { levelBounds } from '../../../shared/domain/rolls/bounds.ts';
import type { Model } from '../../../shared/domain/rolls/model/model.ts';

export interface NaiveFigures {
  readonly placed: number;
  readonly siteDays: number;
  readonly peak: number;
}

type Choice = (options: readonly { day: number; full: number }[]) => number;

/** First eligible day, and least-loaded day, person by person: what anybody would try first. */
export const NAIVE: Readonly<Record<string, Choice>> = {
  'first eligible day': () => 0,
  'least-loaded day': (options) =>
    options.reduce((best, { full }, i) => (full < options[best]!.full ? i : best), 0),
};

/** Seats class by class, one person at a time, wherever a window still has places, by day and nothing else. */
export function naiveRoll(model: Model, choose: Choice): NaiveFigures {
  const { mean } = levelBounds(model);
  const load = model.labs.map(() => new Float64Array(model.labDays));
  const stops = new Set<number>();
  let placed = 0;
  for (const site of model.sites) {
    const room = Int32Array.from(site.cellCap);
    const arcs = Array.from(site.classes, (): { cell: number; day: number }[] => []);
    for (let c = 0; c < site.candidates; c++) {
      for (let arc = site.arcStart[c]!; arc < site.arcStart[c + 1]!; arc++)
        arcs[site.arcClass[arc]!]!.push({ cell: site.arcCell[arc]!, day: site.labDay[c]! });
    }
    const { capacity } = model.labs[site.lab]!;
    site.classes.forEach((index, k) => {
      if (model.classes[index]!.sites[0] !== site.index) return;
      const own = arcs[k]!.sort((a, b) => a.day - b.day);
      for (let n = model.classes[index]!.count; n > 0; n--) {
        const options = own
          .filter(({ cell }) => room[cell]! > 0)
          .map(({ cell, day }) => ({ cell, day, full: load[site.lab]![day]! / capacity[day]! }));
        if (options.length === 0) break;
        const { cell, day } = options[choose(options)]!;
        room[cell]!--;
        load[site.lab]![day]! += site.turnout;
        stops.add(site.index * 1024 + day);
        placed++;
      }
    });
  }
  const peaks = model.labs.map(({ capacity, horizonCapacity }, lab) =>
    horizonCapacity > 0
      ? Math.max(...load[lab]!.map((samples, day) => (capacity[day]! > 0 ? samples / capacity[day]! : 0))) /
        mean[lab]!
      : 0,
  );
  return { placed, siteDays: stops.size, peak: Math.max(...peaks) };
}
