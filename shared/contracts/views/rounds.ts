import type { NotAlong, RoundOnDay } from '../../domain/lists/rounds.ts';

export interface RoundSum {
  readonly stops: number;
  readonly km: number;
  readonly hours: number;
  /** DKK, by the rates of the day. */
  readonly cost: number;
}

interface ComparedRound {
  readonly name: string;
  readonly car: string | null;
  readonly from: number;
  readonly to: number;
  readonly km: number;
  readonly hours: number;
  /** What it would cost by the rates of the region's first car. */
  readonly cost: number;
  readonly rides: readonly {
    readonly site: string;
    readonly name: string;
    readonly samples: number;
    readonly why: NotAlong | null;
  }[];
  readonly tight: RoundOnDay['tight'];
}

/** P10: a day's list beside the rounds that run anyway. */
export interface RoundsComparison {
  readonly rounds: readonly ComparedRound[];
  /** The list as it would be planned now, without the rounds. */
  readonly list: RoundSum;
  /** What is left of it when the rounds take along what they can. */
  readonly beside: RoundSum;
}
