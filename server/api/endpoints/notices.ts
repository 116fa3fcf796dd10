import { z } from 'zod';
import { asTenant } from '../../../db/asTenant.ts';
import { listNotices } from '../../../db/queries/notices.ts';
import { municipalityField, noParams } from '../../../shared/contracts/fields.ts';
import { notice } from '../../../shared/contracts/status.ts';
import { sayNotice } from '../../../shared/text/notice.ts';
import { deliveryState, languageOf } from '../../../shared/usecases/sendNotices.ts';
import type { ApiDeps } from '../deps.ts';
import { type Endpoint, getEndpoint } from '../endpoint.ts';

export const noticeEndpoints: readonly Endpoint<ApiDeps>[] = [
  getEndpoint(
    {
      path: '/notices',
      operationId: 'listNotices',
      tag: 'notices',
      summary: 'The outbox, the newest first: who was told what, and whether it reached them',
      params: noParams,
      query: z.object({ municipality: municipalityField.optional() }),
      response: z.object({ notices: z.array(notice) }),
    },
    async ({ db, actor }: ApiDeps, { query: { municipality } }) => {
      const rows = await asTenant(db, actor, (tx) =>
        listNotices(tx, municipality === undefined ? {} : { municipality }),
      );
      return {
        notices: rows.map((row) => ({
          ...{ id: row.id, addressee: row.addressee, municipality: row.municipality },
          template: row.facts.template,
          createdAt: row.createdAt.toISOString(),
          da: sayNotice(row.facts, 'da'),
          en: sayNotice(row.facts, 'en'),
          deliveries: row.recipients.map((recipient) => ({
            recipient,
            language: languageOf(row, recipient),
            state: deliveryState(row, recipient),
          })),
        })),
      };
    },
  ),
];
