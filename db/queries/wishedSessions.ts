import type { StoredSession } from '../../shared/domain/planning/sessionDrafts.ts';
import type { Db, Transaction } from '../connect.ts';
import { listSessions } from './sessions.ts';

/** The newest draft of an owner that ends on a day. */
export async function findDraft(
  db: Db,
  { owner, to }: { owner: string; to: string },
): Promise<{ id: string; from: StoredSession['date']; to: StoredSession['date'] } | undefined> {
  return db
    .selectFrom('rolls')
    .select(['id', 'fromDate as from', 'toDate as to'])
    .where('organisationId', '=', owner)
    .where('toDate', '=', to as StoredSession['date'])
    .where('state', '=', 'draft')
    .where('scenarioId', 'is', null)
    .orderBy('createdAt', 'desc')
    .executeTakeFirst();
}

/** Sessions of a roll that somebody typed by hand or copied from the last one (P3). */
export async function listWishedSessions(
  db: Db,
  roll: {
    readonly id: string;
    readonly owner: string;
    readonly from: StoredSession['date'];
    readonly to: StoredSession['date'];
  },
): Promise<(StoredSession & { readonly origin: string })[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['id', 'origin'])
    .where('rollId', '=', roll.id)
    .where('origin', 'in', ['hand', 'copy'])
    .where('state', 'in', ['draft', 'agreed', 'published'])
    .execute();
  if (rows.length === 0) return [];
  const origins = new Map(rows.map(({ id, origin }) => [id, origin]));
  const { owner, from, to } = roll;
  const sessions = await listSessions(db, { owner, from, to, rollId: roll.id });
  return sessions.flatMap((session) => {
    const origin = origins.get(session.id);
    return origin === undefined ? [] : [{ ...session, origin }];
  });
}

export interface HandSession {
  readonly id: string;
  readonly roll: {
    readonly id: string;
    readonly owner: string;
    readonly municipality: string;
    readonly state: string;
  };
  readonly site: {
    readonly id: string;
    readonly laboratory: string;
    readonly dropIn: number;
    readonly minutesPerSwab: number;
  };
  readonly window: { readonly id: string; readonly roomId: string };
  readonly date: StoredSession['date'];
  readonly labDate: StoredSession['date'];
  readonly start: number;
  /** By lane. */
  readonly swabbers: readonly string[];
}

/** A session with its crew and nobody in it yet; in a published roll it is published at once. */
export async function insertHandSession(transaction: Transaction, session: HandSession): Promise<void> {
  const { id, roll, site, window, date, start, swabbers } = session;
  const end = start + site.minutesPerSwab;
  const published = roll.state === 'published';
  await transaction
    .insertInto('sessions')
    .values({
      id,
      rollId: roll.id,
      organisationId: roll.owner,
      municipalityCode: roll.municipality,
      siteId: site.id,
      roomId: window.roomId,
      windowId: window.id,
      date,
      startMinute: start,
      endMinute: end,
      lanes: swabbers.length,
      people: 0,
      dropIn: site.dropIn,
      laboratoryId: site.laboratory,
      labDate: session.labDate,
      provisional: false,
      state: published ? 'published' : 'draft',
      origin: 'hand',
    })
    .execute();
  await transaction
    .insertInto('sessionLanes')
    .values(
      swabbers.map((swabber, lane) => ({
        sessionId: id,
        lane,
        organisationId: roll.owner,
        roomId: window.roomId,
        date,
        startMinute: start,
        endMinute: end,
        published,
        swabberId: swabber,
      })),
    )
    .execute();
}
