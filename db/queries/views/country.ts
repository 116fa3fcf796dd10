import { sql } from 'kysely';
import type { CountryView, FiguresView, RegionName } from '../../../shared/contracts/views/country.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { listDisagreements } from '../colours.ts';
import { unprioritised } from './unprioritised.ts';
import { carriedOverSince, decidedViewsOn, measuredRows, newestMeasuredRelease } from './decidedStates.ts';

/** The country as known and decided on a day. */
export async function countryView(db: Db, on: CalendarDate): Promise<CountryView> {
  return {
    on,
    figures: await figuresView(db, on),
    disagreements: await disagreementsOn(db, on),
    quarantined: await listQuarantined(db, on),
    regions: await listRegions(db, on),
    municipalities: await listMunicipalities(db, on),
  };
}

export async function figuresView(db: Db, on: CalendarDate): Promise<FiguresView | null> {
  const { rows } = await sql<FiguresView>`
    SELECT newest.released_on, measured.measured_on, measured.window_name
    FROM (${newestMeasuredRelease(on)}) AS newest
    JOIN measured_colours AS measured ON measured.release_id = newest.id AND measured.in_force
    ORDER BY measured.window_name = 'published'
    LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

async function disagreementsOn(db: Db, on: CalendarDate): Promise<CountryView['disagreements']> {
  const { rows } = await sql<{ id: string }>`${newestMeasuredRelease(on)}`.execute(db);
  return rows[0] ? listDisagreements(db, rows[0].id, on) : [];
}

/** Held back since the newest release that was applied came; a later one of its day is among them. */
async function listQuarantined(db: Db, on: CalendarDate): Promise<CountryView['quarantined']> {
  const { rows } = await sql<CountryView['quarantined'][number]>`
    WITH newest AS (
      SELECT known_on, fetched_at FROM releases
      WHERE state = 'applied' AND known_on <= ${on}
      ORDER BY known_on DESC, fetched_at DESC, sequence DESC LIMIT 1
    )
    SELECT id, released_on FROM releases
    WHERE state = 'quarantined' AND known_on <= ${on}
      AND NOT EXISTS (
        SELECT FROM newest WHERE newest.known_on > releases.known_on
          OR (newest.known_on = releases.known_on AND newest.fetched_at > releases.fetched_at))
    ORDER BY released_on, sequence`.execute(db);
  return rows;
}

export async function listRegions(db: Db, on: CalendarDate): Promise<RegionName[]> {
  return db
    .selectFrom('regions')
    .select(['code', 'name'])
    .where('fromDate', '<=', on)
    .where((eb) => eb.or([eb('toDate', 'is', null), eb('toDate', '>=', on)]))
    .orderBy('code')
    .execute();
}

interface Row {
  readonly code: string;
  readonly name: string;
  readonly regionCode: string;
  readonly measured: 'red' | 'green' | null;
  readonly cases: number | null;
  readonly population: number | null;
  readonly published: number | null;
  readonly openedOn: CalendarDate | null;
  readonly contacted: boolean;
}

/** By name as Danes sort it: Æ, Ø and Å last. */
async function listMunicipalities(db: Db, on: CalendarDate): Promise<CountryView['municipalities']> {
  const { rows } = await sql<Row>`
    SELECT municipalities.code, municipalities.name, member.region_code,
      measured.colour AS measured, measured.cases, measured.population,
      measured.published_incidence AS published,
      open.opened_on,
      EXISTS (SELECT FROM contact_log WHERE follow_up_id = open.id) AS contacted
    FROM municipalities
    JOIN region_memberships AS member ON member.municipality_code = municipalities.code
      AND daterange(member.from_date, member.to_date, '[]') @> ${on}::date
    LEFT JOIN (${measuredRows(on)}) AS measured ON measured.municipality_code = municipalities.code
    LEFT JOIN follow_ups AS open
      ON open.municipality_code = municipalities.code AND open.closed_on IS NULL AND open.opened_on <= ${on}
    ORDER BY municipalities.name COLLATE "da-x-icu"`.execute(db);
  const decidedOf = await decidedViewsOn(db, on);
  const short = await unprioritised(db, on);
  return rows.map((row) => ({
    code: row.code,
    unprioritised: short.get(row.code) ?? 0,
    name: row.name,
    regionCode: row.regionCode,
    measured:
      row.measured === null
        ? null
        : {
            colour: row.measured,
            cases: row.cases,
            population: row.population ?? 0,
            published: row.published,
          },
    decided: decidedOf(row.code),
    carriedOverSince: carriedOverSince(decidedOf(row.code), on),
    followUp: row.openedOn === null ? null : { openedOn: row.openedOn, contacted: row.contacted },
  }));
}
