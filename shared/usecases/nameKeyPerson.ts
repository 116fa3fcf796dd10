import { type Actor, asTenant } from '../../db/asTenant.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { saveKeyPerson } from '../../db/queries/siteDocuments.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { ChangeDeps } from './changeSession.ts';
import { findAgreed } from './onTheDay/dayWorld.ts';

/** R42: who keeps the register during a session, in the organisation's own words; an empty name takes it back. */
export async function nameKeyPerson(
  { db, clock, newId }: ChangeDeps,
  {
    actor,
    sessionId,
    label,
    by,
  }: { readonly actor: Actor; readonly sessionId: string; readonly label: string; readonly by: string },
): Promise<void> {
  const at = clock.now();
  await asTenant(db, actor, async (transaction) => {
    const home = await findAgreed(transaction, { session: sessionId }, wallClock(at).date);
    await saveKeyPerson(transaction, { sessionId, owner: home.owner, label: label.trim() });
    await insertAuditEntry(transaction, {
      id: newId(),
      at,
      actor: by,
      municipalityCode: home.municipality,
      organisationId: home.owner,
      action: label.trim() === '' ? 'key-person-removed' : 'key-person-named',
      subject: 'session',
      subjectId: sessionId,
      facts: {},
    });
  });
}
