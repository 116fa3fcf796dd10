import path from 'node:path';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { releaseDateInName } from '../domain/incidence/readRelease.ts';
import { DomainProblem } from '../domain/problem.ts';
import { type BundleFile, type IncidenceSource, type ReleaseBundle, SIZE_LIMITS } from './incidenceSource.ts';
import { unzip } from './zip.ts';

/** What a server said of the version that was fetched last. */
interface SeenVersion {
  readonly etag?: string | undefined;
  readonly lastModified?: string | undefined;
}

export interface UrlSourceOptions {
  /** What was fetched last: the server then says "unchanged" instead of sending it again. */
  readonly seen?: SeenVersion | undefined;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** A source that also says which version it has seen. */
export interface UrlSource extends IncidenceSource {
  /** Known once `bundles()` has answered. */
  readonly seen: () => SeenVersion;
}

const TIMEOUT_MS = 60_000;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * A release at an HTTPS address, as a zip or a single CSV file. Limited in time and size, counted while it arrives;
 * no bundle when the server says that nothing has changed since `seen`.
 *
 * @throws DomainProblem `invalid-input` for an address that is not HTTPS (loopback aside), `unavailable` when nothing
 * usable comes, `bad-file` when it is too large or a broken zip.
 */
export function urlSource(address: string, options: UrlSourceOptions = {}): UrlSource {
  let seen = options.seen ?? {};
  return {
    seen: () => seen,
    bundles: async () => {
      const fetched = await fetchLimited(address, options);
      if (fetched === 'unchanged') return [];
      seen = fetched.version;
      return [{ source: address, open: () => bundleOf(address, fetched) }];
    },
  };
}

function refuseUnsafe(address: string): URL {
  const url = URL.parse(address);
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (url && safe) return url;
  throw new DomainProblem('invalid-input', `${address} is no HTTPS address`);
}

interface Fetched {
  readonly file: BundleFile;
  readonly version: SeenVersion;
}

async function fetchLimited(address: string, options: UrlSourceOptions): Promise<Fetched | 'unchanged'> {
  const { seen, timeoutMs = TIMEOUT_MS, maxBytes = SIZE_LIMITS.zipBytes } = options;
  const headers = {
    ...(seen?.etag === undefined ? {} : { 'if-none-match': seen.etag }),
    ...(seen?.lastModified === undefined ? {} : { 'if-modified-since': seen.lastModified }),
  };
  try {
    // One limit for the whole exchange: a server that sends a byte a minute is as good as none.
    const response = await followSafely(address, { headers, signal: AbortSignal.timeout(timeoutMs) });
    // A server may say so only to who has told it what was seen.
    if (response.status === 304 && Object.keys(headers).length > 0) return 'unchanged';
    if (!response.ok) throw unavailable(address, `it answers ${response.status}`);
    const bytes = await readLimited(response, maxBytes, address);
    const name = nameOf(response);
    const header = (which: string) => response.headers.get(which) ?? undefined;
    const version = { etag: header('etag'), lastModified: header('last-modified') };
    return { file: { name, bytes }, version };
  } catch (error) {
    if (error instanceof DomainProblem) throw error;
    throw unavailable(address, reasonOf(error, timeoutMs));
  }
}

const MOST_REDIRECTS = 5;

/** Every address on the way is looked at before it is asked. */
async function followSafely(address: string, init: RequestInit): Promise<Response> {
  let url = refuseUnsafe(address);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
    if (next === null) return response;
    await response.body?.cancel();
    const from = url;
    url = refuseUnsafe(new URL(next, from).href);
    // Elsewhere nobody has any business with this machine's own services.
    if (LOOPBACK.has(url.hostname) && !LOOPBACK.has(from.hostname)) {
      throw new DomainProblem('invalid-input', `${address} leads to ${url.href}, on this machine`);
    }
  }
  throw unavailable(address, 'it leads on and on');
}

function unavailable(address: string, why: string): DomainProblem {
  return new DomainProblem('unavailable', `${address} cannot be fetched: ${why}`);
}

function reasonOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as { name?: string; message?: string; cause?: { message?: string } };
  if (name === 'TimeoutError') return `nothing whole came within ${timeoutMs / 1000} s`;
  return cause?.message ?? message ?? String(error);
}

async function readLimited(response: Response, maxBytes: number, address: string): Promise<Buffer> {
  const tooLarge = () =>
    new DomainProblem('bad-file', `${address} is larger than any release (${maxBytes} bytes)`);
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.length;
    if (size > maxBytes) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** What the server calls the file, else the last part of the address. */
function nameOf(response: Response): string {
  const url = new URL(response.url);
  const disposition = response.headers.get('content-disposition') ?? '';
  const named = /filename="?([^";]+)"?/i.exec(disposition)?.[1];
  return path.posix.basename(named ?? url.pathname) || url.hostname;
}

async function bundleOf(address: string, { file, version }: Fetched): Promise<ReleaseBundle> {
  const { name, bytes } = file;
  const dateInName = releaseDateInName(name);
  const dateOfPlace = version.lastModified === undefined ? undefined : dayOf(version.lastModified);
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const { files, madeAt } = isZip
    ? await unzip(name, bytes)
    : { files: [{ name, bytes }], madeAt: undefined };
  return { source: address, dateInName, dateOfPlace, madeAt, files };
}

/** The Danish day of a server's instant. */
function dayOf(httpDate: string): CalendarDate | undefined {
  const instant = new Date(httpDate);
  return Number.isNaN(instant.getTime()) ? undefined : wallClock(instant).date;
}
