import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { CaughtUp, RunNote } from '../contracts/runNotes.ts';
import type { Transaction } from '../../db/connect.ts';
import { fetchedVersion, saveFetchedVersion, saveLastAsked } from '../../db/queries/fetches.ts';
import { hasReleaseOf, newestRelease } from '../../db/queries/releases.ts';
import { addDays, type CalendarDate, datesFrom } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../domain/problem.ts';
import { readEverything } from '../sources/readBundle.ts';
import { urlSource } from '../sources/url.ts';
import { type ImportDeps, importIncidence, type ImportResult } from './importIncidence.ts';
import { importPublished, type PublishedImport } from './importPublished.ts';
import { type MeasuredRelease, measureColours } from './measureColours.ts';

/** What asking for news brought. */
export interface FetchResult {
  /** False when the server says that nothing has changed since it was asked last. */
  readonly changed: boolean;
  readonly imported: readonly ImportResult[];
  /** Authorities' own figures, file by file. */
  readonly published: readonly PublishedImport[];
  readonly measured: readonly MeasuredRelease[];
}

/** Where and when a day's release is asked for. */
export interface FetchPlan {
  /** HTTPS. `{date}` stands for the day (2020-09-09), `{ddmmyyyy}` for 09092020. */
  readonly address: string;
  /** By Copenhagen's clock, `HH:MM`: nothing is published earlier. */
  readonly fromTime: string;
}

/**
 * R3, R4: asks an address whether there is a new release, and takes it in and measures it the same moment. Cheap to
 * call every quarter of an hour: the server is asked for news only. What the server calls the version is remembered in
 * the import's own transaction, so that a release that could not be imported is fetched again.
 */
export async function fetchIncidence(
  deps: ImportDeps,
  {
    address,
    released,
    importedBy = 'fetch',
  }: { address: string; released?: CalendarDate | undefined; importedBy?: string | undefined },
): Promise<FetchResult> {
  const { db, clock } = deps;
  const seen = await asTenant(db, SYSTEM, (transaction) => fetchedVersion(transaction, address));
  const source = urlSource(address, { seen });
  const { releases, publications } = await readEverything(source, { released });
  const remember = { address, version: source.seen(), at: clock.now() };
  // One address holds one release, or one file of the authority's figures, or both: the last remembers the version.
  const inTransaction = (transaction: Transaction) => saveFetchedVersion(transaction, remember);
  const imported: ImportResult[] = [];
  for (const { release, source: from } of releases) {
    const isLast = publications.length === 0;
    const taken = { release, source: from, importedBy, ...(isLast ? { inTransaction } : {}) };
    imported.push(await importIncidence(deps, taken));
  }
  const published: PublishedImport[] = [];
  for (const [index, publication] of publications.entries()) {
    const isLast = index === publications.length - 1;
    const taken = { ...publication, importedBy, ...(isLast ? { inTransaction } : {}) };
    published.push(await importPublished(deps, taken));
  }
  const changed = releases.length + publications.length > 0;
  return { changed, imported, published, measured: await measureColours(deps) };
}

/**
 * What the schedule does: from the hour of publication on until the day's release is there, asks for it. Says nothing
 * before that hour and nothing when the release is there; how asking went stands on the page of releases.
 *
 * @throws DomainProblem when asking failed: the next quarter of an hour asks again.
 */
export async function fetchDueRelease(
  deps: ImportDeps,
  { address, fromTime }: FetchPlan,
): Promise<FetchResult | undefined> {
  const { date, time } = wallClock(deps.clock.now());
  if (time < fromTime) return undefined;
  if (await asTenant(deps.db, SYSTEM, (transaction) => hasReleaseOf(transaction, date))) return undefined;
  return askFor(deps, { address, day: date });
}

/** Asks for a day's release, whatever the hour: what the night does for a release that came late, or a second time. */
async function askFor(
  deps: ImportDeps,
  { address, day }: { address: string; day: CalendarDate },
): Promise<FetchResult> {
  const { db, clock } = deps;
  const note = (outcome: 'news' | 'nothing-new' | 'failed', message?: string) =>
    asTenant(db, SYSTEM, (transaction) =>
      saveLastAsked(transaction, { outcome, at: clock.now(), ...(message === undefined ? {} : { message }) }),
    );
  try {
    const result = await fetchIncidence(deps, { address: addressOn(address, day) });
    await note(result.changed ? 'news' : 'nothing-new');
    return result;
  } catch (error) {
    if (!(error instanceof DomainProblem)) throw error;
    const faults = error.faults.slice(0, 5).map(({ place, message }) => `${place}: ${message}`);
    await note('failed', [error.message, ...faults].join('; '));
    throw error;
  }
}

/** More days than anybody leaves a worker down. */
const MOST_DAYS_BACK = 14;

/**
 * R3: what the night does. Asks again for the newest release, which may have been corrected on its day, and for the days
 * since: of an address without a day in it, once. Says what came; that nothing could be had is said
 * too, since the night goes on with the figures there are.
 */
export async function catchUp(
  deps: ImportDeps,
  { address, on }: { address: string; on: CalendarDate },
): Promise<RunNote> {
  const newest = await asTenant(deps.db, SYSTEM, (transaction) => newestRelease(transaction, on));
  const yesterday = addDays(on, -1);
  const earliest = addDays(on, -MOST_DAYS_BACK);
  const from = newest && newest.releasedOn > earliest ? newest.releasedOn : earliest;
  const days = addressOn(address, on) === address ? [yesterday] : datesFrom({ from, to: yesterday });
  const came: CaughtUp[] = [];
  let why: string | null = null;
  for (const day of days) {
    try {
      const { imported, published } = await askFor(deps, { address, day });
      for (const { outcome, releasedOn } of [
        ...imported,
        ...published.flatMap(({ days: ofFile }) => ofFile),
      ]) {
        if (outcome !== 'already-imported') came.push({ releasedOn, outcome });
      }
    } catch (error) {
      if (!(error instanceof DomainProblem)) throw error;
      why = error.message;
    }
  }
  if (came.length > 0) return { code: 'caught-up', releases: came };
  return { code: 'no-release', newest: newest?.releasedOn ?? null, why };
}

function addressOn(address: string, day: CalendarDate): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return address.replaceAll('{date}', day).replaceAll('{ddmmyyyy}', `${date}${month}${year}`);
}
