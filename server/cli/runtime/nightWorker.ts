import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Db } from '../../../db/connect.ts';
import type { Run } from '../../../db/queries/runs.ts';
import { systemClock, type Clock } from '../../../shared/clock.ts';
import type { TravelSource } from '../../../shared/domain/travel/source.ts';
import type { Log } from '../../../shared/log.ts';
import type { FetchPlan } from '../../../shared/usecases/fetchIncidence.ts';
import { carryOver } from '../../../shared/usecases/lists/carryOver.ts';
import { freezeDueLists } from '../../../shared/usecases/lists/freezeDueLists.ts';
import { type Mailer, openMailer } from '../../../shared/mail/mailer.ts';
import type { SolveRoll } from '../../../shared/usecases/planning/solver.ts';
import type { SolvePickups } from '../../../shared/usecases/planPickups.ts';
import { NIGHT } from '../../../worker/pipeline.ts';
import { openPlannerPool } from '../../../worker/planners/plannerPool.ts';
import type { Schedule } from '../../../worker/queue/jobQueue.ts';
import type { Store } from '../../../worker/queue/store.ts';
import { startWorker, type RunningWorker } from '../../../worker/startWorker.ts';
import type { RunEvent } from '../../../worker/step.ts';
import type { NightDeps, NightScript } from '../../../worker/steps/nightDeps.ts';
import type { Lifecycle } from './lifecycle.ts';

export interface NightWorkerParts {
  readonly db: Db;
  readonly databaseUrl: string;
  readonly store: Store;
  readonly log: Log;
  readonly life: Lifecycle;
  readonly script: NightScript;
  /** What time it is for a run. */
  readonly clockOf: (run: Run) => Clock;
  /** What time it is now: the system's, or the demo's once it has been read again. */
  readonly now: () => Promise<Clock>;
  /** Where travel times come from; undefined: the embedded estimate. */
  readonly travel: TravelSource | undefined;
  readonly schedules: readonly Schedule[];
  /** Where the day's release is fetched from; absent in the demo, and where people import. */
  readonly fetch?: FetchPlan | undefined;
  /** The server that takes the notices; absent: they are read on their page. */
  readonly mail?: { readonly url: string; readonly from: string } | undefined;
  readonly alone: boolean;
  readonly report: (event: RunEvent) => void;
}

/** Who the schedule is, in the logs that people read. */
const BY = 'podeplan';

/** Threads plan; while they do, their jobs only wait, and a few more can import and save. */
const JOBS_BESIDE_PLANNING = 2;

export interface NightWorker extends RunningWorker {
  /** What the schedule does each minute: fixes the lists whose hour has come (R56). */
  readonly keepLists: () => Promise<void>;
  readonly planPickups: SolvePickups;
  readonly planRoll: SolveRoll;
}

/** The queue's worker with the planners' threads under it. */
export async function startNightWorker(parts: NightWorkerParts): Promise<NightWorker> {
  const { db, life, log, script, clockOf, now, travel } = parts;
  const threads = Math.max(1, availableParallelism());
  const planners = openPlannerPool({ threads });
  life.opened('the planner threads', planners.close);
  const keepLists = async () => {
    const deps = {
      db,
      clock: await now(),
      newId: randomUUID,
      planPickups: planners.planPickups,
      travel,
      log,
    };
    await freezeDueLists(deps, { by: BY });
    await carryOver(deps, { by: BY });
  };
  const worker = await startWorker<NightDeps>({
    ...parts,
    clock: systemClock,
    newId: randomUUID,
    pipelines: { night: NIGHT },
    stepDeps: (run) => ({ ...planners, db, clock: clockOf(run), newId: randomUUID, log, script, travel }),
    keepLists,
    mailer: openedMailer(parts),
    incidence: { db, clock: systemClock, newId: randomUUID, log, plan: parts.fetch },
    concurrency: threads + JOBS_BESIDE_PLANNING,
    onError: (error) => {
      // The connections that are cut while everything stops are no news.
      if (!life.stopping()) log.error({ err: error }, 'the queue');
    },
  });
  life.opened('the queue worker', worker.close);
  return { ...worker, keepLists, planPickups: planners.planPickups, planRoll: planners.planRoll };
}

function openedMailer({ mail, life }: NightWorkerParts): Mailer | undefined {
  if (!mail) return undefined;
  const mailer = openMailer(mail);
  life.opened('the mail server', () => {
    mailer.close();
  });
  return mailer;
}
