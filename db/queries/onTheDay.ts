import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { DaySession, DaySlot } from '../../shared/domain/onTheDay/daySession.ts';
import { servedAt } from '../../shared/domain/onTheDay/settle.ts';
import type { PlanningFacts } from '../../shared/domain/planning/facts.ts';
import type { Db, Transaction } from '../connect.ts';
import { insertRows } from '../insertRows.ts';

/** Where an agreed session belongs. */
export interface SessionHome {
  readonly id: string;
  readonly owner: string;
  readonly municipality: string;
  readonly rollId: string;
  readonly rollFrom: CalendarDate;
  readonly rollTo: CalendarDate;
  readonly date: CalendarDate;
  readonly start: number;
  readonly state: string;
  readonly confirmedAt: Date | null;
  readonly region: string;
}

export async function findSessionHome(
  db: Db,
  about: { readonly session: string } | { readonly slot: string },
): Promise<SessionHome | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('rolls', 'rolls.id', 'sessions.rollId')
    .innerJoin('laboratories', 'laboratories.id', 'sessions.laboratoryId')
    .select([
      'sessions.id',
      'sessions.organisationId as owner',
      'sessions.municipalityCode as municipality',
      'sessions.rollId',
      'rolls.fromDate as rollFrom',
      'rolls.toDate as rollTo',
      'sessions.date',
      'sessions.startMinute as start',
      'sessions.state',
      'sessions.confirmedAt',
      'laboratories.regionCode as region',
    ])
    .where('rolls.scenarioId', 'is', null)
    .$if('session' in about, (query) =>
      query.where('sessions.id', '=', 'session' in about ? about.session : ''),
    )
    .$if('slot' in about, (query) =>
      query.where('sessions.id', 'in', (slots) =>
        slots
          .selectFrom('slots')
          .select('sessionId')
          .where('id', '=', 'slot' in about ? about.slot : '')
          .where('state', '=', 'planned'),
      ),
    )
    .executeTakeFirst();
}

interface Wanted {
  readonly owner: string;
  readonly dates: readonly CalendarDate[] | { readonly from: CalendarDate; readonly to: CalendarDate };
}

/** Agreed sessions of an owner on some days, or from a day to another. */
export async function listDaySessions(db: Db, wanted: Wanted, lock = false): Promise<DaySession[]> {
  const { dates } = wanted;
  const rows = await db
    .selectFrom('sessions')
    .select([
      'id',
      'rollId',
      'siteId as site',
      'windowId as window',
      'date',
      'labDate',
      'startMinute as start',
      'endMinute as end',
      'provisional',
      'laboratoryId as laboratory',
      'dropIn',
    ])
    .where('organisationId', '=', wanted.owner)
    .where('published', '=', true)
    .$if('from' in dates, (query) =>
      'from' in dates ? query.where('date', '>=', dates.from).where('date', '<=', dates.to) : query,
    )
    .$if(!('from' in dates), (query) => ('from' in dates ? query : query.where('date', 'in', dates)))
    .orderBy('date')
    .orderBy('startMinute')
    .orderBy('id')
    .$if(lock, (query) => query.forUpdate())
    .execute();
  const ids = rows.map(({ id }) => id);
  const lanes = Map.groupBy(
    await db
      .selectFrom('sessionLanes')
      .select(['sessionId', 'swabberId', 'workstation'])
      .where(sql<boolean>`session_id = ANY (${ids}::uuid[])`)
      .orderBy('lane')
      .execute(),
    ({ sessionId }) => sessionId,
  );
  const slots = Map.groupBy(
    await db
      .selectFrom('slots')
      .select(['id', 'sessionId', 'lane', 'startMinute as start', 'people', 'staffId', 'headcountId'])
      .where(sql<boolean>`session_id = ANY (${ids}::uuid[])`)
      .where('state', '=', 'planned')
      .orderBy('lane')
      .orderBy('laneMinute')
      .execute(),
    ({ sessionId }) => sessionId,
  );
  return rows.map((session) => ({
    ...session,
    swabbers: (lanes.get(session.id) ?? []).map(({ swabberId }) => swabberId),
    workstations: (lanes.get(session.id) ?? []).map(({ workstation }) => workstation),
    slots: (slots.get(session.id) ?? []).map(({ id, lane, start, people, staffId, headcountId }) => ({
      id,
      lane,
      start,
      people,
      subject: staffId
        ? { kind: 'staff' as const, id: staffId }
        : { kind: 'headcount' as const, id: headcountId ?? '' },
      headcount: headcountId,
    })),
  }));
}

/** The same, locked until the transaction ends: two people at the telephone change one after the other. */
export async function lockDaySessions(transaction: Transaction, wanted: Wanted): Promise<DaySession[]> {
  return listDaySessions(transaction, wanted, true);
}

