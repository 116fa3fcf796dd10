import { systemClock } from '../../../shared/clock.ts';
import type { Config } from '../../../shared/config.ts';
import { openPlannerPool } from '../../../worker/planners/plannerPool.ts';
import { buildApp } from './app.ts';
import { openInstallation } from './installation.ts';
import { runUntilStopped } from './runUntilStopped.ts';
import { travelOf } from './travel.ts';
import { listen, refuseBeyondLoopback } from './webServer.ts';

/** The web server of an installation. Stateless: several stand behind one balancer, which asks `/readyz`. */
export async function serve(config: Config): Promise<never> {
  refuseBeyondLoopback(config.host);
  return runUntilStopped(config, async ({ log, life }) => {
    const { db } = await openInstallation(config, { log, life });
    const planners = openPlannerPool({ threads: 1 });
    life.opened('the planner thread', planners.close);
    const { planPickups, planRoll } = planners;
    const web = await listen(
      buildApp({
        db,
        clock: systemClock,
        log,
        planPickups,
        planRoll,
        travel: travelOf(config, db),
        stopping: life.stopping,
        publicUrl: config.publicUrl,
      }),
      config,
    );
    life.opened('the web server', web.close);
    log.info(`Podeplan serves ${web.address}`);
    return { broken: new Promise(() => undefined) };
  });
}
