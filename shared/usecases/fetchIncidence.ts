import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { fetchedEtag, saveFetchedEtag } from '../../db/queries/fetches.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { readSource } from '../sources/readBundle.ts';
import { urlSource } from '../sources/url.ts';
import { type ImportDeps, importIncidence, type ImportResult } from './importIncidence.ts';
import { type MeasuredRelease, measureColours } from './measureColours.ts';

/**
 * R3, R4: asks an address whether there is a new release, and takes it in and measures it the same moment. Cheap to
 * call every quarter of an hour: the server is asked for news only. The tag is remembered in the import's own
 * transaction, so that a release that could not be imported is fetched again.
 */
export async function fetchIncidence(
  deps: ImportDeps,
  { address, released }: { address: string; released?: CalendarDate | undefined },
): Promise<{ readonly imported: readonly ImportResult[]; readonly measured: readonly MeasuredRelease[] }> {
  const { db, clock } = deps;
  const knownEtag = await asTenant(db, SYSTEM, (transaction) => fetchedEtag(transaction, address));
  const source = urlSource(address, { knownEtag });
  const imported: ImportResult[] = [];
  for (const { release, source: from } of await readSource(source, released)) {
    const result = await importIncidence(deps, {
      release,
      source: from,
      importedBy: 'fetch',
      inTransaction: (transaction) =>
        saveFetchedEtag(transaction, { address, etag: source.etag(), at: clock.now() }),
    });
    imported.push(result);
  }
  return { imported, measured: await measureColours(deps) };
}
