import { z } from 'zod';
import {
  directory,
  directoryBody,
  directoryOf,
  directoryRemoval,
} from '../../../shared/contracts/directory.ts';
import { idField, noParams } from '../../../shared/contracts/fields.ts';
import { removeContact, saveContact, showDirectory } from '../../../shared/usecases/keepDirectory.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint, postEndpoint } from '../endpoint.ts';

const params = z.object({ of: directoryOf });
const one = params.extend({ id: idField });
const tag = 'directory';

export const directoryEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/directory/:of',
      operationId: 'showDirectory',
      summary: 'Whom a municipality, a region or STPS has named for calls and notices',
      ...{ tag, params, query: noParams, response: directory },
    },
    async ({ db, actor }: ApiDeps, { params: { of } }) => {
      const { entries } = await showDirectory({ db }, { actor, of });
      return { of, contacts: [...entries] };
    },
  ),
  postEndpoint(
    {
      path: '/directory/:of',
      operationId: 'addContact',
      summary: 'Put a contact into the directory',
      ...{
        tag,
        params,
        query: noParams,
        body: directoryBody,
        response: z.object({ id: idField }),
        status: 201,
      },
    },
    ({ actor, ...deps }: ApiDeps, { params: { of }, body: { by, ...entry } }) =>
      saveContact(deps, { actor, of, by, entry }),
  ),
  postEndpoint(
    {
      path: '/directory/:of/:id',
      operationId: 'changeContact',
      summary: 'Change a contact; notices raised before stay as they were addressed',
      ...{ tag, query: noParams, body: directoryBody, response: z.object({ id: idField }), status: 200 },
      params: one,
    },
    ({ actor, ...deps }: ApiDeps, { params: { of, id }, body: { by, ...entry } }) =>
      saveContact(deps, { actor, of, id, by, entry }),
  ),
  postEndpoint(
    {
      path: '/directory/:of/:id/remove',
      operationId: 'removeContact',
      summary: 'Take a contact out of the directory',
      ...{ tag, query: noParams, body: directoryRemoval, response: z.object({ id: idField }), status: 200 },
      params: one,
    },
    async ({ actor, ...deps }: ApiDeps, { params: { of, id }, body: { by } }) => {
      await removeContact(deps, { actor, of, id, by });
      return { id };
    },
  ),
];
