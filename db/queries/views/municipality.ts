import { sql } from 'kysely';
import type { MeasuredView, RegionName } from '../../../shared/contracts/views/country.ts';
import type {
  ColourDay,
  CurvePoint,
  MunicipalityView,
  SiteSummary,
  TrendPoint,
} from '../../../shared/contracts/views/municipality.ts';
import {
  addDays,
  type CalendarDate,
  datesFrom,
  daysBetween,
} from '../../../shared/domain/calendar/calendarDate.ts';
import { isoWeekOf } from '../../../shared/domain/calendar/isoWeek.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { type CountingWindow, windowSpan } from '../../../shared/domain/incidence/windows.ts';
import { decidedStateOn } from '../../../shared/domain/status/decidedColour.ts';
import type { Decision } from '../../../shared/domain/status/decision.ts';
import { effectiveRules } from '../../../shared/domain/policy/agreements.ts';
import { policyOn } from '../../../shared/domain/policy/policy.ts';
import { currentTestWeeks } from '../../../shared/domain/status/effect.ts';
import type { TestWeek } from '../../../shared/domain/status/redFlow.ts';
import type { Db } from '../../connect.ts';
import { listAgreements } from '../agreements.ts';
import { measuredCurve } from '../colours.ts';
import { listDecisions } from '../decisions.ts';
import { listPolicies } from '../policies.ts';
import { findReadiness } from '../readiness.ts';
import { pendingReviewDays } from '../reviews.ts';
import { decisionViews } from './decisionViews.ts';
import { listLeftBehindOf } from './leftBehind.ts';
import { listContactsOf } from './contacts.ts';
import { figuresView } from './country.ts';
import { listFollowUps } from './followUps.ts';
import { carriedOverSince, decidedView, measuredRows } from './decidedStates.ts';
import { unprioritised } from './unprioritised.ts';
import { rollViews } from './rolls.ts';

/** How far back the curves go. */
const TREND_DAYS = 90;
const CURVE_DAYS = 90;
/** The flow goes on until somebody decides otherwise; so many say enough. */
const TEST_WEEKS_SHOWN = 4;

/** Everything about one municipality as known and decided on a day; null when there is none with this code. */
export async function municipalityView(
  db: Db,
  { code, on }: { code: string; on: CalendarDate },
): Promise<MunicipalityView | null> {
  const head = await findHead(db, { code, on });
  if (!head) return null;
  const [figures, measured] = [await figuresView(db, on), await findMeasured(db, { code, on })];
  const { rules } = policyOn(await listPolicies(db), on);
  const decisions = await listDecisions(db, code as MunicipalityCode, on);
  const curve = await listCurve(db, { code, on });
  const decided = decidedView(decidedStateOn(decisions, on), (await pendingReviewDays(db)).get(code));
  return {
    code,
    name: head.name,
    population: head.inhabitants,
    region: { code: head.regionCode, name: head.regionName },
    figures,
    measured,
    computed: (measured?.published ?? null) === null ? null : await findComputed(db, { code, on }),
    decided,
    carriedOverSince: carriedOverSince(decided, on),
    unprioritised: (await unprioritised(db, on)).get(code) ?? 0,
    testWeeks: await listTestWeeks(db, { code, on, decisions }),
    thresholdPer100k: rules.redFromPer100000,
    trend: await listTrend(db, { code, on, window: rules.countingWindow, population: measured?.population }),
    curve,
    history: colourDays({ curve, decisions, on }),
    followUps: await listFollowUps(db, { code, on }),
    decisions: await decisionViews(db, { code, on }),
    rolls: await rollViews(db, { municipalityCode: code, on }),
    sites: await listSites(db, { code, on }),
    contacts: await listContactsOf(db, { municipalityCode: code }),
    readiness: await findReadiness(db, { code, on }),
    leftBehind: await listLeftBehindOf(db, { municipality: code, on }),
  };
}

interface Head {
  readonly name: string;
  readonly regionCode: RegionName['code'];
  readonly regionName: RegionName['name'];
  readonly inhabitants: number | null;
}

interface At {
  readonly code: string;
  readonly on: CalendarDate;
}

async function findHead(db: Db, { code, on }: At): Promise<Head | undefined> {
  const { rows } = await sql<Head>`
    SELECT municipalities.name, regions.code AS region_code, regions.name AS region_name,
      (SELECT inhabitants FROM populations
       WHERE municipality_code = municipalities.code AND from_date <= ${on}
       ORDER BY from_date DESC LIMIT 1) AS inhabitants
    FROM municipalities
    JOIN region_memberships AS member ON member.municipality_code = municipalities.code
      AND daterange(member.from_date, member.to_date, '[]') @> ${on}::date
    JOIN regions ON regions.code = member.region_code
    WHERE municipalities.code = ${code}`.execute(db);
  return rows[0];
}

