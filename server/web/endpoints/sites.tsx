import type { RequestHandler } from 'express';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { SessionPage } from '../pages/SessionPage.tsx';
import { SitePage } from '../pages/SitePage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showSite(deps: WebDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const [page, view] = await Promise.all([contextOf(deps, request), deps.services.site(request.params.id)]);
    if (!view) throw new DomainProblem('not-found', 'there is no such site');
    sendPage(response, <SitePage page={page} view={view} />);
  };
}

export function showSession(deps: WebDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const [page, view] = await Promise.all([
      contextOf(deps, request),
      deps.services.session(request.params.id),
    ]);
    if (!view) throw new DomainProblem('not-found', 'there is no such session');
    sendPage(response, <SessionPage page={page} view={view} />);
  };
}
