import { randomUUID } from 'node:crypto';
import { chmod, chown, link, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { canReach, serverAccount, type Account } from './account.ts';
import { identifyProcess, isAlive, type ProcessIdentity } from './processes.ts';

/** Where root keeps what the server's own account could not read under the project (say, in /root). */
const SYSTEM_FOLDER = '/var/lib/podeplan';

/** The folder of one embedded server: its cluster, log, library links and who is running it. */
export interface Home {
  readonly folder: string;
  readonly account: Account | undefined;
}

export const clusterFolder = (home: Home) => path.join(home.folder, 'cluster');
export const dataFolder = (home: Home) => path.join(clusterFolder(home), 'data');
export const logFile = (home: Home) => path.join(home.folder, 'server.log');

/** Finds the home that belongs to this data directory, and makes it where it is missing. */
export async function openHome(dataDir: string): Promise<Home> {
  try {
    await mkdir(dataDir, { recursive: true });
    const near = path.join(dataDir, 'postgres');
    const account = await serverAccount(path.join(near, 'cluster', 'data'));
    // The data directory is ours to let the account through; what lies above it is not.
    if (account !== undefined) await chmod(dataDir, (await stat(dataDir)).mode | 0o011);
    if (account === undefined || (await canReach(dataDir, account))) return await makeHome(near, account);
    return await makeHome(await distantFolder(dataDir), account);
  } catch (error) {
    if (!isPermission(error)) throw error;
    throw new DomainProblem(
      'unavailable',
      `The data directory ${dataDir} cannot be written by this user: set PODEPLAN_DATA_DIR to one that can`,
    );
  }
}

async function makeHome(folder: string, account: Account | undefined): Promise<Home> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  return { folder, account };
}

/** The data directory remembers its distant folder by a name of its own: removed and made again, it starts empty. */
async function distantFolder(dataDir: string): Promise<string> {
  const note = path.join(dataDir, 'postgres.location');
  const known = await readFile(note, 'utf8').catch(() => undefined);
  if (known !== undefined) return known.trim();
  await mkdir(SYSTEM_FOLDER, { recursive: true });
  const folder = path.join(SYSTEM_FOLDER, randomUUID());
  await writeFile(note, `${folder}\n`, { flag: 'wx' });
  return folder;
}

const ownerFile = (home: Home) => path.join(home.folder, 'owner.json');

/** The process that started the server and is to stop it; undefined when it has ended or there was none. */
export async function findOwner(home: Home): Promise<ProcessIdentity | undefined> {
  const text = await readFile(ownerFile(home), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const owner = JSON.parse(text) as ProcessIdentity;
  return (await isAlive(owner)) ? owner : undefined;
}

/** Takes the home for this process, or returns the living process that has it. Never two servers on one folder. */
export async function claimHome(home: Home): Promise<ProcessIdentity | undefined> {
  const self = await identifyProcess(process.pid);
  if (self === undefined) throw new Error('/proc does not show this process');
  for (;;) {
    if (await linkOwner(home, self)) return undefined;
    const owner = await findOwner(home);
    if (owner !== undefined) return owner;
    await rm(ownerFile(home), { force: true });
  }
}

/** Written aside and linked, so that nobody ever reads half an owner. */
async function linkOwner(home: Home, self: ProcessIdentity): Promise<boolean> {
  const aside = `${ownerFile(home)}.${self.pid}`;
  await writeFile(aside, JSON.stringify(self));
  try {
    await link(aside, ownerFile(home));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

export async function releaseHome(home: Home): Promise<void> {
  await rm(ownerFile(home), { force: true });
}

function isPermission(error: unknown): boolean {
  return ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
}
