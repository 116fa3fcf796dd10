import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { IsoWeek } from '../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Addressee, NoticeFacts } from '../../shared/domain/status/notice.ts';
import type { Db, Transaction } from '../connect.ts';

type NoticeLanguage = 'da' | 'en';

/** The channel on which the database says that the outbox has got something new. */
export const NOTICES_RAISED = 'notices_raised';

export interface NewNotice {
  readonly id: string;
  /** What it is about and for whom: written twice, it is one notice. */
  readonly key: string;
  readonly addressee: Addressee;
  readonly municipality: MunicipalityCode;
  readonly region: string;
  readonly recipients: readonly string[];
  /** Of each recipient, in the same order. */
  readonly languages: readonly NoticeLanguage[];
  readonly facts: NoticeFacts;
  readonly createdAt: Date;
}

export async function insertNotices(
  transaction: Transaction,
  notices: readonly NewNotice[],
): Promise<number> {
  if (notices.length === 0) return 0;
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('notices')
    .values(
      notices.map(({ municipality, region, recipients, languages, facts, ...notice }) => ({
        ...notice,
        template: facts.template,
        municipalityCode: municipality,
        regionCode: region,
        recipients: [...recipients],
        languages: [...languages],
        facts: JSON.stringify(facts),
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  const fresh = Number(numInsertedOrUpdatedRows ?? 0n);
  // Heard when the transaction is committed; who does not hear it looks within the minute.
  if (fresh > 0) await sql`SELECT pg_notify(${NOTICES_RAISED}, '')`.execute(transaction);
  return fresh;
}

/** Where a municipality, a region or STPS is written to, by the directory (P9), each once and in its own language. */
export async function listRecipients(
  db: Db,
  { addressee, municipality, region }: Pick<NewNotice, 'addressee' | 'municipality' | 'region'>,
): Promise<{ email: string; language: NoticeLanguage }[]> {
  const rows = await db
    .selectFrom('contacts')
    .distinctOn('email')
    .select(['email', 'language'])
    .where('email', 'is not', null)
    .where('role', 'in', ['planner', 'duty'])
    .where('siteId', 'is', null)
    .where('laboratoryId', 'is', null)
    .$if(addressee === 'municipality', (query) => query.where('municipalityCode', '=', municipality))
    .$if(addressee === 'region', (query) =>
      query.where('regionCode', '=', region).where('municipalityCode', 'is', null),
    )
    .$if(addressee === 'stps', (query) => query.where('organisationId', '=', 'stps'))
    .orderBy('email')
    .orderBy('language')
    .execute();
  return rows.flatMap(({ email, language }) =>
    email === null ? [] : [{ email, language: language as NoticeLanguage }],
  );
}

export type DeliveryOutcome = 'started' | 'sent' | 'refused' | 'failed' | 'uncertain';

export interface NoticeRow extends Omit<NewNotice, 'key'> {
  readonly sentAt: Date | null;
  readonly deliveries: readonly {
    readonly recipient: string;
    readonly attempt: number;
    readonly attemptedAt: Date;
    readonly outcome: DeliveryOutcome;
    readonly detail: string | null;
  }[];
}

/** The newest first, with everything that was tried. */
export async function listNotices(
  db: Db,
  {
    municipality,
    limit = 100,
    unsentOnly = false,
  }: { municipality?: string; limit?: number; unsentOnly?: boolean } = {},
): Promise<NoticeRow[]> {
  const rows = await db
    .selectFrom('notices')
    .select([
      'id',
      'addressee',
      'municipalityCode',
      'regionCode',
      'recipients',
      'facts',
      'languages',
      'createdAt',
      'sentAt',
    ])
    .$if(municipality !== undefined, (query) => query.where('municipalityCode', '=', municipality!))
    .$if(unsentOnly, (query) =>
      query.where('sentAt', 'is', null).where(sql<boolean>`cardinality(recipients) > 0`),
    )
    .orderBy('createdAt', unsentOnly ? 'asc' : 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const deliveries = await db
    .selectFrom('noticeDeliveries')
    .select(['noticeId', 'recipient', 'attempt', 'attemptedAt', 'outcome', 'detail'])
    .where(
      'noticeId',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('attempt')
    .orderBy(sql`outcome <> 'started'`)
    .execute();
  const byNotice = Map.groupBy(deliveries, ({ noticeId }) => noticeId);
  return rows.map(({ municipalityCode, regionCode, ...row }) => ({
    ...row,
    addressee: row.addressee as Addressee,
    languages: row.languages as NoticeLanguage[],
    municipality: municipalityCode as MunicipalityCode,
    region: regionCode ?? '',
    facts: row.facts as unknown as NoticeFacts,
    deliveries: (byNotice.get(row.id) ?? []).map(({ noticeId: _, outcome, ...delivery }) => ({
      ...delivery,
      outcome: outcome as DeliveryOutcome,
    })),
  }));
}

export interface NewDelivery {
  readonly id: string;
  readonly noticeId: string;
  readonly recipient: string;
  readonly attempt: number;
  readonly attemptedAt: Date;
  readonly outcome: DeliveryOutcome;
  readonly detail: string | null;
}

/** @returns false when somebody else has written the same attempt: it is theirs. */
export async function insertDelivery(
  transaction: Transaction,
  { municipality, region }: Pick<NoticeRow, 'municipality' | 'region'>,
  delivery: NewDelivery,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('noticeDeliveries')
    .values({ ...delivery, municipalityCode: municipality, regionCode: region })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function markNoticeSent(transaction: Transaction, id: string, sentAt: Date): Promise<void> {
  await transaction
    .updateTable('notices')
    .set({ sentAt })
    .where('id', '=', id)
    .where('sentAt', 'is', null)
    .execute();
}

/** Red weeks after a period's first that a Wednesday has settled, of periods that still matter. */
export async function listSettledWeeks(
  db: Db,
  from: IsoWeek,
): Promise<
  { period: string; municipality: MunicipalityCode; week: IsoWeek; state: 'confirmed' | 'cancelled' }[]
> {
  const rows = await db
    .selectFrom('redWeeks')
    .innerJoin('redPeriods', 'redPeriods.id', 'redWeeks.redPeriodId')
    .select(['redPeriods.id as period', 'redWeeks.municipalityCode', 'redWeeks.week', 'redWeeks.state'])
    .where('redWeeks.state', 'in', ['confirmed', 'cancelled'])
    .where('redWeeks.week', '>=', from)
    .whereRef('redWeeks.week', '>', 'redPeriods.firstTestWeek')
    .orderBy('redWeeks.municipalityCode')
    .orderBy('redWeeks.week')
    .execute();
  return rows.map(({ municipalityCode, week, state, period }) => ({
    period,
    municipality: municipalityCode as MunicipalityCode,
    week: week as IsoWeek,
    state: state as 'confirmed' | 'cancelled',
  }));
}

export interface PublishedRoll {
  readonly id: string;
  readonly municipality: MunicipalityCode;
  readonly owner: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly sessions: number;
  readonly people: number;
}

export async function listRollsPublishedSince(db: Db, since: Date): Promise<PublishedRoll[]> {
  const { rows } = await sql<PublishedRoll>`
    SELECT rolls.id, rolls.municipality_code AS municipality, organisations.name AS owner,
      rolls.from_date AS "from", rolls.to_date AS "to",
      count(sessions.id)::integer AS sessions, coalesce(sum(sessions.people), 0)::integer AS people
    FROM rolls
    JOIN organisations ON organisations.id = rolls.organisation_id
    LEFT JOIN sessions ON sessions.roll_id = rolls.id AND sessions.published
    WHERE rolls.state = 'published' AND rolls.published_at >= ${since}
    GROUP BY rolls.id, organisations.name
    ORDER BY rolls.id`.execute(db);
  return rows;
}
