import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../connect.ts';

/** A roll that stands, from the first day on which it may still be changed. */
export interface OpenRoll {
  readonly owner: string;
  readonly first: CalendarDate;
  readonly changeableFrom: CalendarDate;
  readonly last: CalendarDate;
}

/** Somebody, by name or by number, whose times no longer fit. */
export interface PersonToPlan {
  readonly owner: string;
  readonly id: string;
  /** `gone`: has a time that cannot be met; `without`: has none and may need one. */
  readonly why: 'gone' | 'without';
}

const openRolls = (rolls: readonly OpenRoll[]) => sql`
  open_rolls (owner, first, changeable_from, last) AS (
    SELECT * FROM unnest(${rolls.map(({ owner }) => owner)}::text[], ${rolls.map(({ first }) => first)}::date[],
      ${rolls.map(({ changeableFrom }) => changeableFrom)}::date[], ${rolls.map(({ last }) => last)}::date[])
  )`;

/**
 * Staff changes inside standing rolls: whoever has a time before they begin, after they left, during a pause (A15), or at
 * a site that is not open on the day (P11).
 */
async function listGone(db: Db, rolls: readonly OpenRoll[]): Promise<PersonToPlan[]> {
  const { rows } = await sql<PersonToPlan>`
    WITH ${openRolls(rolls)}
    SELECT DISTINCT open_rolls.owner, coalesce(slots.staff_id, slots.headcount_id)::text AS id, 'gone' AS why
    FROM open_rolls
    JOIN slots ON slots.organisation_id = open_rolls.owner AND slots.published AND slots.state = 'planned'
      AND slots.date BETWEEN open_rolls.changeable_from AND open_rolls.last
    JOIN sessions ON sessions.id = slots.session_id
    JOIN sites ON sites.id = sessions.site_id
    LEFT JOIN staff ON staff.id = slots.staff_id
    LEFT JOIN headcounts ON headcounts.id = slots.headcount_id AND slots.staff_id IS NULL
    WHERE NOT daterange(sites.open_from, sites.open_to, '[]') @> slots.date
      OR NOT daterange(staff.in_scope_from, staff.in_scope_to, '[]') @> slots.date
      OR staff.paused_until > slots.date
      OR NOT daterange(headcounts.from_date, headcounts.to_date, '[]') @> slots.date
      OR EXISTS (SELECT FROM closing_days WHERE closing_days.site_id = sites.id AND closing_days.date = slots.date
        AND closing_days.kind = 'closed')`.execute(db);
  return rows;
}

/**
 * Whoever has no time within a standing roll, or lost it to a session that was called off: new colleagues (A7), people
 * back from a pause, people of cancelled sessions (P7). Those whom the roll has left out with a reason are known to it.
 */
async function listWithout(db: Db, rolls: readonly OpenRoll[]): Promise<PersonToPlan[]> {
  const { rows } = await sql<PersonToPlan>`
    WITH ${openRolls(rolls)}, people AS (
      SELECT staff.organisation_id AS owner, staff.id, NULL::uuid AS headcount_id FROM open_rolls
      JOIN staff ON staff.organisation_id = open_rolls.owner
        AND daterange(staff.in_scope_from, staff.in_scope_to, '[]') && daterange(changeable_from, last, '[]')
        AND (staff.paused_until IS NULL OR staff.paused_until <= last)
      WHERE EXISTS (SELECT FROM staff_sites WHERE staff_sites.staff_id = staff.id)
      UNION ALL
      SELECT open_rolls.owner, NULL, headcounts.id FROM open_rolls
      JOIN organisations ON true
      JOIN headcounts ON headcounts.organisation_id = organisations.id
        AND open_rolls.owner = CASE WHEN organisations.independent THEN organisations.id ELSE headcounts.municipality_code END
        AND daterange(headcounts.from_date, headcounts.to_date, '[]') && daterange(changeable_from, last, '[]')
    )
    SELECT people.owner, coalesce(people.id, people.headcount_id)::text AS id, 'without' AS why
    FROM people JOIN open_rolls ON open_rolls.owner = people.owner
    LEFT JOIN LATERAL (
      SELECT bool_or(slots.state = 'planned' AND slots.published) AS has_time,
        max(slots.date) FILTER (WHERE slots.state = 'cancelled') AS called_off,
        max(slots.date) FILTER (WHERE slots.state = 'planned' AND slots.published) AS last_time,
        max(rolls.created_at) FILTER (WHERE slots.state = 'cancelled') AS planned_at
      FROM slots
      JOIN sessions ON sessions.id = slots.session_id
      JOIN rolls ON rolls.id = sessions.roll_id
      WHERE (slots.staff_id = people.id OR slots.headcount_id = people.headcount_id)
        AND slots.date BETWEEN open_rolls.first AND open_rolls.last
    ) AS times ON true
    WHERE (coalesce(times.has_time, false) = false OR times.called_off >= coalesce(times.last_time, times.called_off))
      AND NOT EXISTS (
        SELECT FROM unplaced JOIN rolls ON rolls.id = unplaced.roll_id
        WHERE (unplaced.staff_id = people.id OR unplaced.headcount_id = people.headcount_id)
          AND rolls.published_at IS NOT NULL AND rolls.to_date >= open_rolls.changeable_from
          AND (times.planned_at IS NULL OR rolls.created_at > times.planned_at))`.execute(db);
  return rows;
}

export async function listPeopleToPlan(db: Db, rolls: readonly OpenRoll[]): Promise<PersonToPlan[]> {
  if (rolls.length === 0) return [];
  return [...(await listGone(db, rolls)), ...(await listWithout(db, rolls))];
}
