import type { Actor } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import type { Clock } from '../../shared/clock.ts';
import type { CountryView } from '../../shared/contracts/views/country.ts';
import type { FrameView } from '../../shared/contracts/views/frame.ts';
import type { MunicipalityView } from '../../shared/contracts/views/municipality.ts';
import type { PickupsView } from '../../shared/contracts/views/pickups.ts';
import type { RegionView } from '../../shared/contracts/views/region.ts';
import type { RunsView } from '../../shared/contracts/views/runs.ts';
import type { SessionView, SiteView } from '../../shared/contracts/views/site.ts';
import type { TravelSource } from '../../shared/domain/travel/source.ts';
import type { SolveRoll } from '../../shared/usecases/planning/solver.ts';
import type { SolvePickups } from '../../shared/usecases/planPickups.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';

/** How far the demo's clock is moved. */
export type DemoStep = 'day' | 'wednesday';

/** What use cases and queries work with. The clock has just been read; without login, the system acts. */
export interface WorkDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly planPickups: SolvePickups;
  readonly planRoll: SolveRoll;
  readonly travel: TravelSource | undefined;
  readonly actor: Actor;
}

/** What the pages ask for. The roof wires it (`webServices`); null means that there is no such thing. */
export interface WebServices {
  readonly frame: () => Promise<FrameView>;
  readonly country: () => Promise<CountryView>;
  readonly municipality: (code: string) => Promise<MunicipalityView | null>;
  readonly region: (code: string) => Promise<RegionView | null>;
  readonly pickups: (at: { regionCode: string; date: CalendarDate }) => Promise<PickupsView | null>;
  readonly runs: () => Promise<RunsView>;
  readonly site: (id: string) => Promise<SiteView | null>;
  readonly session: (id: string) => Promise<SessionView | null>;
  /** For a form's use case, and for a page that brings its own query. */
  readonly using: <T>(work: (given: WorkDeps) => Promise<T>) => Promise<T>;
  /** Null in an installation: its clock is the system's. */
  readonly stepDemoClock: ((step: DemoStep) => Promise<void>) | null;
}
