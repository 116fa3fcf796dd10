import { sql } from 'kysely';
import type { RollSessionView } from '../../../shared/contracts/views/municipality.ts';
import type {
  SessionPickup,
  SessionView,
  SiteView,
  SlotView,
  WindowView,
} from '../../../shared/contracts/views/site.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { findSiteDocument, listChanges } from './changes.ts';
import { listLeftBehindOf } from './leftBehind.ts';
import { listContactsOf } from './contacts.ts';
import { findKeyPerson } from './dayPeople.ts';
import { findSiteWeekdays } from './siteWeekdays.ts';

type SiteRow = Omit<
  SiteView,
  'municipality' | 'windows' | 'fixedWeekdays' | 'sessions' | 'contacts' | 'leftBehind'
> & {
  readonly municipalityCode: string;
  readonly municipalityName: string;
};

/** A site with its windows and published sessions; null when there is none with this id. */
export async function siteView(
  db: Db,
  { id, on }: { id: string; on: CalendarDate },
): Promise<SiteView | null> {
  const { rows } = await sql<SiteRow>`
    SELECT sites.id, sites.name, sites.kind, sites.address, organisations.name AS organisation_name,
      municipalities.code AS municipality_code, municipalities.name AS municipality_name,
      sites.pickup_point, sites.pickup_from_minute, sites.last_pickup_minute, sites.minutes_per_swab
    FROM sites
    JOIN organisations ON organisations.id = sites.organisation_id
    JOIN municipalities ON municipalities.code = sites.municipality_code
    WHERE sites.id = ${id}`.execute(db);
  const site = rows[0];
  if (!site) return null;
  const { municipalityCode, municipalityName, ...rest } = site;
  return {
    ...rest,
    municipality: { code: municipalityCode, name: municipalityName },
    windows: await listWindows(db, id),
    fixedWeekdays: (await findSiteWeekdays(db, { id, on }))?.fixed ?? null,
    sessions: await listSessions(db, id),
    contacts: await listContactsOf(db, { siteId: id }),
    leftBehind: await listLeftBehindOf(db, { site: id, on }),
  };
}

async function listWindows(db: Db, siteId: string): Promise<WindowView[]> {
  return db
    .selectFrom('windows')
    .innerJoin('rooms', 'rooms.id', 'windows.roomId')
    .where('windows.siteId', '=', siteId)
    .select(['windows.name', 'rooms.name as roomName', 'fromMinute', 'toMinute', 'windows.lanes', 'weekdays'])
    .orderBy('fromMinute')
    .execute();
}

async function listSessions(db: Db, siteId: string): Promise<RollSessionView[]> {
  const { rows } = await sql<RollSessionView>`
    SELECT sessions.id, sessions.site_id, sites.name AS site_name, sessions.date, sessions.start_minute,
      sessions.end_minute, sessions.people, sessions.provisional, sessions.state
    FROM sessions
    JOIN sites ON sites.id = sessions.site_id
    WHERE sessions.site_id = ${siteId} AND sessions.published
    ORDER BY sessions.date, sessions.start_minute`.execute(db);
  return rows;
}

type SessionRow = Omit<
  SessionView,
  'municipality' | 'lanes' | 'slots' | 'pickup' | 'keyPerson' | 'document' | 'changes' | 'phase'
> & {
  readonly municipalityCode: string;
  readonly municipalityName: string;
};

/** A session with its times and swabbers; null when there is none with this id. */
export async function sessionView(
  db: Db,
  { id, on }: { id: string; on: CalendarDate },
): Promise<SessionView | null> {
  const { rows } = await sql<SessionRow>`
    SELECT sessions.id, sessions.site_id, sites.name AS site_name, sessions.date, sessions.start_minute,
      sessions.end_minute, sessions.people, sessions.provisional, sessions.state, sessions.drop_in,
      sites.address, sites.pickup_point, rooms.name AS room_name,
      laboratories.name AS laboratory_name, laboratories.region_code, sessions.lab_date,
      municipalities.code AS municipality_code, municipalities.name AS municipality_name
    FROM sessions
    JOIN sites ON sites.id = sessions.site_id
    JOIN rooms ON rooms.id = sessions.room_id
    JOIN laboratories ON laboratories.id = sessions.laboratory_id
    JOIN municipalities ON municipalities.code = sessions.municipality_code
    WHERE sessions.id = ${id}`.execute(db);
  const session = rows[0];
  if (!session) return null;
  const { municipalityCode, municipalityName, ...rest } = session;
  return {
    ...rest,
    municipality: { code: municipalityCode, name: municipalityName },
    lanes: await listLanes(db, id),
    slots: await listSlots(db, id),
    pickup: await findPickup(db, id),
    keyPerson: await findKeyPerson(db, id),
    document: await findSiteDocument(db, id),
    changes: await listChanges(db, { session: id }),
    phase: session.date > on ? 'ahead' : session.date === on ? 'today' : 'over',
  };
}

async function listLanes(db: Db, sessionId: string): Promise<SessionView['lanes']> {
  const { rows } = await sql<SessionView['lanes'][number]>`
    SELECT session_lanes.lane, swabbers.label AS swabber
    FROM session_lanes
    LEFT JOIN swabbers ON swabbers.id = session_lanes.swabber_id
    WHERE session_lanes.session_id = ${sessionId}
    ORDER BY session_lanes.lane`.execute(db);
  return rows;
}

/** What the organisation calls the person, never a name of ours: an installation may not know names at all (P1). */
async function listSlots(db: Db, sessionId: string): Promise<SlotView[]> {
  const { rows } = await sql<SlotView>`
    SELECT slots.id, slots.start_minute, slots.lane, slots.people, staff.label,
      coalesce(staff.shift, headcounts.shift) AS shift
    FROM slots
    LEFT JOIN staff ON staff.id = slots.staff_id
    LEFT JOIN headcounts ON headcounts.id = slots.headcount_id
    WHERE slots.session_id = ${sessionId} AND slots.state = 'planned'
    ORDER BY slots.start_minute, slots.lane, slots.lane_minute`.execute(db);
  return rows;
}

async function findPickup(db: Db, sessionId: string): Promise<SessionPickup | null> {
  const { rows } = await sql<SessionPickup>`
    SELECT stops.region_code, routes.date, vehicles.name AS vehicle, stops.arrival_minute
    FROM stop_sessions
    JOIN stops ON stops.id = stop_sessions.stop_id
    JOIN routes ON routes.id = stops.route_id AND routes.in_force
    JOIN vehicles ON vehicles.id = routes.vehicle_id
    WHERE stop_sessions.session_id = ${sessionId}
    LIMIT 1`.execute(db);
  return rows[0] ?? null;
}
