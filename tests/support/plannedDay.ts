import { sql } from 'kysely';
import type { Db } from '../../db/connect.ts';
import { loadDemo } from '../../shared/demo/loadDemo.ts';
import { calendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { insertNight, nightWorld, planNight } from '../usecases/planning/night.ts';

const RUN = '00000000-0000-4000-8000-000000000041';
const ON = calendarDate('2020-09-09');

/** The last session of the first test day with two people of the same shift: at dawn it has not begun. */
export interface PlannedDay {
  readonly session: string;
  readonly site: string;
  readonly roll: string;
  readonly date: string;
  readonly slots: readonly [string, string];
  readonly labels: readonly [string, string];
}

/** The smallest invented region with its first rolls published and its first lists planned. */
export async function plannedDay(database: { readonly db: Db; readonly url: string }): Promise<PlannedDay> {
  await loadDemo(database, { demo: 'tiny' });
  await insertNight(database.db, RUN, ON);
  await planNight(nightWorld(database.db, '2020-09-09T20:00:00Z'), { region: '1084', on: ON, runId: RUN });
  const { rows } = await sql<{
    session: string;
    site: string;
    roll: string;
    date: string;
    slots: string[];
    labels: string[];
  }>`
    SELECT sessions.id AS session, sessions.site_id AS site, sessions.roll_id AS roll, sessions.date,
      array_agg(slots.id::text ORDER BY slots.start_minute) AS slots,
      array_agg(staff.label::text ORDER BY slots.start_minute) AS labels
    FROM slots JOIN sessions ON sessions.id = slots.session_id JOIN staff ON staff.id = slots.staff_id
    WHERE sessions.published AND slots.state = 'planned'
    GROUP BY sessions.id, staff.shift HAVING count(*) >= 2
    ORDER BY sessions.date, min(slots.start_minute) DESC, sessions.site_id, staff.shift LIMIT 1`.execute(
    database.db,
  );
  const [found] = rows;
  const [first, second] = found?.slots ?? [];
  const [one, other] = found?.labels ?? [];
  if (!found || !first || !second || !one || !other) throw new Error('no session with two of a shift');
  return { ...found, slots: [first, second], labels: [one, other] };
}
