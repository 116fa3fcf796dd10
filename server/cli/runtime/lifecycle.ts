import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../../../shared/log.ts';

/** Thrown where a start would go on although everything is being closed. */
class StoppedWhileStarting extends Error {}

/** What has been opened, closed in the opposite order. */
export interface Lifecycle {
  /** Remembers how to let go of something, right after it was opened. */
  readonly opened: (name: string, close: () => Promise<void> | void) => void;
  /** True from the moment that stopping begins. */
  readonly stopping: () => boolean;
  /** Lets go of everything once, however often it is asked. */
  readonly close: () => Promise<void>;
}

/**
 * What does not close within its patience is left behind, so that one that hangs does not hold up the rest: the rows
 * are true at any moment, and the end of the process frees what is left. The last, which the others stand on, may use
 * up what they have left of the time for all.
 */
export function createLifecycle(
  log: Log,
  { patienceMs, togetherMs }: { patienceMs: number; togetherMs: number },
): Lifecycle {
  const open: { name: string; close: () => Promise<void> | void }[] = [];
  let closing: Promise<void> | undefined;

  const closeAll = async () => {
    const deadline = performance.now() + togetherMs;
    for (let last = open.pop(); last !== undefined; last = open.pop()) {
      const { name, close } = last;
      const closed = Promise.resolve()
        .then(close)
        .then(
          () => 'closed' as const,
          (error: unknown) => {
            log.error({ err: error }, `${name} did not close well`);
            return 'closed' as const;
          },
        );
      const left = Math.max(0, deadline - performance.now());
      const patience = open.length === 0 ? left : Math.min(patienceMs, left);
      const outcome = await Promise.race([closed, sleep(patience, 'late' as const, { ref: false })]);
      if (outcome === 'late')
        log.warn(`${name} did not close in ${Math.round(patience)} ms and is left behind`);
    }
  };

  return {
    opened(name, close) {
      open.push({ name, close });
      // Asked to stop while something was still starting: it goes as soon as it is up, and nothing starts after it.
      if (closing !== undefined) {
        closing = closing.then(closeAll);
        throw new StoppedWhileStarting();
      }
    },
    stopping: () => closing !== undefined,
    close: () => (closing ??= closeAll()),
  };
}
