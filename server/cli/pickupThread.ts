import { parentPort, workerData } from 'node:worker_threads';
import { readInstance } from '../../shared/domain/pickups/instances/readInstance.ts';
import { partSearch, searchInstance } from '../../shared/domain/pickups/instances/solveInstance.ts';
import { searchPickups } from '../../shared/domain/pickups/planPickups.ts';
import { parsePickupProblem } from '../../shared/domain/pickups/problem.ts';
import type { SisrProgress } from '../../shared/domain/pickups/sisr/anneal.ts';
import { afterIterations, atPace } from '../../shared/domain/search/stop.ts';
import { isInstance } from './planFiles.ts';
import type { Budget, ThreadMessage, ThreadTask } from './pickupTeam.ts';

// One thread of `--threads`: searches a task at a time.
const { text } = workerData as { text: string };
const instance = isInstance(text) ? readInstance(text) : undefined;
const problem = instance ? undefined : parsePickupProblem(JSON.parse(text));
const send = (message: ThreadMessage) => parentPort!.postMessage(message);

function stopOf({ iterations, milliseconds }: Budget) {
  return iterations === undefined
    ? atPace({ limit: milliseconds, now: () => performance.now() })
    : afterIterations(iterations);
}

let searchPart: ReturnType<typeof partSearch> | undefined;

parentPort!.on('message', (task: ThreadTask) => {
  const { seed, budget } = task;
  const stop = stopOf(budget);
  if (task.kind === 'part') {
    searchPart ??= partSearch(instance!);
    send({ part: searchPart({ part: task.part, seed, stop, cooling: task.cooling }) });
    return;
  }
  let told = performance.now();
  const onProgress = (progress: SisrProgress) => {
    if (performance.now() < told + 500) return;
    told = performance.now();
    send({ progress });
  };
  const run = { seed, stop, elite: task.elite, onProgress };
  send({ whole: instance ? searchInstance(instance, run) : searchPickups(problem!, run) });
});
