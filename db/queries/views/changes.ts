import { sql } from 'kysely';
import type {
  ChangeView,
  ConcernedView,
  SiteDocumentView,
} from '../../../shared/contracts/views/daySession.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';

type Of = { readonly session: string } | { readonly roll: string };

interface Row {
  readonly changeId: string;
  readonly id: string;
  readonly label: string | null;
  readonly isSwabber: boolean;
  readonly people: number;
  readonly beforeDate: CalendarDate | null;
  readonly beforeStart: number | null;
  readonly beforeSite: string | null;
  readonly afterDate: CalendarDate | null;
  readonly afterStart: number | null;
  readonly afterSite: string | null;
  readonly toldAt: Date | null;
}

/** What was changed in a session (also where its people came from or went), or by withdrawing a roll; newest first. */
export async function listChanges(db: Db, of: Of): Promise<ChangeView[]> {
  const about =
    'session' in of
      ? sql`session_id = ${of.session} OR id IN (SELECT change_id FROM roll_change_people
          WHERE before_session = ${of.session} OR after_session = ${of.session})`
      : sql`roll_id = ${of.roll} AND session_id IS NULL`;
  const { rows } = await sql<Omit<ChangeView, 'concerned'>>`
    SELECT id, kind, made_at, made_by, reason FROM roll_changes WHERE ${about}
    ORDER BY made_at DESC, id`.execute(db);
  const people = await listConcerned(
    db,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, concerned: people.get(row.id) ?? [] }));
}

async function listConcerned(
  db: Db,
  changes: readonly string[],
): Promise<ReadonlyMap<string, ConcernedView[]>> {
  const { rows } = await sql<Row>`
    SELECT people.change_id, people.id, coalesce(staff.label, swabbers.label) AS label,
      people.swabber_id IS NOT NULL AS is_swabber, people.people, people.told_at,
      was.date AS before_date, people.before_minute AS before_start, was_at.name AS before_site,
      now.date AS after_date, people.after_minute AS after_start, now_at.name AS after_site
    FROM roll_change_people AS people
    LEFT JOIN staff ON staff.id = people.staff_id
    LEFT JOIN swabbers ON swabbers.id = people.swabber_id
    LEFT JOIN sessions AS was ON was.id = people.before_session
    LEFT JOIN sites AS was_at ON was_at.id = was.site_id
    LEFT JOIN sessions AS now ON now.id = people.after_session
    LEFT JOIN sites AS now_at ON now_at.id = now.site_id
    WHERE people.change_id = ANY (${changes}::uuid[])
    ORDER BY people.swabber_id NULLS LAST, staff.label COLLATE "da-x-icu", people.id`.execute(db);
  const time = (date: CalendarDate | null, start: number | null, siteName: string | null) =>
    date === null ? null : { date, start: start ?? 0, siteName: siteName ?? '' };
  return Map.groupBy(
    rows.map((row) => ({
      changeId: row.changeId,
      id: row.id,
      label: row.label,
      isSwabber: row.isSwabber,
      people: row.people,
      before: time(row.beforeDate, row.beforeStart, row.beforeSite),
      after: time(row.afterDate, row.afterStart, row.afterSite),
      toldAt: row.toldAt,
    })),
    ({ changeId }) => changeId,
  );
}

/** R43, A12: who performed the swabs; null while the document is only planned. */
export async function findSiteDocument(db: Db, session: string): Promise<SiteDocumentView | null> {
  const { rows } = await sql<Omit<SiteDocumentView, 'performed'>>`
    SELECT confirmed_at, confirmed_by, attended FROM sessions
    WHERE id = ${session} AND confirmed_at IS NOT NULL`.execute(db);
  const found = rows[0];
  if (!found) return null;
  const performed = await sql<SiteDocumentView['performed'][number]>`
    SELECT lane, swabbers.label AS swabber FROM performed_swabs
    JOIN swabbers ON swabbers.id = performed_swabs.swabber_id
    WHERE session_id = ${session} ORDER BY lane, swabbers.label`.execute(db);
  return { ...found, performed: performed.rows };
}
