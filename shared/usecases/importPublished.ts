import { createHash } from 'node:crypto';
import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Transaction } from '../../db/connect.ts';
import { insertAuditEntry } from '../../db/queries/audit.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { insertStatement, listPublished, statedBefore } from '../../db/queries/publishedIncidence.ts';
import { populationsOn } from '../../db/queries/populations.ts';
import {
  findReleaseWithContent,
  loadFigures,
  lockReleases,
  newestRelease,
  nextSequence,
} from '../../db/queries/releases.ts';
import { addDays, type CalendarDate, later } from '../domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import type { Doubt } from '../domain/incidence/doubt.ts';
import { measureMunicipalities } from '../domain/incidence/measure.ts';
import type { PublishedDay } from '../domain/incidence/publishedCsv.ts';
import { doubtsAboutPublished } from '../domain/incidence/publishedGate.ts';
import type { RawFile } from '../domain/incidence/release.ts';
import { type Policy, policyOn } from '../domain/policy/policy.ts';
import type { ImportDeps, ImportResult } from './importIncidence.ts';
import { refuseFuture } from './refuseFuture.ts';

/** What became of a file of an authority's own figures. */
export interface PublishedImport {
  /** Figures that nobody had stated, that were stated otherwise before, and that say nothing new. */
  readonly added: number;
  readonly corrected: number;
  readonly known: number;
  /** A release per day that the file says something new of. */
  readonly days: readonly ImportResult[];
}

interface PublishedRequest {
  readonly days: readonly PublishedDay[];
  readonly file: RawFile;
  /** The day on which the file was published, where its name or a person tells it. */
  readonly publishedOn: CalendarDate | undefined;
  /** The path or address that it was read from. */
  readonly source: string;
  readonly importedBy: string;
  /** Called last inside the transaction. */
  readonly inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined;
}

/**
 * A2, R3: takes in what an authority states; it measures, and our own computation is its control. Every day of the file is
 * a release of its own, judged by its gate. A day that is stated again, otherwise, is a second release of that day, known
 * since the file's date (a file without one states each day on the day itself): what was known before stays. The days are
 * measured by the next `measureColours`. The same file again changes nothing.
 *
 * @throws DomainProblem `invalid-input` when it is dated after today.
 */
export async function importPublished(
  { db, ...deps }: ImportDeps,
  { inTransaction, ...given }: PublishedRequest,
): Promise<PublishedImport> {
  const dates = given.days.map(({ date }) => date);
  refuseFuture(deps.clock, given.source, given.publishedOn ? [...dates, given.publishedOn] : dates);
  return asTenant(db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const result = await importPublishedInside(transaction, deps, given);
    await inTransaction?.(transaction);
    return result;
  });
}

/** The same in a transaction that has locked the releases. */
export async function importPublishedInside(
  transaction: Transaction,
  deps: Omit<ImportDeps, 'db'>,
  given: Omit<PublishedRequest, 'inTransaction'>,
): Promise<PublishedImport> {
  const policies = await listPolicies(transaction);
  const total = { added: 0, corrected: 0, known: 0 };
  const results: ImportResult[] = [];
  for (const day of given.days) {
    const { counts, result } = await importDay(transaction, deps, { ...given, day, policies });
    total.added += counts.added;
    total.corrected += counts.corrected;
    total.known += counts.known;
    if (result) results.push(result);
  }
  return { ...total, days: results };
}

interface DayRequest extends Omit<PublishedRequest, 'inTransaction' | 'days'> {
  readonly day: PublishedDay;
  readonly policies: readonly Policy[];
}

async function importDay(
  transaction: Transaction,
  { clock, newId }: Omit<ImportDeps, 'db'>,
  { day, file, publishedOn, source, importedBy, policies }: DayRequest,
): Promise<{ counts: Omit<PublishedImport, 'days'>; result: ImportResult | undefined }> {
  const releasedOn = day.date;
  const knownOn = publishedOn === undefined ? releasedOn : later(releasedOn, publishedOn);
  const sha256 = contentHash([releasedOn, knownOn, file.sha256]);
  const there = await findReleaseWithContent(transaction, sha256);
  if (there) {
    const { id: releaseId, sequence, findings } = there;
    const counts = { added: 0, corrected: 0, known: day.figures.length };
    const result = {
      outcome: 'already-imported' as const,
      releaseId,
      releasedOn,
      sequence,
      doubts: findings,
    };
    return { counts, result };
  }
  const counts = await whatIsNew(transaction, day, knownOn);
  if (counts.added + counts.corrected + day.unknownNames.length === 0) return { counts, result: undefined };
  const id = newId();
  const sequence = await nextSequence(transaction, releasedOn);
  const doubts = await doubtsInContext(transaction, day, policyOn(policies, releasedOn));
  const state = doubts.length === 0 ? 'applied' : 'quarantined';
  const now = clock.now();
  const release = {
    id,
    releasedOn,
    knownOn,
    sequence,
    sha256,
    state,
    findings: doubts,
    fetchedAt: now,
  } as const;
  await insertStatement(transaction, release, { figures: day.figures, file });
  await insertAuditEntry(transaction, {
    id: newId(),
    at: now,
    actor: importedBy,
    action: state === 'applied' ? 'published-incidence-imported' : 'published-incidence-quarantined',
    subject: 'release',
    subjectId: id,
    facts: { source, releasedOn, knownOn, sequence, ...counts },
  });
  return { counts, result: { outcome: state, releaseId: id, releasedOn, sequence, doubts } };
}

/** Two days of one file are two contents, and so is the same file when it is published again. */
function contentHash(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join(' ')).digest('hex');
}

async function whatIsNew(
  transaction: Transaction,
  { date, figures }: PublishedDay,
  knownOn: CalendarDate,
): Promise<Omit<PublishedImport, 'days'>> {
  const before = new Map(
    (await listPublished(transaction, { from: date, to: date, knownOn })).map((one) => [
      one.municipality,
      one,
    ]),
  );
  const added = figures.filter(({ municipality }) => !before.has(municipality)).length;
  const known = figures.filter(
    ({ municipality, billionths }) => before.get(municipality)?.billionths === billionths,
  ).length;
  return { added, known, corrected: figures.length - added - known };
}

/** As far back as a statement is compared with. */
const DAYS_BACK = 14;

async function doubtsInContext(
  transaction: Transaction,
  day: PublishedDay,
  policy: Policy,
): Promise<readonly Doubt[]> {
  const { date } = day;
  const about = {
    populations: await populationsOn(transaction, date),
    stated: (await listPublished(transaction, { from: date, to: date })).length > 0,
    previous: await statedBefore(transaction, { day: date, from: addDays(date, -DAYS_BACK) }),
    counted: await countedOn(transaction, date, policy),
  };
  return doubtsAboutPublished(day, about, policy.rules.gate);
}

/** Our own count of the day, where a release of that very day is known. */
async function countedOn(
  transaction: Transaction,
  day: CalendarDate,
  policy: Policy,
): Promise<ReadonlyMap<MunicipalityCode, number>> {
  const release = await newestRelease(transaction, day);
  if (release?.releasedOn !== day) return new Map();
  const known = await loadFigures(transaction, release.id, day);
  const measured = measureMunicipalities({ ...known, anchor: day, policy: policy.rules });
  return new Map(measured.map(({ municipality, cases }) => [municipality, cases]));
}
