import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import {
  type Basis,
  coloursOfRelease,
  type CountedColours,
  insertMeasuredColours,
  insertPublishedColours,
  listUnmeasuredReleases,
  markMeasured,
  measuredAlready,
  newestMeasuredRelease,
} from '../../db/queries/colours.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { insertFollowUps, listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { listPublished } from '../../db/queries/publishedIncidence.ts';
import { loadFigures, lockReleases, measuredBefore, type ReleaseRow } from '../../db/queries/releases.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { type Colour, type Measured, measureMunicipalities } from '../domain/incidence/measure.ts';
import { publishedColour } from '../domain/incidence/publishedCsv.ts';
import type { Figures } from '../domain/incidence/release.ts';
import { type CountingWindow, windowsToMeasure } from '../domain/incidence/windows.ts';
import { type Policy, policyOn } from '../domain/policy/policy.ts';
import { type Crossings, crossings } from '../domain/status/followUp.ts';

export interface MeasureDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What measuring one release found, with what is in force on its day. */
export interface MeasuredRelease {
  readonly releaseId: string;
  readonly releasedOn: CalendarDate;
  readonly measured: number;
  readonly red: number;
  /** Red by each window, and by the authority's own figures where there are any. */
  readonly redBy: Partial<Record<Basis, number>>;
  /** Municipalities that the authority's figure and ours give different colours; the authority's measures (A2). */
  readonly disagreeing: readonly MunicipalityCode[];
  readonly crossed: readonly MunicipalityCode[];
  /** Crossings that opened a follow-up; the others belong to one that is open (R5). */
  readonly opened: readonly MunicipalityCode[];
}

/** Figures at hand, so that what was just written is not read back. */
export type FiguresAtHand = ReadonlyMap<string, Figures>;

/**
 * R1–R5: measures every applied release that has not been, the oldest first, and opens a follow-up the same day for
 * who crossed. Run again, it does nothing. A release older than one that was measured fills in history and opens
 * nothing: nobody is called about an old figure. One dated ahead of the clock makes no other release history.
 */
export async function measureColours(
  deps: MeasureDeps,
  { inTransaction }: { inTransaction?: ((transaction: Transaction) => Promise<void>) | undefined } = {},
): Promise<MeasuredRelease[]> {
  return asTenant(deps.db, SYSTEM, async (transaction) => {
    await lockReleases(transaction);
    const results = await measureInside(transaction, deps);
    await inTransaction?.(transaction);
    return results;
  });
}

/** The same in a transaction that has locked the releases. */
export async function measureInside(
  transaction: Transaction,
  { clock, newId }: Omit<MeasureDeps, 'db'>,
  atHand: FiguresAtHand = new Map(),
): Promise<MeasuredRelease[]> {
  const releases = await listUnmeasuredReleases(transaction);
  if (releases.length === 0) return [];
  const policies = await listPolicies(transaction);
  const newest = await newestMeasuredRelease(transaction, wallClock(clock.now()).date);
  const results: MeasuredRelease[] = [];
  for (const release of releases) {
    const policy = policyOn(policies, release.releasedOn);
    const found = await measureRelease(transaction, release, policy, atHand.get(release.id));
    const { crossed, opening } = await whoCrossed(transaction, release, policy, found.inForce);
    const isHistory = newest !== undefined && countsBefore(release, newest);
    const opened = isHistory ? [] : opening;
    const { id: releaseId, releasedOn } = release;
    await insertFollowUps(
      transaction,
      opened.map((municipality) => ({ id: newId(), municipality, openedOn: releasedOn, releaseId })),
    );
    await markMeasured(transaction, releaseId, clock.now());
    const colours = [...found.inForce.values()];
    results.push({
      releaseId,
      releasedOn,
      measured: colours.length,
      red: redIn(colours),
      redBy: found.redBy,
      disagreeing: found.disagreeing,
      crossed,
      opened,
    });
  }
  return results;
}

