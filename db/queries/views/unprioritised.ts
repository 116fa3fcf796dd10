import { sql } from 'kysely';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { standings } from '../../../shared/domain/status/standing.ts';
import type { Db } from '../../connect.ts';
import { listDecisions } from '../decisions.ts';

/**
 * R13, A19: per municipality (by code) the people of rolls to come whom the laboratory or the workstations cannot take,
 * where no prioritisation of kommune and region is or will be in force.
 */
export async function unprioritised(db: Db, on: CalendarDate): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ code: string; people: number }>`
    SELECT unplaced.municipality_code AS code, sum(unplaced.people)::integer AS people
    FROM unplaced
    JOIN rolls ON rolls.id = unplaced.roll_id
    WHERE rolls.state IN ('draft', 'agreed', 'published') AND rolls.scenario_id IS NULL AND rolls.to_date >= ${on}
      AND unplaced.limit_kind IN ('lab-capacity', 'pool')
    GROUP BY 1`.execute(db);
  const short = new Map<string, number>();
  for (const { code, people } of rows) {
    if (!(await isPrioritised(db, code as MunicipalityCode, on))) short.set(code, people);
  }
  return short;
}

async function isPrioritised(db: Db, code: MunicipalityCode, on: CalendarDate): Promise<boolean> {
  const decisions = await listDecisions(db, code, on);
  const standing = standings(decisions, on);
  return decisions.some(({ id, kind }) => {
    const state = standing.get(id)?.state;
    return kind === 'prioritisation' && (state === 'inForce' || state === 'coming');
  });
}
