import type { RequestHandler } from 'express';
import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { releasesView, releaseView } from '../../../db/queries/views/releases.ts';
import type { ReleaseView } from '../../../shared/contracts/views/releases.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import { judgeRelease } from '../../../shared/usecases/judgeRelease.ts';
import { requiredLine, requiredText } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { ReleasePage } from '../pages/ReleasePage.tsx';
import { ReleasesPage } from '../pages/ReleasesPage.tsx';
import { sendPage } from '../render.ts';
import { afterSaving } from '../urls.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

/** Enough for a year's quarter; older ones are reached through the API and the command line. */
const SHOWN = 100;

export function showReleases(deps: WebDeps): RequestHandler {
  return async (request, response) => {
    const [page, view] = await Promise.all([
      contextOf(deps, request),
      deps.services.using(({ db, actor }) => asTenant(db, actor, (tx) => releasesView(tx, { limit: SHOWN }))),
    ]);
    sendPage(response, <ReleasesPage page={page} view={view} />);
  };
}

const schema = z.object({
  verdict: z.enum(['release', 'reject'], 'chooseOne'),
  reason: requiredText,
  registeredBy: requiredLine,
});

/** A release; one that is held back is judged here, with a reason. */
export const releaseForm: FormPage<typeof schema, ReleaseView> = {
  schema,
  load: async ({ services }, { params: { id = '' } }) => {
    const known = z.uuid().safeParse(id).success;
    const view = known
      ? await services.using(({ db, actor }) => asTenant(db, actor, (tx) => releaseView(tx, id)))
      : null;
    if (!view) throw new DomainProblem('not-found', `there is no release ${id}`);
    return view;
  },
  initial: (_asked, registrar) => ({ registeredBy: registrar?.registeredBy }),
  draw: (page, view, form) => <ReleasePage page={page} view={view} form={form} />,
  save: async ({ services }, { verdict, reason, registeredBy }, { page, view: { id } }) => {
    await services.using((deps) =>
      judgeRelease(deps, { releaseId: id, verdict, reason, judgedBy: registeredBy }),
    );
    return afterSaving(page.urls.release(id), verdict === 'release' ? 'released' : 'rejected');
  },
};
