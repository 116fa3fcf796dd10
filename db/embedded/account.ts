import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { DomainProblem } from '../../shared/domain/problem.ts';

/** The system account that runs the server. PostgreSQL refuses to run as root. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Undefined: the account of this process. As root: whoever owns the data already, else `postgres`, else `nobody`. */
export async function serverAccount(dataFolder: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(dataFolder).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  for (const name of ['postgres', 'nobody']) {
    const entry = lines.find((fields) => fields[0] === name);
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]) };
  }
  throw new DomainProblem(
    'unavailable',
    'PostgreSQL does not run as root, and this machine has neither a postgres nor a nobody account: ' +
      'start as an ordinary user, or set DATABASE_URL',
  );
}

/** Whether the account may walk down to this folder (its parents' mode bits; access lists are not looked at). */
export async function canReach(folder: string, account: Account): Promise<boolean> {
  const ancestors = [folder];
  for (let at = folder; path.dirname(at) !== at; at = path.dirname(at)) ancestors.push(path.dirname(at));
  for (const ancestor of ancestors) {
    const found = await stat(ancestor).catch(() => undefined);
    if (found === undefined) continue; // made later, by us
    const bit = found.uid === account.uid ? 0o100 : found.gid === account.gid ? 0o010 : 0o001;
    if ((found.mode & bit) === 0) return false;
  }
  return true;
}
