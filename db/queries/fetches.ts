import { z } from 'zod';
import type { Db, Transaction } from '../connect.ts';

const stored = z.object({ etag: z.string() });

const keyOf = (address: string) => `fetched ${address}`;

/** The tag of what was taken in from an address last. */
export async function fetchedEtag(db: Db, address: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('installation')
    .select('value')
    .where('key', '=', keyOf(address))
    .executeTakeFirst();
  return row && stored.parse(row.value).etag;
}

/** A server that gives no tag is simply asked for everything the next time. */
export async function saveFetchedEtag(
  transaction: Transaction,
  { address, etag, at }: { address: string; etag: string | undefined; at: Date },
): Promise<void> {
  if (etag === undefined) return;
  const value = JSON.stringify({ etag });
  await transaction
    .insertInto('installation')
    .values({ key: keyOf(address), value, changedAt: at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value, changedAt: at }))
    .execute();
}
