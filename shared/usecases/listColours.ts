import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listDecisions } from '../../db/queries/decisions.ts';
import { listPolicies } from '../../db/queries/policies.ts';
import { listPublished, type StatedFigure } from '../../db/queries/publishedIncidence.ts';
import { knownDays, loadFigures, newestRelease, type ReleaseRow } from '../../db/queries/releases.ts';
import { addDays, type CalendarDate, earlier } from '../domain/calendar/calendarDate.ts';
import { instantAt } from '../domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../domain/geography/codes.ts';
import { MUNICIPALITIES } from '../domain/geography/municipalities.ts';
import { displayRate, RATE_UNIT } from '../domain/incidence/counts.ts';
import {
  type Colour,
  displayIncidence,
  type Measured,
  measureMunicipalities,
  type Threshold,
} from '../domain/incidence/measure.ts';
import { publishedColour } from '../domain/incidence/publishedCsv.ts';
import type { CountingWindow } from '../domain/incidence/windows.ts';
import { policyOn } from '../domain/policy/policy.ts';
import { DomainProblem } from '../domain/problem.ts';
import { type DecidedState, decidedStateOn } from '../domain/status/decidedColour.ts';

/** Measured and decided side by side, never mixed. */
export interface ColourRow {
  readonly date: CalendarDate;
  readonly municipality: MunicipalityCode;
  readonly name: string;
  /** Undefined where no figures are known: no figure is better than a low one. */
  readonly cases: number | undefined;
  /** Whose figure measures, and so whose `cases` these are: an authority may state a rate without any (A2). */
  readonly source: 'authority' | 'own' | undefined;
  readonly computedCases: number | undefined;
  /** Whether the stated cases make the stated rate, rounding aside; undefined where not both are stated. */
  readonly statedAgrees: boolean | undefined;
  readonly population: number | undefined;
  /** Of what measures, with two decimals, for display only. */
  readonly incidence: string | undefined;
  readonly computedIncidence: string | undefined;
  /** A2: by the authority's figure where it states one for the day, else by our own count. */
  readonly measuredColour: Colour | undefined;
  /** What our own count says: the control of a published figure, else the measured colour itself. */
  readonly computedColour: Colour | undefined;
  /** What an authority states for the day itself, since when that is known, and the colour that gives (A2). */
  readonly published:
    { readonly incidence: string; readonly colour: Colour; readonly knownOn: CalendarDate } | undefined;
  readonly decidedColour: Colour;
  readonly decided: DecidedState;
}

export interface ColourList {
  readonly rows: readonly ColourRow[];
  /** The release that the figures come from, if there is any. */
  readonly release: ReleaseRow | undefined;
  /** The day whose last week was counted. */
  readonly countedOn: CalendarDate;
  readonly window: CountingWindow;
  readonly policy: string;
}

/**
 * Every municipality on a day, on both time axes: `on` is the day that is asked about, `asOf` the release whose
 * figures answer (`latest`: the newest of all; left out: the newest dated up to that day). A later release tells of
 * the window ending the day before `on`; an earlier one of its own. A2: what the authority states of the day measures, as
 * it had stated it last when that release came; our count by the release is the control. The decided colour is answered
 * by what was registered up to the end of the day `asOf`; without one, as it is known now.
 *
 * @throws DomainProblem `not-found` when nothing of the day `asOf` is known.
 */
