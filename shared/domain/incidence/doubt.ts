import type { CalendarDate } from '../calendar/calendarDate.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import type { Figures } from './release.ts';

/** When a release is held back. Dated policy; the defaults let every real release handed out pass. */
export interface GateLimits {
  /** Largest believable share of settled figures (older than `settledAfterDays`) that a release may change. */
  readonly changedHistoryPercent: number;
  readonly settledAfterDays: number;
  /** A municipality's seven days may not exceed `jumpFactor` × the week before … */
  readonly jumpFactor: number;
  /** … nor one day `dayFactor` × the highest of the days around it … */
  readonly dayFactor: number;
  /** … as soon as they hold this many cases. */
  readonly jumpFromCases: number;
  /** How far the series may be from the totals stated beside it: this many cases, or this share. */
  readonly totalsToleranceCases: number;
  readonly totalsTolerancePercent: number;
  /** So many municipalities may be missing from the table of totals. */
  readonly municipalitiesMissing: number;
  /** So many may have no column in the series: a municipality without any case has none. */
  readonly columnsMissing: number;
  /** A population may differ by this share from the known one, and more for each year since that was known. */
  readonly populationPercent: number;
  readonly populationPercentPerYear: number;
  /** Over this many recent days, no release may take or add this many cases and more than this share. */
  readonly recentDays: number;
  readonly fallFromCases: number;
  readonly fallPercentNational: number;
  readonly fallPercentMunicipality: number;
  readonly risePercentNational: number;
  readonly risePercentMunicipality: number;
  /** Days whose release counts by a new definition: history as a whole is then expected to change. */
  readonly redefinedOn: readonly CalendarDate[];
  /** Days without a row that a series is known to lack. */
  readonly knownGaps: readonly CalendarDate[];
}

export const GATE_CHECKS = [
  'municipalities-missing',
  'columns-missing',
  'population-changed',
  'unknown-name',
  'day-missing',
  'series-starts-late',
  'series-ends-early',
  'totals-disagree',
  'municipality-vanished',
  'history-changed',
  'recent-fall',
  'recent-rise',
  'jump',
] as const;
export type GateCheck = (typeof GATE_CHECKS)[number];

/** What the gate says when it looks closer, and what it looks at in an authority's own figures (`publishedGate.ts`). */
type OtherCheck =
  | 'municipality-emptied'
  | 'municipality-history-changed'
  | 'day-jump'
  | 'statement-incomplete'
  | 'rate-impossible'
  | 'rate-not-of-cases'
  | 'rate-jump'
  | 'rates-fall'
  | 'rates-not-our-count';

/** Why a release is held back: what, where, and the numbers. */
export interface Doubt {
  readonly check: GateCheck | OtherCheck;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

export type KnownFigures = Figures & { readonly releasedOn: CalendarDate };

/** Inhabitants in force on the release's day, and since when each number has been. */
export type KnownPopulations = ReadonlyMap<
  MunicipalityCode,
  { readonly inhabitants: number; readonly since: CalendarDate }
>;
