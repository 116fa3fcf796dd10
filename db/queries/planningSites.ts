import { sql } from 'kysely';
import type { CalendarDate, Weekday } from '../../shared/domain/calendar/calendarDate.ts';
import type { Shift } from '../../shared/domain/calendar/shift.ts';
import type { MinuteSpan, PlanningSite, PlanningWindow } from '../../shared/domain/planning/facts.ts';
import { offDays } from '../../shared/domain/planning/fixedWeekdays.ts';
import type { Db } from '../connect.ts';
import { listFixedWeekdays } from './plannersWords.ts';

/** Who makes a roll: a municipality, or a private home for itself (R19). */
export interface Owner {
  readonly id: string;
  readonly municipality: string;
  readonly name: string;
  readonly rotaAnchor: CalendarDate;
}

/** Owners with a site open within the span, in the municipalities given, by code and name. */
export async function listOwners(
  db: Db,
  { municipalities, from, to }: { municipalities: readonly string[]; from: CalendarDate; to: CalendarDate },
): Promise<Owner[]> {
  if (municipalities.length === 0) return [];
  const rows = await db
    .selectFrom('organisations as owner')
    .select(['owner.id', 'owner.name', 'owner.municipalityCode', 'owner.rotaAnchor'])
    .where('owner.municipalityCode', 'in', municipalities)
    .where((where) =>
      where.or([
        where('owner.kind', '=', 'municipality'),
        where.and([where('owner.kind', '=', 'home'), where('owner.independent', '=', true)]),
      ]),
    )
    .where((where) =>
      where.exists(
        where
          .selectFrom('sites')
          .innerJoin('organisations', 'organisations.id', 'sites.organisationId')
          .select('sites.id')
          .where(
            sql<boolean>`CASE WHEN organisations.independent THEN organisations.id ELSE sites.municipality_code END = owner.id`,
          )
          .where('sites.openFrom', '<=', to)
          .where((open) => open.or([open('sites.openTo', 'is', null), open('sites.openTo', '>=', from)])),
      ),
    )
    .orderBy('owner.municipalityCode')
    .orderBy('owner.kind', 'desc')
    .orderBy('owner.name')
    .execute();
  return rows.map(({ municipalityCode, ...owner }) => ({ ...owner, municipality: municipalityCode ?? '' }));
}

/** Municipalities that belong to a region on a day. */
export async function listMunicipalitiesOf(db: Db, region: string, on: CalendarDate): Promise<string[]> {
  const rows = await db
    .selectFrom('regionMemberships')
    .select('municipalityCode')
    .where('regionCode', '=', region)
    .where('fromDate', '<=', on)
    .where((where) => where.or([where('toDate', 'is', null), where('toDate', '>=', on)]))
    .orderBy('municipalityCode')
    .execute();
  return rows.map(({ municipalityCode }) => municipalityCode);
}

