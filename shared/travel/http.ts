import type { z } from 'zod';
import { DomainProblem } from '../domain/problem.ts';

export interface HttpOptions {
  /** `https://osrm.example`: without a path of the API's own. */
  readonly url: string;
  /** Per request. */
  readonly timeoutMs: number;
  /** What a service may answer with at most, in bytes. */
  readonly maxBytes: number;
}

const KEPT_OF_ANSWER = 200;

function unavailable(service: string, why: string): DomainProblem {
  return new DomainProblem('unavailable', `The routing service ${service} ${why}`);
}

/** Where the service is, as people may be told: an address can hold a key. */
export function serviceAt(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/**
 * One question to a routing service and its answer, checked.
 *
 * @throws DomainProblem `unavailable` with what went wrong: no connection, too slow, too large, an error of its own, or an
 * answer that is not one.
 */
export async function ask<S extends z.ZodType>(
  { url: given, timeoutMs, maxBytes }: HttpOptions,
  { path, body, schema }: { path: string; body?: object; schema: S },
): Promise<z.output<S>> {
  const service = serviceAt(given);
  const { base, headers } = splitCredentials(given);
  let text: string;
  let status: number;
  try {
    const response = await fetch(`${base}${path}`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
      ...(body === undefined
        ? { headers }
        : {
            method: 'POST',
            headers: { ...headers, 'content-type': 'application/json' },
            body: JSON.stringify(body),
          }),
    });
    status = response.status;
    text = await readAtMost(response, maxBytes, service);
  } catch (error) {
    if (error instanceof DomainProblem) throw error;
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    throw unavailable(
      service,
      isLate ? `did not answer within ${timeoutMs / 1000} s` : `cannot be reached (${reasonOf(error)})`,
    );
  }
  if (status >= 400) throw unavailable(service, `answered ${status}: ${text.slice(0, KEPT_OF_ANSWER)}`);
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw unavailable(service, 'answered something that is not JSON');
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unavailable(
    service,
    `answered in a shape that is not its own: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  );
}

/** Of the connection only: other messages repeat the address, which can hold a key. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'no connection';
}

/** `fetch` takes no name and password in an address. */
function splitCredentials(base: string): { base: string; headers: Record<string, string> } {
  const url = new URL(base);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const secret = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`);
  return {
    base: url.href.replace(/\/+$/, ''),
    headers: username === '' ? {} : { authorization: `Basic ${secret.toString('base64')}` },
  };
}

async function readAtMost(response: Response, maxBytes: number, service: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw unavailable(service, `answered with more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
