import { sql } from 'kysely';
import { addDays, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { acrossMerger, withTakenOver } from '../../shared/domain/geography/regions.ts';
import type { CollectedSession } from '../../shared/domain/planning/kits.ts';
import type { Db } from '../connect.ts';

/** Samples that a car did not get and kits that it did not bring, and that no later list in force takes. */
export interface LeftBehind {
  readonly stop: string;
  readonly region: string;
  readonly site: string;
  /** The day on which they were to be fetched. */
  readonly date: CalendarDate;
  readonly samples: number;
  readonly kits: number;
  readonly sessions: readonly string[];
  readonly planId: string;
  readonly organisation: string;
  readonly municipality: string;
  /** Lists that could not take them. */
  readonly triedFor: readonly CalendarDate[];
}

/** Further back nobody looks: samples are too old by then. */
const DAYS_BACK = 7;

const notCarried = sql`NOT EXISTS (
  SELECT FROM stop_sessions AS more
  JOIN stops AS later ON later.id = more.stop_id AND later.state NOT IN ('missed', 'refused', 'cancelled')
  JOIN routes AS on_route ON on_route.id = later.route_id AND on_route.in_force
  WHERE more.session_id = stop_sessions.session_id AND on_route.date >= routes.date AND later.id <> stops.id)`;

/** A list planned or added to after the car had passed by knows that the site still waits for its kits. */
const kitsNotCarried = sql`NOT EXISTS (
  SELECT FROM stops AS later
  JOIN routes AS on_route ON on_route.id = later.route_id AND on_route.in_force
  JOIN pickup_plans AS on_plan ON on_plan.id = on_route.plan_id
  CROSS JOIN LATERAL (
    SELECT coalesce(max(made_at), '-infinity') AS missed_at FROM stop_changes
    WHERE stop_changes.stop_id = stops.id AND stop_changes.change IN ('missed', 'refused', 'left-out')) AS passed
  WHERE later.site_id = stops.site_id AND later.kits > 0 AND on_route.date > routes.date
    AND later.state NOT IN ('missed', 'refused', 'cancelled')
    AND (on_plan.created_at >= passed.missed_at OR EXISTS (
      SELECT FROM stop_changes
      WHERE stop_changes.stop_id = later.id AND stop_changes.change = 'add'
        AND stop_changes.made_at >= passed.missed_at)))`;

/** Missed and refused stops whose samples or kits still wait, of all regions or one. */
export async function listLeftBehind(
  db: Db,
  { today, region }: { today: CalendarDate; region?: string },
): Promise<LeftBehind[]> {
  const { rows } = await sql<LeftBehind>`
    SELECT stops.id AS stop, stops.region_code AS region, stops.site_id AS site, routes.date, stops.samples, stops.kits,
      array_remove(array_agg(stop_sessions.session_id ORDER BY stop_sessions.session_id), NULL) AS sessions,
      routes.plan_id, stops.organisation_id AS organisation, stops.municipality_code AS municipality,
      ARRAY(SELECT stop_changes.facts ->> 'to' FROM stop_changes
        WHERE stop_changes.stop_id = stops.id AND stop_changes.change = 'left-behind') AS tried_for
    FROM stops
    JOIN routes ON routes.id = stops.route_id AND routes.in_force
    LEFT JOIN stop_sessions ON stop_sessions.stop_id = stops.id
    WHERE stops.state IN ('missed', 'refused')
      AND routes.date BETWEEN ${addDays(today, -DAYS_BACK)}::date AND ${today}::date
      AND (${region ?? null}::text IS NULL OR stops.region_code = ${region ?? null})
      AND CASE WHEN stop_sessions.session_id IS NOT NULL THEN stops.samples > 0 AND ${notCarried}
        ELSE stops.samples = 0 AND stops.kits > 0 AND ${kitsNotCarried} END
    GROUP BY stops.id, routes.date, routes.plan_id
    ORDER BY routes.date, stops.id`.execute(db);
  return rows;
}

/** The same as sessions, for the night that plans the next list. */
export async function listSessionsLeftBehind(
  db: Db,
  { region, today }: { region: string; today: CalendarDate },
): Promise<(CollectedSession & { readonly missedOn: CalendarDate })[]> {
  const { rows } = await sql<CollectedSession & { missedOn: CalendarDate }>`
    SELECT sessions.id, sessions.site_id AS site, sessions.date, sessions.lab_date, sessions.start_minute AS start,
      sessions.end_minute AS "end", sessions.people, sessions.drop_in, max(routes.date) AS missed_on
    FROM stops
    JOIN routes ON routes.id = stops.route_id AND routes.in_force
    JOIN stop_sessions ON stop_sessions.stop_id = stops.id
    JOIN sessions ON sessions.id = stop_sessions.session_id AND sessions.published
    WHERE stops.state IN ('missed', 'refused') AND stops.region_code = ANY (${withTakenOver(region)})
      AND routes.date BETWEEN ${addDays(today, -DAYS_BACK)}::date AND ${today}::date
      AND NOT EXISTS (
        SELECT FROM stop_sessions AS more
        JOIN stops AS later ON later.id = more.stop_id AND later.state NOT IN ('missed', 'refused', 'cancelled')
        JOIN routes AS on_route ON on_route.id = later.route_id AND on_route.in_force
        JOIN pickup_plans AS on_plan ON on_plan.id = on_route.plan_id
        WHERE more.session_id = sessions.id AND later.id <> stops.id
          -- A list that is not fixed is planned anew in this night, and takes them again.
          AND on_plan.state = 'frozen')
    GROUP BY sessions.id
    ORDER BY sessions.id`.execute(db);
  return rows;
}

/** The next list in force after a day: where what was left behind goes. */
export async function findNextList(
  db: Db,
  { region, after }: { region: string; after: CalendarDate },
): Promise<CalendarDate | undefined> {
  const row = await db
    .selectFrom('pickupPlans')
    .select('date')
    .where('regionCode', 'in', acrossMerger(region))
    .where('inForce', '=', true)
    .where('date', '>', after)
    .orderBy('date')
    .executeTakeFirst();
  return row?.date;
}
