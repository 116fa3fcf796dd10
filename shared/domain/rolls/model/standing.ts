import { dayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { GivenSession, RollProblem } from '../schema.ts';
import type { Grid } from './duty.ts';
import type { LabModel } from './labs.ts';
import { onDuty, type SwabberModel } from './staffing.ts';

/** A session that stands before planning starts: locked, or published and kept. Its free places may be filled. */
export interface StandingSession {
  readonly given: GivenSession;
  readonly locked: boolean;
  readonly site: number;
  /** Day of the horizon; may lie outside it for locked sessions. */
  readonly day: number;
  /** Window by index, or −1 where the site has it no longer. */
  readonly window: number;
  readonly labDay: number;
  readonly swabbers: readonly number[];
  /** First and last minute of its slots. */
  readonly from: number;
  readonly to: number;
  readonly people: number;
  /** Free places by moment: which lanes are free then. */
  readonly free: readonly { readonly start: number; readonly lanes: readonly number[] }[];
}

export interface StandingContext {
  readonly problem: RollProblem;
  readonly siteIndex: ReadonlyMap<string, number>;
  readonly swabberIndex: ReadonlyMap<string, number>;
  readonly swabbers: readonly SwabberModel[];
  readonly grids: readonly (readonly Grid[])[];
  readonly labs: readonly LabModel[];
  readonly labOf: readonly number[];
  readonly horizonDays: number;
}

/** Reads a session as it stands and finds the places in it that are still free. */
export function standingSession(
  context: StandingContext,
  given: GivenSession,
  locked: boolean,
): StandingSession {
  const { problem, siteIndex, swabberIndex, grids, labs, labOf } = context;
  const site = siteIndex.get(given.site)!;
  const { minutesPerSwab, lastPickup, windows } = problem.sites[site]!;
  const window = windows.findIndex(({ id }) => id === given.window);
  const day = dayNumber(given.date) - dayNumber(problem.horizon.from);
  const starts = given.slots.map((slot) => minutesOf(slot.start));
  const from = Math.min(minutesOf(given.start), ...starts);
  const to = Math.max(from, ...given.slots.map((slot, i) => starts[i]! + slot.count * minutesPerSwab));
  const lab = labs[labOf[site]!]!;
  const sameDay = day >= 0 && to <= minutesOf(lastPickup) && lab.open[day] === 1;
  const next = lab.nextOpen[Math.max(0, day + 1)] ?? -1;
  const labDay =
    given.labDate === undefined
      ? sameDay
        ? day
        : next
      : dayNumber(given.labDate) - dayNumber(problem.horizon.from);
  const swabbers = given.swabbers.map((id) => swabberIndex.get(id) ?? -1);
  const people = given.slots.reduce((sum, slot) => sum + slot.count, 0);
  const bare = { given, locked, site, day, window, labDay, swabbers, from, to, people };
  const grid = window < 0 ? undefined : grids[site]![window];
  const fillable = grid && day >= 0 && day < context.horizonDays && given.slots.length > 0;
  return { ...bare, free: fillable ? freePlaces(context, bare, grid) : [] };
}

function freePlaces(
  { problem, swabbers }: StandingContext,
  session: Omit<StandingSession, 'free'>,
  grid: Grid,
): StandingSession['free'] {
  const { given, site, day, labDay, from, to } = session;
  const { minutesPerSwab, blockMinutes, lastPickup, dropIn } = problem.sites[site]!;
  // Longer than it is only where no swabber's or pool's other duty can be touched by it.
  const pooled = problem.pools.some((pool) => pool.sites.includes(given.site));
  const mayGrow =
    !pooled &&
    session.swabbers.every((index) => index >= 0 && swabbers[index]!.sites.length === 1) &&
    problem.sites[site]!.windows.every(
      (other) =>
        other.id === given.window || minutesOf(other.to) <= grid.from || minutesOf(other.from) >= grid.to,
    );
  const served = (end: number) =>
    end <= to || (mayGrow && session.swabbers.every((index) => onDuty(swabbers[index]!, day, from, end)));
  const latest = labDay === day ? Math.min(grid.to, minutesOf(lastPickup)) : grid.to;
  const keptFree = Math.ceil(dropIn / Math.max(1, given.lanes * grid.perLane));
  const step = blockMinutes > 0 ? blockMinutes : minutesPerSwab;
  const end = latest - keptFree * step;
  const free = new Map<number, number[]>();
  for (let lane = 0; lane < given.lanes; lane++) {
    const busy = given.slots
      .filter((slot) => slot.lane === lane)
      .map((slot) => ({
        from: minutesOf(slot.start),
        to: minutesOf(slot.start) + slot.count * minutesPerSwab,
        count: slot.count,
      }))
      .sort((a, b) => a.from - b.from);
    for (let start = blockMinutes > 0 ? grid.from : from; start + minutesPerSwab <= end;) {
      const finish = start + grid.span;
      if (blockMinutes > 0) {
        const taken = busy.filter((slot) => slot.from === start).reduce((sum, slot) => sum + slot.count, 0);
        const places = Math.max(0, grid.perLane - taken);
        if (start >= from && finish <= end && places > 0 && served(finish))
          free.set(start, [...(free.get(start) ?? []), ...Array<number>(places).fill(lane)]);
        start += step;
        continue;
      }
      const hit = busy.find((slot) => slot.from < finish && slot.to > start);
      if (hit) {
        start = hit.to;
        continue;
      }
      if (!served(finish)) break;
      free.set(start, [...(free.get(start) ?? []), lane]);
      start = finish;
    }
  }
  return [...free].map(([start, lanes]) => ({ start, lanes })).sort((a, b) => a.start - b.start);
}
