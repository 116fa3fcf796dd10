import { sql } from 'kysely';
import type { DisagreementView } from '../../shared/contracts/views/country.ts';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { displayRate } from '../../shared/domain/incidence/counts.ts';
import type { Colour, Measured } from '../../shared/domain/incidence/measure.ts';
import type { PublishedFigure } from '../../shared/domain/incidence/publishedCsv.ts';
import type { CountingWindow } from '../../shared/domain/incidence/windows.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';
import { PUBLISHED, type ReleaseRow } from './releases.ts';

/** What a measured colour rests on: our count in a window, or the authority's own figure (A2). */
export type Basis = CountingWindow | 'published';

/** Applied releases that are still to be measured, in the order in which they count. */
export async function listUnmeasuredReleases(
  db: Db,
): Promise<Pick<ReleaseRow, 'id' | 'source' | 'releasedOn' | 'knownOn' | 'sequence'>[]> {
  return db
    .selectFrom('releases')
    .select(['id', 'source', 'releasedOn', 'knownOn', 'sequence'])
    .where('state', '=', 'applied')
    .where('measuredAt', 'is', null)
    .orderBy('releasedOn')
    .orderBy('sequence')
    .execute();
}

/** Of the releases that were known and measured by a day, the one that counts last. */
export async function newestMeasuredRelease(
  db: Db,
  upTo: CalendarDate,
): Promise<Pick<ReleaseRow, 'id' | 'releasedOn' | 'sequence'> | undefined> {
  return db
    .selectFrom('releases')
    .select(['id', 'releasedOn', 'sequence'])
    .where('state', '=', 'applied')
    .where('measuredAt', 'is not', null)
    .where('releasedOn', '<=', upTo)
    .where('knownOn', '<=', upTo)
    .orderBy('releasedOn', 'desc')
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
}

export async function markMeasured(transaction: Transaction, releaseId: string, at: Date): Promise<void> {
  await transaction.updateTable('releases').set({ measuredAt: at }).where('id', '=', releaseId).execute();
}

/**
 * The colours that stood before a release came: of the newest series of cases in the policy's window, and of what the
 * authority stated of its day and since, which wins. Two windows are never mixed (A2).
 */
export async function coloursBefore(
  db: Db,
  { releasedOn, sequence }: Pick<ReleaseRow, 'releasedOn' | 'sequence'>,
  window: CountingWindow,
): Promise<ReadonlyMap<MunicipalityCode, Colour>> {
  const { rows } = await sql<{ municipalityCode: string; colour: string }>`
    WITH before AS (
      SELECT id, source, released_on, known_on, sequence FROM releases
      WHERE state = 'applied' AND measured_at IS NOT NULL
        AND (released_on, sequence) < (${releasedOn}::date, ${sequence}::smallint)
    )
    SELECT DISTINCT ON (row.municipality_code) row.municipality_code, row.colour
    FROM before
    JOIN measured_colours AS row
      ON row.release_id = before.id AND row.window_name IN (${window}, ${PUBLISHED})
    WHERE before.released_on >= coalesce(
      (SELECT max(released_on) FROM before WHERE source <> ${PUBLISHED}), '-infinity')
    ORDER BY row.municipality_code, before.released_on DESC, (row.window_name = ${PUBLISHED}) DESC,
      before.known_on DESC, before.sequence DESC`.execute(db);
  return new Map(rows.map((row) => [row.municipalityCode as MunicipalityCode, row.colour as Colour]));
}

/** What our own count of a day says: that of its last series of cases, up to a number of the day, in one window. */
export async function countedColours(
  db: Db,
  { day, upTo, window }: { day: CalendarDate; upTo: number; window: CountingWindow },
): Promise<ReadonlyMap<MunicipalityCode, Colour>> {
  const { rows } = await sql<{ municipalityCode: string; colour: string }>`
    SELECT row.municipality_code, row.colour FROM measured_colours AS row
    WHERE row.window_name = ${window} AND row.release_id = (
      SELECT id FROM releases
      WHERE state = 'applied' AND source <> ${PUBLISHED} AND released_on = ${day} AND sequence <= ${upTo}
      ORDER BY sequence DESC LIMIT 1)`.execute(db);
  return new Map(rows.map((row) => [row.municipalityCode as MunicipalityCode, row.colour as Colour]));
}

interface MeasuredFacts {
  readonly releaseId: string;
  readonly measuredOn: CalendarDate;
  readonly policy: string;
}

/** What was counted in one window, and whether that is the policy's. */
export interface CountedColours {
  readonly window: CountingWindow;
  readonly inForce: boolean;
  readonly measured: readonly Measured[];
}

/** Our own counts. */
export async function insertMeasuredColours(
  transaction: Transaction,
  counted: readonly CountedColours[],
  facts: MeasuredFacts,
): Promise<void> {
  const rows = counted.flatMap(({ window, inForce, measured }) =>
    measured.map(({ municipality, cases, population, colour }) => ({
      ...facts,
      windowName: window,
      municipalityCode: municipality,
      inForce,
      cases,
      population,
      colour,
    })),
  );
  await insertRows(transaction, 'measuredColours', rows);
}

