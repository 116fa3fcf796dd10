import { sql } from 'kysely';
import type { CalendarDate, Weekday } from '../../shared/domain/calendar/calendarDate.ts';
import { weekdayOf } from '../../shared/domain/calendar/calendarDate.ts';
import { withTakenOver } from '../../shared/domain/geography/regions.ts';
import type { Round, RoundStop } from '../../shared/domain/lists/rounds.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

/** Courier rounds of a region that run on a day (P10). */
export async function listRoundsOn(
  db: Db,
  { region, date }: { region: string; date: CalendarDate },
): Promise<Round[]> {
  const rounds = await db
    .selectFrom('courierRounds')
    .leftJoin('vehicles', 'vehicles.id', 'courierRounds.vehicleId')
    .select(['courierRounds.id', 'courierRounds.name', 'courierRounds.capacity', 'vehicles.name as car'])
    .where('courierRounds.regionCode', 'in', withTakenOver(region))
    .where(sql<boolean>`${weekdayOf(date)} = ANY (courier_rounds.weekdays)`)
    .where('courierRounds.fromDate', '<=', date)
    .where((where) =>
      where.or([where('courierRounds.toDate', 'is', null), where('courierRounds.toDate', '>=', date)]),
    )
    .orderBy('courierRounds.name')
    .execute();
  if (rounds.length === 0) return [];
  const stops = await db
    .selectFrom('courierRoundStops')
    .select(['roundId', 'name', 'siteId as site', 'lat', 'lon', 'minute'])
    .where(
      'roundId',
      'in',
      rounds.map(({ id }) => id),
    )
    .orderBy('roundId')
    .orderBy('position')
    .execute();
  const byRound = Map.groupBy(stops, ({ roundId }) => roundId);
  return rounds.map((round) => ({
    ...round,
    stops: (byRound.get(round.id) ?? []).map(({ roundId: _, ...stop }) => stop),
  }));
}

export interface NewRound {
  readonly id: string;
  readonly name: string;
  readonly weekdays: readonly Weekday[];
  readonly capacity: number;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  readonly vehicle: string | null;
  readonly stops: readonly RoundStop[];
}

/** Writes a region's rounds; those of the same name are replaced. */
export async function replaceRounds(
  transaction: Transaction,
  region: string,
  rounds: readonly NewRound[],
): Promise<void> {
  await transaction
    .deleteFrom('courierRounds')
    .where('regionCode', '=', region)
    .where(
      'name',
      'in',
      rounds.map(({ name }) => name),
    )
    .execute();
  await insertRows(
    transaction,
    'courierRounds',
    rounds.map(({ id, name, weekdays, capacity, from, to, vehicle }) => ({
      id,
      regionCode: region,
      name,
      weekdays: [...weekdays],
      capacity,
      fromDate: from,
      toDate: to,
      vehicleId: vehicle,
    })),
  );
  await insertRows(
    transaction,
    'courierRoundStops',
    rounds.flatMap(({ id, stops }) =>
      stops.map(({ name, site, lat, lon, minute }, i) => ({
        roundId: id,
        regionCode: region,
        position: i + 1,
        name,
        siteId: site,
        lat,
        lon,
        minute,
      })),
    ),
  );
}
