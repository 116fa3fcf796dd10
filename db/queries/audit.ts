import type { Transaction } from '../connect.ts';

/** Who did what, in the words and facts that its owner may read. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly onBehalfOf?: string;
  readonly regionCode?: string;
  readonly municipalityCode?: string;
  readonly organisationId?: string;
  readonly action: string;
  readonly subject: string;
  readonly subjectId: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function insertAuditEntry(
  transaction: Transaction,
  { facts, ...entry }: AuditEntry,
): Promise<void> {
  await transaction
    .insertInto('auditLog')
    .values({ ...entry, facts: JSON.stringify(facts) })
    .execute();
}
