import { sql } from 'kysely';
import type { TestDayHome } from '../../shared/contracts/views/testDays.ts';
import type { AllottedDay } from '../../shared/domain/planning/otherDays.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Db, Transaction } from '../connect.ts';

export interface TestDay {
  readonly id: string;
  readonly site: string;
  readonly date: CalendarDate;
  readonly people: number;
  readonly state: 'proposed' | 'answered' | 'agreed' | 'withdrawn';
  readonly answer: 'accepted' | 'other-day' | null;
  readonly wishedDate: CalendarDate | null;
}

interface Whose {
  readonly allotmentId: string;
  /** The owner's sites; absent: everybody's. */
  readonly sites?: readonly string[];
}

export async function listTestDays(db: Db, { allotmentId, sites }: Whose): Promise<TestDay[]> {
  const rows = await db
    .selectFrom('testDays')
    .select(['id', 'siteId as site', 'date', 'people', 'state', 'answer', 'wishedDate'])
    .where('allotmentId', '=', allotmentId)
    .$if(sites !== undefined, (query) => query.where('siteId', 'in', sites!.length > 0 ? sites! : ['']))
    .orderBy('date')
    .orderBy('siteId')
    .execute();
  return rows.map((row) => ({
    ...row,
    state: row.state as TestDay['state'],
    answer: row.answer as TestDay['answer'],
  }));
}

export async function findTestDay(db: Db, id: string): Promise<TestDayHome | undefined> {
  const row = await db
    .selectFrom('testDays')
    .innerJoin('sites', 'sites.id', 'testDays.siteId')
    .innerJoin('laboratories', 'laboratories.id', 'testDays.laboratoryId')
    .select([
      'testDays.id',
      'testDays.allotmentId as allotment',
      'testDays.state',
      'sites.name as siteName',
      'testDays.regionCode as region',
      'testDays.municipalityCode as municipality',
      'testDays.laboratoryId as laboratory',
      'laboratories.name as laboratoryName',
      'testDays.date',
      'testDays.wishedDate',
      'testDays.people',
    ])
    .where('testDays.id', '=', id)
    .executeTakeFirst();
  return row && { ...row, state: row.state as TestDay['state'] };
}

/** Every test day of an allotment that sends samples to a laboratory, on the day on which it is wished, else proposed. */
export async function listAllottedDays(
  db: Db,
  allotmentId: string,
  laboratory: string,
): Promise<AllottedDay[]> {
  const { rows } = await sql<AllottedDay>`
    SELECT days.id, days.site_id AS site, coalesce(days.wished_date, days.date) AS date, days.people,
      sites.lat, sites.lon,
      CASE WHEN organisations.independent THEN organisations.id ELSE days.municipality_code END AS owner
    FROM test_days AS days JOIN sites ON sites.id = days.site_id
    JOIN organisations ON organisations.id = days.organisation_id
    WHERE days.allotment_id = ${allotmentId} AND days.laboratory_id = ${laboratory} AND days.state <> 'withdrawn'
    ORDER BY date, sites.name, days.id`.execute(db);
  return rows;
}

/** Every test day that is still proposed is accepted. @returns how many */
export async function acceptTestDays(
  transaction: Transaction,
  allotmentId: string,
  answer: {
    readonly by: string;
    readonly onBehalfOf: string;
    readonly at: Date;
    readonly sites?: readonly string[];
  },
): Promise<number> {
  if (answer.sites?.length === 0) return 0;
  const { numUpdatedRows } = await transaction
    .updateTable('testDays')
    .set({
      state: 'answered',
      answer: 'accepted',
      answeredBy: answer.by,
      answeredOnBehalfOf: answer.onBehalfOf,
      answeredAt: answer.at,
    })
    .where('allotmentId', '=', allotmentId)
    .where('state', '=', 'proposed')
    .$if(answer.sites !== undefined, (query) => query.where('siteId', 'in', answer.sites!))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function wishOtherDay(
  transaction: Transaction,
  testDayId: string,
  answer: {
    readonly wished: CalendarDate;
    readonly by: string;
    readonly onBehalfOf: string;
    readonly at: Date;
    readonly note: string | null;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('testDays')
    .set({
      state: 'answered',
      answer: 'other-day',
      wishedDate: answer.wished,
      answeredBy: answer.by,
      answeredOnBehalfOf: answer.onBehalfOf,
      answeredAt: answer.at,
      note: answer.note,
    })
    .where('id', '=', testDayId)
    .where('state', 'in', ['proposed', 'answered'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** How many test days nobody has answered yet. */
export async function countUnanswered(db: Db, allotmentId: string): Promise<number> {
  const { n } = await db
    .selectFrom('testDays')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('allotmentId', '=', allotmentId)
    .where('state', '=', 'proposed')
    .executeTakeFirstOrThrow();
  return n;
}

/** What has been answered becomes agreed; a wished day takes the place of the proposed one. */
export async function markTestDaysAgreed(
  transaction: Transaction,
  allotmentId: string,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  const moved = await transaction
    .selectFrom('testDays')
    .select(['id', 'siteId', 'wishedDate'])
    .where('allotmentId', '=', allotmentId)
    .where('answer', '=', 'other-day')
    .where('state', '=', 'answered')
    .orderBy('date')
    .execute();
  for (const { id, siteId, wishedDate } of moved) {
    const there = await transaction
      .selectFrom('testDays')
      .select('id')
      .where('allotmentId', '=', allotmentId)
      .where('siteId', '=', siteId)
      .where('date', '=', wishedDate)
      .where('state', '<>', 'withdrawn')
      .executeTakeFirst();
    // The site has that day already: the two become one.
    const change = there || wishedDate === null ? { state: 'withdrawn' } : { date: wishedDate };
    await transaction.updateTable('testDays').set(change).where('id', '=', id).execute();
  }
  await transaction
    .updateTable('testDays')
    .set({ state: 'agreed', agreedBy: by, agreedAt: at })
    .where('allotmentId', '=', allotmentId)
    .where('state', '=', 'answered')
    .execute();
  await transaction
    .updateTable('allotments')
    .set({ state: 'agreed' })
    .where('id', '=', allotmentId)
    .execute();
}
