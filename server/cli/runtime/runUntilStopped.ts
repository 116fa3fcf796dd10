import { createLog, type Log } from '../../../shared/log.ts';
import { EXIT } from '../exit.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';
import { listenForStop } from './stopSignal.ts';

export interface Process {
  readonly log: Log;
  readonly life: Lifecycle;
}

/** Stopping takes two seconds at most; of these, one part gets so much. */
const STOPPING = { patienceMs: 700, togetherMs: 1_900 };

/**
 * Runs a long-lived command: starts what it needs, stays until somebody asks it to stop or a part of it ends, and lets
 * go of everything in the opposite order.
 *
 * @param start resolves when everything is up, with a promise that ends when the command cannot go on.
 */
export async function runUntilStopped(
  { logLevel }: { logLevel: string },
  start: (process: Process) => Promise<{ readonly broken: Promise<string> }>,
): Promise<never> {
  // Before anything is started: a signal in the meantime must find us listening.
  const stop = listenForStop();
  const log = createLog(logLevel);
  const life = createLifecycle(log, STOPPING);
  const stopped = stop.received.then(() => undefined);
  const broken = start({ log, life }).then((up) => up.broken);
  try {
    const reason = await Promise.race([stopped, broken]);
    if (reason !== undefined) log.fatal(reason);
    await life.close();
    process.exit(reason === undefined ? EXIT.done : EXIT.refused);
  } catch (error) {
    await life.close();
    throw error;
  }
}
