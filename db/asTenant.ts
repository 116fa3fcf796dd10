import { sql } from 'kysely';
import type { MunicipalityCode, RegionCode } from '../shared/domain/geography/codes.ts';
import type { Db, Transaction } from './connect.ts';

/** Who is asking. Row-level security (migration 0010) decides what each of them sees and writes. */
export type Actor =
  /** Nightly jobs and operators: everything. */
  | { readonly kind: 'system' }
  /** Its municipalities in numbers, never the names of those to be tested (R18). */
  | { readonly kind: 'region'; readonly region: RegionCode }
  | { readonly kind: 'municipality'; readonly municipality: MunicipalityCode }
  /** An independent home (R19). */
  | { readonly kind: 'organisation'; readonly organisation: string }
  /** The Danish Patient Safety Authority: every municipality, no names. */
  | { readonly kind: 'stps' };

export const SYSTEM: Actor = { kind: 'system' };

/**
 * Opens a transaction as the serving role, which owns nothing, and tells the database who is asking. Both end with
 * the transaction. Every read and write of the product goes through here.
 */
export async function asTenant<T>(
  db: Db,
  actor: Actor,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (transaction) => {
    await sql`
      SELECT set_config('podeplan.actor_kind', ${actor.kind}, true),
        set_config('podeplan.actor_region', ${actor.kind === 'region' ? actor.region : ''}, true),
        set_config('podeplan.actor_municipality', ${actor.kind === 'municipality' ? actor.municipality : ''}, true),
        set_config('podeplan.actor_organisation', ${actor.kind === 'organisation' ? actor.organisation : ''}, true),
        set_config('role', 'podeplan_serving', true)
    `.execute(transaction);
    return work(transaction);
  });
}
