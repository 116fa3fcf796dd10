/** One person's place in a session; `offer` is filled in when people get their names. */
export interface Seat {
  readonly lane: number;
  /** Minutes of the session's date. */
  readonly start: number;
  readonly offerClass: number;
  offer: number;
}

/** A session with its seats, on the way from classes to people. Standing sessions keep what they have besides. */
export interface Draft {
  readonly site: number;
  readonly day: number;
  readonly window: number;
  readonly labDay: number;
  /** Index into the standing sessions, or −1. */
  readonly standing: number;
  /** Lanes that the window, its swabbers and pools allow. */
  readonly mostLanes: number;
  lanes: number;
  /** By lane; indices into the model's swabbers. */
  swabbers: number[];
  seats: Seat[];
  from: number;
  to: number;
  /** Bounds within which seats keep the session what it was planned as (laboratory date, age, swabbers' hours). */
  readonly earliest: number;
  readonly latest: number;
}
