import type { DirectoryOwner, DirectoryRole, KeptEntry } from '../../shared/domain/status/directory.ts';
import type { Db, Transaction } from '../connect.ts';

interface OwnerColumns {
  readonly organisationId: string | null;
  readonly municipalityCode: string | null;
  readonly regionCode: string | null;
}

function columnsOf(owner: DirectoryOwner): OwnerColumns {
  const none = { organisationId: null, municipalityCode: null, regionCode: null };
  switch (owner.kind) {
    case 'stps':
      return { ...none, organisationId: 'stps' };
    case 'municipality':
      return { ...none, municipalityCode: owner.code };
    case 'region':
      return { ...none, regionCode: owner.code };
  }
}

const FIELDS = ['id', 'role', 'name', 'phone', 'email', 'language'] as const;

/** P9: an owner's own contacts in the order of the page, duty phones first. */
export async function listDirectory(db: Db, owner: DirectoryOwner): Promise<KeptEntry[]> {
  const { organisationId, municipalityCode, regionCode } = columnsOf(owner);
  const rows = await db
    .selectFrom('contacts')
    .select(FIELDS)
    .where('organisationId', 'is not distinct from', organisationId)
    .where('municipalityCode', 'is not distinct from', municipalityCode)
    .where('regionCode', 'is not distinct from', regionCode)
    .where('siteId', 'is', null)
    .where('laboratoryId', 'is', null)
    .where('role', 'in', ['duty', 'planner', 'health', 'other'])
    .orderBy((eb) => eb.case().when('role', '=', 'duty').then(0).else(1).end())
    .orderBy('position')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    ...row,
    role: row.role as DirectoryRole,
    language: row.language as KeptEntry['language'],
  }));
}

export async function insertDirectoryEntry(
  transaction: Transaction,
  owner: DirectoryOwner,
  entry: KeptEntry,
): Promise<void> {
  await transaction
    .insertInto('contacts')
    .values({ ...columnsOf(owner), ...entry, position: entry.role === 'duty' ? 0 : 1 })
    .execute();
}

export async function changeDirectoryEntry(
  transaction: Transaction,
  { id, ...entry }: KeptEntry,
): Promise<void> {
  await transaction.updateTable('contacts').set(entry).where('id', '=', id).execute();
}

export async function deleteDirectoryEntry(transaction: Transaction, id: string): Promise<void> {
  await transaction.deleteFrom('contacts').where('id', '=', id).execute();
}
