import { sql } from 'kysely';
import { z } from 'zod';
import type {
  BroughtView,
  DrivenRouteView,
  ListChangeView,
  PickupPlanView,
  PickupsView,
  Place,
  RouteView,
  StopView,
  UnservedView,
} from '../../../shared/contracts/views/pickups.ts';
import type { PickupState } from '../../../shared/contracts/views/region.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { acrossMerger, regionOn } from '../../../shared/domain/geography/regions.ts';
import type { Db } from '../../connect.ts';
import { listContactsOf } from './contacts.ts';

/** A region's pickup list of a day: the one in force, else the newest draft. Null when there is no such region. */
export async function pickupsView(
  db: Db,
  asked: { regionCode: string; date: CalendarDate },
): Promise<PickupsView | null> {
  const { date } = asked;
  // After a merger the old address leads to the list of whoever drives now.
  const regionCode = regionOn(asked.regionCode, date);
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
    .where('regionCode', 'in', acrossMerger(regionCode))
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
    .select(['id', 'state', 'frozenAt', 'policy'])
    .where('regionCode', '=', regionCode)
    .where('date', '=', date)
    .where('state', '<>', 'superseded')
    .orderBy('inForce', 'desc')
    .orderBy('createdAt', 'desc')
    .executeTakeFirst();
  if (!plan) return null;
  return {
    id: plan.id,
    state: plan.state as PickupState,
    frozenAt: plan.frozenAt,
    routes: await listRoutes(db, plan.id),
    unserved: await listUnserved(db, plan.id),
    changes: await listChanges(db, plan.id),
    broughtByOthers: await listBroughtByOthers(db, { regionCode, date, planId: plan.id }),
    travel: travelOf(plan.policy),
  };
}

const travelFacts = z.object({
  travel: z.string().default('embedded'),
  travelFallback: z.string().nullable().default(null),
});

function travelOf(policy: unknown): PickupPlanView['travel'] {
  const { travel, travelFallback } = travelFacts.parse(policy);
  return { source: travel, fallback: travelFallback };
}

async function listChanges(db: Db, planId: string): Promise<ListChangeView[]> {
  const { rows } = await sql<ListChangeView>`
    SELECT stop_changes.made_at AS at, stop_changes.made_by AS by, stop_changes.phone, stop_changes.change,
      sites.name AS site_name, stop_changes.facts
    FROM stop_changes
    LEFT JOIN stops ON stops.id = stop_changes.stop_id
    LEFT JOIN sites ON sites.id = stops.site_id
    WHERE stop_changes.plan_id = ${planId}
    ORDER BY stop_changes.made_at DESC, stop_changes.change, sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}

/** R45: sessions of the day that no stop of ours is for, because their kommune or TCDK brings the samples. */
async function listBroughtByOthers(
  db: Db,
  { regionCode, date, planId }: { regionCode: string; date: CalendarDate; planId: string },
): Promise<BroughtView[]> {
  const { rows } = await sql<BroughtView>`
    SELECT sites.id AS site_id, sites.name AS site_name, sites.collected_by AS by,
      sum(ceil(sessions.people * sites.turnout - 1e-9))::integer AS samples
    FROM sessions
    JOIN sites ON sites.id = sessions.site_id AND sites.collected_by <> 'region'
    JOIN laboratories ON laboratories.id = sessions.laboratory_id
    WHERE sessions.published AND sessions.lab_date = ${date} AND laboratories.region_code = ${regionCode}
      AND NOT EXISTS (
        SELECT FROM stop_sessions JOIN stops ON stops.id = stop_sessions.stop_id
        JOIN routes ON routes.id = stops.route_id
        WHERE stop_sessions.session_id = sessions.id AND routes.plan_id = ${planId})
      AND NOT EXISTS (SELECT FROM unserved WHERE unserved.plan_id = ${planId} AND unserved.site_id = sites.id)
    GROUP BY sites.id, sites.name, sites.collected_by
    ORDER BY sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}

