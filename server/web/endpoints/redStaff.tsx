import type { RequestHandler } from 'express';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { listRedStaff } from '../../../shared/usecases/listRedStaff.ts';
import { RedStaffPage } from '../pages/RedStaffPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showRedStaff(deps: WebDeps): RequestHandler<{ code: string }> {
  return async (request, response) => {
    const municipality = request.params.code as MunicipalityCode;
    const view = await deps.services.using(({ actor, ...given }) =>
      listRedStaff(given, { actor, municipality }),
    );
    sendPage(response, <RedStaffPage page={await contextOf(deps, request)} view={view} />);
  };
}
