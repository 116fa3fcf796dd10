import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { Doubt } from '../../domain/incidence/doubt.ts';
import type { DisagreementView } from './country.ts';

type ReleaseState = 'applied' | 'quarantined' | 'rejected';

/** One release in the list: what became of it, and what it measured. */
export interface ReleaseSummary {
  readonly id: string;
  readonly releasedOn: CalendarDate;
  /** Later than its day where an authority states a day again. */
  readonly knownOn: CalendarDate;
  /** A second release of a day is number 2. */
  readonly sequence: number;
  readonly source: string;
  readonly state: ReleaseState;
  readonly fetchedAt: Date;
  readonly doubts: readonly Doubt[];
  readonly judgedAt: Date | null;
  readonly judgedBy: string | null;
  readonly judgement: string | null;
  /** Municipalities measured red by what is in force; null while nothing is measured. */
  readonly red: number | null;
}

export interface ReleasesView {
  readonly releases: readonly ReleaseSummary[];
  /** How many there are in all. */
  readonly count: number;
  /** How asking the authority went the last time; null where nothing is fetched. */
  readonly lastAsked: {
    readonly at: Date;
    readonly outcome: 'news' | 'nothing-new' | 'failed';
    readonly message: string | null;
  } | null;
}

export interface ReleaseView extends ReleaseSummary {
  readonly lastSampleDate: CalendarDate | null;
  readonly files: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
  /** Red by each counting window, and by the authority's own figures. */
  readonly redBy: readonly { readonly basis: string; readonly inForce: boolean; readonly red: number }[];
  readonly disagreements: readonly DisagreementView[];
}
