import { sql } from 'kysely';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { findSite } from './owners.ts';

export interface SiteWeekdaysView {
  readonly id: string;
  readonly name: string;
  /** Weekdays with a window; 0 is Monday. */
  readonly possible: readonly number[];
  /** The line in force or ahead that was set last; null: any weekday. */
  readonly fixed: { readonly weekdays: readonly number[]; readonly from: CalendarDate } | null;
}

export async function findSiteWeekdays(
  db: Db,
  { id, on }: { id: string; on: CalendarDate },
): Promise<SiteWeekdaysView | null> {
  const site = await findSite(db, id);
  if (!site) return null;
  const windows = await db.selectFrom('windows').select('weekdays').where('siteId', '=', id).execute();
  const { rows } = await sql<{ weekdays: number[]; from: CalendarDate }>`
    SELECT weekdays, from_date AS "from" FROM site_weekdays WHERE site_id = ${id}
    ORDER BY (from_date <= ${on}::date) DESC, from_date DESC, set_at DESC LIMIT 1`.execute(db);
  const [fixed] = rows;
  return {
    id,
    name: site.name,
    possible: [...new Set(windows.flatMap(({ weekdays }) => weekdays))].sort(),
    fixed: fixed && fixed.weekdays.length < 7 ? fixed : null,
  };
}
