import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import {
  type FirstRollFacts,
  type Readiness,
  type ReadinessItem,
  readinessOf,
  type ReadyItem,
} from '../../shared/domain/planning/readiness.ts';
import type { Db, Transaction } from '../connect.ts';

/** R48, R54: what is ready in a municipality, and what is known before its first roll. */
export async function findReadiness(
  db: Db,
  { code, on }: { code: string; on: CalendarDate },
): Promise<Readiness> {
  const done = await db
    .selectFrom('readiness')
    .select(['item', 'doneOn'])
    .where('municipalityCode', '=', code)
    .execute();
  return readinessOf(done as ReadyItem[], await findFacts(db, { code, on }));
}

async function findFacts(db: Db, { code, on }: { code: string; on: CalendarDate }): Promise<FirstRollFacts> {
  const { rows } = await sql<FirstRollFacts>`
    WITH open AS (
      SELECT id FROM sites WHERE municipality_code = ${code} AND (open_to IS NULL OR open_to >= ${on})
    ), numbers AS (
      SELECT open.id,
        (SELECT count(*) FROM staff_sites JOIN staff ON staff.id = staff_sites.staff_id
         WHERE staff_sites.site_id = open.id AND staff_sites.position = 0
           AND (staff.in_scope_to IS NULL OR staff.in_scope_to >= ${on}))
        + (SELECT coalesce(sum(people), 0) FROM headcounts
           WHERE site_id = open.id AND (to_date IS NULL OR to_date >= ${on})) AS people
      FROM open
    ), training AS (
      SELECT coalesce(sum(people), 0)::integer AS trainees, coalesce(sum(agreed_people), 0)::integer AS agreed,
        CASE WHEN bool_and(held_on IS NOT NULL) THEN max(held_on) END AS held_on
      FROM training_needs WHERE municipality_code = ${code}
    ), days AS (
      SELECT count(*)::integer AS proposed, count(*) FILTER (WHERE test_days.state = 'agreed')::integer AS agreed
      FROM test_days JOIN allotments ON allotments.id = test_days.allotment_id
      WHERE test_days.municipality_code = ${code} AND test_days.state <> 'withdrawn'
        AND allotments.state <> 'superseded' AND allotments.scenario_id IS NULL
    )
    SELECT (SELECT coalesce(sum(people), 0) FROM numbers)::integer AS expected,
      (SELECT count(*) FROM numbers WHERE people = 0)::integer AS sites_without_numbers,
      training.trainees, training.agreed AS trainees_agreed, training.held_on AS training_held_on,
      days.proposed AS test_days, days.agreed AS test_days_agreed
    FROM training, days`.execute(db);
  const [facts] = rows;
  if (!facts) throw new Error('counting rows gives a row');
  return facts;
}

export async function saveReady(
  transaction: Transaction,
  { code, item, doneOn }: { code: string; item: ReadinessItem; doneOn: CalendarDate | null },
): Promise<void> {
  await transaction
    .insertInto('readiness')
    .values({ municipalityCode: code, item, doneOn })
    .onConflict((conflict) => conflict.columns(['municipalityCode', 'item']).doUpdateSet({ doneOn }))
    .execute();
}
