import { sql } from 'kysely';
import { addDays, type CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../shared/domain/geography/codes.ts';
import type { Doubt } from '../../shared/domain/incidence/doubt.ts';
import type { Figures, Release } from '../../shared/domain/incidence/release.ts';
import type { Db, Transaction } from '../connect.ts';
import { populationsOn } from './populations.ts';

export type ReleaseState = 'applied' | 'quarantined' | 'rejected';

/** One release as the database knows it; its figures are loaded apart. */
export interface ReleaseRow {
  readonly id: string;
  readonly source: string;
  readonly releasedOn: CalendarDate;
  /** The second time axis: since when it is known. The day itself, or later for a day that an authority states again. */
  readonly knownOn: CalendarDate;
  readonly sequence: number;
  readonly sha256: string;
  readonly state: ReleaseState;
  readonly fetchedAt: Date;
  readonly lastSampleDate: CalendarDate | null;
  readonly findings: readonly Doubt[];
  readonly judgedAt: Date | null;
  readonly judgedBy: string | null;
  readonly judgement: string | null;
}

/** The source of a day of the authority's own rates (A2): it has no series of cases. */
export const PUBLISHED = 'published';

const COLUMNS = [
  'id',
  'source',
  'releasedOn',
  'knownOn',
  'sequence',
  'sha256',
  'state',
  'fetchedAt',
  'lastSampleDate',
  'findings',
  'judgedAt',
  'judgedBy',
  'judgement',
] as const;

/** Any number that no other advisory lock of the product takes. */
const RELEASES_LOCK = 20_200_904;

/** Releases are imported and judged one at a time: each is compared with the one before. */
export async function lockReleases(transaction: Transaction): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${RELEASES_LOCK})`.execute(transaction);
}

/** For work that can be done again: a crash may lose the last few commits, never a part of one. */
export async function withoutWaitingForDisk(transaction: Transaction): Promise<void> {
  await sql`SET LOCAL synchronous_commit = off`.execute(transaction);
}

function selectReleases(db: Db) {
  return db.selectFrom('releases').select(COLUMNS);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectReleases>['executeTakeFirstOrThrow']>>;

function asRelease(row: Selected): ReleaseRow {
  return { ...row, state: row.state as ReleaseState, findings: row.findings as unknown as readonly Doubt[] };
}

/** Every release, or those of a state, in the order in which they count. */
export async function listReleases(db: Db, state?: ReleaseState): Promise<ReleaseRow[]> {
  const rows = await selectReleases(db)
    .$if(state !== undefined, (query) => query.where('state', '=', state!))
    .orderBy('releasedOn')
    .orderBy('sequence')
    .execute();
  return rows.map(asRelease);
}

export async function findRelease(db: Db, id: string): Promise<ReleaseRow | undefined> {
  const row = await selectReleases(db).where('id', '=', id).executeTakeFirst();
  return row && asRelease(row);
}

/** A release with the same content that was not rejected, whatever day it was imported for. */
export async function findReleaseWithContent(db: Db, sha256: string): Promise<ReleaseRow | undefined> {
  const row = await selectReleases(db)
    .where('sha256', '=', sha256)
    .where('state', '<>', 'rejected')
    .orderBy('releasedOn')
    .executeTakeFirst();
  return row && asRelease(row);
}

/** The newest applied release that has figures, of those dated up to `upTo` when that is given; of two on a day the second. */
export async function newestRelease(db: Db, upTo?: CalendarDate): Promise<ReleaseRow | undefined> {
  const row = await selectReleases(db)
    .where('state', '=', 'applied')
    .where('source', '<>', PUBLISHED)
    .$if(upTo !== undefined, (query) => query.where('releasedOn', '<=', upTo!))
    .orderBy('releasedOn', 'desc')
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
  return row && asRelease(row);
}

/** The applied release with figures that counts next before this one. */
export async function releaseBefore(
  db: Db,
  { releasedOn, sequence }: Pick<ReleaseRow, 'releasedOn' | 'sequence'>,
): Promise<ReleaseRow | undefined> {
  const row = await selectReleases(db)
    .where('state', '=', 'applied')
    .where('source', '<>', PUBLISHED)
    .where(sql<boolean>`(released_on, sequence) < (${releasedOn}::date, ${sequence}::smallint)`)
    .orderBy('releasedOn', 'desc')
    .orderBy('sequence', 'desc')
    .executeTakeFirst();
  return row && asRelease(row);
}

/** Every day on which something came to be known that counts. */
export async function knownDays(db: Db): Promise<CalendarDate[]> {
  const rows = await db
    .selectFrom('releases')
    .select('knownOn')
    .distinct()
    .where('state', '=', 'applied')
    .orderBy('knownOn')
    .execute();
  return rows.map(({ knownOn }) => knownOn);
}

/** The number that the next release of the day gets. */
export async function nextSequence(transaction: Transaction, releasedOn: CalendarDate): Promise<number> {
  const { last } = await transaction
    .selectFrom('releases')
    .select((eb) => eb.fn.max<number | null>('sequence').as('last'))
    .where('releasedOn', '=', releasedOn)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

export interface NewRelease {
  readonly id: string;
  readonly sequence: number;
  readonly sha256: string;
  readonly state: ReleaseState;
  readonly fetchedAt: Date;
  readonly findings: readonly Doubt[];
}

/** The release, what it was read from, and its figures. */
export async function insertRelease(
  transaction: Transaction,
  release: Release,
  { findings, ...facts }: NewRelease,
): Promise<void> {
  await transaction
    .insertInto('releases')
    .values({
      ...facts,
      source: release.format,
      releasedOn: release.releasedOn,
      knownOn: release.releasedOn,
      lastSampleDate: release.to,
      findings: JSON.stringify(findings),
    })
    .execute();
  await transaction
    .insertInto('releaseFiles')
    .values(release.files.map((file) => ({ releaseId: facts.id, ...file })))
    .execute();
  await insertFigures(transaction, facts.id, release);
}

/** Series are written as PostgreSQL reads them: as JSON they would take twice as long. */
async function insertFigures(transaction: Transaction, releaseId: string, release: Release): Promise<void> {
  const codes = [...release.cases.keys()];
  const series = [...release.cases.values()].map((cases) => `{${cases.join(',')}}`);
  const populations = codes.map((code) => release.populations.get(code) ?? null);
  await sql`
    INSERT INTO figures (release_id, municipality_code, first_date, cases, population)
    SELECT ${releaseId}, code, ${release.from}, series::integer[], population
    FROM unnest(${codes}::text[], ${series}::text[], ${populations}::integer[])
      AS given (code, series, population)`.execute(transaction);
}

/** What measures today: the newest applied release, or what the authority stated alone. */
export async function newestMeasuring(
  db: Db,
  upTo: CalendarDate,
): Promise<Pick<ReleaseRow, 'releasedOn' | 'fetchedAt'> | undefined> {
  return db
    .selectFrom('releases')
    .select(['releasedOn', 'fetchedAt'])
    .where('state', '=', 'applied')
    .where('releasedOn', '<=', upTo)
    .where('knownOn', '<=', upTo)
    .orderBy('releasedOn', 'desc')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Held back, and dated after everything that was applied up to this day. */
export async function listHeldBack(db: Db, upTo: CalendarDate): Promise<ReleaseRow[]> {
  const newest = await newestMeasuring(db, upTo);
  const rows = await selectReleases(db)
    .where('state', '=', 'quarantined')
    .where('releasedOn', '<=', upTo)
    .$if(newest !== undefined, (query) => query.where('releasedOn', '>', newest!.releasedOn))
    .orderBy('releasedOn')
    .orderBy('sequence')
    .execute();
  return rows.map(asRelease);
}

export async function countQuarantined(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('releases')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'quarantined')
    .executeTakeFirstOrThrow();
  return count;
}

/** Whether the day's figures have come, also when they are held back: asking again would bring the same. */
export async function hasReleaseOf(db: Db, day: CalendarDate): Promise<boolean> {
  const row = await db
    .selectFrom('releases')
    .select('id')
    .where('releasedOn', '=', day)
    .where('state', '<>', 'rejected')
    .where('source', '<>', PUBLISHED)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function markReleaseJudged(
  transaction: Transaction,
  id: string,
  judged: { state: 'applied' | 'rejected'; judgedAt: Date; judgedBy: string; judgement: string },
): Promise<void> {
  await transaction.updateTable('releases').set(judged).where('id', '=', id).execute();
}

/** What a release says, with the inhabitants to measure it by. */
export interface KnownRelease {
  readonly figures: Figures;
  readonly populations: ReadonlyMap<MunicipalityCode, number>;
}

/**
 * The release's own population, else the one in force on `on`.
 *
 * @param atHand its figures where they need not be read.
 */
export async function loadFigures(
  db: Db,
  releaseId: string,
  on: CalendarDate,
  atHand?: Figures,
): Promise<KnownRelease> {
  const figures = atHand ?? (await readFigures(db, releaseId, on));
  const stated = await releaseStatedPopulations(db, releaseId);
  return { figures, populations: new Map([...(await populationsOn(db, on)), ...stated]) };
}

async function readFigures(db: Db, releaseId: string, on: CalendarDate): Promise<Figures> {
  const rows = await db
    .selectFrom('figures')
    .select(['municipalityCode', 'firstDate', 'cases'])
    .where('releaseId', '=', releaseId)
    .orderBy('municipalityCode')
    .execute();
  const from = rows[0]?.firstDate ?? on;
  const to = addDays(from, (rows[0]?.cases.length ?? 0) - 1);
  const cases = new Map(rows.map((row) => [row.municipalityCode as MunicipalityCode, row.cases]));
  return { from, to, cases, missing: [] };
}

/** Only what the release itself says. */
export async function releaseStatedPopulations(
  db: Db,
  releaseId: string,
): Promise<ReadonlyMap<MunicipalityCode, number>> {
  const rows = await db
    .selectFrom('figures')
    .select(['municipalityCode', 'population'])
    .where('releaseId', '=', releaseId)
    .execute();
  return new Map(
    rows.flatMap(({ municipalityCode, population }) =>
      population === null ? [] : [[municipalityCode as MunicipalityCode, population] as const],
    ),
  );
}
