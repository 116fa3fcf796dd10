/** What a stop of a day shall keep. At least one of them. */
export interface StopLock {
  /** A car, by id. */
  readonly vehicle?: string | undefined;
  /** The minute of the day at which the driver begins there. */
  readonly at?: number | undefined;
  /** Its number among the stops of the car's day. */
  readonly position?: number | undefined;
}

/** What a telephone call, or a site itself, changes on a day's list (R56, P7). */
export type ListChange =
  /** Nobody comes. */
  | { readonly kind: 'cancel'; readonly stop: string }
  /** P7: nothing to fetch; kits are brought all the same. */
  | { readonly kind: 'no-samples'; readonly stop: string }
  | { readonly kind: 'counts'; readonly stop: string; readonly samples: number; readonly kits: number }
  /** A stop more, or more at a stop that is there. */
  | {
      readonly kind: 'add';
      readonly site: string;
      readonly samples: number;
      readonly kits: number;
      readonly sessions?: readonly string[] | undefined;
    }
  /** A car has broken down: others take its open stops. */
  | { readonly kind: 'car-out'; readonly vehicle: string }
  /** A stop keeps a car, a time or a place in the car's day, whatever the planner would rather. */
  | ({ readonly kind: 'lock'; readonly stop: string } & StopLock)
  | { readonly kind: 'unlock'; readonly stop: string }
  /** Somebody's own order: every open stop of a car, as it is to be driven. */
  | { readonly kind: 'order'; readonly vehicle: string; readonly stops: readonly string[] };
