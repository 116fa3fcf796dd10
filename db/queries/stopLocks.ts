import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { StopLock } from '../../shared/domain/lists/listChange.ts';
import type { Db, Transaction } from '../connect.ts';

interface OfDay {
  readonly region: string;
  readonly date: CalendarDate;
}

/** What stops of a day shall keep, by site. */
export async function listStopLocks(db: Db, { region, date }: OfDay): Promise<Map<string, StopLock>> {
  const rows = await db
    .selectFrom('stopLocks')
    .select(['siteId', 'vehicleId', 'arrivalMinute', 'position'])
    .where('regionCode', '=', region)
    .where('date', '=', date)
    .execute();
  return new Map(
    rows.map(({ siteId, vehicleId, arrivalMinute, position }) => [
      siteId,
      {
        ...(vehicleId === null ? {} : { vehicle: vehicleId }),
        ...(arrivalMinute === null ? {} : { at: arrivalMinute }),
        ...(position === null ? {} : { position }),
      },
    ]),
  );
}

/** Writes the locks of some sites of a day: one in the place of the other, null takes it away. */
export async function writeStopLocks(
  transaction: Transaction,
  { region, date }: OfDay,
  locks: readonly { readonly id: string; readonly site: string; readonly lock: StopLock | null }[],
): Promise<void> {
  if (locks.length === 0) return;
  await transaction
    .deleteFrom('stopLocks')
    .where('date', '=', date)
    .where(
      'siteId',
      'in',
      locks.map(({ site }) => site),
    )
    .execute();
  for (const { id, site, lock } of locks) {
    if (lock === null) continue;
    await sql`
      INSERT INTO stop_locks (id, region_code, site_id, organisation_id, municipality_code, date, vehicle_id,
        arrival_minute, position)
      SELECT ${id}, ${region}, sites.id, sites.organisation_id, sites.municipality_code, ${date}::date,
        ${lock.vehicle ?? null}::uuid, ${lock.at ?? null}::smallint, ${lock.position ?? null}::smallint
      FROM sites WHERE sites.id = ${site}`.execute(transaction);
  }
}
