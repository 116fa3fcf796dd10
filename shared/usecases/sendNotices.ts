import { createHash } from 'node:crypto';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import {
  type DeliveryOutcome,
  insertDelivery,
  listNotices,
  markNoticeSent,
  type NoticeRow,
} from '../../db/queries/notices.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Mailer } from '../mail/mailer.ts';
import { sayNotice } from '../text/notice.ts';

export interface SendDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly mailer: Mailer;
  readonly log?: Log;
}

/** A server that does not answer is tried again in the next minutes, then given up: the page still has the notice. */
const ATTEMPTS = 10;
const AT_ONCE = 50;

/**
 * R7: hands what waits in the outbox to the mail server, at most once per recipient. Before a message is handed over,
 * the attempt is written down and committed. If the process ends between handing over and writing down the answer, the
 * message may have arrived: it is not sent again, and its page says that nobody knows. Only what the server has
 * certainly not taken is tried again.
 *
 * @returns how many messages the server has taken.
 */
export async function sendNotices(deps: SendDeps): Promise<number> {
  const waiting = await asTenant(deps.db, SYSTEM, (tx) =>
    listNotices(tx, { unsentOnly: true, limit: AT_ONCE }),
  );
  let sent = 0;
  for (const notice of waiting) {
    for (const recipient of notice.recipients) sent += await deliver(deps, notice, recipient);
    await finish(deps, notice.id);
  }
  return sent;
}

/** What is known of one recipient of a notice. */
export function deliveryState(
  { deliveries }: Pick<NoticeRow, 'deliveries'>,
  recipient: string,
): DeliveryOutcome | 'waiting' {
  const own = deliveries.filter((delivery) => delivery.recipient === recipient);
  const last = own.at(-1);
  if (!last) return 'waiting';
  // Begun, and no word since: under way, or cut off.
  return last.outcome === 'started' ? 'uncertain' : last.outcome;
}

async function deliver(deps: SendDeps, notice: NoticeRow, recipient: string): Promise<number> {
  const { db, clock, newId, mailer, log } = deps;
  const attempt = notice.deliveries.filter(
    (delivery) => delivery.recipient === recipient && delivery.outcome === 'started',
  ).length;
  const state = deliveryState(notice, recipient);
  if (!(state === 'waiting' || (state === 'failed' && attempt < ATTEMPTS))) return 0;
  const note = (outcome: DeliveryOutcome, detail: string | null) =>
    asTenant(db, SYSTEM, (tx) =>
      insertDelivery(tx, notice, {
        ...{ id: newId(), noticeId: notice.id, recipient, attempt: attempt + 1 },
        ...{ attemptedAt: clock.now(), outcome, detail },
      }),
    );
  if (!(await note('started', null))) return 0;
  const { subject, body } = sayNotice(notice.facts, notice.language);
  const { outcome, detail } = await mailer.send({
    messageId: messageIdOf(notice.id, recipient),
    ...{ to: recipient, subject, text: body },
  });
  await note(outcome, detail.slice(0, 500));
  if (outcome !== 'sent') log?.warn({ notice: notice.id, outcome, detail }, 'a notice was not delivered');
  return outcome === 'sent' ? 1 : 0;
}

/** The notice is done when no recipient can be tried again. */
async function finish({ db, clock }: SendDeps, id: string): Promise<void> {
  await asTenant(db, SYSTEM, async (tx) => {
    const notice = (await listNotices(tx, { unsentOnly: true, limit: AT_ONCE })).find((one) => one.id === id);
    if (!notice) return;
    const open = notice.recipients.some((recipient) => {
      const attempts = notice.deliveries.filter((one) => one.recipient === recipient).length / 2;
      const state = deliveryState(notice, recipient);
      return state === 'waiting' || (state === 'failed' && attempts < ATTEMPTS);
    });
    if (!open) await markNoticeSent(tx, id, clock.now());
  });
}

/** The same for the same notice and recipient; the address itself is not in it. */
function messageIdOf(noticeId: string, recipient: string): string {
  const digest = createHash('sha256').update(recipient).digest('hex').slice(0, 12);
  return `<${noticeId}.${digest}@podeplan>`;
}
