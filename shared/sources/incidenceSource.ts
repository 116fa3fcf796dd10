import type { CalendarDate } from '../domain/calendar/calendarDate.ts';

/** One file of a release, bytes as published. */
export interface BundleFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The files of one release, not yet read. */
export interface ReleaseBundle {
  /** Where it came from: a path or an address, for messages and for the record. */
  readonly source: string;
  /** The release date that the folder's or zip's name tells. */
  readonly dateInName: CalendarDate | undefined;
  /** When its newest file was made, as far as a zip says so: of two releases of one day, the later corrects the first. */
  readonly madeAt?: string | undefined;
  /** When nothing else tells: the day of the release as the place itself has it, such as a server's last change. */
  readonly dateOfPlace?: CalendarDate | undefined;
  readonly files: readonly BundleFile[];
}

/** A bundle that has been found and not yet opened: many releases need not be in memory at the same time. */
export interface PlacedBundle {
  readonly source: string;
  readonly open: () => Promise<ReleaseBundle>;
}

/**
 * Where releases come from. Every adapter gives bundles; what a bundle is, is told by its content
 * (`readBundle`), so a new place needs no new format and a new format no new place.
 *
 * @throws DomainProblem `bad-file` or `not-found` when the place cannot be read; `open` when the bundle cannot.
 */
export interface IncidenceSource {
  readonly bundles: () => Promise<readonly PlacedBundle[]>;
}

/** More than any real release has; less than what would trouble the machine. */
export const SIZE_LIMITS = {
  fileBytes: 32 * 1024 * 1024,
  zipBytes: 64 * 1024 * 1024,
  unpackedBytes: 128 * 1024 * 1024,
  zipEntries: 500,
} as const;
