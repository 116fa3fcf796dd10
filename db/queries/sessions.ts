import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { StoredSession } from '../../shared/domain/planning/sessionDrafts.ts';
import type { SessionDraft } from '../../shared/domain/planning/sessionDrafts.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

interface Wanted {
  readonly owner: string;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Only those of one roll, whatever its state; else the published ones. */
  readonly rollId?: string;
}

/** Sessions with their lanes and slots, in order of date, site and start. */
export async function listSessions(db: Db, wanted: Wanted): Promise<StoredSession[]> {
  const { rollId } = wanted;
  const rows = await db
    .selectFrom('sessions')
    .innerJoin('sites', 'sites.id', 'sessions.siteId')
    .select([
      'sessions.id',
      'sessions.rollId',
      'sessions.siteId as site',
      'sessions.windowId as window',
      'sessions.date',
      'sessions.labDate',
      'sessions.startMinute as start',
      'sessions.endMinute as end',
      'sessions.provisional',
    ])
    .where('sessions.organisationId', '=', wanted.owner)
    .where('sessions.date', '>=', wanted.from)
    .where('sessions.date', '<=', wanted.to)
    .$if(rollId === undefined, (query) => query.where('sessions.published', '=', true))
    .$if(rollId !== undefined, (query) => query.where('sessions.rollId', '=', rollId ?? ''))
    .orderBy('sessions.date')
    .orderBy('sites.name')
    .orderBy('sessions.siteId')
    .orderBy('sessions.startMinute')
    .execute();
  const ids = rows.map(({ id }) => id);
  const lanes = Map.groupBy(await listLanes(db, ids), ({ sessionId }) => sessionId);
  const slots = Map.groupBy(await listSlots(db, ids), ({ sessionId }) => sessionId);
  return rows.map((session) => ({
    ...session,
    swabbers: (lanes.get(session.id) ?? []).map(({ swabberId }) => swabberId),
    workstations: (lanes.get(session.id) ?? []).map(({ workstation }) => workstation),
    slots: (slots.get(session.id) ?? []).map(({ id, lane, startMinute, people, staffId, headcountId }) => ({
      id,
      lane,
      start: startMinute,
      people,
      subject: staffId
        ? { kind: 'staff' as const, id: staffId }
        : { kind: 'headcount' as const, id: headcountId ?? '' },
    })),
  }));
}

/** An array parameter: an `in` list of many thousand ids would be as many parameters. */
const anyOf = (ids: readonly string[]) => sql<boolean>`session_id = ANY (${ids}::uuid[])`;

async function listLanes(db: Db, sessions: readonly string[]) {
  return db
    .selectFrom('sessionLanes')
    .select(['sessionId', 'swabberId', 'workstation'])
    .where(anyOf(sessions))
    .orderBy('sessionId')
    .orderBy('lane')
    .execute();
}

async function listSlots(db: Db, sessions: readonly string[]) {
  return db
    .selectFrom('slots')
    .select(['id', 'sessionId', 'lane', 'startMinute', 'people', 'staffId', 'headcountId'])
    .where(anyOf(sessions))
    .where('state', '=', 'planned')
    .orderBy('sessionId')
    .orderBy('lane')
    .orderBy('laneMinute')
    .execute();
}

/** Samples that published sessions send to laboratories. */
export interface StandingLoad {
  readonly laboratory: string;
  readonly owner: string;
  /** Of the session. */
  readonly date: CalendarDate;
  readonly labDate: CalendarDate;
  readonly samples: number;
}

export async function listStandingLoads(
  db: Db,
  laboratories: readonly string[],
  from: CalendarDate,
): Promise<StandingLoad[]> {
  if (laboratories.length === 0) return [];
  return db
    .selectFrom('sessions')
    .innerJoin('sites', 'sites.id', 'sessions.siteId')
    .select([
      'sessions.laboratoryId as laboratory',
      'sessions.organisationId as owner',
      'sessions.date',
      'sessions.labDate',
      sql<number>`sum(sessions.people * sites.turnout)::float8`.as('samples'),
    ])
    .where('sessions.laboratoryId', 'in', laboratories)
    .where('sessions.labDate', '>=', from)
    .where('sessions.published', '=', true)
    .groupBy(['sessions.laboratoryId', 'sessions.organisationId', 'sessions.date', 'sessions.labDate'])
    .orderBy('sessions.labDate')
    .execute();
}

