import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Transaction } from '../connect.ts';

/** A stop of a list in force that fetches the samples of some sessions. */
export interface StopOfSession {
  readonly session: string;
  readonly stop: string;
  readonly plan: string;
  readonly region: string;
  readonly date: CalendarDate;
  readonly fixed: boolean;
  readonly samples: number;
  readonly kits: number;
}

export async function listStopsOf(
  transaction: Transaction,
  sessions: readonly string[],
): Promise<StopOfSession[]> {
  const { rows } = await sql<StopOfSession>`
    SELECT stop_sessions.session_id AS session, stops.id AS stop, routes.plan_id AS plan, stops.region_code AS region,
      routes.date, pickup_plans.state = 'frozen' AS fixed, stops.samples, stops.kits
    FROM stop_sessions
    JOIN stops ON stops.id = stop_sessions.stop_id AND stops.state IN ('planned', 'frozen')
    JOIN routes ON routes.id = stops.route_id AND routes.in_force
    JOIN pickup_plans ON pickup_plans.id = routes.plan_id
    WHERE stop_sessions.session_id = ANY (${sessions}::uuid[])
    ORDER BY routes.date, stops.id`.execute(transaction);
  return rows;
}

/** A session's samples go with another stop, or there are none. */
export async function takeOffStop(
  transaction: Transaction,
  { stop, session }: Pick<StopOfSession, 'stop' | 'session'>,
): Promise<void> {
  await transaction
    .deleteFrom('stopSessions')
    .where('stopId', '=', stop)
    .where('sessionId', '=', session)
    .execute();
}

/**
 * Counts a stop's samples anew from its sessions and their turnout (P6). A stop that neither fetches nor brings
 * anything is cancelled. @returns what it is now
 */
export async function recountStop(
  transaction: Transaction,
  stop: string,
): Promise<{ readonly samples: number; readonly state: string } | undefined> {
  const { rows } = await sql<{ samples: number; state: string }>`
    UPDATE stops SET samples = counted.samples,
      state = CASE WHEN counted.samples = 0 AND stops.kits = 0 THEN 'cancelled' ELSE stops.state END
    FROM (
      SELECT coalesce(sum(ceil(sessions.people * sites.turnout - 1e-9)), 0)::integer AS samples
      FROM stop_sessions
      JOIN sessions ON sessions.id = stop_sessions.session_id AND sessions.published
      JOIN sites ON sites.id = sessions.site_id
      WHERE stop_sessions.stop_id = ${stop}
    ) AS counted
    WHERE stops.id = ${stop}
    RETURNING stops.samples, stops.state`.execute(transaction);
  return rows[0];
}

/** R56: what changed after a list was fixed, for whoever has to call the driver. */
export async function insertStopChange(
  transaction: Transaction,
  change: {
    readonly id: string;
    readonly planId: string;
    readonly stopId: string;
    readonly regionCode: string;
    readonly municipalityCode: string;
    readonly madeAt: Date;
    readonly madeBy: string;
    readonly change: string;
    readonly facts: Readonly<Record<string, number>>;
  },
): Promise<void> {
  await transaction
    .insertInto('stopChanges')
    .values({ ...change, facts: JSON.stringify(change.facts) })
    .execute();
}
