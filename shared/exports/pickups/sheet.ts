import type { Readable } from 'node:stream';
import type { StopState } from '../../domain/lists/stopLife.ts';

/** A day's list, or one route of it, ready to be written: rows with facts, and the words that a reader gets. No names. */
export interface PickupSheet {
  readonly language: string;
  readonly regionCode: string;
  readonly date: string;
  readonly title: string;
  /** What the list is: planned, or fixed and when. */
  readonly state: string;
  /** Whom to telephone about changes. */
  readonly duty: string;
  readonly words: SheetWords;
  readonly routes: readonly SheetRoute[];
  /** Sites without a stop, with the reason. */
  readonly unserved: readonly { readonly name: string; readonly reason: string }[];
}

/** Heads of columns and small words, in the reader's language. */
export interface SheetWords {
  readonly order: string;
  readonly arrival: string;
  readonly place: string;
  readonly ready: string;
  readonly samples: string;
  readonly kits: string;
  readonly receipt: string;
  readonly receiptTime: string;
  readonly receiptCount: string;
  readonly phone: string;
  readonly door: string;
  readonly changed: string;
  readonly cancelled: string;
  readonly unserved: string;
  readonly page: (page: number, pages: number) => string;
  readonly footer: string;
}

interface SheetPlace {
  readonly name: string;
  readonly lat: number;
  readonly lon: number;
}

export interface SheetRoute {
  readonly number: number;
  readonly title: string;
  readonly summary: string;
  readonly starts: string;
  readonly ends: string;
  readonly vehicle: string;
  readonly trip: number;
  /** HH:MM. */
  readonly start: string;
  readonly end: string;
  readonly km: number;
  readonly from: SheetPlace;
  readonly to: SheetPlace;
  readonly stops: readonly SheetStop[];
  /** Ferries on the way to the laboratory, a sentence each. */
  readonly ferriesHome: readonly string[];
}

export interface SheetStop extends SheetPlace {
  readonly position: number;
  readonly arrival: string;
  readonly departure: string;
  /** HH:MM; null: any time. */
  readonly ready: string | null;
  readonly readyWords: string;
  readonly address: string | null;
  readonly municipality: string;
  readonly door: string | null;
  readonly phone: string | null;
  readonly samples: number;
  readonly kits: number;
  readonly state: StopState;
  readonly stateWords: string;
  readonly changed: boolean;
  readonly note: string | null;
  /** Ferries on the way there, a sentence each. */
  readonly ferries: readonly string[];
}

/** One way of writing a list. A new one is a file and a line in `formats.ts`. */
export interface PickupFormat {
  readonly name: string;
  readonly mediaType: string;
  readonly write: (sheet: PickupSheet) => Readable;
}
