import { sql } from 'kysely';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { Db } from '../../connect.ts';

export interface RollFilter {
  readonly municipality?: MunicipalityCode | undefined;
  readonly region?: string | undefined;
  readonly state?: string | undefined;
  readonly on?: CalendarDate | undefined;
}

function rolls(db: Db) {
  return db
    .selectFrom('rolls')
    .selectAll('rolls')
    .where('rolls.scenarioId', 'is', null)
    .select((eb) => [
      eb
        .selectFrom('sessions')
        .whereRef('sessions.rollId', '=', 'rolls.id')
        .select(eb.fn.countAll<number>().as('n'))
        .as('sessionCount'),
      eb
        .selectFrom('sessions')
        .whereRef('sessions.rollId', '=', 'rolls.id')
        .select(sql<number>`coalesce(sum(people), 0)::int`.as('n'))
        .as('people'),
      sql<number>`(SELECT coalesce(sum(people), 0)::int FROM unplaced_counts(rolls.id))`.as(
        'unplacedCounted',
      ),
      eb
        .selectFrom('unplaced')
        .whereRef('unplaced.rollId', '=', 'rolls.id')
        .select(sql<number>`coalesce(sum(people), 0)::int`.as('n'))
        .as('unplacedSeen'),
    ]);
}

/** Newest period first; scenarios are left out. */
export async function listRolls(db: Db, { municipality, region, state, on }: RollFilter) {
  return rolls(db)
    .$if(municipality !== undefined, (query) =>
      query.where('rolls.municipalityCode', '=', municipality ?? ''),
    )
    .$if(state !== undefined, (query) => query.where('rolls.state', '=', state ?? ''))
    .$if(on !== undefined, (query) => query.where('fromDate', '<=', on!).where('toDate', '>=', on!))
    .$if(region !== undefined, (query) =>
      query.where((eb) =>
        eb.exists(
          eb
            .selectFrom('regionMemberships as membership')
            .select('membership.regionCode')
            .whereRef('membership.municipalityCode', '=', 'rolls.municipalityCode')
            .where('membership.regionCode', '=', region ?? '')
            .whereRef('membership.fromDate', '<=', 'rolls.fromDate')
            .where((where) =>
              where.or([
                where('membership.toDate', 'is', null),
                where('membership.toDate', '>=', where.ref('rolls.fromDate')),
              ]),
            ),
        ),
      ),
    )
    .orderBy('fromDate', 'desc')
    .orderBy('municipalityCode')
    .orderBy('createdAt', 'desc')
    .execute();
}

export async function findRoll(db: Db, id: string) {
  return rolls(db).where('rolls.id', '=', id).executeTakeFirst();
}

export async function listUnplaced(db: Db, rollId: string) {
  return db
    .selectFrom('unplaced')
    .select(['people', 'earliest', 'due', 'limitKind', 'facts', 'message', 'fix'])
    .where('rollId', '=', rollId)
    .orderBy('due')
    .orderBy('id')
    .execute();
}
