import { sql } from 'kysely';
import type {
  AllotmentView,
  LaboratoryLoad,
  LoadDay,
  PickupDay,
  RegionMunicipality,
  RegionView,
} from '../../../shared/contracts/views/region.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { withTakenOver } from '../../../shared/domain/geography/regions.ts';
import type { Db } from '../../connect.ts';
import { listContactsOf } from './contacts.ts';
import { carriedOverSince, decidedViewsOn, measuredRows } from './decidedStates.ts';
import { unprioritised } from './unprioritised.ts';

/** A region in counts, as planned on a day; null when there is none with this code. */
export async function regionView(
  db: Db,
  { code, on }: { code: string; on: CalendarDate },
): Promise<RegionView | null> {
  const region = await db
    .selectFrom('regions')
    .select(['code', 'name'])
    .where('code', '=', code)
    .executeTakeFirst();
  if (!region) return null;
  return {
    ...region,
    laboratories: await listLoads(db, { code, on }),
    allotment: await findAllotment(db, { code, on }),
    municipalities: await listMunicipalities(db, { code, on }),
    pickups: await listPickupDays(db, { code, on }),
    contacts: await listContactsOf(db, { regionCode: code }),
  };
}

interface At {
  readonly code: string;
  readonly on: CalendarDate;
}

async function findAllotment(db: Db, { code, on }: At): Promise<AllotmentView | null> {
  const { rows } = await sql<AllotmentView>`
    SELECT state, from_date AS "from", to_date AS "to"
    FROM allotments
    WHERE region_code = ANY (${withTakenOver(code)}) AND scenario_id IS NULL AND state <> 'superseded' AND to_date >= ${on}
    ORDER BY created_at DESC
    LIMIT 1`.execute(db);
  return rows[0] ?? null;
}

/**
 * Published samples per laboratory day against capacity (R50), from the first planned day to the last, days without
 * samples among them. Turnout sizes the load (P6).
 */
async function listLoads(db: Db, { code, on }: At): Promise<LaboratoryLoad[]> {
  const { rows } = await sql<LoadDay & { id: string; name: string }>`
    WITH load AS (
      SELECT sessions.laboratory_id, sessions.lab_date AS date,
        round(sum(sessions.people * sites.turnout))::integer AS planned
      FROM sessions
      JOIN sites ON sites.id = sessions.site_id
      JOIN rolls ON rolls.id = sessions.roll_id
      WHERE sessions.published AND rolls.state = 'published' AND rolls.to_date >= ${on}
      GROUP BY 1, 2
    ), span AS (
      SELECT laboratory_id, min(date) AS first, max(date) AS last FROM load GROUP BY 1
    )
    SELECT laboratories.id, laboratories.name, day::date AS date, coalesce(load.planned, 0) AS planned,
      CASE WHEN EXISTS (
        SELECT FROM closing_days
        WHERE closing_days.laboratory_id = laboratories.id AND closing_days.date = day::date AND kind = 'closed'
      ) THEN 0
      ELSE coalesce(other.capacity, laboratories.weekday_capacity[extract(isodow FROM day)::integer]) END AS capacity
    FROM laboratories
    JOIN span ON span.laboratory_id = laboratories.id
    CROSS JOIN LATERAL generate_series(span.first::timestamp, span.last::timestamp, interval '1 day') AS day
    LEFT JOIN load ON load.laboratory_id = laboratories.id AND load.date = day::date
    LEFT JOIN laboratory_capacities AS other
      ON other.laboratory_id = laboratories.id AND other.date = day::date
    WHERE laboratories.region_code = ANY (${withTakenOver(code)})
    ORDER BY laboratories.name, day`.execute(db);
  return [...Map.groupBy(rows, ({ id }) => id)].map(([id, days]) => ({
    id,
    name: days[0]?.name ?? '',
    days: days.map(({ date, planned, capacity }) => ({ date, planned, capacity })),
  }));
}

type Row = Omit<RegionMunicipality, 'measured' | 'decided' | 'carriedOverSince' | 'unprioritised'> & {
  readonly measured: 'red' | 'green' | null;
  readonly cases: number | null;
  readonly population: number | null;
  readonly published: number | null;
};

/**
 * Of allotments that run side by side the newest speaks for an owner on the days that it is about. A changed roll gives
 * room to those who are planned anew alone: whoever stands beside them from an earlier roll counts as agreed.
 */
