import type { RequestHandler } from 'express';
import { CountryPage } from '../pages/CountryPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showCountry(deps: WebDeps): RequestHandler {
  return async (request, response) => {
    const [page, view] = await Promise.all([contextOf(deps, request), deps.services.country()]);
    sendPage(response, <CountryPage page={page} view={view} shapes={deps.shapes} />);
  };
}
