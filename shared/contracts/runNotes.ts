import { z } from 'zod';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';

/** What a step of a run found, as a code with its facts, which every language says in its own words. */
export type RunNote =
  | { readonly code: 'released'; readonly releasedOn: CalendarDate; readonly sequence: number }
  | {
      readonly code: 'held-back';
      readonly releasedOn: CalendarDate;
      readonly sequence: number;
      readonly reasons: readonly string[];
    }
  | { readonly code: 'caught-up'; readonly releases: readonly CaughtUp[] }
  | { readonly code: 'no-release'; readonly newest: CalendarDate | null; readonly why: string | null }
  | { readonly code: 'nothing-to-measure' }
  | { readonly code: 'measured'; readonly red: number; readonly measured: number; readonly opened: number }
  | {
      readonly code: 'decided';
      readonly contacts: number;
      readonly decisions: number;
      readonly reviews: number;
    }
  | { readonly code: 'awaiting-decisions'; readonly municipalities: number }
  | { readonly code: 'no-roll-due' }
  | { readonly code: 'allotted'; readonly testDays: number; readonly people: number; readonly owners: number }
  | { readonly code: 'not-due' }
  | {
      readonly code: 'drafted';
      readonly placed: number;
      readonly unplaced: number;
      readonly testDays: number;
    }
  | { readonly code: 'left-to-people' }
  | { readonly code: 'published'; readonly sessions: number; readonly people: number }
  | { readonly code: 'confirmed'; readonly sessions: number }
  | { readonly code: 'fixed'; readonly lists: number }
  | {
      readonly code: 'pickups-planned';
      readonly stops: number;
      readonly routes: number;
      readonly unserved: number;
    }
  | { readonly code: 'taken-over' };

export interface CaughtUp {
  readonly releasedOn: CalendarDate;
  readonly outcome: 'applied' | 'quarantined';
}

const written = z.object({ code: z.string() });

/** A note as its row has it; a sentence where an earlier version wrote one. */
export function readRunNote(value: unknown): RunNote | string | null {
  if (typeof value !== 'string') return written.safeParse(value).success ? (value as RunNote) : null;
  if (!value.startsWith('{')) return value;
  return readRunNote(JSON.parse(value));
}
