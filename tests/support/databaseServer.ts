import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../db/embedded/startEmbeddedPostgres.ts';
import { migrate } from '../../db/migrate.ts';

/** Where a test file asks for a database: set by the run's global setup, inherited by jest's workers. */
export const ASK_AT = 'PODEPLAN_TEST_DATABASES';

const PREFIX = 'podeplan-test-';

/** Durability is for data that anybody wants back. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/** One PostgreSQL with a migrated template database, for a whole run of tests. */
export interface DatabaseServer {
  readonly create: () => Promise<string>;
  readonly drop: (url: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** On the given server, or on an embedded one that ends with this process, however that ends. */
export async function startDatabaseServer(url: string | undefined): Promise<DatabaseServer> {
  const home = path.join(tmpdir(), `${PREFIX}${process.pid}`);
  const embedded = url === undefined ? await startEmbedded(home) : undefined;
  const server = embedded?.url ?? url ?? '';
  const run = `podeplan_test_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  const template = `${run}_template`;
  const stop = async () => {
    await dropAll(server, run);
    await embedded?.stop();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await execute(server, `CREATE DATABASE ${template}`);
    await migrate(inDatabase(server, template));
  } catch (error) {
    await stop();
    throw error;
  }
  let count = 0;
  return {
    stop,
    drop: async (made) => {
      await execute(server, `DROP DATABASE IF EXISTS ${new URL(made).pathname.slice(1)} WITH (FORCE)`);
    },
    create: async () => {
      const name = `${run}_${++count}`;
      await execute(server, `CREATE DATABASE ${name} TEMPLATE ${template}`);
      return inDatabase(server, name);
    },
  };
}

async function startEmbedded(home: string): Promise<{ url: string; stop: () => Promise<void> }> {
  removeLeftovers();
  await mkdir(home);
  return startEmbeddedPostgres({ dataDir: home, ifRunning: 'refuse', settings: FAST });
}

/** Folders of runs that were killed: the servers ended with them, their files did not. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : '';
    if (/^\d+$/.test(pid) && !existsSync(`/proc/${pid}`)) {
      rmSync(path.join(tmpdir(), name), { recursive: true, force: true });
    }
  }
}

async function dropAll(server: string, run: string): Promise<void> {
  const names = await execute(server, 'SELECT datname FROM pg_database WHERE datname LIKE $1', [`${run}%`]);
  for (const { datname } of names as { datname: string }[]) {
    await execute(server, `DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
  }
}

function inDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function execute(url: string, text: string, values: readonly string[] = []): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

/**
 * Answers GET with the address of a fresh database, and drops the one that DELETE names. The server is started by the
 * first request, so that tests that need none wait for none.
 */
export async function offerDatabases(
  url: string | undefined,
): Promise<{ address: string; stop: () => Promise<void> }> {
  let server: Promise<DatabaseServer> | undefined;
  const listener = createServer((request, response) => {
    server ??= startDatabaseServer(url);
    server
      .then(async ({ create, drop }) => (request.method === 'GET' ? create() : drop(await text(request))))
      .then(
        (made) => response.end(made),
        (error: unknown) => response.writeHead(500).end(String(error)),
      );
  });
  await listen(listener);
  listener.unref();
  return {
    address: `http://127.0.0.1:${(listener.address() as AddressInfo).port}`,
    stop: async () => {
      listener.close();
      await (await server)?.stop();
    },
  };
}

function listen(listener: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    listener.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
}
