import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { runnableBinaries, type Binaries } from './binaries.ts';
import { clusterUrl, ensureCluster } from './cluster.ts';
import { claimHome, dataFolder, findOwner, logFile, openHome, releaseHome, type Home } from './home.ts';
import { forgetDeadPostmaster, stopPostmaster, waitUntilReady } from './postmaster.ts';

export interface EmbeddedPostgresOptions {
  /** Where the server keeps its data; as root possibly only a note of where under /var/lib/podeplan. */
  readonly dataDir: string;
  /** What a living process already runs on this data directory: use its server, or say no. */
  readonly ifRunning: 'adopt' | 'refuse';
  /** Settings beyond the usual ones, such as `fsync: 'off'` for tests. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly log?: (sentence: string) => void;
}

export interface EmbeddedPostgres {
  readonly url: string;
  /** Whether another process started the server, which then also stops it. */
  readonly adopted: boolean;
  /** Settles when the server has ended, also by itself; never for an adopted one. */
  readonly ended: Promise<void>;
  /** Stops the server that was started here, and leaves an adopted one alone. May be called twice. */
  readonly stop: () => Promise<void>;
}

const START_TIMEOUT_MS = 60_000;
/** Another program may take the free port between our finding it and the server's taking it. */
const PORT_ATTEMPTS = 5;

const USUAL_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  max_connections: '100',
};

/**
 * Starts PostgreSQL from the platform package on a data directory, or adopts the server that a living process runs
 * there. However this process ends, also by SIGKILL, the server is stopped after it.
 *
 * @throws DomainProblem `conflict` when it is running and `ifRunning` is `refuse`; `unavailable` when it cannot run.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { dataDir, ifRunning, settings = {}, log = () => undefined } = options;
  const home = await openHome(dataDir);
  for (;;) {
    const owner = await claimHome(home);
    if (owner === undefined) break;
    if (ifRunning === 'refuse') {
      if (await endsSoon(home)) continue;
      throw new DomainProblem(
        'conflict',
        `Podeplan is already running on ${dataDir} (process ${owner.pid}): ` +
          'stop it first, or set PODEPLAN_DATA_DIR to another folder',
      );
    }
    const adopted = await adopt(home);
    if (adopted !== undefined) return adopted;
  }
  try {
    // A server whose owner was killed: its guard is stopping it at this moment, and this makes sure.
    await stopPostmaster(dataFolder(home));
    const binaries = await runnableBinaries(home);
    await ensureCluster(home, binaries);
    await forgetDeadPostmaster(dataFolder(home));
    return await launch(home, binaries, { ...USUAL_SETTINGS, ...settings }, log);
  } catch (error) {
    await releaseHome(home);
    throw error;
  }
}

/** A process that has been killed takes a moment to be gone; one that lives is no nearer its end after a second. */
async function endsSoon(home: Home): Promise<boolean> {
  for (let waited = 0; waited < 1_000; waited += 50) {
    if ((await findOwner(home)) === undefined) return true;
    await sleep(50);
  }
  return false;
}

/** Undefined when the owner ended while we waited: then the home is free to be claimed. */
async function adopt(home: Home): Promise<EmbeddedPostgres | undefined> {
  const ownerEnded = async () => (await findOwner(home)) === undefined;
  const postmaster = await waitUntilReady(dataFolder(home), {
    timeoutMs: START_TIMEOUT_MS,
    abandon: ownerEnded,
  });
  if (postmaster !== undefined) {
    const url = await clusterUrl(home, postmaster.port);
    return { url, adopted: true, ended: new Promise(() => undefined), stop: () => Promise.resolve() };
  }
  if (await ownerEnded()) return undefined;
  throw new DomainProblem(
    'unavailable',
    'Another process holds the embedded PostgreSQL, but it is not running',
  );
}

/**
 * The guard is a shell that starts the server and outlives this process: when our end of its standard input closes,
 * for whatever reason, it stops the server. In a session of its own (`detached`), so that Ctrl-C reaches us first and
 * we can let go of the database before it goes. Repeated, because a server that has only just been forked is still deaf.
 */
const GUARD = `
exec 3<&0
"$@" 3<&- &
server=$!
{ cat <&3 >/dev/null; while kill -INT "$server"; do sleep 0.2; done; } &
watch=$!
exec 3<&-
wait "$server"
kill "$watch"
`;

async function launch(
  home: Home,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
  log: (sentence: string) => void,
): Promise<EmbeddedPostgres> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const output = await open(logFile(home), 'w');
    const flags = Object.entries({ ...settings, port: String(port) }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const guard = spawn(
      '/bin/sh',
      ['-c', GUARD, 'guard', binaries.postgres, '-D', dataFolder(home), ...flags],
      {
        ...home.account,
        env: binaries.env,
        cwd: '/',
        detached: true,
        stdio: ['pipe', output.fd, output.fd],
      },
    );
    const ended = once(guard, 'exit').then(() => undefined);
    await output.close();
    const postmaster = await waitUntilReady(dataFolder(home), {
      timeoutMs: START_TIMEOUT_MS,
      abandon: () => guard.exitCode !== null || guard.signalCode !== null,
    });
    if (postmaster !== undefined) {
      log(`PostgreSQL listens on 127.0.0.1:${port}`);
      return { url: await clusterUrl(home, port), adopted: false, ended, stop: stopper(home, ended) };
    }
    await stopPostmaster(dataFolder(home));
    const said = await readFile(logFile(home), 'utf8');
    if (attempt < PORT_ATTEMPTS && said.includes('Address already in use')) continue;
    throw new DomainProblem('unavailable', `The embedded PostgreSQL did not start (see ${logFile(home)})`, [
      { place: logFile(home), message: said.trim().split('\n').at(-1) ?? '' },
    ]);
  }
}

function stopper(home: Home, ended: Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    await stopPostmaster(dataFolder(home));
    await ended;
    await releaseHome(home);
  };
  return () => (stopping ??= stop());
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
