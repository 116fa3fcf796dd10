import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { argumentsOf, signal } from './processes.ts';

/** What a running server writes into its data folder (postmaster.pid; the line numbers are PostgreSQL's own). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const POLL_MS = 10;
/** Smart shutdown waits for clients for as long as they like; Ctrl-C has two seconds for everything. */
const FAST_AFTER_MS = 500;
/** Without its last checkpoint, which a slow disk may draw out: nothing is lost, the next start reads the log. */
const IMMEDIATE_AFTER_MS = 1_300;

/** The server that is running on this data folder; undefined when none is, whatever a left-over file says. */
export async function findPostmaster(dataFolder: string): Promise<Postmaster | undefined> {
  const text = await readFile(path.join(dataFolder, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port, , , , status] = text.split('\n');
  const found = { pid: Number(pid), port: Number(port), ready: status?.trim() === 'ready' };
  if (!Number.isInteger(found.pid) || found.pid <= 0) return undefined;
  return (await argumentsOf(found.pid)).includes(dataFolder) ? found : undefined;
}

/** Waits until the server on this folder takes connections; undefined when `abandon` says that it never will. */
export async function waitUntilReady(
  dataFolder: string,
  { timeoutMs, abandon }: { timeoutMs: number; abandon: () => boolean | Promise<boolean> },
): Promise<Postmaster | undefined> {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline && !(await abandon())) {
    const found = await findPostmaster(dataFolder);
    if (found?.ready === true) return found;
    await sleep(POLL_MS);
  }
  return undefined;
}

/** Stops the server on this folder, politely first, and returns when it has gone. */
export async function stopPostmaster(dataFolder: string): Promise<void> {
  const started = performance.now();
  const steps: { after: number; name: NodeJS.Signals }[] = [
    { after: 0, name: 'SIGTERM' },
    { after: FAST_AFTER_MS, name: 'SIGINT' },
    { after: IMMEDIATE_AFTER_MS, name: 'SIGQUIT' },
  ];
  for (;;) {
    const found = await findPostmaster(dataFolder);
    if (found === undefined) return;
    const due = steps[0];
    if (due !== undefined && performance.now() - started >= due.after) {
      signal(found.pid, due.name);
      steps.shift();
    }
    await sleep(POLL_MS);
  }
}

/** PostgreSQL refuses to start while a stranger happens to have the process id that a dead server left behind. */
export async function forgetDeadPostmaster(dataFolder: string): Promise<void> {
  if ((await findPostmaster(dataFolder)) === undefined) {
    await rm(path.join(dataFolder, 'postmaster.pid'), { force: true });
  }
}
