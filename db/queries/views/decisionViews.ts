import { sql } from 'kysely';
import type { Colour } from '../../../shared/contracts/views/country.ts';
import type { DecisionFigure, DecisionView } from '../../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { RATE_UNIT } from '../../../shared/domain/incidence/counts.ts';
import { measureMunicipalities } from '../../../shared/domain/incidence/measure.ts';
import { publishedColour } from '../../../shared/domain/incidence/publishedCsv.ts';
import { isCountingWindow } from '../../../shared/domain/incidence/windows.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { type Policy, policyOn } from '../../../shared/domain/policy/policy.ts';
import { standings } from '../../../shared/domain/status/standing.ts';
import type { Db } from '../../connect.ts';
import { listDecisions } from '../decisions.ts';
import { listPolicies } from '../policies.ts';
import { listPublished } from '../publishedIncidence.ts';
import { populationsOn } from '../populations.ts';
import { loadFigures, newestRelease } from '../releases.ts';

interface Row extends Omit<DecisionView, 'partial' | 'figure' | 'standing'> {
  readonly scope: string;
  readonly colour: Colour | null;
  /** Of the release that was known. */
  readonly knownColour: Colour | null;
  readonly knownCases: number | null;
  readonly knownPopulation: number | null;
  readonly knownPublished: number | null;
  readonly releasedOn: CalendarDate | null;
  readonly windowName: string | null;
}

/** The whole history, the latest first, each with what was known on the day when it was decided (R7). */
export async function decisionViews(
  db: Db,
  { code, on }: { code: string; on: CalendarDate },
): Promise<DecisionView[]> {
  const { rows } = await sql<Row>`
    SELECT decisions.id, decisions.number, decisions.kind, decisions.colour, decisions.scope, decisions.decided_on,
      decisions.effective_from, decisions.effective_to, decisions.first_test_week, decisions.interval_weeks,
      decisions.review_on, decisions.reason, decisions.note, decisions.parties, decisions.registered_by,
      decisions.on_behalf_of, decisions.registered_at,
      meant.number AS withdraws,
      ARRAY(
        SELECT coalesce(areas.name, sites.name, care_teams.name)::text
        FROM decision_scopes
        LEFT JOIN areas ON areas.id = area_id
        LEFT JOIN sites ON sites.id = site_id
        LEFT JOIN care_teams ON care_teams.id = care_team_id
        WHERE decision_id = decisions.id
        ORDER BY 1) AS places,
      ARRAY(
        SELECT sites.name::text FROM decision_ranks JOIN sites ON sites.id = site_id
        WHERE decision_id = decisions.id ORDER BY rank) AS ranking,
      known.colour AS known_colour, known.cases AS known_cases, known.population AS known_population,
      known.published_incidence AS known_published,
      known.window_name, known.released_on
    FROM decisions
    LEFT JOIN decisions AS meant ON meant.id = decisions.supersedes AND decisions.kind = 'withdrawal'
    LEFT JOIN releases ON releases.id = decisions.release_id
    LEFT JOIN LATERAL (
      -- A2: of the day, what the authority stated by then goes before our count.
      SELECT row.colour, row.cases, row.population, row.published_incidence, row.window_name, told.released_on
      FROM releases AS told
      JOIN measured_colours AS row ON row.release_id = told.id AND row.in_force
        AND row.municipality_code = decisions.municipality_code
      WHERE told.state = 'applied' AND told.known_on <= decisions.decided_on AND told.measured_at <= decisions.registered_at
        AND (told.released_on, told.sequence) <= (releases.released_on, releases.sequence)
      ORDER BY told.released_on DESC, (row.window_name = 'published') DESC, told.known_on DESC, told.sequence DESC
      LIMIT 1) AS known ON true
    WHERE decisions.municipality_code = ${code} AND decisions.decided_on <= ${on}
    ORDER BY decisions.number DESC`.execute(db);
  const standing = standings(await listDecisions(db, code as MunicipalityCode, on), on);
  const later = await laterFigures(db, { code, on, rows });
  return rows.map((row) => {
    const { scope, releasedOn, windowName: _, ...rest } = row;
    const { knownColour: colour, knownCases, knownPopulation, knownPublished, ...decision } = rest;
    const known =
      colour === null || knownPopulation === null
        ? null
        : { colour, cases: knownCases, population: knownPopulation, published: knownPublished };
    const figure = known && releasedOn && { releasedOn, known, later: later.get(releasedOn) ?? null };
    return {
      ...decision,
      partial: scope === 'partial',
      figure: figure ?? null,
      standing: standing.get(decision.id) ?? { state: 'done', by: null },
    };
  });
}

/**
 * The other time axis: what the newest release known on `on` says of the weeks that decisions were made by; where the
 * authority has stated such a day again since, its word (A2).
 */
async function laterFigures(
  db: Db,
  { code, on, rows }: { code: string; on: CalendarDate; rows: readonly Row[] },
): Promise<ReadonlyMap<CalendarDate, NonNullable<DecisionFigure['later']>>> {
  const newest = await newestRelease(db, on);
  const policies = await listPolicies(db);
  const later = await statedAgain(db, { code, on, rows, policies });
  for (const { releasedOn, windowName } of rows) {
    if (!newest || releasedOn === null || windowName === null || later.has(releasedOn)) continue;
    if (releasedOn >= newest.releasedOn || !isCountingWindow(windowName)) continue;
    const { redFromPer100000 } = policyOn(policies, releasedOn).rules;
    const measured = measureMunicipalities({
      ...(await loadFigures(db, newest.id, releasedOn)),
      anchor: releasedOn,
      policy: { redFromPer100000, countingWindow: windowName },
    });
    const own = measured.find(({ municipality }) => municipality === code);
    if (!own) continue;
    const { colour, cases, population } = own;
    later.set(releasedOn, { colour, cases, population, published: null, releasedOn: newest.releasedOn });
  }
  return later;
}

async function statedAgain(
  db: Db,
  { code, on, rows, policies }: { code: string; on: CalendarDate; rows: readonly Row[]; policies: Policy[] },
): Promise<Map<CalendarDate, NonNullable<DecisionFigure['later']>>> {
  const again = new Map<CalendarDate, NonNullable<DecisionFigure['later']>>();
  const days = rows.flatMap(({ releasedOn }) => releasedOn ?? []).sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return again;
  for (const figure of await listPublished(db, { from, to, knownOn: on })) {
    const { date, municipality, knownOn, cases } = figure;
    if (municipality !== code || knownOn === date) continue;
    const population = (await populationsOn(db, date)).get(municipality);
    if (population === undefined) continue;
    again.set(date, {
      colour: publishedColour(figure, policyOn(policies, date).rules),
      cases: cases ?? null,
      population,
      published: figure.billionths / RATE_UNIT,
      releasedOn: knownOn,
    });
  }
  return again;
}
