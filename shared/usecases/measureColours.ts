import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import {
  coloursOfRelease,
  insertMeasuredColours,
  listUnmeasuredReleases,
  newestMeasuredRelease,
} from '../../db/queries/colours.ts';
import { insertFollowUps, listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { loadFigures, lockReleases, releaseBefore, type ReleaseRow } from '../../db/queries/releases.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { type Colour, type Measured, measureMunicipalities } from '../domain/incidence/measure.ts';
import { COUNTING_WINDOW_NAMES } from '../domain/incidence/windows.ts';
import { type Policy, policyOn } from '../domain/policy/policy.ts';
import { type Crossings, crossings } from '../domain/status/followUp.ts';

export interface MeasureDeps {
  readonly db: Db;
  readonly newId: () => string;
}

/** What measuring one release found, with the window in force on its day. */
export interface MeasuredRelease {
  readonly releaseId: string;
  readonly releasedOn: CalendarDate;
  readonly measured: number;
  readonly red: number;
  readonly crossed: readonly MunicipalityCode[];
  /** Crossings that opened a follow-up; the others belong to one that is open (R5). */
  readonly opened: readonly MunicipalityCode[];
}

/**
 * R1–R5: measures every applied release that has not been, the oldest first, with every counting window (the one in
 * force, and the others as controls), and opens a follow-up the same day for who crossed. Run again, it does nothing.
 * A release older than one that was measured fills in history and opens nothing: nobody is called about an old figure.
 */
export async function measureColours(
  { db, newId }: MeasureDeps,
  { inTransaction }: { inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined } = {},
): Promise<MeasuredRelease[]> {
  return asTenant(db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const policies = await listPolicies(transaction);
    const newest = await newestMeasuredRelease(transaction);
    const results: MeasuredRelease[] = [];
    for (const release of await listUnmeasuredReleases(transaction)) {
      const policy = policyOn(policies, release.releasedOn);
      const measured = await measureRelease(transaction, release, policy);
      const { crossed, opening } = await whoCrossed(transaction, release, policy, measured);
      const isHistory = newest !== undefined && countsBefore(release, newest);
      const opened = isHistory ? [] : opening;
      await insertFollowUps(
        transaction,
        opened.map((municipality) => ({
          id: newId(),
          municipality,
          openedOn: release.releasedOn,
          releaseId: release.id,
        })),
      );
      const red = measured.filter(({ colour }) => colour === 'red').length;
      const { id: releaseId, releasedOn } = release;
      results.push({ releaseId, releasedOn, measured: measured.length, red, crossed, opened });
    }
    await inTransaction?.(transaction);
    return results;
  });
}

type Counted = Pick<ReleaseRow, 'id' | 'releasedOn' | 'sequence'>;

function countsBefore(a: Counted, b: Counted): boolean {
  return a.releasedOn === b.releasedOn ? a.sequence < b.sequence : a.releasedOn < b.releasedOn;
}

/** Stores the colours of every window; returns those of the window in force. */
async function measureRelease(
  transaction: Transaction,
  { id: releaseId, releasedOn }: Counted,
  policy: Policy,
): Promise<Measured[]> {
  const known = await loadFigures(transaction, releaseId, releasedOn);
  let inForce: Measured[] = [];
  for (const window of COUNTING_WINDOW_NAMES) {
    const rules = { redFromPer100000: policy.rules.redFromPer100000, countingWindow: window };
    const measured = measureMunicipalities({ ...known, anchor: releasedOn, policy: rules });
    const isInForce = window === policy.rules.countingWindow;
    await insertMeasuredColours(transaction, measured, {
      releaseId,
      measuredOn: releasedOn,
      window,
      policy: policy.name,
      inForce: isInForce,
    });
    if (isInForce) inForce = measured;
  }
  return inForce;
}

/** Compared with the release before, measured with the same window: colours of two windows are never mixed (A2). */
async function whoCrossed(
  transaction: Transaction,
  release: Counted,
  policy: Policy,
  measured: readonly Measured[],
): Promise<Crossings> {
  const previous = await releaseBefore(transaction, release);
  const before = previous
    ? await coloursOfRelease(transaction, previous.id, policy.rules.countingWindow)
    : new Map<MunicipalityCode, Colour>();
  const open = await listOpenFollowUps(transaction);
  return crossings({
    before,
    now: new Map(measured.map(({ municipality, colour }) => [municipality, colour])),
    openFollowUps: new Set(open.map(({ municipality }) => municipality)),
  });
}