/** Saves a roll's sessions with their lanes and slots as drafts. */
export async function insertSessions(
  transaction: Transaction,
  roll: { readonly id: string; readonly owner: string; readonly municipality: string },
  drafts: readonly SessionDraft[],
  newId: () => string,
): Promise<void> {
  const withIds = drafts.map((draft) => ({ draft, id: newId() }));
  await insertRows(
    transaction,
    'sessions',
    withIds.map(({ draft, id }) => ({
      id,
      rollId: roll.id,
      organisationId: roll.owner,
      municipalityCode: roll.municipality,
      siteId: draft.site.id,
      roomId: draft.window.roomId,
      windowId: draft.window.id,
      date: draft.date,
      startMinute: draft.start,
      endMinute: draft.end,
      lanes: draft.lanes.length,
      people: draft.people,
      dropIn: draft.site.dropIn,
      laboratoryId: draft.site.laboratory,
      labDate: draft.labDate,
      provisional: draft.provisional,
      state: 'draft',
      origin: draft.origin,
    })),
  );
  await insertRows(
    transaction,
    'sessionLanes',
    withIds.flatMap(({ draft, id }) =>
      draft.lanes.map((lane) => ({
        sessionId: id,
        lane: lane.lane,
        organisationId: roll.owner,
        roomId: draft.window.roomId,
        date: draft.date,
        startMinute: draft.start,
        endMinute: draft.end,
        published: false,
        swabberId: lane.swabber,
        poolId: lane.pool,
        workstation: lane.workstation,
      })),
    ),
  );
  await insertRows(
    transaction,
    'slots',
    withIds.flatMap(({ draft, id }) =>
      draft.slots.map((slot) => ({
        id: newId(),
        sessionId: id,
        organisationId: roll.owner,
        date: draft.date,
        published: false,
        lane: slot.lane,
        startMinute: slot.start,
        laneMinute: slot.laneMinute,
        minutes: slot.minutes,
        people: slot.people,
        staffId: slot.offer.subject.kind === 'staff' ? slot.offer.subject.id : null,
        headcountId: slot.offer.subject.kind === 'headcount' ? slot.offer.subject.id : null,
        state: 'planned',
      })),
    ),
  );
}

/** All sessions of a roll take a step: draft → agreed → published. Lanes and slots follow by their foreign keys. */
export async function setSessionStates(
  transaction: Transaction,
  rollId: string,
  state: 'agreed' | 'published',
): Promise<void> {
  await transaction
    .updateTable('sessions')
    .set({ state })
    .where('rollId', '=', rollId)
    .where('state', 'in', ['draft', 'agreed'])
    .execute();
}

/**
 * Takes slots out of published sessions, kept and marked (R24): of the people who serve one of the places, or are named
 * among them, from a date on. Sessions nobody is left in are superseded; the others keep their people and their new number.
 */
export async function supersedeSlots(
  transaction: Transaction,
  about: { owner: string; from: CalendarDate; to: CalendarDate; places: readonly string[] },
): Promise<void> {
  const places = about.places as string[];
  const { rows } = await sql<{ sessionId: string }>`
    UPDATE slots SET state = 'superseded'
    FROM sessions
    WHERE sessions.id = slots.session_id AND sessions.published AND slots.state = 'planned'
      AND sessions.organisation_id = ${about.owner} AND slots.organisation_id = ${about.owner}
      AND sessions.date BETWEEN ${about.from} AND ${about.to}
      AND (slots.staff_id IN (SELECT staff_id FROM staff_sites WHERE site_id::text = ANY (${places})
             UNION SELECT id FROM staff WHERE care_team_id::text = ANY (${places}))
        OR slots.headcount_id IN (SELECT id FROM headcounts WHERE site_id::text = ANY (${places}))
        OR slots.staff_id::text = ANY (${places}) OR slots.headcount_id::text = ANY (${places}))
    RETURNING slots.session_id
  `.execute(transaction);
  await recount(transaction, [...new Set(rows.map(({ sessionId }) => sessionId))]);
}

/** Sessions that a new roll takes over, people and all. */
export async function supersedeSessions(transaction: Transaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`UPDATE slots SET state = 'superseded' WHERE state = 'planned' AND ${anyOf(ids)}`.execute(
    transaction,
  );
  await recount(transaction, ids);
}

async function recount(transaction: Transaction, sessions: readonly string[]): Promise<void> {
  if (sessions.length === 0) return;
  await sql`
    UPDATE sessions
    SET people = counted.people, state = CASE WHEN counted.people = 0 THEN 'superseded' ELSE sessions.state END
    FROM (
      SELECT sessions.id, coalesce(sum(slots.people) FILTER (WHERE slots.state = 'planned'), 0)::integer AS people
      FROM sessions LEFT JOIN slots ON slots.session_id = sessions.id
      WHERE sessions.id = ANY (${sessions}::uuid[])
      GROUP BY sessions.id
    ) AS counted
    WHERE sessions.id = counted.id
  `.execute(transaction);
}

/** The Wednesday check has confirmed test weeks: their sessions are provisional no longer. */
export async function confirmSessions(
  transaction: Transaction,
  { owner, weeks }: { owner: string; weeks: readonly CalendarDate[] },
): Promise<number> {
  if (weeks.length === 0) return 0;
  const result = await transaction
    .updateTable('sessions')
    .set({ provisional: false })
    .where('organisationId', '=', owner)
    .where('published', '=', true)
    .where('provisional', '=', true)
    .where(sql<CalendarDate>`date_trunc('week', date)::date`, 'in', weeks)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
