import type { Transaction } from '../../../db/connect.ts';
import { insertAuditEntry } from '../../../db/queries/audit.ts';
import type { SessionHome } from '../../../db/queries/onTheDay.ts';
import { insertChange } from '../../../db/queries/rollChanges.ts';
import type { ChangeKind } from '../../contracts/views/daySession.ts';
import type { Concerned } from '../../domain/onTheDay/moved.ts';

interface Recorded {
  readonly home: Pick<SessionHome, 'owner' | 'municipality' | 'rollId' | 'date'>;
  readonly sessionId: string | null;
  readonly kind: ChangeKind;
  readonly by: string;
  readonly at: Date;
  readonly reason?: string | undefined;
  readonly concerned: readonly Concerned[];
  readonly newId: () => string;
}

/** Keeps a change with everybody who has to be told, and tells the audit log, without names: a region reads it (R18). */
export async function recordChange(
  transaction: Transaction,
  { home, sessionId, kind, by, at, reason, concerned, newId }: Recorded,
): Promise<string> {
  const id = newId();
  const { owner, municipality, rollId, date } = home;
  await insertChange(
    transaction,
    { id, owner, municipality, rollId, sessionId, kind, madeAt: at, madeBy: by, reason: reason ?? null },
    concerned,
    newId,
  );
  await insertAuditEntry(transaction, {
    id: newId(),
    at,
    actor: by,
    municipalityCode: municipality,
    organisationId: owner,
    action: `session-${kind}`,
    subject: sessionId === null ? 'roll' : 'session',
    subjectId: sessionId ?? rollId,
    facts: { date, people: concerned.reduce((sum, { people }) => sum + people, 0) },
  });
  return id;
}
