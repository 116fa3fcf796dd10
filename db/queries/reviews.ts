import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Db, Transaction } from '../connect.ts';

export interface PendingReview {
  readonly id: string;
  readonly dueOn: CalendarDate;
  readonly decisionId: string | null;
  readonly followUpId: string | null;
}

/** R12: reviews that have not been held, the most overdue first. */
export async function listPendingReviews(
  db: Db,
): Promise<(PendingReview & { readonly municipality: MunicipalityCode })[]> {
  const rows = await db
    .selectFrom('reviews')
    .select(['id', 'municipalityCode', 'dueOn', 'decisionId', 'followUpId'])
    .where('heldOn', 'is', null)
    .orderBy('dueOn')
    .orderBy('municipalityCode')
    .execute();
  return rows.map(({ municipalityCode, ...row }) => ({
    ...row,
    municipality: municipalityCode as MunicipalityCode,
  }));
}

/** R12: the day by which each municipality (by code) is to be assessed; those without a pending assessment are absent. */
export async function pendingReviewDays(db: Db): Promise<ReadonlyMap<string, CalendarDate>> {
  const pending = await listPendingReviews(db);
  return new Map(pending.map(({ municipality, dueOn }) => [municipality, dueOn]));
}

export async function lastReviewHeldOn(
  db: Db,
  municipality: MunicipalityCode,
): Promise<CalendarDate | undefined> {
  const row = await db
    .selectFrom('reviews')
    .select('heldOn')
    .where('municipalityCode', '=', municipality)
    .where('heldOn', 'is not', null)
    .orderBy('heldOn', 'desc')
    .executeTakeFirst();
  return row?.heldOn ?? undefined;
}

/** A municipality has one pending review at most; undefined leaves it without. */
export async function replacePendingReview(
  transaction: Transaction,
  municipality: MunicipalityCode,
  { review }: { review: PendingReview | undefined },
): Promise<void> {
  await transaction
    .deleteFrom('reviews')
    .where('municipalityCode', '=', municipality)
    .where('heldOn', 'is', null)
    .execute();
  if (!review) return;
  await transaction
    .insertInto('reviews')
    .values({ municipalityCode: municipality, ...review })
    .execute();
}

export async function markReviewHeld(
  transaction: Transaction,
  id: string,
  held: { heldOn: CalendarDate; heldBy: string; parties: readonly string[]; note: string | null },
): Promise<void> {
  await transaction
    .updateTable('reviews')
    .set({ ...held, parties: [...held.parties] })
    .where('id', '=', id)
    .execute();
}
