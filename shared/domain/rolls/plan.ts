import { z } from 'zod';
import type { CalendarDate } from '../calendar/calendarDate.ts';
import { sessionSchema } from './schema.ts';

/** Why somebody is not placed: closed, so that every face can say it in its own language. */
export const LIMITS = [
  'no-duty',
  'closed',
  'notice',
  'no-swabber',
  'no-places',
  'pool',
  'lab-capacity',
  'age',
] as const;
export type Limit = (typeof LIMITS)[number];

export interface RollSlot {
  readonly offer: string;
  readonly lane: number;
  readonly start: string;
  readonly count: number;
}

export interface RollSession {
  readonly site: string;
  readonly date: CalendarDate;
  readonly window: string;
  readonly start: string;
  readonly lanes: number;
  readonly swabbers: readonly string[];
  readonly labDate: CalendarDate;
  readonly provisional: boolean;
  readonly slots: readonly RollSlot[];
}

/** The numbers behind a reason; `text` turns them into a sentence in the reader's language. */
export type ReasonFacts = Readonly<Record<string, string | number | readonly string[]>>;

export interface Unplaced {
  readonly offer: string;
  readonly count: number;
  readonly limit: Limit;
  readonly message: string;
  readonly fix: string;
  readonly facts?: ReasonFacts | undefined;
}

export interface RollScore {
  readonly placed: number;
  readonly labPeakRatio: number;
  readonly weekPeakRatio: number;
  readonly siteDays: number;
  readonly sessions: number;
  readonly km: number;
  readonly moved: number;
  readonly cost: number;
}

/** No plan for the same problem can do better than these; how they are certified stands in `bounds.ts`. */
export interface RollBounds {
  /** At most so many people can be placed. */
  readonly placed: number;
  /** No plan that places so many has a lower peak ratio. */
  readonly labPeakRatio: number;
  /** At least so many site-days are needed to place so many. */
  readonly siteDays: number;
}

/** The plan as a file. `seconds` is left out of plans that stop by iterations, so that the same seed gives the same bytes. */
export interface RollPlan {
  readonly sessions: readonly RollSession[];
  readonly unplaced: readonly Unplaced[];
  readonly score: RollScore;
  readonly bounds: RollBounds;
  readonly seed: number;
  readonly iterations: number;
  readonly seconds?: number | undefined;
}

/** What `check rolls` reads: the checker judges sessions and reasons, and only compares the rest. */
export const rollPlanSchema = z.object({
  sessions: z.array(sessionSchema),
  unplaced: z.array(
    z.object({
      offer: z.string(),
      count: z.number().int().min(1),
      limit: z.string(),
      message: z.string(),
      fix: z.string(),
    }),
  ),
  score: z.record(z.string(), z.number()).optional(),
  bounds: z.record(z.string(), z.number()).optional(),
});
/** A plan as read from a file: nothing in it is believed yet. */
export type GivenPlan = z.output<typeof rollPlanSchema>;