interface Span {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

function selectSites(db: Db, owners: readonly string[], { from, to }: Span) {
  return db
    .selectFrom('sites')
    .innerJoin('organisations', 'organisations.id', 'sites.organisationId')
    .select([
      'sites.id',
      'sites.name',
      'sites.organisationId as organisation',
      'sites.municipalityCode as municipality',
      'sites.laboratoryId as laboratory',
      'sites.areaId as area',
      'sites.lat',
      'sites.lon',
      'sites.minutesPerSwab',
      'sites.blockMinutes',
      'sites.dropIn',
      'sites.turnout',
      'sites.lastPickupMinute',
      'sites.riskRank',
      'sites.openFrom',
      'sites.openTo',
      sql<string>`CASE WHEN organisations.independent THEN organisations.id ELSE sites.municipality_code END`.as(
        'owner',
      ),
    ])
    .where(
      sql<string>`CASE WHEN organisations.independent THEN organisations.id ELSE sites.municipality_code END`,
      'in',
      owners,
    )
    .where('sites.laboratoryId', 'is not', null)
    .where('sites.openFrom', '<=', to)
    .where((where) => where.or([where('sites.openTo', 'is', null), where('sites.openTo', '>=', from)]))
    .orderBy('sites.municipalityCode')
    .orderBy('sites.name')
    .orderBy('sites.id');
}

/** The owners' sites that are open within the span, with their windows, shifts and closing days. */
export async function listPlanningSites(
  db: Db,
  owners: readonly string[],
  span: Span,
): Promise<PlanningSite[]> {
  if (owners.length === 0) return [];
  const rows = await selectSites(db, owners, span).execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const windows = await listWindows(db, ids);
  const shifts = await listShifts(db, ids);
  const closings = await listClosings(db, span);
  const fixed = Map.groupBy(await listFixedWeekdays(db, ids), ({ site }) => site);
  const about = (closing: (typeof closings)[number], site: (typeof rows)[number]) =>
    closing.siteId === site.id ||
    (closing.siteId === null &&
      (closing.organisationId === site.organisation ||
        (closing.organisationId === null && closing.municipalityCode === site.municipality)));
  return rows.map(({ area, ...site }) => ({
    ...site,
    laboratory: site.laboratory ?? '',
    windows: windows.get(site.id) ?? [],
    shifts: shifts.get(site.id) ?? {},
    closedDates: [
      ...closings
        .filter((closing) => closing.kind === 'closed' && about(closing, { area, ...site }))
        .map(({ date }) => date),
      ...offDays(fixed.get(site.id) ?? [], span),
    ],
    schoolHolidays: closings
      .filter((closing) => closing.kind === 'school-holiday' && about(closing, { area, ...site }))
      .map(({ date }) => date),
  }));
}

async function listWindows(db: Db, sites: readonly string[]): Promise<Map<string, PlanningWindow[]>> {
  const rows = await db
    .selectFrom('windows')
    .select(['id', 'siteId', 'name', 'roomId', 'fromMinute as from', 'toMinute as to', 'lanes', 'weekdays'])
    .where('siteId', 'in', sites)
    .orderBy('siteId')
    .orderBy('fromMinute')
    .orderBy('name')
    .execute();
  const parsed = rows.map(({ siteId, weekdays, ...window }) => ({
    siteId,
    window: { ...window, weekdays: weekdays as unknown as Weekday[] },
  }));
  return new Map(
    [...Map.groupBy(parsed, ({ siteId }) => siteId)].map(([site, own]) => [
      site,
      own.map(({ window }) => window),
    ]),
  );
}

async function listShifts(
  db: Db,
  sites: readonly string[],
): Promise<Map<string, Partial<Record<Shift, MinuteSpan>>>> {
  const rows = await db
    .selectFrom('siteShifts')
    .select(['siteId', 'shift', 'fromMinute', 'toMinute'])
    .where('siteId', 'in', sites)
    .execute();
  const bySite = Map.groupBy(rows, ({ siteId }) => siteId);
  return new Map(
    [...bySite].map(([site, own]) => [
      site,
      Object.fromEntries(
        own.map(({ shift, fromMinute, toMinute }) => [shift, [fromMinute, toMinute] as const]),
      ),
    ]),
  );
}

/** Days that a municipality, an organisation or a site has closed, and school holidays; a region's come apart. */
async function listClosings(db: Db, { from, to }: Span) {
  return db
    .selectFrom('closingDays')
    .select(['siteId', 'organisationId', 'municipalityCode', 'date', 'kind'])
    .where('laboratoryId', 'is', null)
    .where('date', '>=', from)
    .where('date', '<=', to)
    .orderBy('date')
    .execute();
}

/** Sites of whole areas and municipalities, for the scope of a red decision. */
export async function listSitesInScope(
  db: Db,
  municipalities: readonly string[],
): Promise<{ id: string; municipality: string; area: string | null }[]> {
  if (municipalities.length === 0) return [];
  return db
    .selectFrom('sites')
    .select(['id', 'municipalityCode as municipality', 'areaId as area'])
    .where('municipalityCode', 'in', municipalities)
    .orderBy('id')
    .execute();
}

/** By owner, the municipalities in which their staff serve (A14). */
export async function listServedMunicipalities(
  db: Db,
  owners: readonly string[],
): Promise<Map<string, string[]>> {
  if (owners.length === 0) return new Map();
  const rows = await db
    .selectFrom('staffSites')
    .innerJoin('sites', 'sites.id', 'staffSites.siteId')
    .select(['staffSites.organisationId as owner', 'sites.municipalityCode as municipality'])
    .where('staffSites.organisationId', 'in', owners)
    .groupBy(['staffSites.organisationId', 'sites.municipalityCode'])
    .execute();
  return new Map(
    [...Map.groupBy(rows, ({ owner }) => owner)].map(([owner, own]) => [
      owner,
      own.map(({ municipality }) => municipality),
    ]),
  );
}

/** Regions that have a site in one of their municipalities on a day. */
export async function listRegionsWithSites(db: Db, { from, to }: Span): Promise<string[]> {
  const rows = await db
    .selectFrom('regionMemberships')
    .innerJoin('sites', 'sites.municipalityCode', 'regionMemberships.municipalityCode')
    .select('regionMemberships.regionCode as region')
    .distinct()
    .where('regionMemberships.fromDate', '<=', to)
    .where((where) =>
      where.or([
        where('regionMemberships.toDate', 'is', null),
        where('regionMemberships.toDate', '>=', from),
      ]),
    )
    .orderBy('region')
    .execute();
  return rows.map(({ region }) => region);
}
