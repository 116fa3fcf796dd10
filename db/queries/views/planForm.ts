import { sql } from 'kysely';
import type { OwnerToPlan, SessionChoices, TypedByHand } from '../../../shared/contracts/views/planForm.ts';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { Db } from '../../connect.ts';
import { findLatestAllotmentFor } from '../allotments.ts';
import { listOwners } from '../planningSites.ts';

/** Whose rolls a municipality can plan on a day: room has been allotted, and nothing is published in it yet. */
export async function listOwnersToPlan(
  db: Db,
  { municipality, on }: { municipality: string; on: CalendarDate },
): Promise<OwnerToPlan[]> {
  const owners = await listOwners(db, { municipalities: [municipality], from: on, to: on });
  const waiting: OwnerToPlan[] = [];
  for (const { id, name } of owners) {
    const allotment = await findLatestAllotmentFor(db, id, undefined);
    const due = allotment?.policy.due.find(({ owner }) => owner === id);
    if (!allotment || !due || due.to < on || (await isPublished(db, id, allotment.id))) continue;
    const draft = await findDraftIn(db, id, allotment.id);
    waiting.push({
      id,
      name,
      allotmentId: allotment.id,
      agreed: allotment.state === 'agreed',
      from: due.from,
      to: due.to,
      draft: draft?.id ?? null,
      copied: draft?.copied ?? false,
      byHand: draft ? await listByHand(db, draft.id) : [],
    });
  }
  return waiting;
}

async function isPublished(db: Db, owner: string, allotmentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('rolls')
    .select('id')
    .where('organisationId', '=', owner)
    .where('allotmentId', '=', allotmentId)
    .where('state', 'in', ['published', 'superseded'])
    .executeTakeFirst();
  return row !== undefined;
}

async function findDraftIn(
  db: Db,
  owner: string,
  allotmentId: string,
): Promise<{ id: string; copied: boolean } | undefined> {
  const { rows } = await sql<{ id: string; copied: boolean }>`
    SELECT id, coalesce((policy #>> '{wishes,copied}')::boolean, false) AS copied FROM rolls
    WHERE organisation_id = ${owner} AND allotment_id = ${allotmentId} AND state IN ('draft', 'agreed')
      AND scenario_id IS NULL
    ORDER BY created_at DESC LIMIT 1`.execute(db);
  return rows[0];
}

async function listByHand(db: Db, roll: string): Promise<TypedByHand[]> {
  return db
    .selectFrom('sessions')
    .innerJoin('sites', 'sites.id', 'sessions.siteId')
    .select(['sessions.id', 'sites.name as siteName', 'sessions.date', 'sessions.startMinute'])
    .where('rollId', '=', roll)
    .where('origin', '=', 'hand')
    .orderBy('date')
    .orderBy('startMinute')
    .execute();
}

/** The sites of a roll's owner, by name. */
export async function listRollSites(db: Db, roll: string): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    SELECT sites.id, sites.name FROM rolls
    JOIN organisations AS owner ON owner.id = rolls.organisation_id
    JOIN sites ON sites.municipality_code = rolls.municipality_code
    JOIN organisations ON organisations.id = sites.organisation_id
    WHERE rolls.id = ${roll}
      AND CASE WHEN organisations.independent THEN organisations.id ELSE sites.municipality_code END = owner.id
      AND sites.open_from <= rolls.to_date AND (sites.open_to IS NULL OR sites.open_to >= rolls.from_date)
    ORDER BY sites.name COLLATE "da-x-icu"`.execute(db);
  return rows;
}

export async function findSessionChoices(
  db: Db,
  { roll, site }: { roll: string; site: string },
): Promise<SessionChoices | undefined> {
  const found = (await listRollSites(db, roll)).find(({ id }) => id === site);
  if (!found) return undefined;
  const windows = await db
    .selectFrom('windows')
    .select(['id', 'name', 'fromMinute', 'toMinute', 'lanes', 'weekdays'])
    .where('siteId', '=', site)
    .orderBy('fromMinute')
    .execute();
  const { rows: swabbers } = await sql<{ id: string; label: string }>`
    SELECT swabbers.id, swabbers.label FROM swabbers
    WHERE swabbers.trained_on IS NOT NULL AND (
      EXISTS (SELECT FROM swabber_sites WHERE swabber_id = swabbers.id AND site_id = ${site})
      OR EXISTS (SELECT FROM swab_team_sites WHERE swab_team_sites.team_id = swabbers.team_id AND site_id = ${site}))
    ORDER BY swabbers.label COLLATE "da-x-icu"`.execute(db);
  return { site: found, windows, swabbers };
}
