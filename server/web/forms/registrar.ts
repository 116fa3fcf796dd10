import type { Request, Response } from 'express';
import { z } from 'zod';
import { cookieOf } from '../requests.ts';

const COOKIE = 'podeplan_registrar';
const NINETY_DAYS = 90 * 24 * 3600 * 1000;
const remembered = z.object({ registeredBy: z.string().max(200), onBehalfOf: z.string().max(200) });

/** Who fills in forms at this browser. Nobody logs in yet: it is asked each time, and proposed from the last time. */
export type Registrar = z.infer<typeof remembered>;

export function registrarOf(request: Request): Registrar | undefined {
  const cookie = cookieOf(request, COOKIE);
  if (cookie === undefined) return undefined;
  try {
    const parsed = remembered.safeParse(JSON.parse(decodeURIComponent(cookie)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // Somebody else's cookie, or one cut short: ask again.
    return undefined;
  }
}

export function rememberRegistrar(response: Response, registrar: Registrar): void {
  response.cookie(COOKIE, JSON.stringify(registrar), {
    maxAge: NINETY_DAYS,
    sameSite: 'lax',
    httpOnly: true,
    path: '/',
  });
}
