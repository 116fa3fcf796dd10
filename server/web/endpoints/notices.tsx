import type { RequestHandler } from 'express';
import { asTenant } from '../../../db/asTenant.ts';
import { listNotices } from '../../../db/queries/notices.ts';
import { NoticesPage } from '../pages/NoticesPage.tsx';
import { deliveryState, languageOf } from '../../../shared/usecases/sendNotices.ts';
import { sendPage } from '../render.ts';
import { contextOf, type WebDeps } from './endpoint.ts';

/** R7: the outbox, in the language of the page. */
export function showNotices(deps: WebDeps): RequestHandler {
  return async (request, response) => {
    const { municipality } = request.query;
    const [page, rows] = await Promise.all([
      contextOf(deps, request),
      deps.services.using(({ db, actor }) =>
        asTenant(db, actor, (tx) =>
          listNotices(tx, typeof municipality === 'string' ? { municipality } : {}),
        ),
      ),
    ]);
    const notices = rows.map((row) => ({
      ...{ id: row.id, addressee: row.addressee, facts: row.facts, createdAt: row.createdAt },
      directory: { municipality: row.municipality, region: row.region, stps: 'stps' }[row.addressee],
      deliveries: row.recipients.map((recipient) => ({
        recipient,
        language: languageOf(row, recipient),
        state: deliveryState(row, recipient),
      })),
    }));
    sendPage(response, <NoticesPage page={page} notices={notices} />);
  };
}
