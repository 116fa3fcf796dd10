import { createHash } from 'node:crypto';
import path from 'node:path';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import {
  readRelease,
  recogniseHeader,
  type RecognisedTable,
  releaseDateInName,
} from '../domain/incidence/readRelease.ts';
import { type PublishedDay, readPublishedCsv } from '../domain/incidence/publishedCsv.ts';
import type { RawFile, Release } from '../domain/incidence/release.ts';
import { FaultList } from '../domain/incidence/textTable.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { BundleFile, IncidenceSource, ReleaseBundle } from './incidenceSource.ts';
import { readHeader, readTable } from './textTables.ts';

/** A release, read, with the place it came from. */
export interface SourcedRelease {
  readonly source: string;
  readonly release: Release;
}

/** An authority's own figures, read, with the place they came from. */
export interface SourcedPublication {
  readonly source: string;
  readonly file: RawFile;
  /** When it was published, as a person, a name or the place itself tells; undefined where nothing does. */
  readonly publishedOn: CalendarDate | undefined;
  readonly days: readonly PublishedDay[];
}

type Seen = RecognisedTable | { readonly name: string; readonly why: string };

/** Whether a file's header is one that we read. */
export function isOurs(file: BundleFile): boolean {
  return recogniseHeader(readHeader(file).cells) !== undefined;
}

function recognise(file: BundleFile): Seen {
  const { cells, why } = readHeader(file);
  const kind = recogniseHeader(cells);
  if (!kind) return { name: file.name, why: why ?? `is none of these: its header is ${shortened(cells)}` };
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  return { kind, table: readTable(file), raw: { name: file.name, sha256, bytes: file.bytes.length } };
}

/** Every file that cannot be read at all is told, not only the first. */
function recogniseAll({ source, files }: ReleaseBundle): Seen[] {
  const seen: Seen[] = [];
  const problems: DomainProblem[] = [];
  for (const one of files) {
    try {
      seen.push(recognise(one));
    } catch (error) {
      if (!(error instanceof DomainProblem)) throw error;
      problems.push(error);
    }
  }
  const [first] = problems;
  if (!first) return seen;
  throw new DomainProblem(
    first.kind,
    problems.length === 1 ? first.message : `${source} holds files that are no text; nothing was imported`,
    problems.flatMap(({ faults }) => faults),
  );
}

function shortened(cells: readonly string[]): string {
  const text = cells.slice(0, 6).join(', ').slice(0, 120);
  return cells.length > 6 ? `${text} …` : text;
}

/**
 * Reads the files of one release.
 *
 * @param released the release date as given by a person; it wins over the name.
 * @throws DomainProblem `bad-file`, or `invalid-input` when nothing tells the release date.
 */
export function readBundle(bundle: ReleaseBundle, released?: CalendarDate): SourcedRelease {
  const seen = recogniseAll(bundle);
  const tables = seen.filter((one) => 'kind' in one);
  const otherFiles = seen.filter((one) => 'why' in one);
  const releasedOn = released ?? bundle.dateInName ?? bundle.dateOfPlace;
  if (releasedOn === undefined) {
    throw new DomainProblem(
      'invalid-input',
      `No release date for ${bundle.source}: the files do not hold it, and the name of the folder or zip tells none; give --released YYYY-MM-DD`,
    );
  }
  return {
    source: bundle.source,
    release: readRelease({ source: bundle.source, releasedOn, tables, otherFiles }),
  };
}

/**
 * The files of a bundle in which an authority states its own figures; they may lie beside a release. Each is dated by its
 * own name before that of the folder or zip.
 *
 * @param released the day of publication as given by a person; it wins over the names.
 * @throws DomainProblem `bad-file`
 */
export function readPublications(
  { source, files, dateInName, dateOfPlace }: ReleaseBundle,
  released?: CalendarDate,
): SourcedPublication[] {
  const faults = new FaultList();
  const publications = files.flatMap((one): SourcedPublication[] => {
    if (recogniseHeader(readHeader(one).cells) !== 'published') return [];
    const seen = recognise(one);
    if (!('kind' in seen)) return [];
    const publishedOn =
      released ?? releaseDateInName(path.posix.basename(one.name)) ?? dateInName ?? dateOfPlace;
    return [{ source, file: seen.raw, publishedOn, days: readPublishedCsv(seen.table, faults) }];
  });
  faults.throwIfAny(`${source} cannot be read as published figures; nothing was imported`);
  return publications;
}

/** Whether there is anything else in the bundle than an authority's own figures: a release, or a file of nobody's. */
function holdsRelease({ files }: ReleaseBundle): boolean {
  return files.some((one) => {
    const kind = recogniseHeader(readHeader(one).cells);
    return kind !== undefined && kind !== 'published';
  });
}

/**
 * Every release of a source, the oldest first. One unreadable release refuses all of them, so that a command does
 * everything or nothing.
 *
 * @throws DomainProblem `bad-file` or `invalid-input` with the faults of every bundle.
 */
export async function readSource(
  source: IncidenceSource,
  released?: CalendarDate,
): Promise<readonly SourcedRelease[]> {
  const { releases } = await readEverything(source, { released, publicationsToo: false });
  return releases;
}

/** What a source holds: releases of cases and authorities' own figures, each the oldest first. */
export interface EverythingRead {
  readonly releases: readonly SourcedRelease[];
  readonly publications: readonly SourcedPublication[];
}

/** The same, and published figures too where they are wanted. One bundle is open at a time. */
export async function readEverything(
  source: IncidenceSource,
  {
    released,
    publicationsToo = true,
  }: { released?: CalendarDate | undefined; publicationsToo?: boolean } = {},
): Promise<EverythingRead> {
  const bundles = await source.bundles();
  if (released !== undefined && bundles.length > 1) {
    throw new DomainProblem(
      'invalid-input',
      `--released names one day, and there are ${bundles.length} releases`,
    );
  }
  const problems: DomainProblem[] = [];
  const releases: (SourcedRelease & { readonly madeAt: string })[] = [];
  const publications: SourcedPublication[] = [];
  for (const { open } of bundles) {
    try {
      const bundle = await open();
      const stated = publicationsToo ? readPublications(bundle, released) : [];
      publications.push(...stated);
      if (stated.length > 0 && !holdsRelease(bundle)) continue;
      releases.push({ ...readBundle(bundle, released), madeAt: bundle.madeAt ?? '' });
    } catch (error) {
      if (!(error instanceof DomainProblem)) throw error;
      problems.push(error);
    }
  }
  const [first] = problems;
  if (first && problems.length === 1) throw first;
  if (first) {
    throw new DomainProblem(
      first.kind,
      `${problems.length} of ${bundles.length} releases cannot be read; nothing was imported`,
      problems.flatMap(({ message, faults }) => [{ place: 'release', message }, ...faults]),
    );
  }
  releases.sort(
    (a, b) =>
      compareText(a.release.releasedOn, b.release.releasedOn) ||
      compareText(a.madeAt, b.madeAt) ||
      compareText(a.source, b.source),
  );
  publications.sort((a, b) => compareText(dayOf(a), dayOf(b)) || compareText(a.file.name, b.file.name));
  return { releases: releases.map(({ source: from, release }) => ({ source: from, release })), publications };
}

/** The day on which a publication counts last: that of its file, else the newest in it. */
function dayOf({ publishedOn, days }: SourcedPublication): string {
  return publishedOn ?? days.at(-1)?.date ?? '';
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
