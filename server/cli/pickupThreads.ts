import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SisrProgress, SisrResult, SisrStage } from '../../shared/domain/pickups/sisr/search.ts';

export interface ThreadTask {
  readonly seed: number;
  readonly stage: SisrStage;
  readonly initial: Int32Array | undefined;
  readonly iterations: number | undefined;
  readonly milliseconds: number;
}

export type ThreadMessage = { readonly found: SisrResult } | { readonly progress: SisrProgress };

/** Where (0…1) the threads meet: half of the way each on its own, then from the best of all. */
const MEETINGS = [0, 0.5, 0.7, 0.85, 1];

/**
 * Searches on several threads that meet now and then and go on from the best routes. By iterations (each thread does as
 * many) the result depends on the seed and the number of threads alone.
 */
export async function searchInThreads({
  text,
  threads,
  seed,
  iterations,
  milliseconds,
  onProgress,
}: {
  readonly text: string;
  readonly threads: number;
  readonly seed: number;
  readonly iterations: number | undefined;
  readonly milliseconds: number;
  readonly onProgress: ((progress: SisrProgress) => void) | undefined;
}): Promise<{ routes: Int32Array; iterations: number }> {
  const file = new URL(`./pickupThread${path.extname(import.meta.filename)}`, import.meta.url);
  const workers = Array.from({ length: threads }, () => new Worker(file, { workerData: { text } }));
  const until = performance.now() + milliseconds;
  let best: SisrResult | undefined;
  let done = 0;
  try {
    for (let k = 1; k < MEETINGS.length; k++) {
      const stage = { from: MEETINGS[k - 1]!, to: MEETINGS[k]! };
      const share = (stage.to - stage.from) / (1 - stage.from);
      const found = await Promise.all(
        workers.map((worker, i) =>
          answer(worker, i === 0 ? onProgress : undefined, {
            seed: seed + 1_000_003 * (threads * k + i),
            stage,
            initial: best?.routes,
            iterations:
              iterations === undefined
                ? undefined
                : Math.round(iterations * stage.to) - Math.round(iterations * stage.from),
            milliseconds: Math.max(1, (until - performance.now()) * share),
          }),
        ),
      );
      for (const result of found) {
        done += result.iterations;
        if (best === undefined || isBetter(result, best)) best = result;
      }
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return { routes: best!.routes, iterations: done };
}

function isBetter(a: SisrResult, b: SisrResult): boolean {
  return (
    a.absent.length - b.absent.length < 0 || (a.absent.length === b.absent.length && a.cost < b.cost - 1e-7)
  );
}

function answer(
  worker: Worker,
  onProgress: ((progress: SisrProgress) => void) | undefined,
  task: ThreadTask,
): Promise<SisrResult> {
  return new Promise((resolve, reject) => {
    const listen = (message: ThreadMessage) => {
      if ('progress' in message) onProgress?.(message.progress);
      else {
        worker.off('message', listen);
        worker.off('error', reject);
        resolve(message.found);
      }
    };
    worker.on('message', listen);
    worker.on('error', reject);
    worker.postMessage(task);
  });
}