/** A trip of a list in force, by its id; null when there is none. */
export async function drivenRouteView(db: Db, id: string): Promise<DrivenRouteView | null> {
  const row = await db
    .selectFrom('routes')
    .innerJoin('pickupPlans', 'pickupPlans.id', 'routes.planId')
    .innerJoin('regions', 'regions.code', 'routes.regionCode')
    .select(['routes.planId', 'routes.date', 'routes.regionCode', 'regions.name', 'pickupPlans.state'])
    .where('routes.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const routes = await listRoutes(db, row.planId);
  const at = routes.findIndex((route) => route.id === id);
  const route = routes[at];
  if (!route) return null;
  return {
    region: { code: row.regionCode, name: row.name },
    date: row.date,
    state: row.state as PickupState,
    number: at + 1,
    route,
    trips: routes
      .filter(({ vehicle }) => vehicle === route.vehicle)
      .map(({ id: tripId, trip, startMinute }) => ({ id: tripId, trip, startMinute })),
    contacts: await listContactsOf(db, { regionCode: row.regionCode }),
  };
}

const siteFerries = z.array(
  z.object({
    site: z.string().nullable(),
    from: z.string(),
    to: z.string(),
    departs: z.number(),
    arrives: z.number(),
  }),
);

type StopRow = Omit<StopView, 'ferries'> & { readonly routeId: string };

type RouteRow = Omit<RouteView, 'depot' | 'laboratory' | 'stops' | 'ferriesHome'> & {
  readonly ferries: unknown;
  readonly depotName: string;
  readonly depotLat: number;
  readonly depotLon: number;
  readonly laboratoryName: string | null;
  readonly laboratoryLat: number | null;
  readonly laboratoryLon: number | null;
};

async function listRoutes(db: Db, planId: string): Promise<RouteView[]> {
  const { rows } = await sql<RouteRow>`
    SELECT routes.id, vehicles.name AS vehicle, routes.vehicle_id, routes.trip, routes.start_minute, routes.end_minute, routes.km, routes.ferries,
      depots.name AS depot_name, depots.lat AS depot_lat, depots.lon AS depot_lon,
      laboratories.name AS laboratory_name, laboratories.lat AS laboratory_lat, laboratories.lon AS laboratory_lon
    FROM routes
    JOIN vehicles ON vehicles.id = routes.vehicle_id
    JOIN depots ON depots.id = vehicles.depot_id
    LEFT JOIN laboratories ON laboratories.id = routes.laboratory_id
    WHERE routes.plan_id = ${planId}
    ORDER BY routes.start_minute, vehicles.name, routes.trip`.execute(db);
  const stops = Map.groupBy(await listStops(db, planId), ({ routeId }) => routeId);
  return rows.map((row) => {
    const ferries = siteFerries.parse(row.ferries);
    const to = (site: string | null) =>
      ferries.filter((ferry) => ferry.site === site).map(({ site: _to, ...ferry }) => ferry);
    return {
      id: row.id,
      vehicle: row.vehicle,
      vehicleId: row.vehicleId,
      trip: row.trip,
      startMinute: row.startMinute,
      endMinute: row.endMinute,
      km: row.km,
      depot: { name: row.depotName, lat: row.depotLat, lon: row.depotLon },
      laboratory: laboratoryOf(row),
      stops: (stops.get(row.id) ?? []).map(({ routeId, ...stop }) => ({ ...stop, ferries: to(stop.siteId) })),
      ferriesHome: to(null),
    };
  });
}

function laboratoryOf({ laboratoryName, laboratoryLat, laboratoryLon }: RouteRow): Place | null {
  if (laboratoryName === null || laboratoryLat === null || laboratoryLon === null) return null;
  return { name: laboratoryName, lat: laboratoryLat, lon: laboratoryLon };
}

async function listStops(db: Db, planId: string): Promise<StopRow[]> {
  const { rows } = await sql<StopRow>`
    SELECT stops.id, stops.route_id, stops.position, stops.site_id, sites.name, sites.lat, sites.lon,
      municipalities.name AS municipality_name, sites.address, sites.pickup_point,
      stops.arrival_minute, stops.departure_minute,
      greatest(sites.pickup_from_minute, (
        SELECT max(sessions.end_minute)
        FROM stop_sessions
        JOIN sessions ON sessions.id = stop_sessions.session_id
        WHERE stop_sessions.stop_id = stops.id AND sessions.date = routes.date
      )) AS ready_minute,
      stops.samples, stops.kits, stops.state, stops.note,
      (SELECT contacts.phone FROM contacts WHERE contacts.site_id = sites.id AND contacts.phone IS NOT NULL
        ORDER BY contacts.role <> 'duty', contacts.position, contacts.name LIMIT 1) AS phone,
      stops.picked_up_at, stops.picked_up_by, stops.samples_collected, stops.kits_delivered, stops.delivered_at,
      EXISTS (SELECT FROM stop_changes JOIN pickup_plans ON pickup_plans.id = stop_changes.plan_id
        WHERE stop_changes.stop_id = stops.id AND stop_changes.made_at >= pickup_plans.frozen_at
          AND stop_changes.change NOT IN ('missed', 'refused')) AS changed,
      EXISTS (SELECT FROM stop_locks WHERE stop_locks.site_id = stops.site_id AND stop_locks.date = routes.date)
        AS locked
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
