import { z } from 'zod';
import type { Db, Transaction } from '../connect.ts';

const stored = z.object({ etag: z.string().optional(), lastModified: z.string().optional() });

/** What a server said of the version that was taken in from an address last. */
export type FetchedVersion = z.infer<typeof stored>;

const keyOf = (address: string) => `fetched ${address}`;

export async function fetchedVersion(db: Db, address: string): Promise<FetchedVersion | undefined> {
  const row = await db
    .selectFrom('installation')
    .select('value')
    .where('key', '=', keyOf(address))
    .executeTakeFirst();
  return row && stored.parse(row.value);
}

/** A server that gives neither tag nor time is simply asked for everything the next time. */
export async function saveFetchedVersion(
  transaction: Transaction,
  { address, version, at }: { address: string; version: FetchedVersion; at: Date },
): Promise<void> {
  const value = JSON.stringify(version);
  if (value === '{}') return;
  await save(transaction, { key: keyOf(address), value, at });
}

const LAST_ASKED = 'incidence last asked';

const asked = z.object({
  outcome: z.enum(['news', 'nothing-new', 'failed']),
  message: z.string().optional(),
});

/** How asking the authority went the last time. */
export type LastAsked = z.infer<typeof asked> & { readonly at: Date };

export async function lastAsked(db: Db): Promise<LastAsked | undefined> {
  const row = await db
    .selectFrom('installation')
    .select(['value', 'changedAt'])
    .where('key', '=', LAST_ASKED)
    .executeTakeFirst();
  return row && { ...asked.parse(row.value), at: row.changedAt };
}

export async function saveLastAsked(transaction: Transaction, { at, ...value }: LastAsked): Promise<void> {
  await save(transaction, { key: LAST_ASKED, value: JSON.stringify(value), at });
}

async function save(
  transaction: Transaction,
  { key, value, at }: { key: string; value: string; at: Date },
): Promise<void> {
  await transaction
    .insertInto('installation')
    .values({ key, value, changedAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changedAt: at }))
    .execute();
}
