import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { KnownPopulations } from '../../shared/domain/incidence/doubt.ts';
import type { Db, Transaction } from '../connect.ts';

/** The inhabitants in force on a day, and since when. */
export async function knownPopulations(db: Db, on: CalendarDate): Promise<KnownPopulations> {
  const rows = await db
    .selectFrom('populations')
    .distinctOn('municipalityCode')
    .select(['municipalityCode', 'inhabitants', 'fromDate'])
    .where('fromDate', '<=', on)
    .orderBy('municipalityCode')
    .orderBy('fromDate', 'desc')
    .execute();
  return new Map(
    rows.map(({ municipalityCode, inhabitants, fromDate }) => [
      municipalityCode as MunicipalityCode,
      { inhabitants, since: fromDate },
    ]),
  );
}

/** The inhabitants in force on a day. */
export async function populationsOn(
  db: Db,
  on: CalendarDate,
): Promise<ReadonlyMap<MunicipalityCode, number>> {
  const known = await knownPopulations(db, on);
  return new Map([...known].map(([code, { inhabitants }]) => [code, inhabitants]));
}

/** Inhabitants that a release states and that differ from those in force on its day (monthly from July 2021). */
export async function insertChangedPopulations(
  transaction: Transaction,
  stated: ReadonlyMap<MunicipalityCode, number>,
  { on, source }: { on: CalendarDate; source: string },
): Promise<void> {
  const inForce = await populationsOn(transaction, on);
  const changed = [...stated].filter(([code, inhabitants]) => inForce.get(code) !== inhabitants);
  if (changed.length === 0) return;
  await transaction
    .insertInto('populations')
    .values(
      changed.map(([municipalityCode, inhabitants]) => ({
        municipalityCode,
        fromDate: on,
        inhabitants,
        source,
      })),
    )
    .onConflict((conflict) => conflict.columns(['municipalityCode', 'fromDate']).doNothing())
    .execute();
}
