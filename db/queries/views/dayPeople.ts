import { sql } from 'kysely';
import type { Db } from '../../connect.ts';

/** What the organisation calls the people of some sessions, by staff id. */
export async function listDayPeople(
  db: Db,
  sessions: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; label: string }>`
    SELECT DISTINCT staff.id, staff.label FROM slots JOIN staff ON staff.id = slots.staff_id
    WHERE slots.session_id = ANY (${sessions}::uuid[]) AND slots.state = 'planned'`.execute(db);
  return new Map(rows.map(({ id, label }) => [id, label]));
}
