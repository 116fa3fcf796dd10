import type { Db } from '../../db/connect.ts';
import type { Run } from '../../db/queries/runs.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Job } from '../../shared/contracts/jobs.ts';
import type { Mailer } from '../../shared/mail/mailer.ts';
import type { Claims } from '../claims.ts';
import type { Pipeline, RunEvent } from '../step.ts';
import type { IncidenceDeps } from './watchIncidence.ts';

/** The kinds of run there are; each has its pipeline. */
export type RunKind = 'night';

/** What the handlers stand on. `StepDeps` is what the steps of the pipelines need beyond that. */
export interface JobDeps<StepDeps> {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly pipelines: Readonly<Record<RunKind, Pipeline<StepDeps>>>;
  /** For one run: the demo's night stands at the run's own day, whatever day its clock has been stepped to. */
  readonly stepDeps: (run: Run) => StepDeps;
  /** What the minute's schedule does for the pickup lists (R56). */
  readonly keepLists: () => Promise<void>;
  /** Where the outbox goes; absent: its notices are read on their page. */
  readonly mailer: Mailer | undefined;
  /** What time it is now: the system's, or the demo's. */
  readonly now: () => Promise<Clock>;
  /** What is fetched, and where it is logged. */
  readonly incidence: IncidenceDeps;
  readonly enqueue: (jobs: readonly Job[]) => Promise<void>;
  readonly claims: Claims;
  /** Aborts when the process is to stop. */
  readonly signal: AbortSignal;
  readonly report: (event: RunEvent) => void;
}
