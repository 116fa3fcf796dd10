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

const MINUTE = 60_000;
/** What failed is tried again after these, the last one over and over: a server may be down for a weekend. */
const WAITS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE);
/** Then it is given up: the page still has the notice. */
const GIVEN_UP_AFTER = 3 * 24 * 60 * MINUTE;
/** So many that those which wait for their next attempt leave room for new ones. */
const AT_ONCE = 500;

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
    const due = notice.recipients.map((recipient) => nextTry(notice, recipient, deps.clock.now()));
    if (due.every((when) => when === 'later')) continue;
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

/** Whether a recipient is tried now, later, or never again. */
function nextTry(
  notice: Pick<NoticeRow, 'deliveries'>,
  recipient: string,
  now: Date,
): 'now' | 'later' | 'never' {
  const state = deliveryState(notice, recipient);
  if (state === 'waiting') return 'now';
  if (state !== 'failed') return 'never';
  const begun = notice.deliveries.filter((one) => one.recipient === recipient && one.outcome === 'started');
  const [first, last] = [begun[0], begun.at(-1)];
  if (!first || !last || +now - +first.attemptedAt >= GIVEN_UP_AFTER) return 'never';
  const wait = WAITS[Math.min(begun.length, WAITS.length) - 1] ?? 0;
  return +now - +last.attemptedAt >= wait ? 'now' : 'later';
}

async function deliver(deps: SendDeps, notice: NoticeRow, recipient: string): Promise<number> {
  const { db, clock, newId, mailer, log } = deps;
  const attempt = notice.deliveries.filter(
    (delivery) => delivery.recipient === recipient && delivery.outcome === 'started',
  ).length;
  if (nextTry(notice, recipient, clock.now()) !== 'now') return 0;
  const note = (outcome: DeliveryOutcome, detail: string | null) =>
    asTenant(db, SYSTEM, (tx) =>
      insertDelivery(tx, notice, {
        ...{ id: newId(), noticeId: notice.id, recipient, attempt: attempt + 1 },
        ...{ attemptedAt: clock.now(), outcome, detail },
      }),
    );
  if (!(await note('started', null))) return 0;
  const { subject, body } = sayNotice(notice.facts, languageOf(notice, recipient));
  const { outcome, detail } = await mailer.send({
    messageId: messageIdOf(notice.id, recipient),
    ...{ to: recipient, subject, text: body },
  });
  await note(outcome, detail.slice(0, 500));
  if (outcome !== 'sent') log?.warn({ notice: notice.id, outcome, detail }, 'a notice was not delivered');
  return outcome === 'sent' ? 1 : 0;
}

/** R7: the recipient's own language, as the directory had it. */
export function languageOf(
  { recipients, languages }: Pick<NoticeRow, 'recipients' | 'languages'>,
  recipient: string,
): 'da' | 'en' {
  return languages[recipients.indexOf(recipient)] ?? 'da';
}

/** The notice is done when no recipient can be tried again. */
async function finish({ db, clock }: SendDeps, id: string): Promise<void> {
  await asTenant(db, SYSTEM, async (tx) => {
    const notice = (await listNotices(tx, { unsentOnly: true, limit: AT_ONCE })).find((one) => one.id === id);
    if (!notice) return;
    const open = notice.recipients.some((recipient) => nextTry(notice, recipient, clock.now()) !== 'never');
    if (!open) await markNoticeSent(tx, id, clock.now());
  });
}

/** The same for the same notice and recipient; the address itself is not in it. */
function messageIdOf(noticeId: string, recipient: string): string {
  const digest = createHash('sha256').update(recipient).digest('hex').slice(0, 12);
  return `<${noticeId}.${digest}@podeplan>`;
}
