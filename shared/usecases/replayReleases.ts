import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { redCounts } from '../../db/queries/colours.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { Doubt } from '../domain/incidence/gate.ts';
import type { CountingWindow } from '../domain/incidence/windows.ts';
import type { SourcedRelease } from '../sources/readBundle.ts';
import { type ImportDeps, importIncidence, type ImportResult } from './importIncidence.ts';
import { measureColours } from './measureColours.ts';

/** What one release's night did. */
export interface ReplayedNight {
  readonly releasedOn: CalendarDate;
  readonly outcome: ImportResult['outcome'];
  /** Municipalities measured red with each window; empty where nothing was measured. */
  readonly red: Partial<Record<CountingWindow, number>>;
  readonly crossings: number;
  readonly opened: number;
  readonly doubts: readonly Doubt[];
}

/** Imports and measures releases in the order of their dates, as the nights would have done. */
export async function replayReleases(
  deps: ImportDeps,
  { releases, importedBy }: { releases: readonly SourcedRelease[]; importedBy: string },
  onNight: (night: ReplayedNight) => void,
): Promise<void> {
  for (const { release, source } of releases) {
    const result = await importIncidence(deps, { release, source, importedBy });
    const measured = (await measureColours(deps)).find(({ releaseId }) => releaseId === result.releaseId);
    const red = await asTenant(deps.db, SYSTEM, (transaction) => redCounts(transaction, result.releaseId));
    onNight({
      releasedOn: result.releasedOn,
      outcome: result.outcome,
      red,
      crossings: measured?.crossed.length ?? 0,
      opened: measured?.opened.length ?? 0,
      doubts: result.outcome === 'quarantined' ? result.doubts : [],
    });
  }
}
