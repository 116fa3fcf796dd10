import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { acrossMerger } from '../../shared/domain/geography/regions.ts';
import type { KitsBrought } from '../../shared/domain/lists/kitBalance.ts';
import type { Db } from '../connect.ts';

/**
 * Kits at hand in the evening of a day, by site: all movements, what stops in force have brought by then, less what
 * published sessions have used, wherever nobody has written it down yet.
 */
export async function listKitStock(
  db: Db,
  sites: readonly string[],
  today: CalendarDate,
): Promise<Map<string, number>> {
  const ids = sites as string[];
  const { rows } = await sql<{ site: string; kits: number }>`
    SELECT site_id AS site, sum(kits)::integer AS kits FROM (
      SELECT site_id, kits FROM kit_movements WHERE date <= ${today}
      UNION ALL
      SELECT stops.site_id, stops.kits FROM stops JOIN routes ON routes.id = stops.route_id
      WHERE routes.in_force AND routes.date <= ${today} AND stops.state NOT IN ('missed', 'refused', 'cancelled')
        AND NOT EXISTS (SELECT FROM kit_movements WHERE stop_id = stops.id AND kind = 'delivered')
      UNION ALL
      SELECT sessions.site_id, -(ceil(sessions.people * sites.turnout - 1e-9)::integer + sessions.drop_in)
      FROM sessions JOIN sites ON sites.id = sessions.site_id
      WHERE sessions.published AND sessions.lab_date <= ${today}
        AND NOT EXISTS (SELECT FROM kit_movements WHERE session_id = sessions.id AND kind = 'used')
    ) AS movements
    WHERE site_id = ANY (${ids}::uuid[])
    GROUP BY site_id
  `.execute(db);
  return new Map(rows.map(({ site, kits }) => [site, kits]));
}

/** Kits that fixed lists bring after a day, by site and date. */
export async function listFrozenKits(
  db: Db,
  region: string,
  after: CalendarDate,
): Promise<{ site: string; date: CalendarDate; kits: number }[]> {
  return db
    .selectFrom('pickupPlans')
    .innerJoin('routes', 'routes.planId', 'pickupPlans.id')
    .innerJoin('stops', 'stops.routeId', 'routes.id')
    .select(['stops.siteId as site', 'pickupPlans.date', 'stops.kits'])
    .where('pickupPlans.regionCode', 'in', acrossMerger(region))
    .where('pickupPlans.state', '=', 'frozen')
    .where('pickupPlans.date', '>', after)
    .orderBy('pickupPlans.date')
    .execute();
}

/** What stops of lists in force bring after a day: those that nobody has missed. */
export async function listKitStops(
  db: Db,
  { region, after }: { region: string; after: CalendarDate },
): Promise<(KitsBrought & { readonly site: string })[]> {
  const { rows } = await sql<KitsBrought & { site: string }>`
    SELECT stops.site_id AS site, routes.date, stops.arrival_minute AS minute, stops.kits, stops.id AS stop,
      stops.state IN ('planned', 'frozen') AS is_open
    FROM stops
    JOIN routes ON routes.id = stops.route_id AND routes.in_force
    WHERE routes.region_code = ANY (${acrossMerger(region)}) AND routes.date > ${after}
      AND stops.state NOT IN ('missed', 'refused', 'cancelled')
    ORDER BY routes.date, stops.arrival_minute`.execute(db);
  return rows;
}
