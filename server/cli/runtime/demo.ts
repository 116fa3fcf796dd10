import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { findRun, type Run } from '../../../db/queries/runs.ts';
import { fixedClock, type Clock } from '../../../shared/clock.ts';
import { demoClock, type DemoClock } from '../../../shared/demo/demoClock.ts';
import { demoRelease } from '../../../shared/demo/figures/demoRelease.ts';
import { installedDemo } from '../../../shared/demo/installedDemo.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import type { DemoName } from '../../../shared/demo/world.ts';
import { instantAt, wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { readBundle } from '../../../shared/sources/readBundle.ts';
import { NIGHT_SEED } from '../../../worker/jobs/handlers.ts';
import type { RunningWorker } from '../../../worker/startWorker.ts';
import type { NightScript } from '../../../worker/steps/nightDeps.ts';
import type { RunWatch, Say } from './runWatch.ts';

const DEFAULT_DEMO: DemoName = 'hovedstaden';
/** When the demo's nights are run: after the day's release, before anybody is at work. */
const NIGHT_TIME = '05:00';

/** The demo that this database holds or is to get; undefined when it holds sites that are no demo's. */
export async function chooseDemo(db: Db, wanted: DemoName | undefined): Promise<DemoName | undefined> {
  const standing = await asTenant(db, SYSTEM, installedDemo);
  if (standing !== undefined) return wanted ?? standing.demo;
  const site = await asTenant(db, SYSTEM, (tx) =>
    tx.selectFrom('sites').select('id').limit(1).executeTakeFirst(),
  );
  return site === undefined ? (wanted ?? DEFAULT_DEMO) : wanted;
}

/** Whatever day the demo's clock has been stepped to meanwhile, a night stands at its own. */
export function demoClockOf(run: Run): Clock {
  return fixedClock(instantAt({ date: run.onDate, time: NIGHT_TIME }).toISOString());
}

/** The demo's authority publishes the real figures of the autumn of 2020. */
export const DEMO_SCRIPT: NightScript = {
  release(date) {
    const published = demoRelease(date);
    if (published === undefined) return Promise.resolve(undefined);
    const { fileName: source, csv } = published;
    const bundle = { source, dateInName: date, files: [{ name: source, bytes: Buffer.from(csv) }] };
    return Promise.resolve({ source, release: readBundle(bundle, date).release });
  },
};

/** Loads the demo where it is missing, and gives its clock. */
export async function loadChosenDemo(db: Db, demo: DemoName, say: Say): Promise<DemoClock> {
  const { loaded, sites, people } = await loadDemo({ db }, { demo });
  say(
    `${loaded ? 'Loaded the demo' : 'The demo'} "${demo}": ` +
      `${sites} invented sites, ${people.toLocaleString('en')} invented people`,
  );
  return demoClock(db);
}

interface NightParts {
  readonly db: Db;
  readonly clock: Clock;
  readonly worker: RunningWorker;
  readonly watch: RunWatch;
  readonly say: Say;
}

/** Sees the night of today through to its end; one that is done is only named. */
export async function runNightOfToday({ db, clock, worker, watch, say }: NightParts): Promise<void> {
  const today = wallClock(clock.now()).date;
  const request = { kind: 'night', onDate: today, seed: NIGHT_SEED, requestedBy: 'demo' } as const;
  const runId = await worker.startRun(request);
  const run = await asTenant(db, SYSTEM, (tx) => findRun(tx, runId));
  if (run?.state === 'done') say(`The night of ${today} is done`);
  else if (run?.state !== 'failed') await watch.ended(runId);
}
