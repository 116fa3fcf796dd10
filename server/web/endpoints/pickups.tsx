import type { RequestHandler } from 'express';
import type { PickupsView } from '../../../shared/contracts/views/pickups.ts';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { PickupsPage } from '../pages/PickupsPage.tsx';
import { routesGeoJson } from '../routesGeoJson.ts';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

interface Params {
  code: string;
  date: string;
}

async function findList({ services }: WebDeps, { code, date }: Params): Promise<PickupsView> {
  const view = isCalendarDate(date) ? await services.pickups({ regionCode: code, date }) : null;
  if (!view) throw new DomainProblem('not-found', `there is no pickup list of ${code} on ${date}`);
  return view;
}

export function showPickups(deps: WebDeps): RequestHandler<Params & Record<string, string>> {
  return async (request, response) => {
    const [page, view] = await Promise.all([contextOf(deps, request), findList(deps, request.params)]);
    sendPage(response, <PickupsPage page={page} view={view} />);
  };
}

/** What the map of the page draws. */
export function sendPickupRoutes(deps: WebDeps): RequestHandler<Params & Record<string, string>> {
  return async (request, response) => {
    const [page, view] = await Promise.all([contextOf(deps, request), findList(deps, request.params)]);
    response
      .set('Cache-Control', 'no-store')
      .type('application/geo+json')
      .send(JSON.stringify(routesGeoJson(page, view)));
  };
}
