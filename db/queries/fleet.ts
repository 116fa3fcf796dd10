import { sql } from 'kysely';
import { type CalendarDate, weekdayOf } from '../../shared/domain/calendar/calendarDate.ts';
import { withTakenOver } from '../../shared/domain/geography/regions.ts';
import type { PickupGarage, PickupVan } from '../../shared/domain/planning/buildPickupProblem.ts';
import type { Db } from '../connect.ts';

/** Laboratories of a region, and of those it has taken over. */
export async function listLaboratoryIds(db: Db, region: string): Promise<string[]> {
  const rows = await db
    .selectFrom('laboratories')
    .select('id')
    .where('regionCode', 'in', withTakenOver(region))
    .orderBy('name')
    .execute();
  return rows.map(({ id }) => id);
}

export async function listGarages(db: Db, region: string): Promise<PickupGarage[]> {
  return db
    .selectFrom('depots')
    .select(['id', 'name', 'lat', 'lon', 'laboratoryId as laboratory'])
    .where('regionCode', 'in', withTakenOver(region))
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
            .where((where) =>
              where.or([
                where('transportRates.regionCode', '=', region),
                where('transportRates.regionCode', '=', where.ref('vehicles.regionCode')),
              ]),
            )
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
      .where('regionCode', 'in', withTakenOver(region))
      .where(sql<boolean>`${weekdayOf(date)} = ANY (weekdays)`)
      .where('fromDate', '<=', date)
      .where((where) => where.or([where('toDate', 'is', null), where('toDate', '>=', date)]))
      .orderBy('name')
      .execute()
  );
}
