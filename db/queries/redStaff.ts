import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Shift } from '../../shared/domain/calendar/shift.ts';
import type { Db } from '../connect.ts';

interface ServingStaff {
  readonly id: string;
  readonly label: string;
  readonly shift: Shift;
  readonly organisation: string;
  /** Those of the places asked about that they serve. */
  readonly places: readonly string[];
}

interface Asked {
  readonly places: readonly string[];
  readonly on: CalendarDate;
}

/** Staff in scope of testing on a day who serve any of the sites or belong to any of the mobile teams (A18). */
export async function listServingStaff(db: Db, { places, on }: Asked): Promise<ServingStaff[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<ServingStaff>`
    SELECT staff.id, staff.label, staff.shift, organisations.name AS organisation,
      array_agg(DISTINCT serving.place::text) AS places
    FROM staff
    JOIN organisations ON organisations.id = staff.organisation_id
    JOIN LATERAL (
      SELECT site_id AS place FROM staff_sites WHERE staff_id = staff.id
      UNION ALL
      SELECT staff.care_team_id) AS serving ON serving.place = ANY (${[...places]}::uuid[])
    WHERE daterange(staff.in_scope_from, staff.in_scope_to, '[]') @> ${on}::date
    GROUP BY staff.id, organisations.name
    ORDER BY organisations.name COLLATE "da-x-icu", staff.label COLLATE "da-x-icu"`.execute(db);
  return rows;
}

/** People given as a number (P1), by the site that they serve. */
export async function countHeadcountsAt(db: Db, { places, on }: Asked): Promise<ReadonlyMap<string, number>> {
  if (places.length === 0) return new Map();
  const { rows } = await sql<{ site: string; people: number }>`
    SELECT site_id::text AS site, sum(people)::integer AS people
    FROM headcounts
    WHERE site_id = ANY (${[...places]}::uuid[]) AND daterange(from_date, to_date, '[]') @> ${on}::date
    GROUP BY site_id`.execute(db);
  return new Map(rows.map(({ site, people }) => [site, people]));
}
