import { createHash } from 'node:crypto';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { readRelease, recogniseHeader, type RecognisedTable } from '../domain/incidence/readRelease.ts';
import { type PublishedFigure, readPublishedCsv } from '../domain/incidence/publishedCsv.ts';
import type { Release } from '../domain/incidence/release.ts';
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
  readonly sha256: string;
  readonly figures: readonly PublishedFigure[];
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
  const seen = bundle.files.map(recognise);
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
 * Figures that an authority states itself, when that is what the bundle holds; undefined when it is a release.
 *
 * @throws DomainProblem `bad-file`
 */
export function readPublication({ source, files }: ReleaseBundle): SourcedPublication | undefined {
  const seen = files.map(recognise);
  const tables = seen.filter((one) => 'kind' in one);
  const [published] = tables;
  if (tables.length !== 1 || published?.kind !== 'published') return undefined;
  const faults = new FaultList();
  const figures = readPublishedCsv(published.table, faults);
  faults.throwIfAny(`${source} cannot be read as published figures; nothing was imported`);
  return { source, sha256: published.raw.sha256, figures };
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

/** What a source holds: releases of cases, the oldest first, and authorities' own figures. */
interface EverythingRead {
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
      const publication = publicationsToo ? readPublication(bundle) : undefined;
      if (publication) publications.push(publication);
      else releases.push({ ...readBundle(bundle, released), madeAt: bundle.madeAt ?? '' });
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
  return { releases: releases.map(({ source: from, release }) => ({ source: from, release })), publications };
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
