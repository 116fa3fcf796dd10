import { z } from 'zod';
import { municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import { contactBody, loggedContact } from '../../../shared/contracts/status.ts';
import { logContact } from '../../../shared/usecases/logContact.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, postEndpoint } from '../endpoint.ts';

export const contactEndpoints: readonly Endpoint<ApiDeps>[] = [
  postEndpoint(
    {
      path: '/municipalities/:code/contacts',
      operationId: 'logContact',
      tag: 'colours',
      summary: 'Log a talk; it belongs to the open follow-up, or opens one',
      params: z.object({ code: municipalityField }),
      query: noParams,
      body: contactBody,
      response: loggedContact,
      status: 201,
    },
    ({ db, clock, newId, actor }: ApiDeps, { params: { code }, body: { madeAt, ...talk } }) =>
      logContact(
        { db, clock, newId },
        { actor, municipality: code, ...(madeAt === undefined ? {} : { madeAt: new Date(madeAt) }), ...talk },
      ),
  ),
];
