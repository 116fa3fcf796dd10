import type { RequestHandler } from 'express';
import { isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { REGIONS } from '../../../shared/domain/geography/regions.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { compareRounds } from '../../../shared/usecases/lists/compareRounds.ts';
import { RoundsPage } from '../pages/RoundsPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

/** P10: a day's list beside the courier rounds of the day. */
export function showRounds(deps: WebDeps): RequestHandler<{ code: string; date: string }> {
  return async (request, response) => {
    const { code, date } = request.params;
    const region = REGIONS.find((each) => each.code === code);
    const compared =
      region && isCalendarDate(date)
        ? await deps.services.using(({ actor, ...given }) =>
            compareRounds(given, { actor, region: region.code, date }),
          )
        : null;
    if (!region || !isCalendarDate(date) || !compared)
      throw new DomainProblem('not-found', `there is no pickup list of ${code} on ${date}`);
    const page = await contextOf(deps, request);
    sendPage(response, <RoundsPage page={page} view={{ ...compared, region, date }} />);
  };
}
