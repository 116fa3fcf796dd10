import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import {
  changeDirectoryEntry,
  deleteDirectoryEntry,
  insertDirectoryEntry,
  listDirectory,
} from '../../db/queries/directory.ts';
import type { Clock } from '../clock.ts';
import { plainTextFaults } from '../domain/plainText.ts';
import { DomainProblem, type Fault } from '../domain/problem.ts';
import {
  type DirectoryEntry,
  directoryFaults,
  type DirectoryOwner,
  directoryOwner,
  type KeptEntry,
} from '../domain/status/directory.ts';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

interface Asked {
  readonly actor: Actor;
  /** The code of a municipality or a region, or `stps`. */
  readonly of: string;
}

interface Changing extends Asked {
  readonly by: string;
}

/** @throws DomainProblem `not-found` */
function ownerOf(of: string): DirectoryOwner {
  const owner = directoryOwner(of);
  if (!owner) throw new DomainProblem('not-found', `There is no municipality, region or authority ${of}`);
  return owner;
}

/** P9: whom a municipality, a region or STPS has named for calls and notices. */
export async function showDirectory(
  { db }: Pick<Deps, 'db'>,
  { actor, of }: Asked,
): Promise<{ readonly owner: DirectoryOwner; readonly entries: readonly KeptEntry[] }> {
  const owner = ownerOf(of);
  return { owner, entries: await asTenant(db, actor, (tx) => listDirectory(tx, owner)) };
}

/**
 * P9, R7: puts a contact into the directory, or changes the one with `id`. Notices that are raised from then on go to
 * its address; what was raised before stays as it was addressed.
 *
 * @throws DomainProblem `invalid-input` with every fault, `not-found` for an unknown owner or `id`.
 */
export async function saveContact(
  deps: Deps,
  {
    actor,
    of,
    id,
    entry,
    by,
  }: Changing & { readonly id?: string | undefined; readonly entry: DirectoryEntry },
): Promise<{ readonly id: string }> {
  const owner = ownerOf(of);
  return asTenant(deps.db, actor, async (transaction) => {
    const known = await listDirectory(transaction, owner);
    if (id !== undefined && !known.some((one) => one.id === id)) throw noSuchContact(id);
    const twin = known.some(
      (one) => one.id !== id && one.role === entry.role && one.name === entry.name.trim(),
    );
    const faults = [...directoryFaults(entry), ...(twin ? [contactKnown] : []), ...byFaults(by)];
    if (faults.length > 0) throw new DomainProblem('invalid-input', 'The contact cannot be kept', faults);
    const kept: KeptEntry = { ...entry, id: id ?? deps.newId(), name: entry.name.trim() };
    if (id === undefined) await insertDirectoryEntry(transaction, owner, kept);
    else await changeDirectoryEntry(transaction, kept);
    await audit(transaction, deps, {
      ...{ owner, by, entry: kept },
      action: id === undefined ? 'contact-added' : 'contact-changed',
    });
    return { id: kept.id };
  });
}

/** @throws DomainProblem `not-found` */
export async function removeContact(
  deps: Deps,
  { actor, of, id, by }: Changing & { readonly id: string },
): Promise<void> {
  const owner = ownerOf(of);
  const faults = byFaults(by);
  if (faults.length > 0) throw new DomainProblem('invalid-input', 'The contact cannot be removed', faults);
  await asTenant(deps.db, actor, async (transaction) => {
    const entry = (await listDirectory(transaction, owner)).find((one) => one.id === id);
    if (!entry) throw noSuchContact(id);
    await deleteDirectoryEntry(transaction, id);
    await audit(transaction, deps, { owner, by, entry, action: 'contact-removed' });
  });
}

const contactKnown: Fault = {
  place: 'name',
  code: 'contactKnown',
  message: 'this name stands there already in the same role: change that one',
};

function byFaults(by: string): Fault[] {
  const empty: Fault[] = [{ place: 'registeredBy', message: 'must be given', code: 'required' }];
  return by.trim() === '' ? empty : plainTextFaults({ registeredBy: by });
}

function noSuchContact(id: string): DomainProblem {
  return new DomainProblem('not-found', `There is no contact ${id}`);
}

/** Who changed whose contact; numbers and addresses stay out of the log. */
async function audit(
  transaction: Transaction,
  { clock, newId }: Deps,
  {
    owner,
    by,
    entry,
    action,
  }: {
    readonly owner: DirectoryOwner;
    readonly by: string;
    readonly entry: KeptEntry;
    readonly action: string;
  },
): Promise<void> {
  await insertAuditEntry(transaction, {
    id: newId(),
    at: clock.now(),
    actor: by,
    ...(owner.kind === 'municipality' ? { municipalityCode: owner.code } : {}),
    ...(owner.kind === 'region' ? { regionCode: owner.code } : {}),
    ...(owner.kind === 'stps' ? { organisationId: 'stps' } : {}),
    action,
    subject: 'contact',
    subjectId: entry.id,
    facts: { role: entry.role, name: entry.name, language: entry.language },
  });
}
