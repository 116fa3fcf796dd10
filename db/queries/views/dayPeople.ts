import { sql } from 'kysely';
import type { DayPerson } from '../../../shared/contracts/views/daySession.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';

/** What the organisation calls the people of a session, by staff id. */
export async function listDayPeople(db: Db, session: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<DayPerson>`
    SELECT DISTINCT staff.id, staff.label FROM slots JOIN staff ON staff.id = slots.staff_id
    WHERE slots.session_id = ${session} AND slots.state = 'planned'`.execute(db);
  return new Map(rows.map(({ id, label }) => [id, label]));
}

/** Staff of a site in scope on a day who have no time from today on: new colleagues, and whoever lost theirs. */
export async function listWithoutTime(
  db: Db,
  { site, on, today }: { site: string; on: CalendarDate; today: CalendarDate },
): Promise<DayPerson[]> {
  const { rows } = await sql<DayPerson>`
    SELECT staff.id, staff.label FROM staff
    WHERE staff.id IN (SELECT staff_id FROM staff_sites WHERE site_id = ${site})
      AND daterange(staff.in_scope_from, staff.in_scope_to, '[]') @> ${on}::date
      AND (staff.paused_until IS NULL OR staff.paused_until <= ${on}::date)
      AND NOT EXISTS (SELECT FROM slots WHERE slots.staff_id = staff.id AND slots.published
        AND slots.state = 'planned' AND slots.date >= ${today}::date)
    ORDER BY staff.label COLLATE "da-x-icu"`.execute(db);
  return rows;
}

export async function findKeyPerson(db: Db, session: string): Promise<string | null> {
  const row = await db
    .selectFrom('sessionKeyPersons')
    .select('label')
    .where('sessionId', '=', session)
    .executeTakeFirst();
  return row?.label ?? null;
}
