import { sql } from 'kysely';
import type { MunicipalityCode, RegionCode } from '../shared/domain/geography/codes.ts';
import { DomainProblem } from '../shared/domain/problem.ts';
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
  const done = db.transaction().execute(async (transaction) => {
    await sql`
      SELECT set_config('podeplan.actor_kind', ${actor.kind}, true),
        set_config('podeplan.actor_region', ${actor.kind === 'region' ? actor.region : ''}, true),
        set_config('podeplan.actor_municipality', ${actor.kind === 'municipality' ? actor.municipality : ''}, true),
        set_config('podeplan.actor_organisation', ${actor.kind === 'organisation' ? actor.organisation : ''}, true),
        set_config('role', 'podeplan_serving', true)
    `.execute(transaction);
    return work(transaction);
  });
  return done.catch((error: unknown) => {
    throw refusedText(error) ?? error;
  });
}

/** What PostgreSQL says of a NUL in a text, and in JSON. */
const NUL_REFUSED = ['22021', '22P05'];

/** R57: a text that only the database has caught is still somebody's mistake and no bug. It is not repeated. */
function refusedText(error: unknown): DomainProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, constraint } = error as Error & { code?: unknown; constraint?: unknown };
  const cpr = constraint === 'holds_no_cpr_number';
  if (!cpr && !NUL_REFUSED.some((refused) => refused === code)) return undefined;
  const message = cpr
    ? 'looks like a CPR number; leave it out (R57)'
    : 'holds a character that cannot be shown';
  const fault = { place: '', message, code: cpr ? 'personalNumber' : 'controlCharacter' };
  return new DomainProblem('refused-by-rule', `A text ${message}; nothing was changed`, [fault]);
}
