import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { ClockStep } from '../../../shared/demo/demoClock.ts';
import type { TravelSource } from '../../../shared/domain/travel/source.ts';
import type { Log } from '../../../shared/log.ts';
import { watchFigures } from '../../../shared/usecases/watchFigures.ts';
import type { SolvePickups } from '../../../shared/usecases/planPickups.ts';
import { createApi } from '../../api/api.ts';
import { createMetrics, healthRouter } from '../../api/health.ts';
import { createApp } from '../../app.ts';
import { webServices } from '../../web/webServices.ts';

export interface AppParts {
  readonly db: Db;
  /** What day it is: the system's, or the demo's. */
  readonly clock: Clock;
  /** In the demo: lets its days pass. */
  readonly stepDemoClock?: ((step: ClockStep) => Promise<void>) | undefined;
  readonly log: Log;
  /** Re-plans lists in a thread. */
  readonly planPickups: SolvePickups;
  readonly travel: TravelSource | undefined;
  readonly stopping: () => boolean;
}

/** The web server with everything it serves. */
export async function buildApp({
  db,
  clock,
  stepDemoClock,
  log,
  planPickups,
  travel,
  stopping,
}: AppParts): Promise<RequestListener> {
  const figures = () => watchFigures({ db, clock });
  const metrics = createMetrics(figures);
  return createApp({
    services: webServices({
      db,
      clock,
      newId: randomUUID,
      planPickups,
      travel,
      ...(stepDemoClock === undefined ? {} : { stepDemoClock }),
    }),
    log,
    operations: [metrics.measure, healthRouter({ db, stopping, figures }), metrics.router],
    // On loopback, without login, whoever asks is the operator.
    api: createApi({
      db,
      actor: SYSTEM,
      clock,
      newId: randomUUID,
      planPickups,
      travel,
      log,
      version: await ownVersion(),
    }),
  });
}

async function ownVersion(): Promise<string> {
  // Beside `server` in the source, one floor up from there in `dist`.
  for (const up of ['../../../package.json', '../../../../package.json']) {
    const text = await readFile(new URL(up, import.meta.url), 'utf8').catch(() => undefined);
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  throw new Error('package.json is not where it was');
}
