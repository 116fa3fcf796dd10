import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { StopState } from '../../shared/domain/lists/stopLife.ts';
import type { Db, Transaction } from '../connect.ts';

/** A stop of a list in force, as its life is about to go on. */
export interface LivingStop {
  readonly id: string;
  readonly region: string;
  readonly site: string;
  readonly organisation: string;
  readonly municipality: string;
  readonly date: CalendarDate;
  readonly planId: string;
  readonly inForce: boolean;
  readonly vehicle: string;
  readonly samples: number;
  readonly kits: number;
  readonly state: StopState;
  readonly pickedUpAt: Date | null;
  readonly pickedUpBy: string | null;
  readonly samplesCollected: number | null;
  readonly kitsDelivered: number | null;
}

const livingStops = (db: Db) =>
  db
    .selectFrom('stops')
    .innerJoin('routes', 'routes.id', 'stops.routeId')
    .innerJoin('vehicles', 'vehicles.id', 'routes.vehicleId')
    .select([
      'stops.id',
      'stops.regionCode as region',
      'stops.siteId as site',
      'stops.organisationId as organisation',
      'stops.municipalityCode as municipality',
      'routes.date',
      'routes.planId',
      'routes.inForce',
      'vehicles.name as vehicle',
      'stops.samples',
      'stops.kits',
      'stops.state',
      'stops.pickedUpAt',
      'stops.pickedUpBy',
      'stops.samplesCollected',
      'stops.kitsDelivered',
    ])
    .$narrowType<{ state: StopState }>();

/** Stops by id, held until the transaction ends. */
export async function lockStops(
  transaction: Transaction,
  ids: readonly string[],
): Promise<Map<string, LivingStop>> {
  if (ids.length === 0) return new Map();
  const rows = await livingStops(transaction)
    .where('stops.id', 'in', ids)
    .orderBy('stops.id')
    .forUpdate('stops')
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

export interface StopChange {
  readonly state: StopState;
  readonly pickedUpAt?: Date | null;
  readonly pickedUpBy?: string | null;
  readonly samplesCollected?: number | null;
  readonly kitsDelivered?: number | null;
  readonly deliveredAt?: Date | null;
}

export async function updateStop(transaction: Transaction, id: string, change: StopChange): Promise<void> {
  await transaction.updateTable('stops').set(change).where('id', '=', id).execute();
}

export interface NewTick {
  readonly key: string;
  readonly stop: LivingStop;
  readonly event: string;
  readonly happenedAt: Date;
  readonly receivedAt: Date;
  readonly madeBy: string;
  readonly samples: number | null;
  readonly kits: number | null;
  readonly note: string | null;
  readonly outcome: 'recorded' | 'repeated' | 'conflict';
}

export async function insertTick(transaction: Transaction, { stop, ...tick }: NewTick): Promise<void> {
  await transaction
    .insertInto('stopTicks')
    .values({
      ...tick,
      stopId: stop.id,
      regionCode: stop.region,
      organisationId: stop.organisation,
      municipalityCode: stop.municipality,
    })
    .execute();
}

/** What became of ticks that came in before, by key. */
export async function listTickOutcomes(
  db: Db,
  keys: readonly string[],
): Promise<Map<string, NewTick['outcome']>> {
  if (keys.length === 0) return new Map();
  const rows = await db.selectFrom('stopTicks').select(['key', 'outcome']).where('key', 'in', keys).execute();
  return new Map(rows.map(({ key, outcome }) => [key, outcome as NewTick['outcome']]));
}

/** Kits that a driver has handed over (R46); written anew when the count is corrected. */
export async function setKitsDelivered(
  transaction: Transaction,
  { stop, kits, id, at, by }: { stop: LivingStop; kits: number; id: string; at: Date; by: string },
): Promise<void> {
  await transaction
    .deleteFrom('kitMovements')
    .where('stopId', '=', stop.id)
    .where('kind', '=', 'delivered')
    .execute();
  if (kits === 0) return;
  await transaction
    .insertInto('kitMovements')
    .values({
      id,
      siteId: stop.site,
      organisationId: stop.organisation,
      municipalityCode: stop.municipality,
      date: stop.date,
      kind: 'delivered',
      kits,
      stopId: stop.id,
      madeAt: at,
      madeBy: by,
    })
    .execute();
}

export interface ListChangeRow {
  readonly id: string;
  readonly planId: string;
  readonly stopId: string | null;
  readonly region: string;
  readonly organisation: string | null;
  readonly municipality: string | null;
  readonly madeAt: Date;
  readonly madeBy: string;
  readonly phone: string | null;
  readonly change: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The log of a list (R56). */
export async function insertListChanges(
  transaction: Transaction,
  changes: readonly ListChangeRow[],
): Promise<void> {
  for (const { region, organisation, municipality, facts, ...row } of changes)
    await transaction
      .insertInto('stopChanges')
      .values({
        ...row,
        regionCode: region,
        organisationId: organisation,
        municipalityCode: municipality,
        facts: JSON.stringify(facts),
      })
      .execute();
}

/** Deferrable constraints of a list are looked at when the transaction ends. */
export async function deferListConstraints(transaction: Transaction): Promise<void> {
  await sql`SET CONSTRAINTS stops_route_id_position_key, vehicle_booked_once DEFERRED`.execute(transaction);
}

export async function setStopNote(transaction: Transaction, id: string, note: string): Promise<void> {
  await transaction.updateTable('stops').set({ note }).where('id', '=', id).execute();
}
