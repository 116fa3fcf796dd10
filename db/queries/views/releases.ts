import { sql } from 'kysely';
import type { ReleaseSummary, ReleasesView, ReleaseView } from '../../../shared/contracts/views/releases.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { listDisagreements } from '../colours.ts';
import { lastAsked } from '../fetches.ts';

/** The newest releases and all that wait for a judgement, these first. */
export async function releasesView(db: Db, { limit }: { limit: number }): Promise<ReleasesView> {
  const { rows } = await sql<ReleaseSummary>`
    WITH shown AS (
      SELECT * FROM releases
      ORDER BY (state = 'quarantined') DESC, released_on DESC, sequence DESC
      LIMIT ${limit}
    )
    SELECT shown.id, released_on, known_on, sequence, source, state, fetched_at, findings AS doubts,
      judged_at, judged_by, judgement, measured.red
    FROM shown
    LEFT JOIN LATERAL (
      SELECT count(*) FILTER (WHERE colour = 'red')::integer AS red
      FROM (
        SELECT DISTINCT ON (municipality_code) colour FROM measured_colours
        WHERE release_id = shown.id AND in_force
        ORDER BY municipality_code, (window_name = 'published') DESC
      ) AS own
      HAVING count(*) > 0
    ) AS measured ON true
    ORDER BY (state = 'quarantined') DESC, released_on DESC, sequence DESC`.execute(db);
  const { count } = await db
    .selectFrom('releases')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  const asked = await lastAsked(db);
  return { releases: rows, count, lastAsked: asked ? { ...asked, message: asked.message ?? null } : null };
}

/** One release with its files and what each basis measured; null when there is none. */
export async function releaseView(db: Db, id: string): Promise<ReleaseView | null> {
  const { rows } = await sql<ReleaseSummary & { lastSampleDate: CalendarDate | null }>`
    SELECT id, released_on, known_on, sequence, source, state, fetched_at, findings AS doubts, last_sample_date,
      judged_at, judged_by, judgement, NULL AS red
    FROM releases WHERE id = ${id}`.execute(db);
  const release = rows[0];
  if (!release) return null;
  const files = await db
    .selectFrom('releaseFiles')
    .select(['name', 'sha256', 'bytes'])
    .where('releaseId', '=', id)
    .orderBy('name')
    .execute();
  const redBy = await sql<ReleaseView['redBy'][number]>`
    SELECT window_name AS basis, bool_or(in_force) AS in_force,
      count(*) FILTER (WHERE colour = 'red')::integer AS red
    FROM measured_colours WHERE release_id = ${id}
    GROUP BY window_name ORDER BY bool_or(in_force) DESC, window_name`.execute(db);
  return {
    ...release,
    files,
    redBy: redBy.rows,
    disagreements: await listDisagreements(db, id),
  };
}
