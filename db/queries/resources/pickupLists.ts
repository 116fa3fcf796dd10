import { sql } from 'kysely';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';

export interface PickupListFilter {
  readonly region?: string | undefined;
  readonly on?: CalendarDate | undefined;
  readonly state?: string | undefined;
}

function plans(db: Db) {
  return db
    .selectFrom('pickupPlans')
    .leftJoin('routes', 'routes.planId', 'pickupPlans.id')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('stops')
          .whereRef('stops.routeId', '=', 'routes.id')
          .select([
            sql<number>`count(*)::int`.as('stops'),
            sql<number>`coalesce(sum(samples), 0)::int`.as('samples'),
            sql<number>`coalesce(sum(kits), 0)::int`.as('kits'),
          ])
          .as('load'),
      (join) => join.onTrue(),
    )
    .groupBy('pickupPlans.id')
    .select([
      'pickupPlans.id',
      'pickupPlans.regionCode',
      'pickupPlans.date',
      'pickupPlans.state',
      'pickupPlans.score',
      'pickupPlans.frozenAt',
      sql<number>`count(routes.id)::int`.as('routes'),
      sql<number>`coalesce(sum(load.stops), 0)::int`.as('stops'),
      sql<number>`coalesce(sum(load.samples), 0)::int`.as('samples'),
      sql<number>`coalesce(sum(load.kits), 0)::int`.as('kits'),
      sql<number>`coalesce(sum(routes.km), 0)`.as('km'),
    ]);
}

/** By date; what has been superseded is listed as well, unless a state is asked for. */
export async function listPickupLists(db: Db, { region, on, state }: PickupListFilter) {
  return plans(db)
    .$if(region !== undefined, (query) => query.where('pickupPlans.regionCode', '=', region ?? ''))
    .$if(on !== undefined, (query) => query.where('pickupPlans.date', '=', on!))
    .$if(state !== undefined, (query) => query.where('pickupPlans.state', '=', state ?? ''))
    .orderBy('pickupPlans.date')
    .orderBy('pickupPlans.regionCode')
    .orderBy('pickupPlans.createdAt')
    .execute();
}

export async function findPickupList(db: Db, id: string) {
  return plans(db).where('pickupPlans.id', '=', id).executeTakeFirst();
}

export async function listRoutes(db: Db, planId: string) {
  return db
    .selectFrom('routes')
    .innerJoin('vehicles', 'vehicles.id', 'routes.vehicleId')
    .where('routes.planId', '=', planId)
    .select(['routes.id', 'vehicles.name as vehicle', 'trip', 'startMinute', 'endMinute', 'km', 'cost'])
    .orderBy('vehicles.name')
    .orderBy('trip')
    .execute();
}

export async function listStops(db: Db, planId: string) {
  return db
    .selectFrom('stops')
    .innerJoin('routes', 'routes.id', 'stops.routeId')
    .innerJoin('sites', 'sites.id', 'stops.siteId')
    .where('routes.planId', '=', planId)
    .select([
      'stops.routeId',
      'stops.position',
      'stops.siteId',
      'sites.name as siteName',
      'sites.address',
      'sites.lat',
      'sites.lon',
      'sites.pickupPoint',
      'stops.arrivalMinute',
      'stops.departureMinute',
      'stops.samples',
      'stops.kits',
      'stops.state',
    ])
    .orderBy('stops.routeId')
    .orderBy('stops.position')
    .execute();
}

export async function listUnserved(db: Db, planId: string) {
  return db
    .selectFrom('unserved')
    .innerJoin('sites', 'sites.id', 'unserved.siteId')
    .where('unserved.planId', '=', planId)
    .select(['siteId', 'sites.name as siteName', 'samples', 'kits', 'limitKind', 'message', 'fix'])
    .orderBy('sites.name')
    .execute();
}
