import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import { acrossMerger, standsOn } from '../../shared/domain/geography/regions.ts';
import type { PlanningLaboratory } from '../../shared/domain/planning/facts.ts';
import type { Db } from '../connect.ts';

/** Laboratories with their capacity by date; closed where a closing day says so. */
export async function listPlanningLaboratories(
  db: Db,
  ids: readonly string[],
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<PlanningLaboratory[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('laboratories')
    .select(['id', 'name', 'lat', 'lon', 'arrivalMinute', 'weekdayCapacity'])
    .where('id', 'in', ids)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const capacities = await db
    .selectFrom('laboratoryCapacities')
    .select(['laboratoryId', 'date', 'capacity'])
    .where('laboratoryId', 'in', ids)
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .execute();
  const closings = await db
    .selectFrom('closingDays')
    .select(['laboratoryId', 'date'])
    .where('laboratoryId', 'in', ids)
    .where('kind', '=', 'closed')
    .where('date', '>=', from)
    .where('date', '<=', to)
    .execute();
  return rows.map((laboratory) => ({
    ...laboratory,
    dateCapacity: Object.fromEntries([
      ...capacities
        .filter(({ laboratoryId }) => laboratoryId === laboratory.id)
        .map(({ date, capacity }) => [date, capacity] as const),
      ...closings
        .filter(({ laboratoryId }) => laboratoryId === laboratory.id)
        .map(({ date }) => [date, 0] as const),
    ]),
  }));
}

/**
 * Days on which a region closes everything; public holidays come from the calendar. Across a merger, each day is closed by
 * the region that stands on it.
 */
export async function listRegionClosings(
  db: Db,
  region: string,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom('closingDays')
    .select(['date', 'regionCode'])
    .where('regionCode', 'in', acrossMerger(region))
    .where('kind', '=', 'closed')
    .where('laboratoryId', 'is', null)
    .where('siteId', 'is', null)
    .where('municipalityCode', 'is', null)
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .execute();
  return rows.flatMap(({ date, regionCode }) => (standsOn(regionCode ?? '', date) ? [date] : []));
}
