import { z } from 'zod';
import { dateField, idField, municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import { agreement, agreementBody, agreementEnd } from '../../../shared/contracts/status.ts';
import type { AgreementView } from '../../../shared/contracts/views/agreements.ts';
import { listLocalAgreements } from '../../../shared/usecases/listLocalAgreements.ts';
import { endAgreement, registerAgreement } from '../../../shared/usecases/registerAgreement.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const params = z.object({ code: municipalityField });

function resource({ policy: _, overruledBy, registeredAt, ...view }: AgreementView) {
  return {
    ...view,
    params: { ...view.params },
    parties: [...view.parties],
    overruledBy: overruledBy?.kind ?? null,
    registeredAt: registeredAt.toISOString(),
  };
}

export const agreementEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/municipalities/:code/agreements',
      operationId: 'listAgreements',
      tag: 'agreements',
      summary: 'Local agreements, and what comes before each today',
      params,
      query: noParams,
      response: z.object({ agreements: z.array(agreement) }),
    },
    async ({ actor, ...deps }: ApiDeps, { params: { code } }) => {
      const { agreements } = await listLocalAgreements(deps, { actor, municipality: code });
      return { agreements: agreements.map(resource) };
    },
  ),
  postEndpoint(
    {
      path: '/municipalities/:code/agreements',
      operationId: 'registerAgreement',
      tag: 'agreements',
      summary: 'Record a local agreement about a practical rule; never a colour',
      params,
      query: noParams,
      body: agreementBody,
      response: z.object({ agreementId: idField }),
      status: 201,
    },
    ({ actor, ...deps }: ApiDeps, { params: { code }, body }) =>
      registerAgreement(deps, { actor, municipality: code, ...body }),
  ),
  postEndpoint(
    {
      path: '/municipalities/:code/agreements/:id/end',
      operationId: 'endAgreement',
      tag: 'agreements',
      summary: 'End an agreement; it is never edited',
      params: params.extend({ id: idField }),
      query: noParams,
      body: agreementEnd,
      response: z.object({ endsOn: dateField }),
      status: 200,
    },
    async ({ actor, ...deps }: ApiDeps, { params: { code, id }, body }) => {
      await endAgreement(deps, { actor, municipality: code, agreementId: id, ...body });
      return { endsOn: body.endsOn };
    },
  ),
];