type Counted = Pick<ReleaseRow, 'id' | 'releasedOn' | 'sequence'>;

const redIn = (colours: readonly Colour[]): number => colours.filter((colour) => colour === 'red').length;

function countsBefore(a: Counted, b: Counted): boolean {
  return a.releasedOn === b.releasedOn ? a.sequence < b.sequence : a.releasedOn < b.releasedOn;
}

interface Found {
  readonly inForce: ReadonlyMap<MunicipalityCode, Colour>;
  readonly redBy: Partial<Record<Basis, number>>;
  readonly disagreeing: readonly MunicipalityCode[];
}

/**
 * A2: the authority's figure for the day measures where there is one; what we count in every window is stored beside
 * it, the policy's window measuring the rest. Rows are only added: one published later stands above ours, which stays.
 */
async function measureRelease(
  transaction: Transaction,
  { id: releaseId, releasedOn: measuredOn }: Counted,
  policy: Policy,
  atHand: Figures | undefined,
): Promise<Found> {
  const known = await loadFigures(transaction, releaseId, measuredOn, atHand);
  const already = await measuredAlready(transaction, releaseId);
  const facts = { releaseId, measuredOn, policy: policy.name };
  const published = (await listPublished(transaction, { from: measuredOn, to: measuredOn })).flatMap(
    (figure) => {
      const population = known.populations.get(figure.municipality);
      const colour = publishedColour(figure, policy.rules);
      return population === undefined ? [] : [{ ...figure, population, colour }];
    },
  );
  const stated = new Map(published.map(({ municipality, colour }) => [municipality, colour]));
  const isNew = (basis: Basis) => (row: { readonly municipality: MunicipalityCode }) =>
    already.get(basis)?.has(row.municipality) !== true;
  let ours: readonly Measured[] = [];
  const counted: CountedColours[] = [];
  const redBy: Partial<Record<Basis, number>> = {};
  for (const window of windowsToMeasure(policy.rules.countingWindow)) {
    const measured = measureWith(known, { window, policy, measuredOn });
    const isPolicys = window === policy.rules.countingWindow;
    counted.push({ window, inForce: isPolicys, measured: measured.filter(isNew(window)) });
    if (measured.length > 0) redBy[window] = redIn(measured.map(({ colour }) => colour));
    if (isPolicys) ours = measured;
  }
  await insertMeasuredColours(transaction, counted, facts);
  await insertPublishedColours(transaction, published.filter(isNew('published')), facts);
  if (stated.size > 0) redBy.published = redIn([...stated.values()]);
  const ownColours = ours.map(({ municipality, colour }) => [municipality, colour] as const);
  return {
    inForce: new Map([...ownColours, ...stated]),
    redBy,
    disagreeing: ownColours.flatMap(([municipality, colour]) =>
      (stated.get(municipality) ?? colour) === colour ? [] : [municipality],
    ),
  };
}

function measureWith(
  known: Awaited<ReturnType<typeof loadFigures>>,
  { window, policy, measuredOn }: { window: CountingWindow; policy: Policy; measuredOn: CalendarDate },
): Measured[] {
  const rules = { redFromPer100000: policy.rules.redFromPer100000, countingWindow: window };
  return measureMunicipalities({ ...known, anchor: measuredOn, policy: rules });
}

/**
 * Compared with what the release before measured with the same window, or with what the authority stated then:
 * colours of two windows are never mixed (A2).
 */
async function whoCrossed(
  transaction: Transaction,
  release: Counted,
  policy: Policy,
  now: ReadonlyMap<MunicipalityCode, Colour>,
): Promise<Crossings> {
  const previous = await measuredBefore(transaction, release);
  const before = previous
    ? await coloursOfRelease(transaction, previous.id, policy.rules.countingWindow)
    : new Map<MunicipalityCode, Colour>();
  const open = await listOpenFollowUps(transaction);
  return crossings({
    before,
    now,
    openFollowUps: new Set(open.map(({ municipality }) => municipality)),
  });
}
