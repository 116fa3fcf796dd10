import { sql } from 'kysely';
import type { RollSessionView, RollView } from '../../../shared/contracts/views/municipality.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { unplacedViews } from './unplaced.ts';

type RollRow = Omit<RollView, 'people' | 'sessions' | 'unplaced'> & { readonly organisationId: string };

/**
 * For each organisation of a municipality the roll that counts: the published one in force or ahead, else the newest agreed
 * one or draft. Scenarios are another page's matter.
 */
export async function rollViews(
  db: Db,
  { municipalityCode, on }: { municipalityCode: string; on: CalendarDate },
): Promise<RollView[]> {
  const { rows } = await sql<RollRow>`
    SELECT DISTINCT ON (rolls.organisation_id)
      rolls.id, rolls.organisation_id, organisations.name AS organisation_name, rolls.state,
      rolls.from_date AS "from", rolls.to_date AS "to", rolls.published_at
    FROM rolls
    JOIN organisations ON organisations.id = rolls.organisation_id
    WHERE rolls.municipality_code = ${municipalityCode} AND rolls.scenario_id IS NULL
      AND rolls.state <> 'superseded' AND rolls.to_date >= ${on}
    ORDER BY rolls.organisation_id, (rolls.state = 'published') DESC, rolls.created_at DESC`.execute(db);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return [];
  const sessions = Map.groupBy(await listSessions(db, ids), ({ rollId }) => rollId);
  const unplaced = await unplacedViews(db, ids);
  return rows
    .map(({ organisationId, ...roll }) => {
      const own = (sessions.get(roll.id) ?? []).map(({ rollId, ...session }) => session);
      const view: RollView = {
        ...roll,
        people: own.reduce((sum, { people }) => sum + people, 0),
        sessions: own,
        unplaced: unplaced.get(roll.id) ?? [],
      };
      return { view, isMunicipality: organisationId === municipalityCode };
    })
    .sort((a, b) => Number(b.isMunicipality) - Number(a.isMunicipality))
    .map(({ view }) => view);
}

/** One roll, whatever its state; undefined when there is none. */
export async function rollViewOf(db: Db, id: string): Promise<RollView | undefined> {
  const { rows } = await sql<RollRow>`
    SELECT rolls.id, rolls.organisation_id, organisations.name AS organisation_name, rolls.state,
      rolls.from_date AS "from", rolls.to_date AS "to", rolls.published_at
    FROM rolls JOIN organisations ON organisations.id = rolls.organisation_id
    WHERE rolls.id = ${id}`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { organisationId, ...roll } = row;
  const own = (await listSessions(db, [id])).map(({ rollId, ...session }) => session);
  return {
    ...roll,
    people: own.reduce((sum, { people }) => sum + people, 0),
    sessions: own,
    unplaced: (await unplacedViews(db, [id])).get(id) ?? [],
  };
}

async function listSessions(
  db: Db,
  rollIds: readonly string[],
): Promise<(RollSessionView & { rollId: string })[]> {
  const { rows } = await sql<RollSessionView & { rollId: string }>`
    SELECT sessions.roll_id, sessions.id, sessions.site_id, sites.name AS site_name, sessions.date,
      sessions.start_minute, sessions.end_minute, sessions.people, sessions.provisional, sessions.state, sessions.origin
    FROM sessions
    JOIN sites ON sites.id = sessions.site_id
    WHERE sessions.roll_id = ANY (${rollIds}) AND sessions.state <> 'superseded'
    ORDER BY sessions.date, sessions.start_minute, sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}
