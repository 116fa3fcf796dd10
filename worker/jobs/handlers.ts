import { wallClock } from '../../shared/domain/calendar/copenhagen.ts';
import type { Handlers } from '../queue/jobWorker.ts';
import { deliverStep, finishStep } from './deliverStep.ts';
import type { JobDeps } from './jobDeps.ts';
import { oneMore } from '../oneMore.ts';
import { keepNotices } from './keepNotices.ts';
import { resumeStalledRuns } from './resumeStalledRuns.ts';
import { runStep } from './runStep.ts';
import { startRun } from './startRun.ts';
import { fetchDayRelease, watchFiguresAge } from './watchIncidence.ts';

/** Same figures, same night, same plan: chance comes from the run's row, and that from here. */
export const NIGHT_SEED = 1;

/** Every job and who does it. */
export function createHandlers<StepDeps>(deps: JobDeps<StepDeps>): Handlers {
  return {
    'start-night': async () => {
      const { date } = wallClock(deps.clock.now());
      await startRun(deps, { kind: 'night', onDate: date, seed: NIGHT_SEED, requestedBy: 'schedule' });
    },
    'keep-lists': () => deps.keepLists(),
    'keep-notices': oneMore(() => keepNotices(deps)),
    'fetch-incidence': () => fetchDayRelease(deps.incidence),
    'watch-figures': () => watchFiguresAge(deps.incidence),
    'deliver-step': (payload) => deliverStep(deps, payload),
    'run-step': (payload, delivery) => runStep(deps, payload, delivery),
    'finish-step': (payload) => finishStep(deps, payload),
    'resume-stalled-runs': () => resumeStalledRuns(deps),
  };
}
