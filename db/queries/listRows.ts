import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { ListRoute, ListStop, Reseated } from '../../shared/domain/lists/reseat.ts';
import type { StopState } from '../../shared/domain/lists/stopLife.ts';
import type { SiteFerry } from '../../shared/domain/lists/sailPlan.ts';
import type { CollectedSession } from '../../shared/domain/planning/kits.ts';
import type { Db, Transaction } from '../connect.ts';
import { deferListConstraints } from './lists.ts';

/** A stop as a row, with those whom it concerns. */
export interface OwnedStop extends ListStop {
  readonly organisation: string;
  readonly municipality: string;
}

export interface StandingList {
  readonly planId: string;
  readonly region: string;
  readonly date: CalendarDate;
  readonly state: 'planned' | 'frozen';
  readonly routes: readonly ListRoute[];
  readonly stops: readonly OwnedStop[];
  /** Whose samples the stops take, by stop. */
  readonly sessions: ReadonlyMap<string, readonly CollectedSession[]>;
}

/** The list in force of a day with its rows; undefined when there is none. Held until the transaction ends. */
export async function lockList(
  transaction: Transaction,
  { region, date }: { region: string; date: CalendarDate },
): Promise<StandingList | undefined> {
  const plan = await transaction
    .selectFrom('pickupPlans')
    .select(['id', 'state'])
    .where('regionCode', '=', region)
    .where('date', '=', date)
    .where('inForce', '=', true)
    .forUpdate()
    .executeTakeFirst();
  if (!plan) return undefined;
  const routes = await transaction
    .selectFrom('routes')
    .select([
      'id',
      'vehicleId as vehicle',
      'trip',
      'startMinute as start',
      'endMinute as end',
      'km',
      'cost',
      sql<SiteFerry[]>`ferries`.as('ferries'),
    ])
    .$narrowType<{ cost: number }>()
    .where('planId', '=', plan.id)
    .orderBy('startMinute')
    .orderBy('id')
    .execute();
  const stops = await transaction
    .selectFrom('stops')
    .innerJoin('routes', 'routes.id', 'stops.routeId')
    .select([
      'stops.id',
      'stops.routeId as route',
      'stops.siteId as site',
      'stops.organisationId as organisation',
      'stops.municipalityCode as municipality',
      'stops.position',
      'stops.arrivalMinute as arrival',
      'stops.departureMinute as departure',
      'stops.samples',
      'stops.kits',
      'stops.state',
    ])
    .$narrowType<{ state: StopState }>()
    .where('routes.planId', '=', plan.id)
    .orderBy('stops.routeId')
    .orderBy('stops.position')
    .forUpdate('stops')
    .execute();
  return {
    planId: plan.id,
    region,
    date,
    state: plan.state === 'frozen' ? 'frozen' : 'planned',
    routes,
    stops,
    sessions: await listStopSessions(transaction, plan.id),
  };
}

async function listStopSessions(db: Db, planId: string): Promise<Map<string, CollectedSession[]>> {
  const rows = await db
    .selectFrom('stopSessions')
    .innerJoin('stops', 'stops.id', 'stopSessions.stopId')
    .innerJoin('routes', 'routes.id', 'stops.routeId')
    .innerJoin('sessions', 'sessions.id', 'stopSessions.sessionId')
    .select([
      'stopSessions.stopId as stop',
      'sessions.id',
      'sessions.siteId as site',
      'sessions.date',
      'sessions.labDate',
      'sessions.startMinute as start',
      'sessions.endMinute as end',
      'sessions.people',
      'sessions.dropIn',
    ])
    .where('routes.planId', '=', planId)
    .orderBy('sessions.id')
    .execute();
  const byStop = Map.groupBy(rows, ({ stop }) => stop);
  return new Map(
    [...byStop].map(([stop, sessions]) => [stop, sessions.map(({ stop: _of, ...session }) => session)]),
  );
}

/** Writes a changed list over the one that stood. */
export async function writeList(
  transaction: Transaction,
  { planId, region, date }: Pick<StandingList, 'planId' | 'region' | 'date'>,
  { routes, gone, stops }: Omit<Reseated, 'stops'> & { readonly stops: readonly OwnedStop[] },
  {
    newStops,
    laboratoryOf,
  }: { newStops: ReadonlySet<string>; laboratoryOf: (vehicle: string) => string | null },
): Promise<void> {
  await deferListConstraints(transaction);
  for (const { id, isNew, vehicle, trip, start, end, km, cost, ferries } of routes) {
    const times = { startMinute: start, endMinute: end, km, cost, ferries: JSON.stringify(ferries) };
    if (isNew)
      await transaction
        .insertInto('routes')
        .values({
          ...times,
          id,
          planId,
          regionCode: region,
          date,
          inForce: true,
          vehicleId: vehicle,
          trip,
          laboratoryId: laboratoryOf(vehicle),
        })
        .execute();
    else await transaction.updateTable('routes').set(times).where('id', '=', id).execute();
  }
  for (const stop of stops) {
    const row = {
      routeId: stop.route,
      position: stop.position,
      arrivalMinute: stop.arrival,
      departureMinute: stop.departure,
      samples: stop.samples,
      kits: stop.kits,
      state: stop.state,
    };
    if (newStops.has(stop.id))
      await transaction
        .insertInto('stops')
        .values({
          ...row,
          id: stop.id,
          regionCode: region,
          siteId: stop.site,
          organisationId: stop.organisation,
          municipalityCode: stop.municipality,
        })
        .execute();
    else await transaction.updateTable('stops').set(row).where('id', '=', stop.id).execute();
  }
  if (gone.length > 0) await transaction.deleteFrom('routes').where('id', 'in', gone).execute();
}

/** Sessions whose samples a stop takes along from now on. */
export async function linkSessions(
  transaction: Transaction,
  { stop, region, sessions }: { stop: OwnedStop; region: string; sessions: readonly string[] },
): Promise<void> {
  if (sessions.length === 0) return;
  await sql`
    INSERT INTO stop_sessions (stop_id, session_id, region_code, organisation_id, municipality_code)
    SELECT ${stop.id}, sessions.id, ${region}, sessions.organisation_id, sessions.municipality_code
    FROM sessions WHERE sessions.id = ANY (${sessions}::uuid[])
    ON CONFLICT DO NOTHING`.execute(transaction);
}

/** Who a site belongs to. */
export async function findSiteOwner(
  db: Db,
  site: string,
): Promise<{ organisation: string; municipality: string } | undefined> {
  return db
    .selectFrom('sites')
    .select(['organisationId as organisation', 'municipalityCode as municipality'])
    .where('id', '=', site)
    .executeTakeFirst();
}
