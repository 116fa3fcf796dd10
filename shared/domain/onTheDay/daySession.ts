import type { StoredSession, StoredSlot } from '../planning/sessionDrafts.ts';

/** A time of an agreed session; `headcount` stays beside a name that was given to one of its places later (P1). */
export interface DaySlot extends StoredSlot {
  readonly headcount: string | null;
}

/** An agreed session with all that may change on the day (P7). */
export interface DaySession extends Omit<StoredSession, 'slots'> {
  readonly laboratory: string;
  readonly dropIn: number;
  readonly slots: readonly DaySlot[];
}

/** What somebody does within agreed sessions. Minutes count from midnight. */
export type DayAction =
  /** Two people change places. */
  | { readonly kind: 'swap'; readonly slot: string; readonly other: string }
  /** One person, or the places of one line, to a free time. */
  | {
      readonly kind: 'move';
      readonly slot: string;
      readonly session: string;
      readonly lane: number;
      readonly start: number;
    }
  /** Somebody gets a free time; `keptFree`: one of those that are kept for people without a rota (P8). */
  | {
      readonly kind: 'fill';
      readonly session: string;
      readonly lane: number;
      readonly start: number;
      readonly staff: string;
      readonly keptFree: boolean;
    }
  /** Somebody's name is given to a place of a headcount (P1). */
  | { readonly kind: 'name'; readonly slot: string; readonly place: number; readonly staff: string }
  /** Another swabber serves a lane. */
  | { readonly kind: 'swabber'; readonly session: string; readonly lane: number; readonly swabber: string }
  /** How many places are kept for people without a rota (P8). */
  | { readonly kind: 'drop-in'; readonly session: string; readonly places: number };
