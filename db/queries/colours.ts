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
import type { ReleaseRow } from './releases.ts';

/** What a measured colour rests on: our count in a window, or the authority's own figure (A2). */
export type Basis = CountingWindow | 'published';

/** Applied releases that are still to be measured, in the order in which they count. */
export async function listUnmeasuredReleases(
  db: Db,
): Promise<Pick<ReleaseRow, 'id' | 'source' | 'releasedOn' | 'sequence'>[]> {
  return db
    .selectFrom('releases')
    .select(['id', 'source', 'releasedOn', 'sequence'])
    .where('state', '=', 'applied')
    .where('measuredAt', 'is', null)
    .orderBy('releasedOn')
    .orderBy('sequence')
    .execute();
}

/** Of the releases up to a day that were measured, the one that counts last. */
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
    .orderBy('releasedOn', 'desc')
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
}

export async function markMeasured(transaction: Transaction, releaseId: string, at: Date): Promise<void> {
  await transaction.updateTable('releases').set({ measuredAt: at }).where('id', '=', releaseId).execute();
}

/** What was published for these days is measured, with the releases of the days, by the next `measureColours`. */
export async function markToBeMeasured(
  transaction: Transaction,
  days: readonly CalendarDate[],
): Promise<void> {
  await transaction
    .updateTable('releases')
    .set({ measuredAt: null })
    .where('state', '=', 'applied')
    .where((eb) => eb('releasedOn', '=', eb.fn.any(eb.val([...days]))))
    .execute();
}

/**
 * What a release measures, to be compared with the next: the colours of one window, and those that the authority
 * states, which win.
 */
export async function coloursOfRelease(
  db: Db,
  releaseId: string,
  window: CountingWindow,
): Promise<ReadonlyMap<MunicipalityCode, Colour>> {
  const rows = await db
    .selectFrom('measuredColours')
    .select(['municipalityCode', 'colour', 'windowName'])
    .where('releaseId', '=', releaseId)
    .where('windowName', 'in', [window, 'published'])
    .orderBy((eb) => eb('windowName', '=', 'published'))
    .execute();
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
      windowName: 'published',
      municipalityCode: municipality,
      inForce: true,
      publishedIncidence: displayRate(billionths),
      cases: cases ?? null,
      population,
      colour,
    })),
  );
}

/** Which municipalities have a row of each basis already. */
export async function measuredAlready(
  db: Db,
  releaseId: string,
): Promise<ReadonlyMap<string, ReadonlySet<MunicipalityCode>>> {
  const rows = await db
    .selectFrom('measuredColours')
    .select(['windowName', 'municipalityCode'])
    .where('releaseId', '=', releaseId)
    .execute();
  const byWindow = Map.groupBy(rows, ({ windowName }) => windowName);
  return new Map(
    [...byWindow].map(([window, found]) => [
      window,
      new Set(found.map(({ municipalityCode }) => municipalityCode as MunicipalityCode)),
    ]),
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

/** A municipality's measured curve: per release day what the last release's figure measured on that day. */
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
    .where('measuredOn', '>=', from)
    .where('measuredOn', '<=', to)
    .orderBy('releases.releasedOn')
    .orderBy('releases.sequence', 'desc')
    .orderBy((eb) => eb('windowName', '=', 'published'), 'desc')
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

/** A2: where the authority's figure and our own count, in the policy's window, give different colours. */
export async function listDisagreements(db: Db, releaseId: string): Promise<DisagreementView[]> {
  const { rows } = await sql<DisagreementView>`
    SELECT municipalities.code, municipalities.name,
      stated.published_incidence AS published, stated.colour AS published_colour,
      ours.cases, ours.population, ours.colour
    FROM measured_colours AS stated
    JOIN measured_colours AS ours USING (release_id, municipality_code)
    JOIN municipalities ON municipalities.code = stated.municipality_code
    WHERE stated.release_id = ${releaseId} AND stated.window_name = 'published'
      AND ours.window_name <> 'published' AND ours.in_force AND ours.colour <> stated.colour
    ORDER BY municipalities.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
