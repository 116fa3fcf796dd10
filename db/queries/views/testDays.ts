import { sql } from 'kysely';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { TestDayAnswer } from '../../../shared/contracts/views/testDays.ts';
import { withTakenOver } from '../../../shared/domain/geography/regions.ts';
import type { Db } from '../../connect.ts';

/** Counts only, by municipality, day and site. */
export async function listTestDayAnswers(
  db: Db,
  { region, on, municipality }: { region: string; on: CalendarDate; municipality: string | null },
): Promise<TestDayAnswer[]> {
  const { rows } = await sql<TestDayAnswer>`
    WITH current AS (
      SELECT id, state FROM allotments
      WHERE region_code = ANY (${withTakenOver(region)}) AND scenario_id IS NULL AND state <> 'superseded' AND to_date >= ${on}::date
        AND (state = 'proposed' OR created_at = (SELECT max(created_at) FROM allotments AS newer
          WHERE newer.region_code = ANY (${withTakenOver(region)}) AND newer.scenario_id IS NULL AND newer.state <> 'superseded'
            AND newer.to_date >= ${on}::date))
    )
    SELECT days.id, days.allotment_id, current.state AS allotment_state, days.municipality_code AS municipality,
      municipalities.name AS municipality_name, owner.id AS owner, owner.name AS owner_name, days.site_id, sites.name AS site_name, days.date, days.people, days.state,
      days.answer, days.wished_date, days.answered_by, days.answered_on_behalf_of,
      CASE WHEN days.wished_date IS NULL THEN NULL ELSE (
        SELECT coalesce(sum(other.people), 0)::integer FROM test_days AS other
        WHERE other.laboratory_id = days.laboratory_id AND other.date = days.wished_date AND other.state <> 'withdrawn'
          AND other.allotment_id = days.allotment_id) END AS wished_load,
      CASE WHEN days.wished_date IS NULL THEN NULL ELSE coalesce(
        (SELECT capacity FROM laboratory_capacities AS own
         WHERE own.laboratory_id = days.laboratory_id AND own.date = days.wished_date),
        laboratories.weekday_capacity[extract(isodow FROM days.wished_date)::integer]) END AS wished_capacity
    FROM test_days AS days
    JOIN current ON current.id = days.allotment_id
    JOIN sites ON sites.id = days.site_id
    JOIN laboratories ON laboratories.id = days.laboratory_id
    JOIN organisations ON organisations.id = days.organisation_id
    JOIN organisations AS owner
      ON owner.id = CASE WHEN organisations.independent THEN organisations.id ELSE days.municipality_code END
    JOIN municipalities ON municipalities.code = days.municipality_code
    WHERE ${municipality}::text IS NULL OR days.municipality_code = ${municipality}
    ORDER BY municipalities.name COLLATE "da-x-icu", days.date, sites.name`.execute(db);
  return rows;
}
