import { type Actor, asTenant } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { findSessionHome } from '../../db/queries/onTheDay.ts';
import { listSwabbersOf, saveSiteDocument } from '../../db/queries/siteDocuments.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { minutesOf } from '../domain/calendar/minutes.ts';
import { DomainProblem } from '../domain/problem.ts';
import type { ChangeDeps } from './changeSession.ts';

export interface ConfirmInput {
  readonly actor: Actor;
  readonly sessionId: string;
  /** Who performed the swabs, lane by lane; several may have shared one (R43). */
  readonly performed: readonly { readonly lane: number; readonly swabber: string }[];
  /** How many came, if anybody counted: never who (A13, R35). */
  readonly attended?: number | undefined;
  readonly by: string;
}

/**
 * R43, A12: after a session its document says who performed the swabs; the plan stays beside it. A document that was
 * confirmed may be put right, and the audit log says so.
 */
export async function confirmSession(deps: ChangeDeps, input: ConfirmInput): Promise<void> {
  const { db, clock, newId } = deps;
  const { actor, sessionId, performed, attended, by } = input;
  const at = clock.now();
  const now = wallClock(at);
  if (performed.length === 0)
    throw new DomainProblem('invalid-input', 'The document names who performed the swabs', [
      { place: 'performed', message: 'name at least one swabber' },
    ]);
  await asTenant(db, actor, async (transaction) => {
    const home = await findSessionHome(transaction, { session: sessionId });
    if (!home) throw new DomainProblem('not-found', 'There is no such session');
    if (home.state !== 'published')
      throw new DomainProblem('conflict', `This session is ${home.state}: nobody was swabbed at it`);
    if (home.date > now.date || (home.date === now.date && home.start > minutesOf(now.time)))
      throw new DomainProblem('refused-by-rule', 'A session is confirmed after it has begun (A12)', [
        { place: 'time', message: `it begins on ${home.date}`, code: 'rule-too-early' },
      ]);
    const known = new Map(
      (await listSwabbersOf(transaction, home.owner)).map((swabber) => [swabber.id, swabber]),
    );
    for (const { swabber } of performed) {
      const one = known.get(swabber);
      if (!one) throw new DomainProblem('not-found', 'This organisation has no such swabber');
      if (one.trainedOn === null || one.trainedOn > home.date)
        throw new DomainProblem('refused-by-rule', `${one.name} was not trained on ${home.date} (R41)`, [
          {
            place: 'performed',
            message: `${one.name} was not trained on ${home.date}`,
            code: 'rule-not-trained',
            facts: { who: one.name },
          },
        ]);
    }
    await saveSiteDocument(transaction, {
      sessionId,
      owner: home.owner,
      performed,
      attended: attended ?? null,
      by,
      at,
    });
    await insertAuditEntry(transaction, {
      id: newId(),
      at,
      actor: by,
      municipalityCode: home.municipality,
      organisationId: home.owner,
      action: home.confirmedAt === null ? 'session-confirmed' : 'session-confirmed-again',
      subject: 'session',
      subjectId: sessionId,
      facts: { date: home.date, swabbers: performed.length, attended: attended ?? null },
    });
  });
}
