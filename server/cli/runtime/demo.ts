import { asTenant, SYSTEM } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { reopenFailedRuns, type Run } from '../../../db/queries/runs.ts';
import { fixedClock, type Clock } from '../../../shared/clock.ts';
import {
  type ClockStep,
  demoClock,
  type DemoClock,
  nextDemoNight,
  stepClock,
} from '../../../shared/demo/demoClock.ts';
import { demoRelease } from '../../../shared/demo/figures/demoRelease.ts';
import { installedDemo } from '../../../shared/demo/installedDemo.ts';
import { loadDemo } from '../../../shared/demo/loadDemo.ts';
import { decideByScript } from '../../../shared/demo/script/decideByScript.ts';
import type { DemoName } from '../../../shared/demo/world.ts';
import { instantAt } from '../../../shared/domain/calendar/copenhagen.ts';
import { readBundle } from '../../../shared/sources/readBundle.ts';
import { agreeTestDays } from '../../../shared/usecases/agreeTestDays.ts';
import { answerTestDays } from '../../../shared/usecases/answerTestDays.ts';
import { publishRoll } from '../../../shared/usecases/publishRoll.ts';
import { NIGHT_SEED } from '../../../worker/jobs/handlers.ts';
import type { NightScript } from '../../../worker/steps/nightDeps.ts';
import type { NightWorker } from './nightWorker.ts';
import type { RunWatch, Say } from './runWatch.ts';

/** Who the demo's people say they are. */
const DEMO = 'demo';
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

/** A night that failed stays failed until somebody has looked; starting anew says that somebody has. */
export async function retryFailedNights(db: Db, say: Say): Promise<void> {
  for (const date of await asTenant(db, SYSTEM, (tx) => reopenFailedRuns(tx, 'night'))) {
    say(`The night of ${date} had failed and is tried again`);
  }
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
  catchUp: () => Promise.resolve(undefined),
  async decide(deps) {
    const { contacts, decisions, reviews } = await decideByScript(deps);
    return { code: 'decided', contacts, decisions, reviews };
  },
  // The region's agreement comes by itself; the audit log says so.
  async agree(deps, { allotmentId, region, saved }) {
    if (allotmentId === null) return asTenant(deps.db, SYSTEM, saved);
    await answerTestDays(deps, { allotmentId, by: DEMO, onBehalfOf: region });
    await agreeTestDays(deps, { allotmentId, region, by: DEMO, inTransaction: saved });
  },
  async publish(deps, { rollId, on, saved }) {
    const { sessions, people } = await publishRoll(deps, { rollId, on, by: DEMO, inTransaction: saved });
    return { code: 'published', sessions, people };
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

export interface DemoNights {
  /** Runs the nights that are due, one after the other; asked meanwhile, it looks again before it ends. */
  readonly run: () => Promise<void>;
  /** Lets a day pass, or the days until Wednesday, and their nights run in the background. */
  readonly step: (step: ClockStep) => Promise<void>;
}

interface NightsParts {
  readonly db: Db;
  readonly worker: Pick<NightWorker, 'startRun' | 'keepLists'>;
  readonly watch: RunWatch;
  readonly onError: (error: unknown) => void;
}

/** The demo's days pass when somebody steps its clock. A day begins when the night of the one before is done. */
export function demoNights({ db, worker, watch, onError }: NightsParts): DemoNights {
  let running: Promise<void> | undefined;

  const runDue = async () => {
    for (let date = await nextDemoNight({ db }); date !== undefined; date = await nextDemoNight({ db })) {
      // The clock may have passed the hour at which lists are fixed.
      await worker.keepLists();
      const request = { kind: 'night', onDate: date, seed: NIGHT_SEED, requestedBy: 'demo' } as const;
      const end = await watch.ended(await worker.startRun(request));
      if (end !== 'run-done') return;
    }
  };

  const run = async () => {
    await running;
    running ??= runDue().finally(() => (running = undefined));
    await running;
  };

  return {
    run,
    async step(step) {
      await stepClock({ db }, { step });
      run().catch(onError);
    },
  };
}
