import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../connect.ts';

/** What an hour and a kilometre cost from a day on, in kroner. */
export interface StatementRate {
  readonly operator: string;
  readonly from: CalendarDate;
  readonly hourlyRate: number;
  readonly kmRate: number;
}

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

/** The rates that held in a span, per operator; those of the cars where nothing is set. */
export async function listRates(
  db: Db,
  { region, from, to }: { region: string; from: CalendarDate; to: CalendarDate },
): Promise<StatementRate[]> {
  const { rows } = await sql<StatementRate>`
    SELECT operator, from_date AS "from", hourly_rate, km_rate FROM transport_rates AS rates
    WHERE region_code = ${region} AND from_date <= ${to}::date
      AND NOT EXISTS (SELECT FROM transport_rates AS later
        WHERE later.region_code = rates.region_code AND later.operator = rates.operator
          AND later.from_date > rates.from_date AND later.from_date <= ${from}::date)
    UNION ALL
    SELECT operator, min(from_date), hourly_rate, km_rate FROM vehicles
    WHERE region_code = ${region} AND from_date <= ${to}::date AND (to_date IS NULL OR to_date >= ${from}::date)
      AND NOT EXISTS (SELECT FROM transport_rates AS rates WHERE rates.region_code = vehicles.region_code
        AND rates.operator = vehicles.operator AND rates.from_date <= ${to}::date)
    GROUP BY operator, hourly_rate, km_rate
    ORDER BY 1, 2`.execute(db);
  return rows;
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
