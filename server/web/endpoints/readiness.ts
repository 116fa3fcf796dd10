import type { RequestHandler } from 'express';
import { READINESS_ITEMS } from '../../../shared/domain/planning/readiness.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { markReady } from '../../../shared/usecases/markReady.ts';
import { registrarOf } from '../forms/registrar.ts';
import { languageOf } from '../requests.ts';
import { afterSaving, urlsIn } from '../urls.ts';
import type { WebDeps } from './endpoint.ts';

/** R48: who marks is whoever filled in the last form at this browser. */
export function markReadyHere({ services }: WebDeps): RequestHandler<{ code: string; item: string }> {
  return async (request, response) => {
    const { code } = request.params;
    const item = READINESS_ITEMS.find((known) => known === request.params.item);
    if (!item) throw new DomainProblem('not-found', 'there is no such item on the list');
    const { ready } = (request.body ?? {}) as Readonly<Record<string, unknown>>;
    if (ready !== 'yes' && ready !== 'no') throw new DomainProblem('invalid-input', 'ready is yes or no');
    const by = registrarOf(request)?.registeredBy ?? 'page';
    await services.using(({ actor, ...deps }) =>
      markReady(deps, { actor, municipality: code, item, ready: ready === 'yes', by }),
    );
    response.redirect(303, afterSaving(urlsIn(languageOf(request)).municipality(code), 'readiness'));
  };
}
