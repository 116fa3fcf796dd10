import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { findPostmaster } from '../../../db/embedded/postmaster.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../db/embedded/startEmbeddedPostgres.ts';

let dataDir: string;
let servers: EmbeddedPostgres[];
let holders: ChildProcess[];

beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'podeplan-embedded-'));
  servers = [];
  holders = [];
});

afterEach(async () => {
  for (const holder of holders) holder.kill('SIGKILL');
  await Promise.all(servers.map((server) => server.stop()));
  await eventually(async () => (await findPostmaster(dataFolder())) === undefined);
  await rm(dataDir, { recursive: true, force: true });
});

const dataFolder = () => path.join(dataDir, 'postgres', 'cluster', 'data');

async function start(ifRunning: 'adopt' | 'refuse' = 'refuse'): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, ifRunning, settings: { fsync: 'off' } });
  servers.push(server);
  return server;
}

function hold(): ChildProcess {
  const holder = spawn(process.execPath, [path.join(import.meta.dirname, 'holdServer.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  holders.push(holder);
  return holder;
}

async function urlOf(holder: ChildProcess): Promise<string> {
  const [line] = (await once(holder.stdout!, 'data')) as [Buffer];
  return line.toString().trim();
}

async function ask<T>(url: string, sql: string): Promise<T | undefined> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ answer: T }>(sql);
    return rows[0]?.answer;
  } finally {
    await client.end();
  }
}

async function eventually(holds: () => Promise<boolean>, timeoutMs = 5_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Not so after ${timeoutMs} ms: ${holds.toString()}`);
    await sleep(10);
  }
}

/** Every live process whose command line names our data directory, the guard's shell and initdb among them. */
async function processesOfDataDir(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(dataDir));
}

describe('embedded PostgreSQL', () => {
  test('started, stopped and started again keeps its data and its password', async () => {
    const first = await start();
    await ask(first.url, `CREATE TABLE kept AS SELECT 7 AS answer`);
    await first.stop();
    const again = await start();
    expect(await ask(again.url, 'SELECT answer FROM kept')).toBe(7);
    expect(new URL(again.url).password).toBe(new URL(first.url).password);
    expect(new URL(again.url).password.length).toBeGreaterThan(20);
    const password = await stat(path.join(dataDir, 'postgres', 'cluster', 'password'));
    expect(password.mode & 0o777).toBe(0o600);
  });

  test('sorts Danish, keeps UTC and takes the settings it is given', async () => {
    const { url } = await start();
    expect(
      await ask(
        url,
        `SELECT string_agg(x, '' ORDER BY x COLLATE "da-x-icu") AS answer
                      FROM unnest(ARRAY['å','z','ø','æ','a']) AS x`,
      ),
    ).toBe('azæøå');
    expect(await ask(url, `SELECT current_setting('TimeZone') AS answer`)).toBe('UTC');
    expect(await ask(url, `SELECT current_setting('fsync') AS answer`)).toBe('off');
  });

  test('without the password nobody comes in', async () => {
    const address = new URL((await start()).url);
    address.password = 'guess';
    await expect(ask(address.href, 'SELECT 1 AS answer')).rejects.toThrow(/password authentication failed/);
  });

  test('a second start in the same folder is refused with a sentence, or adopts the first server', async () => {
    const owner = await start();
    await expect(start('refuse')).rejects.toThrow(`Podeplan is already running on ${dataDir}`);
    const guest = await start('adopt');
    expect(guest).toMatchObject({ url: owner.url, adopted: true });
    await guest.stop();
    expect(await ask(owner.url, 'SELECT 1 AS answer')).toBe(1);
  });

  test('stopping waits for no forgotten client and may be asked for twice', async () => {
    const server = await start();
    const client = new pg.Client({ connectionString: server.url });
    client.on('error', () => undefined);
    await client.connect();
    await Promise.all([server.stop(), server.stop()]);
    await server.ended;
    expect(await processesOfDataDir()).toEqual([]);
  });

  test('kill -9 of the owner leaves nothing running, and the next start has what was committed', async () => {
    const holder = hold();
    await ask(await urlOf(holder), `CREATE TABLE kept AS SELECT 9 AS answer`);
    holder.kill('SIGKILL');
    const next = await start();
    expect(await ask(next.url, 'SELECT answer FROM kept')).toBe(9);
    await next.stop();
    await eventually(async () => (await processesOfDataDir()).length === 0);
  });

  test.each([20, 120, 300])('kill -9 %i ms into the first start never spoils the next one', async (delay) => {
    const holder = hold();
    await eventually(async () => (await readdir(dataDir)).length > 0);
    await sleep(delay);
    holder.kill('SIGKILL');
    const { url } = await start();
    expect(await ask(url, 'SELECT current_database() AS answer')).toBe('podeplan');
  });

  test('a half-made cluster is thrown away', async () => {
    const halfMade = path.join(dataDir, 'postgres', 'cluster.partial-0', 'data');
    await mkdir(halfMade, { recursive: true });
    await writeFile(path.join(halfMade, 'PG_VERSION'), '18');
    expect(await ask((await start()).url, 'SELECT 1 AS answer')).toBe(1);
    expect(await readdir(path.join(dataDir, 'postgres'))).not.toContain('cluster.partial-0');
  });

  test('the process id of a dead server, now a stranger’s, does not hold up a warm start', async () => {
    await (await start()).stop();
    await writeFile(path.join(dataFolder(), 'postmaster.pid'), `${process.pid}\n${dataFolder()}\n0\n1\n`);
    const { url } = await start();
    expect(await ask(url, 'SELECT 1 AS answer')).toBe(1);
  });
});
