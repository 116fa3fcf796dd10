import type { Move } from '../../domain/lists/reseat.ts';

export interface ChangedList {
  readonly planId: string;
  /** The stop that the change was about; null where it was about a car. */
  readonly stop: string | null;
  readonly moves: readonly Move[];
  /** Sites that nobody reaches any more today. */
  readonly leftOut: readonly { readonly stop: string; readonly message: string; readonly fix: string }[];
  /** What the whole list costs and drives, before and after. */
  readonly price: { readonly before: ListPrice; readonly after: ListPrice };
}

export interface ListPrice {
  /** DKK, by the rates of the day. */
  readonly cost: number;
  readonly km: number;
}
