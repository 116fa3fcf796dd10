import type { CalendarDate } from '../calendar/calendarDate.ts';

/** Samples that one owner sends to one laboratory on one date, by the region's levelled plan. */
export interface PlannedLoad {
  readonly owner: string;
  readonly laboratory: string;
  readonly date: CalendarDate;
  readonly samples: number;
}

/** An owner's room at a laboratory on a date (P2). */
export interface Share {
  readonly owner: string;
  readonly laboratory: string;
  readonly date: CalendarDate;
  /** By the region's plan. */
  readonly planned: number;
  /** What the owner may send without asking again. */
  readonly quota: number;
  /** What the quota can be raised by: the owner's part of what the laboratory has left on the day. */
  readonly reserve: number;
}

/** Room that a quota has beside the plan, so that names need not fall exactly as counts did. */
export const SLACK = 0.05;

interface SharesGiven {
  readonly planned: readonly PlannedLoad[];
  /** Who has sites that send samples where. */
  readonly served: readonly { readonly owner: string; readonly laboratory: string }[];
  readonly dates: readonly CalendarDate[];
  /** What is left for these owners, before they send anything. */
  readonly room: (laboratory: string, date: CalendarDate) => number;
}

/**
 * Divides a laboratory's days among owners. Everybody's quota is the levelled plan and a little more; what remains of
 * the day is set aside for each owner in proportion to their whole demand, so that two who raise their quotas without
 * knowing of each other can never overload the day together. Quotas and reserves of a day never exceed its room.
 */
export function divide({ planned, served, dates, room }: SharesGiven): Share[] {
  const byLab = Map.groupBy(planned, ({ laboratory }) => laboratory);
  return [...Map.groupBy(served, ({ laboratory }) => laboratory)].flatMap(([laboratory, serving]) => {
    const loads = byLab.get(laboratory) ?? [];
    const owners = [...new Set(serving.map(({ owner }) => owner))];
    // Whoever the region's plan left without a place may still find one: nobody's part is nothing.
    const demand = owners.map((owner) => Math.max(1, sum(loads.filter((load) => load.owner === owner))));
    const total = demand.reduce((all, own) => all + own, 0);
    const byDate = Map.groupBy(loads, ({ date }) => date);
    const days = [...new Set([...dates, ...byDate.keys()])].sort();
    return days.flatMap((date) => {
      const today = byDate.get(date) ?? [];
      const left = Math.max(0, room(laboratory, date) - sum(today));
      return owners.map((owner, i) => {
        const load = sum(today.filter((one) => one.owner === owner));
        const mine = Math.floor((left * (demand[i] ?? 0)) / total);
        const slack = Math.min(mine, Math.ceil(load * SLACK));
        return { owner, laboratory, date, planned: load, quota: load + slack, reserve: mine - slack };
      });
    });
  });
}

function sum(loads: readonly PlannedLoad[]): number {
  return loads.reduce((samples, load) => samples + load.samples, 0);
}
