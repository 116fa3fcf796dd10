import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Db, Transaction } from '../connect.ts';

export interface NamedSwabber {
  readonly id: string;
  readonly name: string;
  readonly trainedOn: CalendarDate | null;
}

/** Everybody who swabs for an owner, homes that go with their municipality included. */
export async function listSwabbersOf(db: Db, owner: string): Promise<NamedSwabber[]> {
  return db
    .selectFrom('swabbers')
    .innerJoin('organisations', 'organisations.id', 'swabbers.organisationId')
    .select(['swabbers.id', 'swabbers.label as name', 'swabbers.trainedOn'])
    .where(
      sql<string>`CASE WHEN organisations.independent THEN organisations.id ELSE swabbers.municipality_code END`,
      '=',
      owner,
    )
    .orderBy('swabbers.label')
    .orderBy('swabbers.id')
    .execute();
}

/** R43, A12: who performed the swabs, beside the plan, which stays. The last word replaces the one before. */
export async function saveSiteDocument(
  transaction: Transaction,
  document: {
    readonly sessionId: string;
    readonly owner: string;
    readonly performed: readonly { readonly lane: number; readonly swabber: string }[];
    readonly attended: number | null;
    readonly by: string;
    readonly at: Date;
  },
): Promise<void> {
  const { sessionId, owner, performed, attended, by, at } = document;
  await transaction.deleteFrom('performedSwabs').where('sessionId', '=', sessionId).execute();
  const rows = new Map(performed.map(({ lane, swabber }) => [`${lane} ${swabber}`, { lane, swabber }]));
  await transaction
    .insertInto('performedSwabs')
    .values(
      [...rows.values()].map(({ lane, swabber }) => ({
        sessionId,
        lane,
        organisationId: owner,
        swabberId: swabber,
        confirmedBy: by,
        confirmedAt: at,
      })),
    )
    .execute();
  await transaction
    .updateTable('sessions')
    .set({ confirmedAt: at, confirmedBy: by, attended })
    .where('id', '=', sessionId)
    .execute();
}

/** R42. */
export async function saveKeyPerson(
  transaction: Transaction,
  { sessionId, owner, label }: { sessionId: string; owner: string; label: string },
): Promise<void> {
  if (label === '') {
    await transaction.deleteFrom('sessionKeyPersons').where('sessionId', '=', sessionId).execute();
    return;
  }
  await transaction
    .insertInto('sessionKeyPersons')
    .values({ sessionId, organisationId: owner, label })
    .onConflict((conflict) => conflict.column('sessionId').doUpdateSet({ label }))
    .execute();
}
