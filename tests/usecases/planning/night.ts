import { sql } from 'kysely';
import type { Db } from '../../../db/connect.ts';
import { type Clock, fixedClock } from '../../../shared/clock.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { planPickups as solvePickups } from '../../../shared/domain/pickups/planPickups.ts';
import { planRoll as solveRoll } from '../../../shared/domain/rolls/planRoll.ts';
import { afterIterations } from '../../../shared/domain/search/stop.ts';
import { createLog, type Log } from '../../../shared/log.ts';
import { agreeTestDays } from '../../../shared/usecases/agreeTestDays.ts';
import { allotTestDays } from '../../../shared/usecases/allotTestDays.ts';
import { answerTestDays } from '../../../shared/usecases/answerTestDays.ts';
import { draftRoll, type Drafted } from '../../../shared/usecases/draftRoll.ts';
import type { SolveRoll } from '../../../shared/usecases/planning/solver.ts';
import { planPickups, type SolvePickups } from '../../../shared/usecases/planPickups.ts';
import { pickupDaysToPlan, rollsToDraft, rollsToPublish } from '../../../shared/usecases/plansDue.ts';
import { publishRoll } from '../../../shared/usecases/publishRoll.ts';

export interface NightWorld {
  readonly db: Db;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  readonly planRoll: SolveRoll;
  readonly planPickups: SolvePickups;
}

/** The planners called directly; in the product they run in worker threads. */
export function nightWorld(db: Db, instant: string): NightWorld {
  return {
    db,
    clock: fixedClock(instant),
    newId: () => crypto.randomUUID(),
    log: createLog('silent'),
    planRoll: (problem, { seed, iterations }) =>
      Promise.resolve(solveRoll(problem, { seed, stop: afterIterations(iterations) })),
    planPickups: (problem, { seed, iterations }) =>
      Promise.resolve(solvePickups(problem, { seed, stop: afterIterations(iterations) })),
  };
}

/** A run's row, as the pipeline makes one. */
export async function insertNight(db: Db, id: string, on: CalendarDate): Promise<void> {
  await db
    .insertInto('runs')
    .values({
      id,
      kind: 'night',
      key: on,
      forDate: on,
      step: 'allot',
      state: 'running',
      requestedBy: 'test',
      createdAt: new Date(`${on}T20:00:00Z`),
    })
    .execute();
}

export interface NightReport {
  readonly drafted: readonly Drafted[];
  readonly pickupDays: readonly CalendarDate[];
}

/** The steps of a night from allotting to pickups, in the pipeline's order. */
export async function planNight(
  world: NightWorld,
  { region, on, runId }: { region: string; on: CalendarDate; runId: string },
): Promise<NightReport> {
  const seed = 1;
  const { allotmentId } = await allotTestDays(world, { region, on, runId, seed });
  if (allotmentId !== null) {
    await answerTestDays(world, { allotmentId, by: 'demo', onBehalfOf: 'everybody' });
    await agreeTestDays(world, { allotmentId, region, by: 'demo' });
  }
  const drafted: Drafted[] = [];
  for (const { allotmentId: id, owner } of await rollsToDraft(world, { runId })) {
    drafted.push(await draftRoll(world, { allotmentId: id, owner, on, runId, seed }));
  }
  for (const { rollId } of await rollsToPublish(world, { runId }))
    await publishRoll(world, { rollId, on, by: 'demo' });
  const pickupDays = await pickupDaysToPlan(world, { region, on, runId });
  for (const date of pickupDays) await planPickups(world, { region, date, on, runId, seed });
  return { drafted, pickupDays };
}

/** What has been published and planned, ids and timestamps aside. */
export async function contentOf(db: Db): Promise<unknown> {
  const { rows } = await sql`
    SELECT 'slot' AS kind, sites.name, sessions.date::text, slots.lane, slots.lane_minute,
      coalesce(staff.label, slots.headcount_id::text) AS who, slots.people, slots.state
    FROM slots JOIN sessions ON sessions.id = slots.session_id JOIN sites ON sites.id = sessions.site_id
    LEFT JOIN staff ON staff.id = slots.staff_id WHERE sessions.published
    UNION ALL
    SELECT 'stop', sites.name, routes.date::text, routes.trip, stops.arrival_minute, vehicles.name, stops.samples,
      stops.kits::text
    FROM stops JOIN routes ON routes.id = stops.route_id JOIN vehicles ON vehicles.id = routes.vehicle_id
    JOIN sites ON sites.id = stops.site_id WHERE routes.in_force
    ORDER BY 1, 2, 3, 4, 5, 6
  `.execute(db);
  return rows;
}
