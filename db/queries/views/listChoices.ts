import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { sql } from 'kysely';
import type { Db } from '../../connect.ts';

interface Choice {
  readonly id: string;
  readonly name: string;
}

/** Open sites whose samples go to the region's laboratories. */
export async function listSitesOfRegion(
  db: Db,
  { region, on }: { region: string; on: CalendarDate },
): Promise<(Choice & { readonly municipality: string })[]> {
  const { rows } = await sql<Choice & { municipality: string }>`
    SELECT sites.id, sites.name, municipalities.name AS municipality
    FROM sites
    JOIN laboratories ON laboratories.id = sites.laboratory_id
    JOIN municipalities ON municipalities.code = sites.municipality_code
    WHERE laboratories.region_code = ${region} AND daterange(sites.open_from, sites.open_to, '[]') @> ${on}::date
    ORDER BY municipalities.name COLLATE "da-x-icu", sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
