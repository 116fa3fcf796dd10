import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Db, Transaction } from '../connect.ts';

export interface FollowUpRow {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly openedOn: CalendarDate;
  readonly releaseId: string | null;
}

/** The open follow-ups, the oldest first. */
export async function listOpenFollowUps(db: Db): Promise<FollowUpRow[]> {
  const rows = await db
    .selectFrom('followUps')
    .select(['id', 'municipalityCode', 'openedOn', 'releaseId'])
    .where('closedOn', 'is', null)
    .orderBy('openedOn')
    .orderBy('municipalityCode')
    .execute();
  return rows.map(({ municipalityCode, ...row }) => ({
    ...row,
    municipality: municipalityCode as MunicipalityCode,
  }));
}

/** Whose follow-up was closed on a day or after it. */
export async function followUpsClosedSince(
  db: Db,
  day: CalendarDate,
): Promise<ReadonlySet<MunicipalityCode>> {
  const rows = await db
    .selectFrom('followUps')
    .select('municipalityCode')
    .where('closedOn', '>=', day)
    .execute();
  return new Set(rows.map(({ municipalityCode }) => municipalityCode as MunicipalityCode));
}

export async function insertFollowUps(
  transaction: Transaction,
  followUps: readonly FollowUpRow[],
): Promise<void> {
  if (followUps.length === 0) return;
  await transaction
    .insertInto('followUps')
    .values(followUps.map(({ municipality, ...row }) => ({ ...row, municipalityCode: municipality })))
    .execute();
}

export async function markFollowUpClosed(
  transaction: Transaction,
  id: string,
  { closedOn, closedBy }: { closedOn: CalendarDate; closedBy: string },
): Promise<void> {
  await transaction.updateTable('followUps').set({ closedOn, closedBy }).where('id', '=', id).execute();
}

export interface ContactRow {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly followUpId: string | null;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly parties: readonly string[];
  readonly circumstances: string | null;
  readonly note: string | null;
}

export async function insertContact(transaction: Transaction, contact: ContactRow): Promise<void> {
  const { municipality, parties, ...row } = contact;
  await transaction
    .insertInto('contactLog')
    .values({ ...row, municipalityCode: municipality, parties: [...parties] })
    .execute();
}

/** What was said with a municipality, the newest first. */
export async function listContacts(db: Db, municipality: MunicipalityCode): Promise<ContactRow[]> {
  const rows = await db
    .selectFrom('contactLog')
    .select(['id', 'municipalityCode', 'followUpId', 'madeAt', 'madeBy', 'parties', 'circumstances', 'note'])
    .where('municipalityCode', '=', municipality)
    .orderBy('madeAt', 'desc')
    .execute();
  return rows.map(({ municipalityCode, ...row }) => ({
    ...row,
    municipality: municipalityCode as MunicipalityCode,
  }));
}

/** Follow-ups (by id) in which a contact was logged. */
export async function followUpsWithContact(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('contactLog')
    .select('followUpId')
    .distinct()
    .where('followUpId', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ followUpId }) => (followUpId === null ? [] : [followUpId])));
}
