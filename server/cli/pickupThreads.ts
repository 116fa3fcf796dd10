import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { readInstance } from '../../shared/domain/pickups/instances/readInstance.ts';
import { isDivisible } from '../../shared/domain/pickups/instances/solveInstance.ts';
import { crossedSearch } from './crossedSearch.ts';
import { dividedSearch } from './dividedSearch.ts';
import type { Found, Team, TeamSearch, Tell, ThreadMessage, ThreadTask } from './pickupTeam.ts';
import { isInstance } from './planFiles.ts';

/**
 * Searches on several threads. By iterations (each thread does as many) the result depends on the seed and the number
 * of threads alone.
 */
export async function searchInThreads({
  text,
  threads,
  ...search
}: TeamSearch & { readonly text: string; readonly threads: number }): Promise<Found> {
  const until = performance.now() + search.milliseconds;
  const file = new URL(`./pickupThread${path.extname(import.meta.filename)}`, import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: { text } }));
  const team = teamOf(workers);
  try {
    const instance = isInstance(text) ? readInstance(text) : undefined;
    return instance && isDivisible(instance)
      ? await dividedSearch(team, instance, search, until)
      : await crossedSearch(team, search, until);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function teamOf(workers: readonly Worker[]): Team {
  return {
    size: workers.length,
    whole: (k, task, onProgress) =>
      ask(workers[k]!, { kind: 'whole', ...task }, (m) => ('whole' in m ? m.whole : undefined), onProgress),
    part: (k, task) => ask(workers[k]!, { kind: 'part', ...task }, (m) => ('part' in m ? m.part : undefined)),
  };
}

function ask<T>(
  worker: Worker,
  task: ThreadTask,
  answer: (message: ThreadMessage) => T | undefined,
  onProgress?: Tell,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const listen = (message: ThreadMessage) => {
      if ('progress' in message) onProgress?.(message.progress);
      const found = answer(message);
      if (found === undefined) return;
      worker.off('message', listen);
      worker.off('error', reject);
      resolve(found);
    };
    worker.on('message', listen);
    worker.on('error', reject);
    worker.postMessage(task);
  });
}
