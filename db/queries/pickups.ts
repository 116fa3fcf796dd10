import { sql } from 'kysely';
import { type CalendarDate, weekdayOf } from '../../shared/domain/calendar/calendarDate.ts';
import type { PickupGarage, PickupSite, PickupVan } from '../../shared/domain/planning/buildPickupProblem.ts';
import type { CollectedSession } from '../../shared/domain/planning/kits.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';
import type { JsonObject } from '../types.ts';

/** Laboratories of a region. */
export async function listLaboratoryIds(db: Db, region: string): Promise<string[]> {
  const rows = await db
    .selectFrom('laboratories')
    .select('id')
    .where('regionCode', '=', region)
    .orderBy('name')
    .execute();
  return rows.map(({ id }) => id);
}

/** A session as the van sees it. */
const AS_COLLECTED = [
  'id',
  'siteId as site',
  'date',
  'labDate',
  'startMinute as start',
  'endMinute as end',
  'people',
  'dropIn',
] as const;

/** Published sessions whose samples reach the laboratories from a day on, in order of collection. */
export async function listCollectedSessions(
  db: Db,
  { laboratories, from }: { laboratories: readonly string[]; from: CalendarDate },
): Promise<CollectedSession[]> {
  if (laboratories.length === 0) return [];
  return db
    .selectFrom('sessions')
    .select(AS_COLLECTED)
    .where('laboratoryId', 'in', laboratories)
    .where('published', '=', true)
    .where('labDate', '>=', from)
    .orderBy('labDate')
    .orderBy('date')
    .orderBy('startMinute')
    .execute();
}

/** Sessions by id, as the van sees them. */
export async function listSessionsById(db: Db, ids: readonly string[]): Promise<CollectedSession[]> {
  return db
    .selectFrom('sessions')
    .select(AS_COLLECTED)
    .where(sql<boolean>`id = ANY (${ids as string[]}::uuid[])`)
    .orderBy('date')
    .orderBy('startMinute')
    .execute();
}

export async function listPickupSites(db: Db, ids: readonly string[]): Promise<PickupSite[]> {
  const rows = await db
    .selectFrom('sites')
    .select([
      'id',
      'name',
      'municipalityCode as municipality',
      'laboratoryId as laboratory',
      'lat',
      'lon',
      'turnout',
      'collectedBy',
      'pickupFromMinute',
      'pickupMinutes',
    ])
    .where(sql<boolean>`id = ANY (${ids as string[]}::uuid[])`)
    .orderBy('municipalityCode')
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((site) => ({ ...site, laboratory: site.laboratory ?? '' }));
}

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
    .where('pickupPlans.regionCode', '=', region)
    .where('pickupPlans.state', '=', 'frozen')
    .where('pickupPlans.date', '>', after)
    .orderBy('pickupPlans.date')
    .execute();
}

export interface PlannedDay {
  readonly id: string;
  readonly date: CalendarDate;
  readonly runId: string | null;
  readonly state: 'draft' | 'planned' | 'frozen' | 'superseded';
}

export async function listPickupPlans(
  db: Db,
  about: { readonly region: string; readonly date?: CalendarDate; readonly from?: CalendarDate },
): Promise<PlannedDay[]> {
  const rows = await db
    .selectFrom('pickupPlans')
    .select(['id', 'date', 'runId', 'state'])
    .where('regionCode', '=', about.region)
    .$if(about.date !== undefined, (query) => query.where('date', '=', about.date!))
    .$if(about.from !== undefined, (query) => query.where('date', '>=', about.from!))
    .orderBy('date')
    .orderBy('createdAt')
    .execute();
  return rows.map((row) => ({ ...row, state: row.state as PlannedDay['state'] }));
}

export async function listGarages(db: Db, region: string): Promise<PickupGarage[]> {
  return db
    .selectFrom('depots')
    .select(['id', 'name', 'lat', 'lon', 'laboratoryId as laboratory'])
    .where('regionCode', '=', region)
    .orderBy('name')
    .execute();
}

/** Cars that drive on a day, at the rates of that day. */
export async function listVans(db: Db, region: string, date: CalendarDate): Promise<PickupVan[]> {
  return (
    db
      .selectFrom('vehicles')
      // R55: the rates in force on the day; a car's own where none are set.
      .leftJoinLateral(
        (eb) =>
          eb
            .selectFrom('transportRates')
            .select(['hourlyRate', 'kmRate'])
            .whereRef('transportRates.regionCode', '=', 'vehicles.regionCode')
            .whereRef('transportRates.operator', '=', 'vehicles.operator')
            .where('transportRates.fromDate', '<=', date)
            .orderBy('transportRates.fromDate', 'desc')
            .limit(1)
            .as('rates'),
        (join) => join.onTrue(),
      )
      .select([
        'id',
        'name',
        'depotId as depot',
        'operator',
        'municipalityCode as municipality',
        'capacity',
        sql<number>`coalesce(rates.hourly_rate, vehicles.hourly_rate)`.as('hourlyRate'),
        sql<number>`coalesce(rates.km_rate, vehicles.km_rate)`.as('kmRate'),
        'fixedCost',
        'shiftFromMinute',
        'shiftToMinute',
        'breakMinutes',
      ])
      .$narrowType<{ fixedCost: number }>()
      .where('regionCode', '=', region)
      .where(sql<boolean>`${weekdayOf(date)} = ANY (weekdays)`)
      .where('fromDate', '<=', date)
      .where((where) => where.or([where('toDate', 'is', null), where('toDate', '>=', date)]))
      .orderBy('name')
      .execute()
  );
}

