import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import {
  type Basis,
  type CountedColours,
  coloursBefore,
  countedColours,
  insertMeasuredColours,
  insertPublishedColours,
  listUnmeasuredReleases,
  markMeasured,
  newestMeasuredRelease,
} from '../../db/queries/colours.ts';
import type { Db, Transaction } from '../../db/connect.ts';
import { followUpsClosedSince, insertFollowUps, listOpenFollowUps } from '../../db/queries/followUps.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { listPublished, listStatement } from '../../db/queries/publishedIncidence.ts';
import { populationsOn } from '../../db/queries/populations.ts';
import { loadFigures, lockReleases, PUBLISHED, type ReleaseRow } from '../../db/queries/releases.ts';
import type { Clock } from '../clock.ts';
import type { CalendarDate } from '../domain/calendar/calendarDate.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { type Colour, type Measured, measureMunicipalities } from '../domain/incidence/measure.ts';
import { type PublishedFigure, publishedColour } from '../domain/incidence/publishedCsv.ts';
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
  /** Measured red without a follow-up, which this opened; other crossings belong to one that is open (R5). */
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
  deps: Omit<MeasureDeps, 'db'>,
  atHand: FiguresAtHand = new Map(),
): Promise<MeasuredRelease[]> {
  const releases = await listUnmeasuredReleases(transaction);
  if (releases.length === 0) return [];
  const policies = await listPolicies(transaction);
  const newest = await newestMeasuredRelease(transaction, wallClock(deps.clock.now()).date);
  const results: MeasuredRelease[] = [];
  for (const [day, ofDay] of Map.groupBy(releases, ({ releasedOn }) => releasedOn)) {
    const policy = policyOn(policies, day);
    results.push(...(await measureDay(transaction, deps, { ofDay, policy, newest, atHand })));
  }
  return results;
}

type Counted = Pick<ReleaseRow, 'id' | 'source' | 'releasedOn' | 'knownOn' | 'sequence'>;
type Newest = Pick<ReleaseRow, 'releasedOn' | 'sequence'> | undefined;

/**
 * A day's releases that are still to be measured. Who crossed is asked once, of what stands when all of them are: a second
 * release of the day that came with the first corrects it before anybody is called.
 */
async function measureDay(
  transaction: Transaction,
  { clock, newId }: Omit<MeasureDeps, 'db'>,
  given: { ofDay: readonly Counted[]; policy: Policy; newest: Newest; atHand: FiguresAtHand },
): Promise<MeasuredRelease[]> {
  const { ofDay, policy, newest, atHand } = given;
  const [first, last] = [ofDay[0]!, ofDay.at(-1)!];
  const before = await coloursBefore(transaction, first, policy.rules.countingWindow);
  const results: MeasuredRelease[] = [];
  for (const release of ofDay) {
    const redBy = await measureRelease(transaction, release, policy, atHand.get(release.id));
    const picture = await pictureOf(transaction, release, policy);
    results.push({ ...resultOf(release, picture, redBy), crossed: [], opened: [] });
    await markMeasured(transaction, release.id, clock.now());
  }
  // A release that was held back may count before one of its day that was not.
  const { inForce } = await pictureOf(
    transaction,
    { releasedOn: last.releasedOn, sequence: NO_LIMIT },
    policy,
  );
  const { crossed, opening } = await whoCrossed(transaction, { before, now: inForce, on: last.knownOn });
  const isHistory = newest !== undefined && countsBefore(last, newest);
  const opened = isHistory ? [] : opening;
  const { id: releaseId, knownOn: openedOn } = last;
  const rows = opened.map((municipality) => ({ id: newId(), municipality, openedOn, releaseId }));
  await insertFollowUps(transaction, rows);
  return [...results.slice(0, -1), { ...results.at(-1)!, crossed, opened }];
}

/** The largest number that a day's releases may have. */
const NO_LIMIT = 32_767;

function countsBefore(a: Counted, b: NonNullable<Newest>): boolean {
  return a.releasedOn === b.releasedOn ? a.sequence < b.sequence : a.releasedOn < b.releasedOn;
}

const redIn = (colours: Iterable<Colour>): number => [...colours].filter((colour) => colour === 'red').length;

