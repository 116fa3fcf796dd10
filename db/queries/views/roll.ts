import { sql } from 'kysely';
import { z } from 'zod';
import type { RollDifference, RollPageView, SwabbingView } from '../../../shared/contracts/views/roll.ts';
import { type CalendarDate, isCalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { goalWeights, USUAL_WEIGHTS } from '../../../shared/domain/planning/goals.ts';
import type { Db } from '../../connect.ts';
import { findGoals } from '../plannersWords.ts';
import { listChanges } from './changes.ts';
import { rollViewOf } from './rolls.ts';

const refusedWish = z.object({
  siteName: z.string(),
  date: z.string().refine(isCalendarDate),
  start: z.string(),
  faults: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      facts: z.record(z.string(), z.union([z.string(), z.number()])),
    }),
  ),
});
/** What a roll keeps of its making; old ones keep less. */
const made = z
  .object({
    policy: z.string(),
    notBefore: z.string().refine(isCalendarDate),
    room: z.enum(['quota', 'agreed-days', 'reserve']),
    weights: goalWeights,
    wishes: z.object({ refused: z.array(refusedWish) }),
  })
  .partial();
const figures = z.record(z.string(), z.number()).catch({});

interface Row {
  readonly owner: string;
  readonly code: string;
  readonly name: string;
  readonly policy: unknown;
  readonly score: unknown;
  readonly bounds: unknown;
  readonly seed: number;
  readonly supersedes: string | null;
}

/** A roll with what it was made for; null when there is none with this id. */
export async function rollPageView(
  db: Db,
  { id, on }: { id: string; on: CalendarDate },
): Promise<RollPageView | null> {
  const { rows } = await sql<Row>`
    SELECT rolls.organisation_id AS owner, municipalities.code, municipalities.name, rolls.policy, rolls.score,
      rolls.bounds, rolls.seed, rolls.supersedes
    FROM rolls JOIN municipalities ON municipalities.code = rolls.municipality_code
    WHERE rolls.id = ${id} AND rolls.scenario_id IS NULL`.execute(db);
  const row = rows[0];
  const roll = await rollViewOf(db, id);
  if (!row || !roll) return null;
  const {
    policy = null,
    notBefore = null,
    room = null,
    weights,
    wishes,
  } = made.safeParse(row.policy).data ?? {};
  return {
    roll,
    owner: row.owner,
    municipality: { code: row.code, name: row.name },
    room,
    policy,
    notBefore,
    score: figures.parse(row.score),
    bounds: figures.parse(row.bounds),
    seed: row.seed,
    weights: weights ?? USUAL_WEIGHTS,
    nextWeights: (await findGoals(db, row.owner, on))?.weights ?? USUAL_WEIGHTS,
    difference: row.supersedes === null ? null : await differenceOf(db, id),
    swabbing: await listSwabbing(db, id),
    inHolidays: await listInHolidays(db, id),
    withdrawals: await listChanges(db, { roll: id }),
    refused: wishes?.refused ?? [],
  };
}

/** People by name whose time this roll took from an earlier one, or gave them. */
async function differenceOf(db: Db, id: string): Promise<RollDifference> {
  const { rows } = await sql<RollDifference>`
    WITH roll AS (SELECT * FROM rolls WHERE id = ${id}), was AS (
      SELECT DISTINCT ON (slots.staff_id, sessions.date) slots.staff_id, sessions.site_id, sessions.date, slots.start_minute
      FROM slots JOIN sessions ON sessions.id = slots.session_id JOIN roll ON roll.organisation_id = sessions.organisation_id
      WHERE slots.state = 'superseded' AND slots.staff_id IS NOT NULL AND sessions.roll_id <> roll.id
        AND sessions.date BETWEEN roll.from_date AND roll.to_date
    ), now AS (
      SELECT slots.staff_id, sessions.site_id, sessions.date, slots.start_minute
      FROM slots JOIN sessions ON sessions.id = slots.session_id
      WHERE sessions.roll_id = ${id} AND slots.state = 'planned' AND slots.staff_id IS NOT NULL
    )
    SELECT
      (SELECT count(DISTINCT was.staff_id)::integer FROM was WHERE staff_id IN (SELECT staff_id FROM now)
        AND (staff_id, site_id, date, start_minute) NOT IN (SELECT staff_id, site_id, date, start_minute FROM now)) AS moved,
      (SELECT count(DISTINCT now.staff_id)::integer FROM now WHERE staff_id NOT IN (SELECT staff_id FROM was)) AS placed,
      (SELECT count(DISTINCT was.staff_id)::integer FROM was WHERE staff_id NOT IN (SELECT staff_id FROM now)
        AND NOT EXISTS (SELECT FROM slots WHERE slots.staff_id = was.staff_id AND slots.published
          AND slots.state = 'planned' AND slots.date >= was.date)) AS lost`.execute(db);
  return rows[0] ?? { moved: 0, placed: 0, lost: 0 };
}

/** P14: lanes × minutes, in the shift in which a session begins. */
async function listSwabbing(db: Db, id: string): Promise<SwabbingView[]> {
  const { rows } = await sql<SwabbingView>`
    SELECT sites.id AS site_id, sites.name AS site_name, count(DISTINCT sessions.date)::integer AS test_days,
      coalesce(sum(minutes) FILTER (WHERE start_minute BETWEEN 420 AND 899), 0)::integer AS day,
      coalesce(sum(minutes) FILTER (WHERE start_minute BETWEEN 900 AND 1379), 0)::integer AS evening,
      coalesce(sum(minutes) FILTER (WHERE start_minute < 420 OR start_minute >= 1380), 0)::integer AS night
    FROM (SELECT site_id, date, start_minute, (end_minute - start_minute) * lanes AS minutes FROM sessions
      WHERE roll_id = ${id} AND state NOT IN ('superseded', 'cancelled')) AS sessions
    JOIN sites ON sites.id = sessions.site_id
    GROUP BY sites.id ORDER BY sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}

/** School holidays are avoided: where one could not be, it is shown. */
async function listInHolidays(db: Db, id: string): Promise<RollPageView['inHolidays']> {
  const { rows } = await sql<RollPageView['inHolidays'][number]>`
    SELECT DISTINCT sites.name AS site_name, sessions.date, closing_days.reason
    FROM sessions
    JOIN sites ON sites.id = sessions.site_id
    JOIN closing_days ON closing_days.kind = 'school-holiday' AND closing_days.date = sessions.date
      AND (closing_days.site_id = sites.id OR (closing_days.site_id IS NULL
        AND closing_days.municipality_code = sites.municipality_code))
    WHERE sessions.roll_id = ${id} AND sessions.state NOT IN ('superseded', 'cancelled')
    ORDER BY sessions.date, sites.name`.execute(db);
  return rows;
}