export interface NewPickupPlan {
  readonly id: string;
  readonly region: string;
  readonly date: CalendarDate;
  readonly runId: string | null;
  readonly supersedes: string | null;
  readonly policy: JsonObject;
  readonly problemHash: string;
  readonly seed: number;
  readonly score: object;
  readonly createdAt: Date;
  readonly note: string | null;
}

export interface NewRoute {
  readonly id: string;
  readonly vehicle: string;
  readonly trip: number;
  readonly laboratory: string | null;
  readonly start: number;
  readonly end: number;
  readonly km: number;
  readonly cost: number;
  readonly stops: readonly NewStop[];
}

interface AtSite {
  readonly site: string;
  readonly organisation: string;
  readonly municipality: string;
  readonly samples: number;
  readonly kits: number;
}

export interface NewStop extends AtSite {
  readonly id: string;
  readonly position: number;
  readonly arrival: number;
  readonly departure: number;
  readonly sessions: readonly { readonly id: string; readonly owner: string }[];
}

export interface NewUnserved extends AtSite {
  readonly limit: string;
  readonly message: string;
  readonly fix: string;
  readonly facts: JsonObject;
}

/** Saves a day's list in force. The one before it is superseded first. */
export async function insertPickupPlan(
  transaction: Transaction,
  { region, policy, score, ...plan }: NewPickupPlan,
  routes: readonly NewRoute[],
  unserved: readonly NewUnserved[],
  newId: () => string,
): Promise<void> {
  await transaction
    .insertInto('pickupPlans')
    .values({
      ...plan,
      regionCode: region,
      state: 'planned',
      policy: JSON.stringify(policy),
      score: JSON.stringify(score),
    })
    .execute();
  await insertRows(
    transaction,
    'routes',
    routes.map((route) => ({
      id: route.id,
      planId: plan.id,
      regionCode: region,
      date: plan.date,
      inForce: true,
      vehicleId: route.vehicle,
      trip: route.trip,
      laboratoryId: route.laboratory,
      startMinute: route.start,
      endMinute: route.end,
      km: route.km,
      cost: route.cost,
    })),
  );
  const stops = routes.flatMap((route) => route.stops.map((stop) => ({ route: route.id, stop })));
  await insertRows(
    transaction,
    'stops',
    stops.map(({ route, stop }) => ({
      id: stop.id,
      routeId: route,
      regionCode: region,
      position: stop.position,
      siteId: stop.site,
      organisationId: stop.organisation,
      municipalityCode: stop.municipality,
      arrivalMinute: stop.arrival,
      departureMinute: stop.departure,
      samples: stop.samples,
      kits: stop.kits,
      state: 'planned',
    })),
  );
  await insertRows(
    transaction,
    'stopSessions',
    stops.flatMap(({ stop }) =>
      stop.sessions.map((session) => ({
        stopId: stop.id,
        sessionId: session.id,
        regionCode: region,
        organisationId: session.owner,
        municipalityCode: stop.municipality,
      })),
    ),
  );
  await insertRows(
    transaction,
    'unserved',
    unserved.map((stop) => ({
      id: newId(),
      planId: plan.id,
      regionCode: region,
      siteId: stop.site,
      organisationId: stop.organisation,
      municipalityCode: stop.municipality,
      samples: stop.samples,
      kits: stop.kits,
      limitKind: stop.limit,
      facts: stop.facts,
      message: stop.message,
      fix: stop.fix,
    })),
  );
}

/** The list in force on a day, held until the transaction ends. */
export async function lockPlanInForce(
  transaction: Transaction,
  { region, date }: { region: string; date: CalendarDate },
): Promise<PlannedDay | undefined> {
  const row = await transaction
    .selectFrom('pickupPlans')
    .select(['id', 'date', 'runId', 'state'])
    .where('regionCode', '=', region)
    .where('date', '=', date)
    .where('inForce', '=', true)
    .forUpdate()
    .executeTakeFirst();
  return row && { ...row, state: row.state as PlannedDay['state'] };
}

export async function setPickupPlanState(
  transaction: Transaction,
  id: string,
  change: { readonly state: 'superseded' } | { readonly state: 'frozen'; readonly at: Date },
): Promise<void> {
  await transaction
    .updateTable('pickupPlans')
    .set({ state: change.state, ...(change.state === 'frozen' ? { frozenAt: change.at } : {}) })
    .where('id', '=', id)
    .execute();
  if (change.state !== 'frozen') return;
  await transaction
    .updateTable('stops')
    .set({ state: 'frozen' })
    .where('state', '=', 'planned')
    .where('routeId', 'in', (select) =>
      select.selectFrom('routes').select('routes.id').where('planId', '=', id),
    )
    .execute();
}

/** Who owns the sites and sessions that stops are about. */
export async function listSiteOwners(db: Db, sites: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('sites')
    .select(['id', 'organisationId'])
    .where(sql<boolean>`id = ANY (${sites as string[]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, organisationId }) => [id, organisationId]));
}

/** Lists in force that nobody has fixed yet, the next day first. */
export async function listListsToFix(db: Db): Promise<{ region: string; date: CalendarDate }[]> {
  return db
    .selectFrom('pickupPlans')
    .select(['regionCode as region', 'date'])
    .where('state', '=', 'planned')
    .orderBy('date')
    .orderBy('regionCode')
    .execute();
}
