import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../connect.ts';

/** What was driven for a municipality between two days. */
export interface StatementRow {
  readonly municipality: string;
  readonly name: string;
  readonly stops: number;
  readonly samples: number;
  readonly kits: number;
  readonly km: number;
  readonly hours: number;
  /** At the rates of each day; the price of transport, no bill. */
  readonly cost: number;
}

/**
 * R55: stops, kilometres and hours per municipality from the lists that were driven: fixed ones whose day has come. A
 * trip's kilometres, hours and price are shared evenly among the stops that were not cancelled.
 */
export async function listStatement(
  db: Db,
  { region, from, to }: { region: string; from: CalendarDate; to: CalendarDate },
): Promise<StatementRow[]> {
  const { rows } = await sql<StatementRow>`
    WITH driven AS (
      SELECT stops.municipality_code, stops.state,
        coalesce(stops.samples_collected, stops.samples) AS samples, coalesce(stops.kits_delivered, stops.kits) AS kits,
        routes.km / share.stops AS km,
        (routes.end_minute - routes.start_minute) / 60.0 / share.stops AS hours,
        routes.cost / share.stops AS cost
      FROM routes
      JOIN pickup_plans ON pickup_plans.id = routes.plan_id AND pickup_plans.state = 'frozen'
      JOIN LATERAL (
        SELECT count(*) AS stops FROM stops WHERE stops.route_id = routes.id AND stops.state <> 'cancelled'
      ) AS share ON share.stops > 0
      JOIN stops ON stops.route_id = routes.id AND stops.state <> 'cancelled'
      WHERE routes.in_force AND routes.region_code = ${region} AND routes.date BETWEEN ${from}::date AND ${to}::date
    )
    SELECT municipalities.code AS municipality, municipalities.name, count(*)::integer AS stops,
      coalesce(sum(driven.samples) FILTER (WHERE driven.state NOT IN ('missed', 'refused')), 0)::integer AS samples,
      coalesce(sum(driven.kits) FILTER (WHERE driven.state NOT IN ('missed', 'refused')), 0)::integer AS kits,
      round(sum(driven.km)::numeric, 1)::float AS km, round(sum(driven.hours)::numeric, 2)::float AS hours,
      round(sum(driven.cost)::numeric, 2)::float AS cost
    FROM driven JOIN municipalities ON municipalities.code = driven.municipality_code
    GROUP BY municipalities.code
    ORDER BY municipalities.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
