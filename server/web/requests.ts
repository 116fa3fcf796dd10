import type { Request, RequestHandler } from 'express';
import { DomainProblem } from '../../shared/domain/problem.ts';
import { chooseLanguage, isLanguage, type Language } from '../../shared/text/language.ts';
import { textIn } from '../../shared/text/text.ts';
import { comesFromElsewhere } from '../access/ownOrigin.ts';

const COOKIE = 'podeplan_language';
const ONE_YEAR = 365 * 24 * 3600 * 1000;

/** The value of a cookie as it was sent. */
export function cookieOf(request: Request, wanted: string): string | undefined {
  const pairs = (request.get('cookie') ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === wanted)?.[1];
}

/** What an address below no language should speak. */
export function wishedLanguage(request: Request): Language {
  return chooseLanguage({ chosen: cookieOf(request, COOKIE), accepted: request.get('accept-language') });
}

/** The language is part of the address. */
export function languageOf(request: Request): Language {
  const first = request.originalUrl.split(/[/?]/)[1];
  return isLanguage(first) ? first : wishedLanguage(request);
}

/** Whoever reads a page in a language has chosen it, until they switch. */
export const rememberLanguage: RequestHandler = (request, response, next) => {
  const language = languageOf(request);
  if (cookieOf(request, COOKIE) !== language) {
    response.cookie(COOKIE, language, { maxAge: ONE_YEAR, sameSite: 'lax', httpOnly: true, path: '/' });
  }
  next();
};

/** A form of another site must not change anything here. */
export const ownFormsOnly: RequestHandler = (request, _response, next) => {
  if (comesFromElsewhere(request)) {
    throw new DomainProblem('refused-by-rule', textIn(languageOf(request)).errors.crossSite);
  }
  next();
};
