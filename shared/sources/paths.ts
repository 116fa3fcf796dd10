import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { releaseDateInName } from '../domain/incidence/readRelease.ts';
import { DomainProblem } from '../domain/problem.ts';
import { type BundleFile, type IncidenceSource, type PlacedBundle, SIZE_LIMITS } from './incidenceSource.ts';
import { isOurs } from './readBundle.ts';
import { isWanted, unzip } from './zip.ts';

/**
 * Files on this machine: a folder of one release (its files may lie a few folders down), a zip, single CSV files (those
 * of one folder belong together), or a folder whose folders and zips are releases.
 */
export function pathSource(paths: readonly string[]): IncidenceSource {
  return { bundles: () => bundlesOf(paths) };
}

async function bundlesOf(paths: readonly string[]): Promise<PlacedBundle[]> {
  const bundles: PlacedBundle[] = [];
  const loose = new Map<string, string[]>();
  for (const given of new Set(paths.map((one) => path.resolve(one)))) {
    const found = await stat(given).catch(() => undefined);
    if (!found) throw new DomainProblem('bad-file', `${given} does not exist`);
    if (found.isDirectory()) bundles.push(...(await topFolder(given)));
    else if (await isZip(given)) bundles.push(zipBundle(given, undefined));
    else loose.set(path.dirname(given), [...(loose.get(path.dirname(given)) ?? []), given]);
  }
  for (const [folder, files] of loose) bundles.push(looseBundle(folder, files));
  return bundles;
}

async function topFolder(folder: string): Promise<PlacedBundle[]> {
  const bundles = await folderBundles(folder, { date: undefined, depth: 0, seen: new Set() });
  if (bundles.length > 0) return bundles;
  throw new DomainProblem('bad-file', `${folder} holds no CSV file and no release folder or zip`);
}

/** Deeper than anybody files releases. */
const DEEPEST = 6;

interface Above {
  /** The date that a folder above tells. */
  readonly date: CalendarDate | undefined;
  readonly depth: number;
  /** Folders that were looked into, by where they really are: links may lead round in a circle. */
  readonly seen: Set<string>;
}

/**
 * The folder's own CSV files are a release, and so is what lies in the folders and zips in it. A folder without a date
 * in its name may hold other tables beside its releases, a list of them for instance: they are no release.
 */
async function folderBundles(folder: string, above: Above): Promise<PlacedBundle[]> {
  const real = await realpath(folder);
  if (above.seen.has(real) || above.depth > DEEPEST) return [];
  above.seen.add(real);
  const dateInName = releaseDateInName(path.basename(folder));
  const date = dateInName ?? above.date;
  const entries = await entriesOf(folder);
  const tables = entries.filter(({ kind, name }) => kind === 'file' && isWanted(name));
  const own: PlacedBundle = {
    source: folder,
    open: async () => {
      const files = await Promise.all(tables.map(({ name }) => readLimited(path.join(folder, name))));
      return { source: folder, dateInName: date, files };
    },
  };
  if (tables.length > 0 && dateInName !== undefined) return [own];
  const inside = await insideBundles(folder, entries, { ...above, date });
  if (tables.length === 0) return inside;
  return inside.length === 0 || (await anyIsOurs(folder, tables)) ? [own, ...inside] : inside;
}

interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'other';
}

/** Links are what they lead to; one that leads nowhere is nothing. */
async function entriesOf(folder: string): Promise<Entry[]> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name): Promise<Entry> => {
      const found = await stat(path.join(folder, name)).catch(() => undefined);
      const kind = found?.isFile() ? 'file' : found?.isDirectory() ? 'folder' : 'other';
      return { name, kind };
    }),
  );
}

async function insideBundles(
  folder: string,
  entries: readonly Entry[],
  above: Above,
): Promise<PlacedBundle[]> {
  const bundles: PlacedBundle[] = [];
  for (const { name, kind } of entries) {
    const inside = path.join(folder, name);
    if (name.startsWith('.') || name === '__MACOSX') continue;
    if (kind === 'folder')
      bundles.push(...(await folderBundles(inside, { ...above, depth: above.depth + 1 })));
    if (kind === 'file' && /\.zip$/i.test(name)) bundles.push(zipBundle(inside, above.date));
  }
  return bundles;
}

async function anyIsOurs(folder: string, tables: readonly Entry[]): Promise<boolean> {
  for (const { name } of tables) {
    if (isOurs(await readLimited(path.join(folder, name)))) return true;
  }
  return false;
}

function zipBundle(file: string, dateAbove: CalendarDate | undefined): PlacedBundle {
  return {
    source: file,
    open: async () => {
      const { name, bytes } = await readLimited(file, SIZE_LIMITS.zipBytes);
      const { files, madeAt } = await unzip(name, bytes);
      return { source: file, dateInName: releaseDateInName(name) ?? dateAbove, madeAt, files };
    },
  };
}

function looseBundle(folder: string, paths: readonly string[]): PlacedBundle {
  const [only = folder] = paths;
  const alone = paths.length === 1;
  const source = alone ? only : folder;
  const dateInName =
    (alone ? releaseDateInName(path.basename(only)) : undefined) ?? releaseDateInName(path.basename(folder));
  return {
    source,
    open: async () => ({
      source,
      dateInName,
      files: await Promise.all(paths.map((file) => readLimited(file))),
    }),
  };
}

/** A zip is known by its name or by its first bytes: a cut-off or renamed one is told as what it is. */
async function isZip(file: string): Promise<boolean> {
  if (/\.zip$/i.test(file)) return true;
  if (/\.csv$/i.test(file)) return false;
  const handle = await open(file);
  try {
    const { buffer } = await handle.read({ buffer: Buffer.alloc(4), length: 4 });
    return buffer.toString('hex') === '504b0304';
  } finally {
    await handle.close();
  }
}

async function readLimited(file: string, most: number = SIZE_LIMITS.fileBytes): Promise<BundleFile> {
  const { size } = await stat(file);
  if (size > most) {
    throw new DomainProblem('bad-file', `${file} has ${size} bytes, more than any release (${most})`);
  }
  return { name: path.basename(file), bytes: await readFile(file) };
}
