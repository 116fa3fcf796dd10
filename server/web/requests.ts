import type { Request, RequestHandler } from 'express';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { chooseLanguage, isLanguage, type Language } from '../../shared/text/language.ts';
import { textIn } from '../../shared/text/text.ts';

const COOKIE = 'podeplan_language';
const ONE_YEAR = 365 * 24 * 3600 * 1000;

function cookieOf(request: Request): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}

/** What an address below no language should speak. */
export function wishedLanguage(request: Request): Language {
  return chooseLanguage({ chosen: cookieOf(request), accepted: request.get('accept-language') });
}

/** The language is part of the address. */
export function languageOf(request: Request): Language {
  const first = request.originalUrl.split(/[/?]/)[1];
  return isLanguage(first) ? first : wishedLanguage(request);
}

/** Whoever reads a page in a language has chosen it, until they switch. */
export const rememberLanguage: RequestHandler = (request, response, next) => {
  const language = languageOf(request);
  if (cookieOf(request) !== language) {
    response.cookie(COOKIE, language, { maxAge: ONE_YEAR, sameSite: 'lax', httpOnly: true, path: '/' });
  }
  next();
};

/** A form of another site must not change anything here: browsers say where a form comes from. */
export const ownFormsOnly: RequestHandler = (request, _response, next) => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const foreign =
    site === undefined
      ? origin !== undefined && origin !== 'null' && hostOf(origin) !== request.get('host')
      : site !== 'same-origin' && site !== 'none';
  if (foreign) throw new DomainProblem('refused-by-rule', textIn(languageOf(request)).errors.crossSite);
  next();
};

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
