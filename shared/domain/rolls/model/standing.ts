import { type CalendarDate, dayNumber } from '../../calendar/calendarDate.ts';
import { minutesOf } from '../../calendar/minutes.ts';
import type { GivenSession, RollProblem } from '../schema.ts';
import type { Grid } from './duty.ts';
import type { LabModel } from './labs.ts';
import type { SwabberModel } from './staffing.ts';

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
  readonly offerIndex: ReadonlyMap<string, number>;
  readonly swabbers: readonly SwabberModel[];
  readonly grids: readonly (readonly Grid[])[];
  readonly labs: readonly LabModel[];
  readonly labOf: readonly number[];
  readonly horizonDays: number;
  /** Day of the horizon, also before and after it. */
  readonly dayOf: (date: CalendarDate) => number;
  readonly isLocked: (session: {
    readonly site: string;
    readonly date: string;
    readonly window: string;
  }) => boolean;
}

/** Reads a session as it stands; `withFreePlaces` finds the places in it that are still free. */
export function standingSession(
  context: StandingContext,
  given: GivenSession,
  locked: boolean,
): StandingSession {
  const { problem, siteIndex, swabberIndex, labs, labOf } = context;
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
  return { given, locked, site, day, window, labDay, swabbers, from, to, people, free: [] };
}
