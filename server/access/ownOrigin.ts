import type { Request } from 'express';

/**
 * Whether a browser says that a page of another site sent this (CSRF). Nobody logs in yet, so whoever reaches the
 * address may write: a foreign page must not do it through a visitor's browser. Programs send neither header.
 */
export function comesFromElsewhere(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && origin !== 'null' && hostOf(origin) !== request.get('host');
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
