import { z } from 'zod';
import { dateField, municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import {
  FIRST_ROLL_FACTS,
  READINESS_ITEMS,
  type Readiness,
} from '../../../shared/domain/planning/readiness.ts';
import { markReady, showReadiness } from '../../../shared/usecases/markReady.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const params = z.object({ code: municipalityField });
const item = z.enum(READINESS_ITEMS);
const count = z.int().min(0);
const response = z.object({
  items: z.array(z.object({ item, doneOn: dateField.nullable() })),
  facts: z.object({
    expected: count,
    sitesWithoutNumbers: count,
    trainees: count,
    traineesAgreed: count,
    trainingHeldOn: dateField.nullable(),
    testDays: count,
    testDaysAgreed: count,
  }),
  unknown: z.array(z.enum(FIRST_ROLL_FACTS)).meta({ description: 'What is not known yet (R54)' }),
});

const resource = ({ items, facts, unknown }: Readiness) => ({
  items: [...items],
  facts,
  unknown: [...unknown],
});

export const readinessEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/municipalities/:code/readiness',
      operationId: 'showReadiness',
      summary: 'What is ready in a municipality, and what is known before a first roll; it blocks nothing',
      ...{ tag: 'readiness', params, query: noParams, response },
    },
    async ({ actor, ...deps }: ApiDeps, { params: { code } }) =>
      resource(await showReadiness(deps, { actor, municipality: code })),
  ),
  postEndpoint(
    {
      path: '/municipalities/:code/readiness/:item',
      operationId: 'markReady',
      summary: 'Mark an item as ready from today on, or take the mark back',
      ...{ tag: 'readiness', params: params.extend({ item }), query: noParams, response, status: 200 },
      body: z.strictObject({ ready: z.boolean(), by: z.string().trim().min(1).max(200) }),
    },
    async ({ actor, ...deps }: ApiDeps, { params: { code, item: about }, body }) =>
      resource(await markReady(deps, { actor, municipality: code, item: about, ...body })),
  ),
];
