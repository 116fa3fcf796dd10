import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import { displayRate, RATE_UNIT } from '../../shared/domain/incidence/counts.ts';
import type { Doubt } from '../../shared/domain/incidence/doubt.ts';
import type { PublishedFigure } from '../../shared/domain/incidence/publishedCsv.ts';
import type { RawFile } from '../../shared/domain/incidence/release.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';
import { PUBLISHED, type ReleaseState } from './releases.ts';

/** A figure with the day since which it is known. */
export interface StatedFigure extends PublishedFigure {
  readonly knownOn: CalendarDate;
}

/**
 * What authorities state for the days from `from` to `to`, each figure as it was stated last up to `knownOn` (the second
 * time axis; left out: as known now). What is held back or rejected states nothing.
 */
export async function listPublished(
  db: Db,
  { from, to, knownOn }: { from: CalendarDate; to: CalendarDate; knownOn?: CalendarDate | undefined },
): Promise<StatedFigure[]> {
  const rows = await db
    .selectFrom('publishedIncidence')
    .innerJoin('releases', 'releases.id', 'publishedIncidence.releaseId')
    .distinctOn(['asOf', 'municipalityCode'])
    .select(['asOf', 'municipalityCode', 'incidence', 'cases', 'knownOn'])
    .where('releases.state', '=', 'applied')
    .where('asOf', '>=', from)
    .where('asOf', '<=', to)
    .$if(knownOn !== undefined, (query) => query.where('knownOn', '<=', knownOn!))
    .orderBy('asOf')
    .orderBy('municipalityCode')
    .orderBy('knownOn', 'desc')
    .orderBy('sequence', 'desc')
    .execute();
  return rows.map((row) => ({ ...figureIn(row), knownOn: row.knownOn }));
}

/** What one statement says, whatever was stated since. */
export async function listStatement(db: Db, releaseId: string): Promise<PublishedFigure[]> {
  const rows = await db
    .selectFrom('publishedIncidence')
    .select(['asOf', 'municipalityCode', 'incidence', 'cases'])
    .where('releaseId', '=', releaseId)
    .orderBy('municipalityCode')
    .execute();
  return rows.map(figureIn);
}

interface FigureRow {
  readonly asOf: CalendarDate;
  readonly municipalityCode: string;
  readonly incidence: number;
  readonly cases: number | null;
}

const figureIn = ({ asOf, municipalityCode, incidence, cases }: FigureRow): PublishedFigure => ({
  date: asOf,
  municipality: municipalityCode as MunicipalityCode,
  billionths: Math.round(incidence * RATE_UNIT),
  cases: cases ?? undefined,
});

/** The last day before `day`, from `from` on, that an authority made a statement of; all of it. */
export async function statedBefore(
  db: Db,
  { day, from }: { day: CalendarDate; from: CalendarDate },
): Promise<StatedFigure[]> {
  const { rows } = await sql<{ date: CalendarDate | null }>`
    SELECT max(released_on) AS date FROM releases
    WHERE source = ${PUBLISHED} AND state = 'applied' AND released_on < ${day} AND released_on >= ${from}`.execute(
    db,
  );
  const date = rows[0]?.date ?? null;
  return date === null ? [] : listPublished(db, { from: date, to: date });
}

/** One day of a file: a release of its own, since each is known, judged and corrected on its own. */
export interface NewStatement {
  readonly id: string;
  readonly releasedOn: CalendarDate;
  readonly knownOn: CalendarDate;
  readonly sequence: number;
  readonly sha256: string;
  readonly state: ReleaseState;
  readonly findings: readonly Doubt[];
  readonly fetchedAt: Date;
}

const PUBLISHER = 'authority';

export async function insertStatement(
  transaction: Transaction,
  { findings, ...release }: NewStatement,
  { figures, file }: { figures: readonly PublishedFigure[]; file: RawFile },
): Promise<void> {
  await transaction
    .insertInto('releases')
    .values({ ...release, source: PUBLISHED, findings: JSON.stringify(findings) })
    .execute();
  await transaction
    .insertInto('releaseFiles')
    .values({ releaseId: release.id, ...file })
    .execute();
  await insertRows(
    transaction,
    'publishedIncidence',
    figures.map(({ date, municipality, billionths, cases }) => ({
      releaseId: release.id,
      source: PUBLISHER,
      asOf: date,
      municipalityCode: municipality,
      incidence: displayRate(billionths),
      cases: cases ?? null,
      sha256: file.sha256,
      fetchedAt: release.fetchedAt,
    })),
  );
}
