import type { Transaction } from '../../../db/connect.ts';
import { insertAuditEntry } from '../../../db/queries/audit.ts';
import type { SessionHome } from '../../../db/queries/onTheDay.ts';
import { findSiteOf, insertChange } from '../../../db/queries/rollChanges.ts';
import type { ChangeKind } from '../../contracts/views/daySession.ts';
import type { MunicipalityCode } from '../../domain/geography/codes.ts';
import { findMunicipality } from '../../domain/geography/municipalities.ts';
import type { Concerned } from '../../domain/onTheDay/moved.ts';
import { putIntoOutbox } from '../raiseNotices.ts';

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

/**
 * Keeps a change with everybody who has to be told; the audit log and the notices of what is called off or new have no
 * names in them: a region reads them (R18).
 */
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
  if (kind === 'cancel' || kind === 'by-hand' || kind === 'withdraw')
    await putIntoOutbox(transaction, { clock: { now: () => at }, newId }, [
      {
        about: id,
        municipality: municipality as MunicipalityCode,
        // The region sees counts, and a van may be spared its stop or get one.
        addressees: ['municipality', 'region'],
        facts: {
          template: 'roll-changed',
          municipality: findMunicipality(municipality)?.name ?? municipality,
          kind,
          site: sessionId === null ? null : await findSiteOf(transaction, sessionId),
          date,
          people: concerned.reduce((sum, { people }) => sum + people, 0),
          by,
          reason: reason ?? null,
        },
      },
    ]);
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
