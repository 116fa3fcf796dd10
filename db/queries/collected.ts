import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { PickupSite } from '../../shared/domain/planning/buildPickupProblem.ts';
import type { CollectedSession } from '../../shared/domain/planning/kits.ts';
import type { Db } from '../connect.ts';

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

/** Who owns the sites and sessions that stops are about. */
export async function listSiteOwners(db: Db, sites: readonly string[]): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('sites')
    .select(['id', 'organisationId'])
    .where(sql<boolean>`id = ANY (${sites as string[]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, organisationId }) => [id, organisationId]));
}
