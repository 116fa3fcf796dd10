import type { RequestHandler } from 'express';
import { RunsPage } from '../pages/RunsPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showRuns(deps: WebDeps): RequestHandler {
  return async (request, response) => {
    const [page, view] = await Promise.all([contextOf(deps, request), deps.services.runs()]);
    sendPage(response, <RunsPage page={page} view={view} />);
  };
}
