import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import { type Basis, redCounts } from '../../db/queries/colours.ts';
import type { Transaction } from '../../db/connect.ts';
import { lockReleases, withoutWaitingForDisk } from '../../db/queries/releases.ts';
import { type CalendarDate, later } from '../domain/calendar/calendarDate.ts';
import type { Doubt } from '../domain/incidence/doubt.ts';
import type { Figures } from '../domain/incidence/release.ts';
import type { EverythingRead, SourcedPublication, SourcedRelease } from '../sources/readBundle.ts';
import { type ImportDeps, importInside, type ImportResult } from './importIncidence.ts';
import { importPublishedInside } from './importPublished.ts';
import { type FiguresAtHand, type MeasuredRelease, measureInside } from './measureColours.ts';

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

/** What came on a day: a release, or one day of an authority's own figures, which is known from then on. */
type Arrival =
  | { readonly on: CalendarDate; readonly sourced: SourcedRelease }
  | { readonly on: CalendarDate; readonly stated: SourcedPublication };

/**
 * Imports and measures what a source holds in the order in which it came to be known, as the nights would have done, each in
 * one transaction. On a day that has both, the authority's own figures come after the release.
 */
export async function replayReleases(
  deps: ImportDeps,
  { releases, publications = [], importedBy }: Partial<EverythingRead> & Replayed,
  onNight: (night: ReplayedNight) => void,
): Promise<void> {
  // The release before, which the gate compares with and need not be read back.
  let lastApplied: readonly (readonly [string, Figures])[] = [];
  for (const arrival of inOrder(releases, publications)) {
    const nights = await asTenant(deps.db, SYSTEM, async (transaction) => {
      await withoutWaitingForDisk(transaction);
      await lockReleases(transaction);
      const atHand = new Map(lastApplied);
      const results = await takeIn(transaction, deps, { arrival, importedBy, atHand });
      const [result] = results;
      if ('sourced' in arrival && result?.outcome === 'applied') {
        atHand.set(result.releaseId, arrival.sourced.release);
        lastApplied = [[result.releaseId, arrival.sourced.release]];
      }
      const measured = await measureInside(transaction, deps, atHand);
      return Promise.all(results.map((one) => nightOf(transaction, one, measured)));
    });
    nights.forEach(onNight);
  }
}

interface Replayed {
  readonly releases: readonly SourcedRelease[];
  readonly importedBy: string;
}

function inOrder(
  releases: readonly SourcedRelease[],
  publications: readonly SourcedPublication[],
): readonly Arrival[] {
  const arrivals: Arrival[] = releases.map((sourced) => ({ on: sourced.release.releasedOn, sourced }));
  for (const publication of publications) {
    for (const day of publication.days) {
      const on = later(day.date, publication.publishedOn ?? day.date);
      arrivals.push({ on, stated: { ...publication, days: [day] } });
    }
  }
  // Sorting is stable: releases come before what is stated on their day, and both stay in their own order.
  return arrivals.sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}

async function takeIn(
  transaction: Transaction,
  deps: ImportDeps,
  { arrival, importedBy, atHand }: { arrival: Arrival; importedBy: string; atHand: FiguresAtHand },
): Promise<readonly ImportResult[]> {
  if ('sourced' in arrival) {
    return [await importInside(transaction, deps, { ...arrival.sourced, importedBy }, atHand)];
  }
  return (await importPublishedInside(transaction, deps, { ...arrival.stated, importedBy })).days;
}

async function nightOf(
  transaction: Transaction,
  { releaseId, releasedOn, outcome, doubts }: ImportResult,
  all: readonly MeasuredRelease[],
): Promise<ReplayedNight> {
  const measured = all.find((one) => one.releaseId === releaseId);
  return {
    releasedOn,
    outcome,
    red: measured?.redBy ?? (await redCounts(transaction, releaseId)),
    crossings: measured?.crossed.length ?? 0,
    opened: measured?.opened.length ?? 0,
    doubts: outcome === 'quarantined' ? doubts : [],
  };
}
