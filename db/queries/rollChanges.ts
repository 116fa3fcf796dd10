import { sql } from 'kysely';
import type { ChangeKind } from '../../shared/contracts/views/daySession.ts';
import type { Concerned } from '../../shared/domain/onTheDay/moved.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

export interface NewChange {
  readonly id: string;
  readonly owner: string;
  readonly municipality: string;
  readonly rollId: string;
  readonly sessionId: string | null;
  readonly kind: ChangeKind;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly reason: string | null;
}

/** What was changed inside an agreed roll, and who has to be told. */
export async function insertChange(
  transaction: Transaction,
  { owner, municipality, ...change }: NewChange,
  concerned: readonly Concerned[],
  newId: () => string,
): Promise<void> {
  await transaction
    .insertInto('rollChanges')
    .values({ ...change, organisationId: owner, municipalityCode: municipality })
    .execute();
  await insertRows(
    transaction,
    'rollChangePeople',
    concerned.map(({ who, people, before, after }) => ({
      id: newId(),
      changeId: change.id,
      organisationId: owner,
      staffId: who.kind === 'staff' ? who.id : null,
      swabberId: who.kind === 'swabber' ? who.id : null,
      headcountId: who.kind === 'headcount' ? who.id : null,
      people,
      beforeSession: before?.session ?? null,
      beforeMinute: before?.start ?? null,
      afterSession: after?.session ?? null,
      afterMinute: after?.start ?? null,
    })),
  );
}

/** The name of the site at which a session is. */
export async function findSiteOf(db: Db, session: string): Promise<string | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('sites', 'sites.id', 'sessions.siteId')
    .select('sites.name')
    .where('sessions.id', '=', session)
    .executeTakeFirst();
  return row?.name ?? null;
}

/** @returns how many were not told before */
export async function markTold(
  transaction: Transaction,
  ids: readonly string[],
  { by, at }: { by: string; at: Date },
): Promise<number> {
  const { rows } = await sql`
    UPDATE roll_change_people SET told_by = ${by}, told_at = ${at}
    WHERE id = ANY (${ids}::uuid[]) AND told_at IS NULL
    RETURNING id
  `.execute(transaction);
  return rows.length;
}
