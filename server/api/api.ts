import { Router } from 'express';
import { DomainProblem } from '../../shared/domain/problem.ts';
import type { Log } from '../../shared/log.ts';
import { planRollHere } from '../../shared/usecases/planning/planHere.ts';
import { planHere } from '../../shared/usecases/lists/planHere.ts';
import type { ApiDeps } from './deps.ts';
import { endpointRouter } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { openApiDocument } from './openapi.ts';
import { problemHandler } from './problems.ts';

type Given = Omit<ApiDeps, 'planPickups' | 'planRoll'> &
  Partial<Pick<ApiDeps, 'planPickups' | 'planRoll'>> & { readonly log: Log; readonly version: string };

/** The JSON API, to be mounted at `/api/v1`. */
export function createApi({
  log,
  version,
  planPickups = planHere,
  planRoll = planRollHere,
  ...given
}: Given): Router {
  const deps: ApiDeps = { ...given, planPickups, planRoll };
  const router = Router();
  const document = openApiDocument(ENDPOINTS, version);
  router.get('/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.use(async (_request, _response, next) => {
    await deps.clock.refresh?.();
    next();
  });
  router.use(endpointRouter(ENDPOINTS, deps));
  router.use((request) => {
    throw new DomainProblem('not-found', `There is nothing at ${request.originalUrl}`);
  });
  router.use(problemHandler(log));
  return router;
}
