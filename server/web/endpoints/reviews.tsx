import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { CaseFile } from '../../../shared/contracts/views/caseFile.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { holdReview } from '../../../shared/usecases/holdReview.ts';
import { listReviews } from '../../../shared/usecases/listReviews.ts';
import { loadCaseFile } from '../../../shared/usecases/loadCaseFile.ts';
import { PARTIES } from '../../../shared/domain/status/party.ts';
import { atLeastOne, optionalText, requiredLine } from '../forms/fields.ts';
import type { FormPage } from '../forms/formEndpoints.ts';
import { HoldReviewPage } from '../pages/HoldReviewPage.tsx';
import { ReviewsPage } from '../pages/ReviewsPage.tsx';
import { sendPage } from '../render.ts';
import { afterSaving } from '../urls.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

export function showReviews(deps: WebDeps): RequestHandler {
  return async (request, response) => {
    const [page, { reviews }] = await Promise.all([
      contextOf(deps, request),
      deps.services.using(({ actor, ...given }) => listReviews(given, { actor })),
    ]);
    sendPage(response, <ReviewsPage page={page} reviews={reviews} />);
  };
}

const schema = z.object({
  registeredBy: requiredLine,
  parties: atLeastOne(z.enum(PARTIES)),
  note: optionalText,
});

/** R12: an assessment that left the municipality as it was. */
export const reviewForm: FormPage<typeof schema, CaseFile> = {
  schema,
  load: ({ services }, { params: { code = '' } }) =>
    services.using(({ actor, ...deps }) =>
      loadCaseFile(deps, { actor, municipality: code as MunicipalityCode }),
    ),
  initial: (_, registrar) => ({
    registeredBy: registrar?.registeredBy,
    parties: ['stps', 'municipality', 'region'],
  }),
  draw: (page, file, form) => <HoldReviewPage page={page} file={file} form={form} />,
  save: async ({ services }, { registeredBy, parties, note }, { page, view }) => {
    const municipality = view.municipality.code as MunicipalityCode;
    await services.using(({ actor, ...deps }) =>
      holdReview(deps, { actor, municipality, heldBy: registeredBy, parties, note }),
    );
    return afterSaving(page.urls.reviews(), 'review');
  },
};
