import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { releaseDateInName } from '../domain/incidence/readRelease.ts';
import { DomainProblem } from '../domain/problem.ts';
import { type BundleFile, type IncidenceSource, type ReleaseBundle, SIZE_LIMITS } from './incidenceSource.ts';
import { isWanted, unzipTables } from './zip.ts';

/**
 * Files on this machine: a folder of one release, a zip, single CSV files (those of one folder belong together), or
 * a folder whose folders and zips are releases.
 */
export function pathSource(paths: readonly string[]): IncidenceSource {
  return { bundles: () => bundlesOf(paths) };
}

async function bundlesOf(paths: readonly string[]): Promise<ReleaseBundle[]> {
  const bundles: ReleaseBundle[] = [];
  const loose = new Map<string, BundleFile[]>();
  for (const given of new Set(paths.map((one) => path.resolve(one)))) {
    const found = await stat(given).catch(() => undefined);
    if (!found) throw new DomainProblem('bad-file', `${given} does not exist`);
    if (found.isDirectory()) bundles.push(...(await folderBundles(given)));
    else if (await isZip(given)) bundles.push(await zipBundle(given));
    else {
      const folder = path.dirname(given);
      loose.set(folder, [...(loose.get(folder) ?? []), await readLimited(given)]);
    }
  }
  for (const [folder, files] of loose) bundles.push(looseBundle(folder, files));
  return bundles;
}

/** The folder's own CSV files are a release; without any, what lies in it may be. */
async function folderBundles(folder: string): Promise<ReleaseBundle[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const tables = entries.filter((entry) => entry.isFile() && isWanted(entry.name));
  if (tables.length > 0) {
    const files = await Promise.all(tables.map(({ name }) => readLimited(path.join(folder, name))));
    return [{ source: folder, dateInName: releaseDateInName(path.basename(folder)), files }];
  }
  const bundles: ReleaseBundle[] = [];
  for (const entry of entries) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory() && releaseDateInName(entry.name)) bundles.push(...(await folderBundles(inside)));
    if (entry.isFile() && /\.zip$/i.test(entry.name)) bundles.push(await zipBundle(inside));
  }
  if (bundles.length > 0) return bundles;
  throw new DomainProblem('bad-file', `${folder} holds no CSV file and no release folder or zip`);
}

async function zipBundle(file: string): Promise<ReleaseBundle> {
  const { name, bytes } = await readLimited(file, SIZE_LIMITS.zipBytes);
  return { source: file, dateInName: releaseDateInName(name), files: await unzipTables(name, bytes) };
}

function looseBundle(folder: string, files: readonly BundleFile[]): ReleaseBundle {
  const [only] = files;
  const dateInName =
    (files.length === 1 ? releaseDateInName(only!.name) : undefined) ??
    releaseDateInName(path.basename(folder));
  const source = files.length === 1 ? path.join(folder, only!.name) : folder;
  return { source, dateInName, files };
}

/** A zip is known by its name or by its first bytes: a cut-off or renamed one is told as what it is. */
async function isZip(file: string): Promise<boolean> {
  if (/\.zip$/i.test(file)) return true;
  const { bytes } = await readLimited(file, SIZE_LIMITS.zipBytes);
  return bytes.subarray(0, 4).toString('hex') === '504b0304' && !/\.csv$/i.test(file);
}

async function readLimited(file: string, most: number = SIZE_LIMITS.fileBytes): Promise<BundleFile> {
  const { size } = await stat(file);
  if (size > most) {
    throw new DomainProblem('bad-file', `${file} has ${size} bytes, more than any release (${most})`);
  }
  return { name: path.basename(file), bytes: await readFile(file) };
}