/** What stands of a day: our own count, what the authority states, and which of them measures. */
interface Picture {
  readonly own: ReadonlyMap<MunicipalityCode, Colour>;
  readonly stated: ReadonlyMap<MunicipalityCode, Colour>;
  readonly inForce: ReadonlyMap<MunicipalityCode, Colour>;
}

/** A2: the authority's figure for the day measures where there is one, as it was stated last; our count the rest. */
async function pictureOf(
  transaction: Transaction,
  { releasedOn: day, sequence: upTo }: Pick<ReleaseRow, 'releasedOn' | 'sequence'>,
  policy: Policy,
): Promise<Picture> {
  const own = await countedColours(transaction, { day, upTo, window: policy.rules.countingWindow });
  const figures = await listPublished(transaction, { from: day, to: day });
  const stated = new Map(
    figures.map((figure) => [figure.municipality, publishedColour(figure, policy.rules)]),
  );
  return { own, stated, inForce: new Map([...own, ...stated]) };
}

function resultOf(
  { id: releaseId, releasedOn }: Counted,
  { own, stated, inForce }: Picture,
  redBy: MeasuredRelease['redBy'],
): Omit<MeasuredRelease, 'crossed' | 'opened'> {
  return {
    releaseId,
    releasedOn,
    measured: inForce.size,
    red: redIn(inForce.values()),
    redBy: { ...redBy, ...(stated.size > 0 ? { published: redIn(stated.values()) } : {}) },
    disagreeing: [...own]
      .filter(([municipality, colour]) => (stated.get(municipality) ?? colour) !== colour)
      .map(([municipality]) => municipality),
  };
}

/** Every release adds rows of its own and changes none (R3). */
async function measureRelease(
  transaction: Transaction,
  { id: releaseId, source, releasedOn: measuredOn }: Counted,
  policy: Policy,
  atHand: Figures | undefined,
): Promise<MeasuredRelease['redBy']> {
  const facts = { releaseId, measuredOn, policy: policy.name };
  if (source === PUBLISHED) {
    const populations = await populationsOn(transaction, measuredOn);
    const figures = await listStatement(transaction, releaseId);
    await insertPublishedColours(transaction, coloured(figures, populations, policy), facts);
    return {};
  }
  const known = await loadFigures(transaction, releaseId, measuredOn, atHand);
  const counted: CountedColours[] = windowsToMeasure(policy.rules.countingWindow).map((window) => ({
    window,
    inForce: window === policy.rules.countingWindow,
    measured: measureWith(known, { window, policy, measuredOn }),
  }));
  await insertMeasuredColours(transaction, counted, facts);
  return Object.fromEntries(
    counted
      .filter(({ measured }) => measured.length > 0)
      .map(({ window, measured }) => [window, redIn(measured.map(({ colour }) => colour))]),
  );
}

function coloured(
  figures: readonly PublishedFigure[],
  populations: ReadonlyMap<MunicipalityCode, number>,
  policy: Policy,
) {
  return figures.flatMap((figure) => {
    const population = populations.get(figure.municipality);
    return population === undefined
      ? []
      : [{ ...figure, population, colour: publishedColour(figure, policy.rules) }];
  });
}

function measureWith(
  known: Awaited<ReturnType<typeof loadFigures>>,
  { window, policy, measuredOn }: { window: CountingWindow; policy: Policy; measuredOn: CalendarDate },
): Measured[] {
  const rules = { redFromPer100000: policy.rules.redFromPer100000, countingWindow: window };
  return measureMunicipalities({ ...known, anchor: measuredOn, policy: rules });
}

async function whoCrossed(
  transaction: Transaction,
  {
    before,
    now,
    on,
  }: {
    before: ReadonlyMap<MunicipalityCode, Colour>;
    now: ReadonlyMap<MunicipalityCode, Colour>;
    on: CalendarDate;
  },
): Promise<Crossings> {
  const open = await listOpenFollowUps(transaction);
  const openFollowUps = new Set(open.map(({ municipality }) => municipality));
  return crossings({ before, now, openFollowUps, closedToday: await followUpsClosedSince(transaction, on) });
}
