import type { RequestHandler } from 'express';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { findMunicipality } from '../../../shared/domain/geography/municipalities.ts';
import { regionOf, REGIONS } from '../../../shared/domain/geography/regions.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { kitOutlook } from '../../../shared/usecases/lists/kitOutlook.ts';
import { KitsPage } from '../pages/KitsPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

/** R46: of a whole region. */
export function showRegionKits(deps: WebDeps): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const region = REGIONS.find(({ code }) => code === request.params.code);
    if (!region) throw new DomainProblem('not-found', `there is no region ${request.params.code}`);
    const page = await contextOf(deps, request);
    const view = await deps.services.using(({ actor, ...given }) =>
      kitOutlook(given, { actor, region: region.code }),
    );
    sendPage(response, <KitsPage page={page} view={{ ...view, region, municipality: null }} />);
  };
}

/** The same for a kommune: its own sites. */
export function showMunicipalityKits(deps: WebDeps): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const municipality = findMunicipality(request.params.code);
    if (!municipality)
      throw new DomainProblem('not-found', `there is no municipality ${request.params.code}`);
    const page = await contextOf(deps, request);
    const { region, ...view } = await deps.services.using(async ({ actor, ...given }) => {
      const code = regionOf(municipality, wallClock(given.clock.now()).date);
      const outlook = await kitOutlook(given, { actor, region: code, municipality: municipality.code });
      return { ...outlook, region: REGIONS.find((each) => each.code === code)! };
    });
    sendPage(response, <KitsPage page={page} view={{ ...view, region, municipality }} />);
  };
}
