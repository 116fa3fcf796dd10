import { sql } from 'kysely';
import type { CalendarDate, Weekday } from '../../shared/domain/calendar/calendarDate.ts';
import { type GoalWeights, goalWeights } from '../../shared/domain/planning/goals.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

export interface SetGoals {
  readonly weights: GoalWeights;
  readonly from: CalendarDate;
  readonly setBy: string;
  readonly setAt: Date;
}

/** The weights that an owner's plans count with from a day on; none: the usual ones. */
export async function findGoals(db: Db, owner: string, on: CalendarDate): Promise<SetGoals | undefined> {
  const row = await db
    .selectFrom('planningGoals')
    .select(['weights', 'fromDate as from', 'setBy', 'setAt'])
    .where('organisationId', '=', owner)
    .where('fromDate', '<=', on)
    .orderBy('fromDate', 'desc')
    .orderBy('setAt', 'desc')
    .executeTakeFirst();
  return row && { ...row, weights: goalWeights.parse(row.weights) };
}

export async function insertGoals(
  transaction: Transaction,
  goals: SetGoals & { readonly id: string; readonly owner: string; readonly municipality: string },
): Promise<void> {
  const { owner, municipality, from, weights, ...rest } = goals;
  await transaction
    .insertInto('planningGoals')
    .values({
      ...rest,
      organisationId: owner,
      municipalityCode: municipality,
      fromDate: from,
      weights: JSON.stringify(weights),
    })
    .execute();
}

export interface FixedWeekdays {
  readonly site: string;
  readonly from: CalendarDate;
  readonly weekdays: readonly Weekday[];
}

/** The weekdays on which sites always test, in the order in which they begin to hold (P3). */
export async function listFixedWeekdays(db: Db, sites: readonly string[]): Promise<FixedWeekdays[]> {
  const { rows } = await sql<FixedWeekdays>`
    SELECT site_id AS site, from_date AS "from", weekdays FROM site_weekdays
    WHERE site_id = ANY (${sites}::uuid[]) ORDER BY from_date, set_at`.execute(db);
  return rows;
}

export async function insertFixedWeekdays(
  transaction: Transaction,
  fixed: FixedWeekdays & {
    readonly id: string;
    readonly organisation: string;
    readonly municipality: string;
    readonly setBy: string;
    readonly setAt: Date;
  },
): Promise<void> {
  const { site, from, weekdays, organisation, municipality, ...rest } = fixed;
  await transaction
    .insertInto('siteWeekdays')
    .values({
      ...rest,
      siteId: site,
      fromDate: from,
      weekdays: [...weekdays],
      organisationId: organisation,
      municipalityCode: municipality,
    })
    .execute();
}

export interface NewClosingDay {
  readonly municipality: string;
  readonly date: CalendarDate;
  readonly kind: 'closed' | 'school-holiday';
  readonly reason: string | null;
}

/** Days that are there already stay as they are. @returns how many were new */
export async function insertClosingDays(
  transaction: Transaction,
  days: readonly NewClosingDay[],
  newId: () => string,
): Promise<number> {
  const known = await transaction
    .selectFrom('closingDays')
    .select(['municipalityCode', 'date', 'kind'])
    .where('organisationId', 'is', null)
    .where('siteId', 'is', null)
    .where('municipalityCode', 'is not', null)
    .execute();
  const key = ({
    municipality,
    date,
    kind,
  }: Pick<NewClosingDay, 'municipality' | 'date'> & { kind: string }) => `${municipality} ${date} ${kind}`;
  const there = new Set(
    known.map(({ municipalityCode, date, kind }) =>
      key({ municipality: municipalityCode ?? '', date, kind }),
    ),
  );
  const fresh = [...new Map(days.map((day) => [key(day), day])).values()].filter(
    (day) => !there.has(key(day)),
  );
  await insertRows(
    transaction,
    'closingDays',
    fresh.map(({ municipality, date, kind, reason }) => ({
      id: newId(),
      municipalityCode: municipality,
      date,
      kind,
      reason,
    })),
  );
  return fresh.length;
}