const sameSlot = (a: DaySlot, b: DaySlot) =>
  a.lane === b.lane && a.start === b.start && a.people === b.people && a.subject.id === b.subject.id;

/** Slots of one session that are no longer as they were, and those that stand there now. */
function slotChanges(before: DaySession, after: DaySession) {
  const [was, is] = [new Map(before.slots.map((s) => [s.id, s])), new Map(after.slots.map((s) => [s.id, s]))];
  return {
    gone: before.slots.filter((slot) => {
      const now = is.get(slot.id);
      return !now || !sameSlot(slot, now);
    }),
    come: after.slots.filter((slot) => {
      const then = was.get(slot.id);
      return !then || !sameSlot(slot, then);
    }),
  };
}

const peopleIn = ({ slots }: DaySession) => slots.reduce((sum, { people }) => sum + people, 0);

/**
 * Saves changed sessions. A time that somebody was told is kept, marked as superseded; the new one is a new row. First
 * everything makes room, then everything takes its place: no two bookings meet on the way.
 */
export async function saveDaySessions(
  transaction: Transaction,
  {
    before,
    after,
    owner,
    facts,
    newId,
  }: {
    readonly before: readonly DaySession[];
    readonly after: readonly DaySession[];
    readonly owner: string;
    readonly facts: PlanningFacts;
    readonly newId: () => string;
  },
): Promise<void> {
  const old = new Map(before.map((session) => [session.id, session]));
  const changed = after.flatMap((session) => {
    const was = old.get(session.id);
    return was && was !== session ? [{ was, session, slots: slotChanges(was, session) }] : [];
  });
  const gone = changed.flatMap(({ slots }) => slots.gone.map(({ id }) => id));
  await sql`UPDATE slots SET state = 'superseded' WHERE id = ANY (${gone}::uuid[])`.execute(transaction);
  for (const { was, session } of changed) {
    await sql`
      UPDATE session_lanes SET swabber_id = NULL WHERE session_id = ${session.id}
    `.execute(transaction);
    if (session.swabbers.length < was.swabbers.length && session.swabbers.length > 0) {
      await sql`
        DELETE FROM session_lanes WHERE session_id = ${session.id} AND lane >= ${session.swabbers.length}
      `.execute(transaction);
    }
  }
  for (const { was, session } of changed) await updateSession(transaction, was, session);
  for (const { session, slots } of changed) {
    const site = facts.sites.find(({ id }) => id === session.site);
    const served = site ? servedAt(session.slots, site) : new Map<string, { from: number; to: number }>();
    await insertRows(
      transaction,
      'slots',
      slots.come.map((slot) => ({
        id: newId(),
        sessionId: session.id,
        organisationId: owner,
        date: session.date,
        published: true,
        lane: slot.lane,
        startMinute: slot.start,
        laneMinute: served.get(slot.id)?.from ?? slot.start,
        minutes: slot.people * (site?.minutesPerSwab ?? 1),
        people: slot.people,
        staffId: slot.subject.kind === 'staff' ? slot.subject.id : null,
        headcountId: slot.headcount,
        state: 'planned',
      })),
    );
    for (const [lane, swabberId] of session.swabbers.entries()) {
      await sql`
        UPDATE session_lanes SET swabber_id = ${swabberId}::uuid, workstation = ${session.workstations[lane] ?? null},
          pool_id = CASE WHEN ${session.workstations[lane] ?? null}::smallint IS NULL THEN NULL ELSE pool_id END
        WHERE session_id = ${session.id} AND lane = ${lane}
      `.execute(transaction);
    }
  }
}

async function updateSession(transaction: Transaction, was: DaySession, session: DaySession): Promise<void> {
  const people = peopleIn(session);
  const held = people > 0 || peopleIn(was) === 0;
  await transaction
    .updateTable('sessions')
    .set({
      startMinute: session.start,
      endMinute: session.end,
      labDate: session.labDate,
      people,
      dropIn: session.dropIn,
      lanes: Math.max(1, session.swabbers.length),
      ...(held ? {} : { state: 'cancelled' }),
    })
    .where('id', '=', session.id)
    .execute();
}

/** Nobody is tested at a session today: it and its times are kept and marked. */
export async function cancelDaySession(transaction: Transaction, id: string): Promise<void> {
  await sql`UPDATE slots SET state = 'cancelled' WHERE session_id = ${id} AND state = 'planned'`.execute(
    transaction,
  );
  await transaction
    .updateTable('sessions')
    .set({ state: 'cancelled', people: 0 })
    .where('id', '=', id)
    .execute();
}
