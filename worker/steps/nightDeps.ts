import type { Db } from '../../db/connect.ts';
import type { Clock } from '../../shared/clock.ts';
import type { RunNote } from '../../shared/contracts/runNotes.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Release } from '../../shared/domain/incidence/release.ts';
import type { TravelSource } from '../../shared/domain/travel/source.ts';
import type { Log } from '../../shared/log.ts';
import type { PlannerPool } from '../planners/plannerPool.ts';
import type { StepCall } from '../step.ts';

type Planners = Pick<PlannerPool, 'planPickups' | 'planRoll'>;

/** What the steps of a night stand on. */
export interface NightDeps extends Planners {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly script: NightScript;
  readonly travel?: TravelSource | undefined;
}

type ScriptDeps = Pick<NightDeps, 'db' | 'clock' | 'newId'>;
type Saved = StepCall['saved'];

/** What an installation and the demo do differently. */
export interface NightScript {
  /** The release that has come in for this day, where the night itself fetches it. */
  readonly release: (date: CalendarDate) => Promise<FetchedRelease | undefined>;
  /** Asks once more for what the day's fetching missed; says what came, if anything was asked for. */
  readonly catchUp: (deps: ScriptDeps, date: CalendarDate) => Promise<RunNote | undefined>;
  /** What people do about the day's colours; says what was done, or who is waited for. */
  readonly decide: (deps: ScriptDeps) => Promise<RunNote>;
  /** What becomes of a region's proposed test days; null where none were proposed. Ends with `saved`. */
  readonly agree: (
    deps: ScriptDeps,
    about: { readonly allotmentId: string | null; readonly region: string; readonly saved: Saved },
  ) => Promise<void>;
  /** What becomes of a drafted roll. Ends with `saved`. */
  readonly publish: (
    deps: ScriptDeps,
    about: { readonly rollId: string; readonly on: CalendarDate; readonly saved: Saved },
  ) => Promise<RunNote>;
}

interface FetchedRelease {
  readonly release: Release;
  /** The path or address that it was read from. */
  readonly source: string;
}

/** The same deps, whose planners end in the middle of their work when the process is to stop. */
export function stoppable(deps: NightDeps, signal: AbortSignal): NightDeps {
  return {
    ...deps,
    planRoll: (problem, options) => deps.planRoll(problem, { ...options, signal }),
    planPickups: (problem, options) => deps.planPickups(problem, { ...options, signal }),
  };
}