/** A2: the authority's own figures, which measure. */
export async function insertPublishedColours(
  transaction: Transaction,
  published: readonly (PublishedFigure & { readonly population: number; readonly colour: Colour })[],
  facts: MeasuredFacts,
): Promise<void> {
  await insertRows(
    transaction,
    'measuredColours',
    published.map(({ municipality, billionths, cases, population, colour }) => ({
      ...facts,
      windowName: PUBLISHED,
      municipalityCode: municipality,
      inForce: true,
      publishedIncidence: displayRate(billionths),
      cases: cases ?? null,
      population,
      colour,
    })),
  );
}

export interface ColourOnDay {
  readonly releasedOn: CalendarDate;
  /** Null where only the authority's rate is known. */
  readonly cases: number | null;
  readonly population: number;
  /** Per 100,000, as the authority states it; null where our own count measures. */
  readonly published: number | null;
  readonly colour: Colour;
  readonly basis: Basis;
}

/**
 * A municipality's measured curve: per release day what measured on that day, the authority's figure before our count (A2).
 * What was corrected on a later day is not in it: history is never rewritten (R3).
 */
export async function measuredCurve(
  db: Db,
  municipality: MunicipalityCode,
  { from, to }: { from: CalendarDate; to: CalendarDate },
): Promise<ColourOnDay[]> {
  const rows = await db
    .selectFrom('measuredColours')
    .innerJoin('releases', 'releases.id', 'measuredColours.releaseId')
    .distinctOn('releases.releasedOn')
    .select(['releases.releasedOn', 'cases', 'population', 'publishedIncidence', 'colour', 'windowName'])
    .where('municipalityCode', '=', municipality)
    .where('inForce', '=', true)
    .where('releases.state', '=', 'applied')
    .whereRef('releases.knownOn', '=', 'releases.releasedOn')
    .where('measuredOn', '>=', from)
    .where('measuredOn', '<=', to)
    .orderBy('releases.releasedOn')
    .orderBy((eb) => eb('windowName', '=', PUBLISHED), 'desc')
    .orderBy('releases.sequence', 'desc')
    .execute();
  return rows.map(({ releasedOn, cases, population, publishedIncidence, colour, windowName }) => ({
    releasedOn,
    cases,
    population,
    published: publishedIncidence,
    colour: colour as Colour,
    basis: windowName as Basis,
  }));
}

/** How many municipalities a release measures red, by basis. */
export async function redCounts(db: Db, releaseId: string): Promise<Partial<Record<Basis, number>>> {
  const rows = await db
    .selectFrom('measuredColours')
    .select((eb) => ['windowName', eb.fn.countAll<number>().filterWhere('colour', '=', 'red').as('red')])
    .where('releaseId', '=', releaseId)
    .groupBy('windowName')
    .execute();
  return Object.fromEntries(rows.map(({ windowName, red }) => [windowName, red]));
}

/**
 * A2: where the authority's figure of a release's day and our own count, in the policy's window, give different colours: as
 * known on `knownOn`, where that is given. A statement is compared with the day's count, a series with what is stated.
 */
export async function listDisagreements(
  db: Db,
  releaseId: string,
  knownOn?: CalendarDate,
): Promise<DisagreementView[]> {
  const { rows } = await sql<DisagreementView>`
    WITH asked AS (
      SELECT id, source, released_on FROM releases WHERE id = ${releaseId}
    ), of_day AS (
      SELECT day.id, day.source, day.known_on, day.sequence FROM releases AS day
      JOIN asked USING (released_on)
      WHERE day.id = asked.id OR (day.state = 'applied' AND day.known_on <= coalesce(${knownOn ?? null}::date, 'infinity')
        AND (day.source = ${PUBLISHED}) <> (asked.source = ${PUBLISHED}))
    ), stated AS (
      SELECT DISTINCT ON (row.municipality_code) row.* FROM measured_colours AS row
      JOIN of_day ON of_day.id = row.release_id AND row.window_name = ${PUBLISHED}
      ORDER BY row.municipality_code, (of_day.source = ${PUBLISHED}) DESC, of_day.known_on DESC, of_day.sequence DESC
    ), ours AS (
      SELECT row.* FROM measured_colours AS row
      WHERE row.window_name <> ${PUBLISHED} AND row.in_force AND row.release_id = (
        SELECT id FROM of_day WHERE source <> ${PUBLISHED} ORDER BY sequence DESC LIMIT 1)
    )
    SELECT municipalities.code, municipalities.name,
      stated.published_incidence AS published, stated.colour AS published_colour,
      ours.cases, ours.population, ours.colour
    FROM stated
    JOIN ours USING (municipality_code)
    JOIN municipalities ON municipalities.code = municipality_code
    WHERE ours.colour <> stated.colour
    ORDER BY municipalities.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