export async function findMeasured(db: Db, { code, on }: At): Promise<MeasuredView | null> {
  const { rows } = await sql<MeasuredView>`
    SELECT colour, cases, population, published_incidence AS published
    FROM (${measuredRows(on)}) AS measured
    WHERE municipality_code = ${code}`.execute(db);
  return rows[0] ?? null;
}

/** A2: our own count of the newest release that counts, in the policy's window, as known on the day. */
async function findComputed(db: Db, { code, on }: At): Promise<MeasuredView | null> {
  const { rows } = await sql<MeasuredView>`
    SELECT row.colour, row.cases, row.population, NULL::float8 AS published
    FROM measured_colours AS row
    JOIN releases ON releases.id = row.release_id AND releases.state = 'applied'
    WHERE row.municipality_code = ${code} AND row.in_force AND row.window_name <> 'published'
      AND releases.measured_at IS NOT NULL AND releases.released_on <= ${on}
    ORDER BY releases.released_on DESC, releases.sequence DESC
    LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

/** R24: the test weeks of a red municipality from this week on, as its decisions have them today. */
export async function listTestWeeks(
  db: Db,
  { code, on, decisions }: At & { decisions: readonly Decision[] },
): Promise<TestWeek[]> {
  if (decidedStateOn(decisions, on).colour !== 'red') return [];
  const municipality = code as MunicipalityCode;
  const { rules } = effectiveRules(
    policyOn(await listPolicies(db), on).rules,
    await listAgreements(db, municipality),
    { place: { municipality }, on },
  );
  const thisWeek = isoWeekOf(on);
  return currentTestWeeks(decisions, { on, rules })
    .filter(({ week }) => week >= thisWeek)
    .slice(0, TEST_WEEKS_SHOWN);
}

/** The curve of the last months as the newest release has it, counted in the policy's window. */
async function listTrend(
  db: Db,
  { code, on, window, population }: At & { window: CountingWindow; population: number | undefined },
): Promise<TrendPoint[]> {
  if (population === undefined) return [];
  const { rows } = await sql<{ firstDate: CalendarDate; cases: number[]; releasedOn: CalendarDate }>`
    SELECT first_date, cases, released_on
    FROM figures
    JOIN releases ON releases.id = release_id AND state = 'applied' AND measured_at IS NOT NULL
    WHERE municipality_code = ${code} AND released_on <= ${on}
    ORDER BY released_on DESC, sequence DESC
    LIMIT 1`.execute(db);
  const series = rows[0];
  if (!series) return [];
  return datesFrom({ from: addDays(series.releasedOn, -TREND_DAYS), to: series.releasedOn }).flatMap(
    (date) => {
      const span = windowSpan(window, date);
      const from = daysBetween({ from: series.firstDate, to: span.from });
      const to = daysBetween({ from: series.firstDate, to: span.to });
      if (from < 0 || to >= series.cases.length) return [];
      const cases = series.cases.slice(from, to + 1).reduce((sum, day) => sum + day, 0);
      return [{ date, cases, population }];
    },
  );
}

/** What each release said on its day, beside what was decided by then: history is never rewritten (R3). */
async function listCurve(db: Db, { code, on }: At): Promise<CurvePoint[]> {
  const days = await measuredCurve(db, code as MunicipalityCode, { from: addDays(on, -CURVE_DAYS), to: on });
  return days.map(({ releasedOn, cases, population, published, colour }) => ({
    date: releasedOn,
    cases,
    population,
    published,
    measured: colour,
  }));
}

/** From the first measured day to the day that is asked about, whether or not a release came. */
function colourDays(given: {
  curve: readonly CurvePoint[];
  decisions: readonly Decision[];
  on: CalendarDate;
}): ColourDay[] {
  const { curve, decisions, on } = given;
  const first = curve[0];
  if (!first) return [];
  const known = new Map(curve.map(({ date, measured }) => [date, measured]));
  let { measured } = first;
  return datesFrom({ from: first.date, to: on }).map((date) => {
    measured = known.get(date) ?? measured;
    return { date, measured, decided: decidedStateOn(decisions, date).colour };
  });
}

async function listSites(db: Db, { code, on }: At): Promise<SiteSummary[]> {
  const { rows } = await sql<SiteSummary>`
    SELECT sites.id, sites.name, sites.kind, organisations.name AS organisation_name,
      count(DISTINCT sessions.lab_date)::integer AS test_days,
      coalesce(sum(sessions.people), 0)::integer AS people,
      min(sessions.date) FILTER (WHERE sessions.date >= ${on}) AS next_date
    FROM sites
    JOIN organisations ON organisations.id = sites.organisation_id
    LEFT JOIN sessions ON sessions.site_id = sites.id AND sessions.published
    WHERE sites.municipality_code = ${code} AND (sites.open_to IS NULL OR sites.open_to >= ${on})
    GROUP BY sites.id, organisations.name
    ORDER BY sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
