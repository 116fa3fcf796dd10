import type { Model } from '../model/model.ts';
import type { LevelTarget } from '../search/state.ts';
import type { Draft } from './draft.ts';

/** What the laboratories get while people change their seats, and how much they may get. */
export interface LabRoom {
  /** Whether one more sample of a site may arrive on a laboratory day. */
  readonly has: (site: number, labDay: number) => boolean;
  readonly add: (site: number, labDay: number, people: number) => void;
  /** The same account under other limits. */
  readonly under: (limits: LevelTarget) => LabRoom;
}

const EPS = 1e-9;

export function labRoom(model: Model, drafts: readonly Draft[], limits: LevelTarget): LabRoom {
  const load = model.labs.map((lab) => Float64Array.from(lab.load));
  const weekLoad = model.labs.map(({ weeks, week }, lab) => {
    const byWeek = new Float64Array(weeks);
    week.forEach((at, day) => {
      if (at >= 0) byWeek[at]! += load[lab]![day]!;
    });
    return byWeek;
  });
  const add: LabRoom['add'] = (site, labDay, people) => {
    const { lab, turnout } = model.sites[site]!;
    if (labDay < 0 || labDay >= model.labDays) return;
    load[lab]![labDay]! += people * turnout;
    const week = model.labs[lab]!.week[labDay]!;
    if (week >= 0) weekLoad[lab]![week]! += people * turnout;
  };
  for (const { site, labDay, seats } of drafts) add(site, labDay, seats.length);
  const under = ({ day, week }: LevelTarget): LabRoom => ({
    add,
    under,
    has: (site, labDay) => {
      const { lab, turnout } = model.sites[site]!;
      if (load[lab]![labDay]! + turnout > day[lab]![labDay]! + EPS) return false;
      const at = model.labs[lab]!.week[labDay]!;
      return at < 0 || weekLoad[lab]![at]! + turnout <= week[lab]![at]! + EPS;
    },
  });
  return under(limits);
}

/** Nothing but the capacity, which is hard. */
export function capacities(model: Model): LevelTarget {
  return {
    day: model.labs.map(({ capacity }) => capacity),
    week: model.labs.map(({ weeks }) => new Float64Array(weeks).fill(Infinity)),
  };
}
