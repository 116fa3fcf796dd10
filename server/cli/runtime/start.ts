import { openDatabase } from '../../../db/connect.ts';
import { systemClock } from '../../../shared/clock.ts';
import type { Config } from '../../../shared/config.ts';
import type { DemoName } from '../../../shared/demo/world.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { DEMO_SCHEDULES, fetchSchedule, SCHEDULES } from '../../../worker/schedules.ts';
import { buildApp } from './app.ts';
import { migrateDatabase, openDatabaseServer } from './databaseServer.ts';
import {
  chooseDemo,
  demoClockOf,
  DEMO_SCRIPT,
  demoNights,
  loadChosenDemo,
  retryFailedNights,
} from './demo.ts';
import { installationScript } from './installationScript.ts';
import { startNightWorker } from './nightWorker.ts';
import { runUntilStopped, type Process } from './runUntilStopped.ts';
import { say, showProgress, watchRuns } from './runWatch.ts';
import { travelOf } from './travel.ts';
import { storeOf } from './store.ts';
import { listen, refuseBeyondLoopback } from './webServer.ts';

export interface StartOptions {
  /** Which demo an empty database of our own gets. */
  readonly demo: DemoName | undefined;
}

/**
 * Everything in one process on one machine: database, pages, queue. An empty database of our own gets the demo and its
 * first night; one that stands is taken up where it was.
 */
export async function start(config: Config, options: StartOptions): Promise<never> {
  refuseBeyondLoopback(config.host);
  if (config.databaseUrl !== undefined && options.demo !== undefined) {
    throw new DomainProblem(
      'invalid-input',
      'The demo goes into a database of its own only: unset DATABASE_URL',
    );
  }
  return runUntilStopped({ logLevel: quieter(config.logLevel) }, (self) => startAll(config, options, self));
}

/** Its progress lines are for the person at the terminal; the log's everyday lines would drown them. */
function quieter(level: string): string {
  return level === 'info' ? 'warn' : level;
}

async function startAll(config: Config, options: StartOptions, { log, life }: Process) {
  const server = await openDatabaseServer(config, { ifRunning: 'refuse' });
  life.opened('PostgreSQL', server.stop);
  await migrateDatabase(server.url);
  const db = openDatabase(server.url, {
    onIdleError: (error) => {
      if (!life.stopping()) log.warn({ err: error }, 'a database connection broke');
    },
  });
  life.opened('the database connections', () => db.destroy());

  const demo = config.databaseUrl === undefined ? await chooseDemo(db, options.demo) : undefined;
  const demoTime = demo === undefined ? undefined : await loadChosenDemo(db, demo, say);
  const clock = demoTime ?? systemClock;
  if (demo !== undefined) await retryFailedNights(db, say);
  if (demo !== undefined && config.mail) say('The demo sends no mail: its notices are read on their page.');
  const watch = watchRuns(say, showProgress);
  const worker = await startNightWorker({
    db,
    databaseUrl: server.url,
    store: storeOf(config, server.url),
    log,
    life,
    report: watch.report,
    travel: travelOf(config, db),
    now: async () => {
      await demoTime?.refresh();
      return clock;
    },
    ...(demo === undefined
      ? {
          script: installationScript(config.incidence),
          fetch: config.incidence,
          mail: config.mail,
          clockOf: () => systemClock,
          schedules: config.incidence ? [...SCHEDULES, fetchSchedule(config.incidence)] : SCHEDULES,
          alone: false,
        }
      : { script: DEMO_SCRIPT, clockOf: demoClockOf, schedules: DEMO_SCHEDULES, alone: true }),
  });

  const onError = (error: unknown) => log.error({ err: error }, 'the demo’s nights');
  const nights = demo === undefined ? undefined : demoNights({ db, worker, watch, onError });
  const { planPickups, planRoll } = worker;
  const parts = {
    db,
    clock,
    stepDemoClock: nights?.step,
    log,
    planPickups,
    planRoll,
    travel: travelOf(config, db),
    stopping: life.stopping,
    publicUrl: config.publicUrl,
  };
  const web = await listen(buildApp(parts), config);
  life.opened('the web server', web.close);
  say(`Podeplan answers at ${web.address}`);
  await nights?.run();
  say(`\nPodeplan is ready: ${web.address}\n`);
  return { broken: server.ended.then(() => 'The embedded PostgreSQL has ended') };
}
