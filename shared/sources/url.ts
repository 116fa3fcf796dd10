import path from 'node:path';
import { releaseDateInName } from '../domain/incidence/readRelease.ts';
import { DomainProblem } from '../domain/problem.ts';
import { type BundleFile, type IncidenceSource, type ReleaseBundle, SIZE_LIMITS } from './incidenceSource.ts';
import { unzipTables } from './zip.ts';

export interface UrlSourceOptions {
  /** The tag of what was fetched last: the server then says "unchanged" instead of sending it again. */
  readonly knownEtag?: string | undefined;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
}

/** A source that also says which version it has seen. */
export interface UrlSource extends IncidenceSource {
  /** Known once `bundles()` has answered. */
  readonly etag: () => string | undefined;
}

const TIMEOUT_MS = 60_000;
const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/**
 * A release at an HTTPS address, as a zip or a single CSV file. Limited in time and size, counted while it arrives;
 * no bundle when the server says that nothing has changed since `knownEtag`.
 *
 * @throws DomainProblem `invalid-input` for an address that is not HTTPS (loopback aside), `unavailable` when nothing
 * usable comes, `bad-file` when it is too large or a broken zip.
 */
export function urlSource(address: string, options: UrlSourceOptions = {}): UrlSource {
  let etag = options.knownEtag;
  return {
    etag: () => etag,
    bundles: async () => {
      const fetched = await fetchLimited(address, options);
      if (fetched === 'unchanged') return [];
      etag = fetched.etag;
      return [await bundleOf(address, fetched.file)];
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
  readonly etag: string | undefined;
}

async function fetchLimited(address: string, options: UrlSourceOptions): Promise<Fetched | 'unchanged'> {
  const { knownEtag, timeoutMs = TIMEOUT_MS, maxBytes = SIZE_LIMITS.zipBytes } = options;
  const headers = knownEtag === undefined ? {} : { 'if-none-match': knownEtag };
  try {
    // One limit for the whole exchange: a server that sends a byte a minute is as good as none.
    const response = await followSafely(address, { headers, signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 304) return 'unchanged';
    if (!response.ok) throw unavailable(address, `it answers ${response.status}`);
    const bytes = await readLimited(response, maxBytes, address);
    const name = nameOf(response);
    return { file: { name, bytes }, etag: response.headers.get('etag') ?? undefined };
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
    url = refuseUnsafe(new URL(next, url).href);
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

async function bundleOf(address: string, { name, bytes }: BundleFile): Promise<ReleaseBundle> {
  const dateInName = releaseDateInName(name);
  const isZip = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const files = isZip ? await unzipTables(name, bytes) : [{ name, bytes }];
  return { source: address, dateInName, files };
}
