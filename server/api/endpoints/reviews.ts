import { z } from 'zod';
import { dateField, municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import { pendingReview, reviewBody } from '../../../shared/contracts/status.ts';
import { holdReview } from '../../../shared/usecases/holdReview.ts';
import { listReviews } from '../../../shared/usecases/listReviews.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

export const reviewEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/reviews',
      operationId: 'listReviews',
      tag: 'reviews',
      summary: 'Pending assessments, the most overdue first',
      params: noParams,
      query: noParams,
      response: z.object({ today: dateField, reviews: z.array(pendingReview) }),
    },
    async ({ actor, ...deps }: ApiDeps) => {
      const { today, reviews } = await listReviews(deps, { actor });
      return {
        today,
        reviews: reviews.map(({ measured, decided, ...review }) => ({
          ...review,
          measuredColour: measured?.colour ?? null,
          decidedColour: decided.colour,
        })),
      };
    },
  ),
  postEndpoint(
    {
      path: '/municipalities/:code/reviews',
      operationId: 'holdReview',
      tag: 'reviews',
      summary: 'Log an assessment that left the municipality as it was',
      params: z.object({ code: municipalityField }),
      query: noParams,
      body: reviewBody,
      response: z.object({ nextDueOn: dateField.nullable() }),
      status: 201,
    },
    async ({ actor, ...deps }: ApiDeps, { params: { code }, body }) => {
      const { nextDueOn } = await holdReview(deps, { actor, municipality: code, ...body });
      return { nextDueOn: nextDueOn ?? null };
    },
  ),
];
