import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { SiteFerry } from '../../shared/domain/lists/sailPlan.ts';
import type { Db, Transaction } from '../connect.ts';
import { sql } from 'kysely';
import { insertRows } from '../insertRows.ts';
import type { JsonObject } from '../types.ts';

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
  readonly ferries: readonly SiteFerry[];
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
      // A whole row goes as JSON.
      ferries: route.ferries.map((ferry) => ({ ...ferry })),
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

/** What drivers are told about a site belongs to its day: the new list has what the one before it said (P12). */
export async function carryNotesOver(
  transaction: Transaction,
  { region, date, plan }: { region: string; date: CalendarDate; plan: string },
): Promise<void> {
  await sql`
    UPDATE stops SET note = said.note
    FROM (
      SELECT DISTINCT ON (older.site_id) older.site_id, older.note
      FROM stops AS older
      JOIN routes ON routes.id = older.route_id
      JOIN pickup_plans ON pickup_plans.id = routes.plan_id
      WHERE pickup_plans.region_code = ${region} AND pickup_plans.date = ${date}::date AND pickup_plans.id <> ${plan}
      ORDER BY older.site_id, pickup_plans.created_at DESC, older.note NULLS LAST
    ) AS said
    WHERE said.site_id = stops.site_id AND said.note IS NOT NULL
      AND stops.route_id IN (SELECT id FROM routes WHERE plan_id = ${plan})`.execute(transaction);
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
