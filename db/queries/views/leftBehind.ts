import { sql } from 'kysely';
import type { LeftBehindView } from '../../../shared/contracts/views/leftBehind.ts';
import { addDays, type CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';

/** So long a kommune sees what was not fetched; by then it is fetched, or too old. */
const DAYS_BACK = 7;

/** Samples and kits that a car did not get or bring at a municipality's sites, or at one site, and where they go on. */
export async function listLeftBehindOf(
  db: Db,
  { municipality, site, on }: { municipality?: string; site?: string; on: CalendarDate },
): Promise<LeftBehindView[]> {
  const { rows } = await sql<LeftBehindView>`
    SELECT stops.id AS stop, stops.site_id, sites.name AS site_name, stops.municipality_code AS municipality, routes.date, stops.state, stops.samples, stops.kits,
      coalesce((SELECT min(on_route.date) FROM stop_sessions
        JOIN stop_sessions AS more ON more.session_id = stop_sessions.session_id
        JOIN stops AS later ON later.id = more.stop_id AND later.id <> stops.id
          AND later.state NOT IN ('missed', 'refused', 'cancelled')
        JOIN routes AS on_route ON on_route.id = later.route_id AND on_route.in_force
          AND on_route.date >= routes.date
        WHERE stop_sessions.stop_id = stops.id),
      (SELECT min(on_route.date) FROM stops AS later
        JOIN routes AS on_route ON on_route.id = later.route_id AND on_route.in_force
          AND on_route.date > routes.date
        WHERE stops.samples = 0 AND later.site_id = stops.site_id AND later.kits > 0
          AND later.state NOT IN ('missed', 'refused', 'cancelled'))) AS next
    FROM stops
    JOIN routes ON routes.id = stops.route_id AND routes.in_force
    JOIN sites ON sites.id = stops.site_id
    WHERE stops.state IN ('missed', 'refused') AND (stops.samples > 0 OR stops.kits > 0)
      AND routes.date BETWEEN ${addDays(on, -DAYS_BACK)}::date AND ${on}::date
      AND (${municipality ?? null}::text IS NULL OR stops.municipality_code = ${municipality ?? null})
      AND (${site ?? null}::uuid IS NULL OR stops.site_id = ${site ?? null}::uuid)
    ORDER BY routes.date DESC, sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
