import type { RequestHandler } from 'express';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { incidenceChart } from '../charts/incidenceChart.ts';
import { MunicipalityPage } from '../pages/MunicipalityPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showMunicipality(deps: WebDeps): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const { code } = request.params;
    const [page, view] = await Promise.all([contextOf(deps, request), deps.services.municipality(code)]);
    if (!view) throw new DomainProblem('not-found', `there is no municipality ${code}`);
    sendPage(response, <MunicipalityPage page={page} view={view} chart={await incidenceChart(page, view)} />);
  };
}
