import { sql } from 'kysely';
import type {
  PickupPlanView,
  PickupsView,
  Place,
  RouteView,
  StopView,
  UnservedView,
} from '../../../shared/contracts/views/pickups.ts';
import type { PickupState } from '../../../shared/contracts/views/region.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { listContactsOf } from './contacts.ts';

/** A region's pickup list of a day: the one in force, else the newest draft. Null when there is no such region. */
export async function pickupsView(
  db: Db,
  { regionCode, date }: { regionCode: string; date: CalendarDate },
): Promise<PickupsView | null> {
  const region = await db
    .selectFrom('regions')
    .select(['code', 'name'])
    .where('code', '=', regionCode)
    .executeTakeFirst();
  if (!region) return null;
  const dates = await db
    .selectFrom('pickupPlans')
    .select('date')
    .distinct()
    .where('regionCode', '=', regionCode)
    .where('state', '<>', 'superseded')
    .orderBy('date')
    .execute();
  return {
    region,
    date,
    dates: dates.map((row) => row.date),
    plan: await findPlan(db, { regionCode, date }),
    contacts: await listContactsOf(db, { regionCode }),
  };
}

async function findPlan(
  db: Db,
  { regionCode, date }: { regionCode: string; date: CalendarDate },
): Promise<PickupPlanView | null> {
  const plan = await db
    .selectFrom('pickupPlans')
    .select(['id', 'state', 'frozenAt'])
    .where('regionCode', '=', regionCode)
    .where('date', '=', date)
    .where('state', '<>', 'superseded')
    .orderBy('inForce', 'desc')
    .orderBy('createdAt', 'desc')
    .executeTakeFirst();
  if (!plan) return null;
  return {
    state: plan.state as PickupState,
    frozenAt: plan.frozenAt,
    routes: await listRoutes(db, plan.id),
    unserved: await listUnserved(db, plan.id),
  };
}

type RouteRow = Omit<RouteView, 'depot' | 'laboratory' | 'stops'> & {
  readonly depotName: string;
  readonly depotLat: number;
  readonly depotLon: number;
  readonly laboratoryName: string | null;
  readonly laboratoryLat: number | null;
  readonly laboratoryLon: number | null;
};

async function listRoutes(db: Db, planId: string): Promise<RouteView[]> {
  const { rows } = await sql<RouteRow>`
    SELECT routes.id, vehicles.name AS vehicle, routes.trip, routes.start_minute, routes.end_minute, routes.km,
      depots.name AS depot_name, depots.lat AS depot_lat, depots.lon AS depot_lon,
      laboratories.name AS laboratory_name, laboratories.lat AS laboratory_lat, laboratories.lon AS laboratory_lon
    FROM routes
    JOIN vehicles ON vehicles.id = routes.vehicle_id
    JOIN depots ON depots.id = vehicles.depot_id
    LEFT JOIN laboratories ON laboratories.id = routes.laboratory_id
    WHERE routes.plan_id = ${planId}
    ORDER BY routes.start_minute, vehicles.name, routes.trip`.execute(db);
  const stops = Map.groupBy(await listStops(db, planId), ({ routeId }) => routeId);
  return rows.map((row) => ({
    id: row.id,
    vehicle: row.vehicle,
    trip: row.trip,
    startMinute: row.startMinute,
    endMinute: row.endMinute,
    km: row.km,
    depot: { name: row.depotName, lat: row.depotLat, lon: row.depotLon },
    laboratory: laboratoryOf(row),
    stops: (stops.get(row.id) ?? []).map(({ routeId, ...stop }) => stop),
  }));
}

function laboratoryOf({ laboratoryName, laboratoryLat, laboratoryLon }: RouteRow): Place | null {
  if (laboratoryName === null || laboratoryLat === null || laboratoryLon === null) return null;
  return { name: laboratoryName, lat: laboratoryLat, lon: laboratoryLon };
}

async function listStops(db: Db, planId: string): Promise<(StopView & { routeId: string })[]> {
  const { rows } = await sql<StopView & { routeId: string }>`
    SELECT stops.route_id, stops.position, stops.site_id, sites.name, sites.lat, sites.lon,
      municipalities.name AS municipality_name, sites.address, sites.pickup_point,
      stops.arrival_minute, stops.departure_minute,
      greatest(sites.pickup_from_minute, (
        SELECT max(sessions.end_minute)
        FROM stop_sessions
        JOIN sessions ON sessions.id = stop_sessions.session_id
        WHERE stop_sessions.stop_id = stops.id AND sessions.date = routes.date
      )) AS ready_minute,
      stops.samples, stops.kits, stops.state, stops.note
    FROM stops
    JOIN routes ON routes.id = stops.route_id
    JOIN sites ON sites.id = stops.site_id
    JOIN municipalities ON municipalities.code = stops.municipality_code
    WHERE routes.plan_id = ${planId}
    ORDER BY stops.route_id, stops.position`.execute(db);
  return rows;
}

async function listUnserved(db: Db, planId: string): Promise<UnservedView[]> {
  const { rows } = await sql<UnservedView>`
    SELECT site_id, sites.name AS site_name, samples, kits, limit_kind AS "limit", message, fix
    FROM unserved
    JOIN sites ON sites.id = unserved.site_id
    WHERE plan_id = ${planId}
    ORDER BY sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
