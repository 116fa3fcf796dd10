import type { RequestHandler } from 'express';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { loadChart } from '../charts/loadChart.ts';
import { RegionPage } from '../pages/RegionPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showRegion(deps: WebDeps): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const { code } = request.params;
    const [page, view] = await Promise.all([contextOf(deps, request), deps.services.region(code)]);
    if (!view) throw new DomainProblem('not-found', `there is no region ${code}`);
    const charts = await Promise.all(view.laboratories.map((laboratory) => loadChart(page, laboratory)));
    sendPage(response, <RegionPage page={page} view={view} charts={charts} />);
  };
}
