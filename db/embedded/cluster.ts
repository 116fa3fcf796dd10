import { execFile, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { clusterFolder, type Home } from './home.ts';

/** Both the superuser and the database of the embedded server. */
const EMBEDDED_NAME = 'podeplan';

/**
 * Makes the cluster on the first start. It is built aside and renamed when it is whole, so that one interrupted
 * half-way leaves nothing that the next start could take for a cluster.
 */
export async function ensureCluster(home: Home, binaries: Binaries): Promise<void> {
  const cluster = clusterFolder(home);
  await removeHalfMade(cluster);
  if (existsSync(cluster)) return;
  // A name of its own: the initdb of a killed start may still be writing into the one before.
  const aside = `${cluster}.partial-${randomUUID()}`;
  await mkdir(aside, { mode: 0o700 });
  const passwordFile = path.join(aside, 'password');
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  for (const made of [aside, passwordFile]) {
    if (home.account !== undefined) await chown(made, home.account.uid, home.account.gid);
  }
  const data = path.join(aside, 'data');
  await promisify(execFile)(
    binaries.initdb,
    ['-D', data, '-U', EMBEDDED_NAME, '--pwfile', passwordFile]
      .concat(['-E', 'UTF8', '--locale=C.UTF-8', '-A', 'scram-sha-256'])
      .concat(['--no-instructions']),
    { ...home.account, env: binaries.env, cwd: '/' },
  );
  await createDatabase(data, home, binaries);
  await rename(aside, cluster);
}

async function removeHalfMade(cluster: string): Promise<void> {
  for (const name of await readdir(path.dirname(cluster))) {
    if (!name.startsWith(`${path.basename(cluster)}.partial`)) continue;
    const halfMade = path.join(path.dirname(cluster), name);
    await rm(halfMade, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  }
}

/** In single-user mode, so that a cluster that exists always has its database. */
async function createDatabase(data: string, home: Home, binaries: Binaries): Promise<void> {
  const single = spawn(binaries.postgres, ['--single', '-D', data, 'postgres'], {
    ...home.account,
    env: binaries.env,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const complaints: string[] = [];
  single.stderr.setEncoding('utf8').on('data', (text: string) => complaints.push(text));
  single.stdin.end(`CREATE DATABASE ${EMBEDDED_NAME}\n`);
  await new Promise<void>((resolve, reject) => {
    single.on('error', reject);
    single.on('close', (code) => {
      // Single-user mode ends well also when a statement failed.
      if (code === 0 && !complaints.join('').includes('ERROR:')) resolve();
      else reject(new Error(`The database could not be made: ${complaints.join('')}`));
    });
  });
}

export async function clusterUrl(home: Home, port: number): Promise<string> {
  const password = (await readFile(path.join(clusterFolder(home), 'password'), 'utf8')).trim();
  return `postgresql://${EMBEDDED_NAME}:${password}@127.0.0.1:${port}/${EMBEDDED_NAME}`;
}