export async function listColours(
  { db }: { readonly db: Db },
  {
    actor,
    on,
    window,
    asOf,
  }: {
    actor: Actor;
    on: CalendarDate;
    window?: CountingWindow | undefined;
    asOf?: CalendarDate | 'latest' | undefined;
  },
): Promise<ColourList> {
  return asTenant(db, actor, async (transaction) => {
    const policy = policyOn(await listPolicies(transaction), on);
    const countingWindow = window ?? policy.rules.countingWindow;
    const release = await chooseRelease(transaction, on, asOf);
    const countedOn = release ? earlier(on, release.releasedOn) : on;
    const known = release && (await loadFigures(transaction, release.id, countedOn));
    const rules = { redFromPer100000: policy.rules.redFromPer100000, countingWindow };
    const measured = known ? measureMunicipalities({ ...known, anchor: countedOn, policy: rules }) : [];
    const figureOf = new Map(measured.map((figure) => [figure.municipality, figure]));
    const knownOn = asOf === 'latest' ? undefined : (asOf ?? on);
    const published = new Map(
      (await listPublished(transaction, { from: on, to: on, knownOn })).map((one) => [one.municipality, one]),
    );
    const decisions = Map.groupBy(
      await listDecisions(transaction, undefined, on, registeredBefore(asOf)),
      ({ municipality }) => municipality,
    );
    const rows = MUNICIPALITIES.map(({ code, name }): ColourRow => {
      const decided = decidedStateOn(decisions.get(code) ?? [], on);
      const figures = bothFigures(figureOf.get(code), published.get(code), policy.rules);
      return { date: on, municipality: code, name, ...figures, decidedColour: decided.colour, decided };
    });
    return { rows, release, countedOn, window: countingWindow, policy: policy.name };
  });
}

/** A decision that was registered after the day `asOf` was not known on it. */
function registeredBefore(asOf: CalendarDate | 'latest' | undefined): Date | undefined {
  return asOf === undefined || asOf === 'latest'
    ? undefined
    : instantAt({ date: addDays(asOf, 1), time: '00:00' });
}

/** A2: the authority's figure measures where there is one, and ours is its control. */
function bothFigures(
  own: Measured | undefined,
  stated: StatedFigure | undefined,
  threshold: Threshold,
): Omit<ColourRow, 'date' | 'municipality' | 'name' | 'decided' | 'decidedColour'> {
  const published = stated && {
    incidence: displayRate(stated.billionths),
    colour: publishedColour(stated, threshold),
    knownOn: stated.knownOn,
  };
  const computedIncidence = own && displayIncidence(own);
  return {
    cases: stated ? stated.cases : own?.cases,
    source: stated ? 'authority' : own && 'own',
    computedCases: own?.cases,
    statedAgrees: stated && statementAgrees(stated, own?.population),
    population: own?.population,
    incidence: published?.incidence ?? computedIncidence,
    computedIncidence,
    measuredColour: published?.colour ?? own?.colour,
    computedColour: own?.colour,
    published,
  };
}

/** Whether the stated cases make the stated rate; a rate rounded to whole numbers does. */
function statementAgrees(
  { cases, billionths }: StatedFigure,
  population: number | undefined,
): boolean | undefined {
  if (cases === undefined || population === undefined) return undefined;
  return Math.abs((cases * 100_000) / population - billionths / RATE_UNIT) <= ROUNDING;
}

/** Per 100,000: half a whole number, which is the coarsest that a rate is rounded to. */
const ROUNDING = 0.5;

/** A2: where what the authority states and what we count give different colours. */
export function disagreementsIn(rows: readonly ColourRow[]): readonly ColourRow[] {
  return rows.filter(
    ({ published, computedColour }) =>
      published !== undefined && computedColour !== undefined && published.colour !== computedColour,
  );
}

/** On a day of which only the authority's statement is known, the newest series of cases before it is the control. */
async function chooseRelease(
  db: Db,
  on: CalendarDate,
  asOf: CalendarDate | 'latest' | undefined,
): Promise<ReleaseRow | undefined> {
  if (asOf === undefined) return newestRelease(db, on);
  if (asOf === 'latest') return newestRelease(db);
  const days = await knownDays(db);
  if (days.includes(asOf)) return newestRelease(db, asOf);
  throw new DomainProblem(
    'not-found',
    days.length === 0
      ? `There is no release of ${asOf}: nothing has been imported`
      : `There is no release of ${asOf}; there are ${days.slice(-10).join(', ')}`,
  );
}
