import { systemClock } from '../../../shared/clock.ts';
import type { Config } from '../../../shared/config.ts';
import { fetchSchedule, SCHEDULES } from '../../../worker/schedules.ts';
import { openInstallation } from './installation.ts';
import { installationScript } from './installationScript.ts';
import { startNightWorker } from './nightWorker.ts';
import { runUntilStopped } from './runUntilStopped.ts';
import { travelOf } from './travel.ts';
import { storeOf } from './store.ts';

/** A worker of an installation's queue. Several share the jobs; any of them may be stopped at any moment. */
export async function work(config: Config): Promise<never> {
  return runUntilStopped(config, async ({ log, life }) => {
    const { db, databaseUrl } = await openInstallation(config, { log, life });
    const store = storeOf(config, databaseUrl);
    await startNightWorker({
      db,
      databaseUrl,
      store,
      log,
      life,
      script: installationScript(config.incidence),
      fetch: config.incidence,
      mail: config.mail,
      clockOf: () => systemClock,
      now: () => Promise.resolve(systemClock),
      travel: travelOf(config, db),
      schedules: config.incidence ? [...SCHEDULES, fetchSchedule(config.incidence)] : SCHEDULES,
      alone: false,
      report: ({ kind, ...facts }) => log.info(facts, kind),
    });
    log.info(`Podeplan works on the queue in ${store.kind === 'redis' ? 'Redis' : 'PostgreSQL'}`);
    return { broken: new Promise(() => undefined) };
  });
}
