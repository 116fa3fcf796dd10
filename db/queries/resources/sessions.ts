import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { Db } from '../../connect.ts';

export interface SessionFilter {
  readonly roll?: string | undefined;
  readonly municipality?: MunicipalityCode | undefined;
  readonly site?: string | undefined;
  readonly from?: CalendarDate | undefined;
  readonly to?: CalendarDate | undefined;
  readonly state?: string | undefined;
  readonly limit: number;
  readonly offset: number;
}

function sessions(db: Db) {
  return db
    .selectFrom('sessions')
    .innerJoin('sites', 'sites.id', 'sessions.siteId')
    .innerJoin('rooms', 'rooms.id', 'sessions.roomId')
    .innerJoin('laboratories', 'laboratories.id', 'sessions.laboratoryId')
    .innerJoin('rolls', 'rolls.id', 'sessions.rollId')
    .where('rolls.scenarioId', 'is', null)
    .selectAll('sessions')
    .select(['sites.name as siteName', 'rooms.name as roomName', 'laboratories.name as laboratoryName']);
}

/** By date, time and site. */
export async function listSessions(db: Db, filter: SessionFilter) {
  const { roll, municipality, site, from, to, state, limit, offset } = filter;
  return sessions(db)
    .$if(roll !== undefined, (query) => query.where('sessions.rollId', '=', roll ?? ''))
    .$if(municipality !== undefined, (query) =>
      query.where('sessions.municipalityCode', '=', municipality ?? ''),
    )
    .$if(site !== undefined, (query) => query.where('sessions.siteId', '=', site ?? ''))
    .$if(from !== undefined, (query) => query.where('sessions.date', '>=', from!))
    .$if(to !== undefined, (query) => query.where('sessions.date', '<=', to!))
    .$if(state !== undefined, (query) => query.where('sessions.state', '=', state ?? ''))
    .orderBy('sessions.date')
    .orderBy('sessions.startMinute')
    .orderBy('sites.name')
    .orderBy('sessions.id')
    .limit(limit)
    .offset(offset)
    .execute();
}

export async function findSession(db: Db, id: string) {
  return sessions(db).where('sessions.id', '=', id).executeTakeFirst();
}

export async function listSlots(db: Db, sessionId: string) {
  return db
    .selectFrom('slots')
    .leftJoin('staff', 'staff.id', 'slots.staffId')
    .select(['slots.startMinute', 'slots.lane', 'slots.minutes', 'slots.people', 'staff.label'])
    .where('slots.sessionId', '=', sessionId)
    .where('slots.state', '=', 'planned')
    .orderBy('slots.laneMinute')
    .orderBy('slots.lane')
    .execute();
}

export async function listLanes(db: Db, sessionId: string) {
  return db
    .selectFrom('sessionLanes')
    .leftJoin('swabbers', 'swabbers.id', 'sessionLanes.swabberId')
    .select(['sessionLanes.lane', 'swabbers.label', 'sessionLanes.workstation'])
    .where('sessionLanes.sessionId', '=', sessionId)
    .orderBy('sessionLanes.lane')
    .execute();
}
