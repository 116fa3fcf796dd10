import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { type Basis, redCounts } from '../../db/queries/colours.ts';
import { lockReleases, withoutWaitingForDisk } from '../../db/queries/releases.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { Doubt } from '../domain/incidence/gate.ts';
import type { Figures } from '../domain/incidence/release.ts';
import type { SourcedRelease } from '../sources/readBundle.ts';
import { type ImportDeps, importInside, type ImportResult } from './importIncidence.ts';
import { measureInside } from './measureColours.ts';

/** What one release's night did. */
export interface ReplayedNight {
  readonly releasedOn: CalendarDate;
  readonly outcome: ImportResult['outcome'];
  /** Municipalities measured red by each window, and by the authority's own figures; empty where nothing was measured. */
  readonly red: Partial<Record<Basis, number>>;
  readonly crossings: number;
  readonly opened: number;
  readonly doubts: readonly Doubt[];
}

/** Imports and measures releases in the order of their dates, as the nights would have done, each in one transaction. */
export async function replayReleases(
  deps: ImportDeps,
  { releases, importedBy }: { releases: readonly SourcedRelease[]; importedBy: string },
  onNight: (night: ReplayedNight) => void,
): Promise<void> {
  // The release before, which the gate compares with and need not be read back.
  let lastApplied: readonly (readonly [string, Figures])[] = [];
  for (const { release, source } of releases) {
    const night = await asTenant(deps.db, SYSTEM, async (transaction) => {
      await withoutWaitingForDisk(transaction);
      await lockReleases(transaction);
      const atHand = new Map(lastApplied);
      const result = await importInside(transaction, deps, { release, source, importedBy }, atHand);
      const { releaseId, releasedOn, outcome } = result;
      if (outcome === 'applied') {
        atHand.set(releaseId, release);
        lastApplied = [[releaseId, release]];
      }
      const measured = (await measureInside(transaction, deps, atHand)).find(
        (one) => one.releaseId === releaseId,
      );
      return {
        releasedOn,
        outcome,
        red: measured?.redBy ?? (await redCounts(transaction, releaseId)),
        crossings: measured?.crossed.length ?? 0,
        opened: measured?.opened.length ?? 0,
        doubts: outcome === 'quarantined' ? result.doubts : [],
      };
    });
    onNight(night);
  }
}
