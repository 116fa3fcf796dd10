import { parentPort, workerData } from 'node:worker_threads';
import { readInstance } from '../../shared/domain/pickups/instances/readInstance.ts';
import { searchInstance } from '../../shared/domain/pickups/instances/solveInstance.ts';
import { searchPickups } from '../../shared/domain/pickups/planPickups.ts';
import { parsePickupProblem } from '../../shared/domain/pickups/problem.ts';
import { afterIterations, afterMilliseconds } from '../../shared/domain/search/stop.ts';
import { isInstance } from './planFiles.ts';
import type { ThreadMessage, ThreadTask } from './pickupThreads.ts';

// One thread of `--threads`: searches a stage at a time from the routes that it is given.
const { text } = workerData as { text: string };
const instance = isInstance(text) ? readInstance(text) : undefined;
const problem = instance ? undefined : parsePickupProblem(JSON.parse(text));
const send = (message: ThreadMessage) => parentPort!.postMessage(message);

parentPort!.on('message', (task: ThreadTask) => {
  const { seed, stage, initial, iterations, milliseconds } = task;
  const stop =
    iterations === undefined
      ? afterMilliseconds({ limit: milliseconds, now: () => performance.now() })
      : afterIterations(iterations);
  let told = performance.now();
  const run = {
    seed,
    stage,
    stop,
    initial,
    onProgress: (progress: { progress: number; iterations: number; cost: number; absent: number }) => {
      if (performance.now() < told + 500) return;
      told = performance.now();
      send({ progress });
    },
  };
  send({ found: instance ? searchInstance(instance, run) : searchPickups(problem!, run) });
});
