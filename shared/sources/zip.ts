import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { DomainProblem } from '../domain/problem.ts';
import { type BundleFile, SIZE_LIMITS } from './incidenceSource.ts';

function refused(name: string, message: string): DomainProblem {
  return new DomainProblem('bad-file', `${name} cannot be unpacked; nothing was imported`, [
    { place: name, message },
  ]);
}

interface Unzipped {
  readonly files: readonly BundleFile[];
  /** When the newest of its files was made, as text that sorts; undefined when the zip says nonsense. */
  readonly madeAt: string | undefined;
}

/**
 * The CSV files of a zip, in memory. Bomb-safe: sizes are limited before unpacking by what the zip declares and while
 * unpacking by what comes out; a zip in the zip is refused; every checksum is verified.
 *
 * @throws DomainProblem `bad-file`
 */
export async function unzip(name: string, bytes: Buffer): Promise<Unzipped> {
  if (bytes.length > SIZE_LIMITS.zipBytes) throw refused(name, 'it is larger than any release');
  const zip = await openZip(name, bytes);
  if (zip.entryCount > SIZE_LIMITS.zipEntries) throw refused(name, `it has ${zip.entryCount} entries`);
  const files: BundleFile[] = [];
  let unpacked = 0;
  let madeAt: string | undefined;
  try {
    for await (const entry of zip.eachEntry()) {
      if (/\.(zip|7z|rar|gz|tar)$/i.test(entry.fileName)) {
        throw refused(name, `${entry.fileName}: an archive inside the archive`);
      }
      if (!isWanted(entry.fileName)) continue;
      unpacked += entry.uncompressedSize;
      if (entry.uncompressedSize > SIZE_LIMITS.fileBytes || unpacked > SIZE_LIMITS.unpackedBytes) {
        throw refused(name, `${entry.fileName} would unpack to ${entry.uncompressedSize} bytes`);
      }
      files.push({ name: entry.fileName, bytes: await unpack(zip, entry, name) });
      madeAt = later(madeAt, timeOf(entry));
    }
  } catch (error) {
    throw asRefusal(name, error);
  }
  return { files, madeAt };
}

/** The zip's own clock has no zone: text that sorts is all that it is good for. */
function timeOf(entry: Entry): string | undefined {
  const made = entry.getLastModDate({ timezone: 'UTC' });
  return Number.isNaN(made.getTime()) ? undefined : made.toISOString();
}

function later(a: string | undefined, b: string | undefined): string | undefined {
  return a === undefined || (b !== undefined && b > a) ? b : a;
}

/** Folders, hidden files and what macOS adds are none of ours. */
export function isWanted(fileName: string): boolean {
  const parts = fileName.split('/');
  return /\.csv$/i.test(fileName) && !parts.some((part) => part.startsWith('.') || part === '__MACOSX');
}

async function openZip(name: string, bytes: Buffer): Promise<ZipFile> {
  try {
    return await fromBufferPromise(bytes, { lazyEntries: true });
  } catch (error) {
    throw asRefusal(name, error);
  }
}

async function unpack(zip: ZipFile, entry: Entry, name: string): Promise<Buffer> {
  const stream = await zip.openReadStreamPromise(entry);
  const pieces: Buffer[] = [];
  let size = 0;
  // yauzl stops a stream that holds more, or less, than the entry declares.
  for await (const piece of stream as AsyncIterable<Buffer>) {
    size += piece.length;
    if (size > SIZE_LIMITS.fileBytes) throw refused(name, `${entry.fileName} is larger than any table`);
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  if (crc32(bytes) !== entry.crc32) throw refused(name, `${entry.fileName} is damaged (wrong checksum)`);
  return bytes;
}

/** yauzl and zlib throw ordinary errors about what they were given. */
function asRefusal(name: string, error: unknown): DomainProblem {
  if (error instanceof DomainProblem) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/absolute path|relative path|invalid characters/.test(message)) {
    return refused(name, `it names a file outside itself (${message})`);
  }
  return refused(name, `it is no whole zip file, perhaps cut off (${message})`);
}
