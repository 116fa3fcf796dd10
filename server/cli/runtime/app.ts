import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ClockStep } from '../../../shared/demo/demoClock.ts';
import type { TravelSource } from '../../../shared/domain/travel/source.ts';
import type { Log } from '../../../shared/log.ts';
import { watchFigures } from '../../../shared/usecases/watchFigures.ts';
import type { SolveRoll } from '../../../shared/usecases/planning/solver.ts';
import type { SolvePickups } from '../../../shared/usecases/planPickups.ts';
import { createApi } from '../../api/api.ts';
import { createMetrics, healthRouter } from '../../api/health.ts';
import { createApp } from '../../app.ts';
import { webServices } from '../../web/webServices.ts';
import { ownVersion } from '../ownVersion.ts';

export interface AppParts {
  readonly db: Db;
  /** What day it is: the system's, or the demo's. */
  readonly clock: Clock;
  /** In the demo: lets its days pass. */
  readonly stepDemoClock?: ((step: ClockStep) => Promise<void>) | undefined;
  readonly log: Log;
  /** Re-plans lists in a thread. */
  readonly planPickups: SolvePickups;
  /** Plans a roll while its planner waits, in a thread as well. */
  readonly planRoll: SolveRoll;
  readonly travel: TravelSource | undefined;
  readonly stopping: () => boolean;
  readonly publicUrl: string | undefined;
}

/** The web server with everything it serves. */
export function buildApp({
  db,
  clock,
  stepDemoClock,
  log,
  planPickups,
  planRoll,
  travel,
  stopping,
  publicUrl,
}: AppParts): RequestListener {
  const figures = () => watchFigures({ db, clock });
  const metrics = createMetrics(figures);
  return createApp({
    services: webServices({
      db,
      clock,
      newId: randomUUID,
      planPickups,
      planRoll,
      travel,
      ...(stepDemoClock === undefined ? {} : { stepDemoClock }),
    }),
    log,
    publicUrl,
    operations: [metrics.measure, healthRouter({ db, stopping, figures }), metrics.router],
    // On loopback, without login, whoever asks is the operator.
    api: createApi({
      db,
      actor: SYSTEM,
      clock,
      newId: randomUUID,
      planPickups,
      planRoll,
      travel,
      log,
      version: ownVersion(),
    }),
  });
}
