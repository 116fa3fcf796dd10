import type { RequestHandler } from 'express';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { whySession } from '../../../shared/usecases/whySession.ts';
import { WhyPage } from '../pages/WhyPage.tsx';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';
import { isId } from './roll.tsx';

export function showWhy(deps: WebDeps): RequestHandler<{ id: string }> {
  return async (request, response) => {
    const { id } = request.params;
    if (!isId(id)) throw new DomainProblem('not-found', 'there is no such session');
    const [page, view] = await Promise.all([
      contextOf(deps, request),
      deps.services.using(({ actor, ...given }) => whySession(given, { actor, sessionId: id })),
    ]);
    sendPage(response, <WhyPage page={page} view={view} />);
  };
}