async function listMunicipalities(db: Db, { code, on }: At): Promise<RegionMunicipality[]> {
  const { rows } = await sql<Row>`
    WITH running AS (
      SELECT id, created_at, policy FROM allotments
      WHERE region_code = ANY (${withTakenOver(code)}) AND scenario_id IS NULL AND state <> 'superseded' AND to_date >= ${on}
    ), given AS (
      SELECT running.id, running.created_at, due.owner, due."from", due."to"
      FROM running CROSS JOIN LATERAL jsonb_to_recordset(policy->'due') AS due(owner text, "from" date, "to" date)
    ), granted AS (
      SELECT quotas.municipality_code, quotas.date, quotas.people
      FROM quotas JOIN running ON running.id = quotas.allotment_id
      WHERE NOT EXISTS (SELECT FROM given AS newer WHERE newer.owner = quotas.organisation_id
        AND newer.created_at > running.created_at AND quotas.date BETWEEN newer."from" AND newer."to")
      UNION ALL
      SELECT sessions.municipality_code, sessions.lab_date, sessions.people
      FROM sessions JOIN rolls ON rolls.id = sessions.roll_id JOIN running ON running.id = rolls.allotment_id
      WHERE sessions.published AND EXISTS (SELECT FROM given AS newer WHERE newer.owner = sessions.organisation_id
        AND newer.created_at > running.created_at AND sessions.lab_date BETWEEN newer."from" AND newer."to")
    ), quota AS (
      SELECT municipality_code, sum(people)::integer AS total, max(people)::integer AS largest
      FROM (SELECT municipality_code, date, sum(people) AS people FROM granted GROUP BY 1, 2) AS by_day GROUP BY 1
    ), days AS (
      SELECT municipality_code, count(*)::integer AS all_days, count(*) FILTER (WHERE agreed)::integer AS agreed
      FROM (SELECT municipality_code, site_id, date, bool_or(state = 'agreed') AS agreed
        FROM test_days WHERE allotment_id IN (SELECT id FROM running) AND state <> 'withdrawn'
        GROUP BY 1, 2, 3) AS by_site GROUP BY 1
    ), current AS (
      SELECT id, municipality_code FROM rolls
      WHERE state = 'published' AND scenario_id IS NULL AND to_date >= ${on}
    ), planned AS (
      SELECT current.municipality_code, count(*)::integer AS sessions, sum(people)::integer AS people
      FROM sessions JOIN current ON current.id = sessions.roll_id
      WHERE sessions.published GROUP BY 1
    ), missing AS (
      SELECT current.municipality_code, sum(people)::integer AS people
      FROM unplaced JOIN current ON current.id = unplaced.roll_id GROUP BY 1
    )
    SELECT municipalities.code, municipalities.name,
      measured.colour AS measured, measured.cases, measured.population,
      measured.published_incidence AS published,
      quota.total AS quota, quota.largest AS largest_day,
      coalesce(days.all_days, 0) AS test_days, coalesce(days.agreed, 0) AS agreed_test_days,
      coalesce(planned.sessions, 0) AS sessions, coalesce(planned.people, 0) AS people,
      coalesce(missing.people, 0) AS unplaced
    FROM municipalities
    JOIN region_memberships AS member ON member.municipality_code = municipalities.code
      AND member.region_code = ${code} AND daterange(member.from_date, member.to_date, '[]') @> ${on}::date
    LEFT JOIN (${measuredRows(on)}) AS measured ON measured.municipality_code = municipalities.code
    LEFT JOIN quota ON quota.municipality_code = municipalities.code
    LEFT JOIN days ON days.municipality_code = municipalities.code
    LEFT JOIN planned ON planned.municipality_code = municipalities.code
    LEFT JOIN missing ON missing.municipality_code = municipalities.code
    ORDER BY municipalities.name COLLATE "da-x-icu"`.execute(db);
  const decidedOf = await decidedViewsOn(db, on);
  const short = await unprioritised(db, on);
  return rows.map(({ measured, cases, population, published, ...row }) => ({
    ...row,
    measured: measured === null ? null : { colour: measured, cases, population: population ?? 0, published },
    decided: decidedOf(row.code),
    carriedOverSince: carriedOverSince(decidedOf(row.code), on),
    unprioritised: short.get(row.code) ?? 0,
  }));
}

async function listPickupDays(db: Db, { code, on }: At): Promise<PickupDay[]> {
  const { rows } = await sql<PickupDay>`
    SELECT plan.date, plan.state, count(DISTINCT routes.id)::integer AS routes, count(stops.id)::integer AS stops,
      coalesce(sum(stops.samples), 0)::integer AS samples,
      (SELECT coalesce(sum(km), 0) FROM routes WHERE plan_id = plan.id) AS km
    FROM pickup_plans AS plan
    LEFT JOIN routes ON routes.plan_id = plan.id
    LEFT JOIN stops ON stops.route_id = routes.id
    WHERE plan.region_code = ${code} AND plan.in_force AND plan.date >= ${on}
    GROUP BY plan.id
    ORDER BY plan.date`.execute(db);
  return rows;
}
