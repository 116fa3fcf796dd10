import { sql } from 'kysely';
import type { CalendarDate } from '../../shared/domain/calendar/calendarDate.ts';
import type { Shift } from '../../shared/domain/calendar/shift.ts';
import type { PastOffers } from '../../shared/domain/offers/headcounts.ts';
import { headcountSubjects } from '../../shared/domain/offers/headcounts.ts';
import type { Subject } from '../../shared/domain/offers/subject.ts';
import { fromCommonAnchor } from '../../shared/domain/planning/rota.ts';
import type { Db } from '../connect.ts';
import type { Owner } from './planningSites.ts';

/** Subjects with the owner whose roll offers them their tests. */
export interface OwnedSubject {
  readonly owner: string;
  readonly subject: Subject;
}

interface Asked {
  readonly owners: readonly Owner[];
  /** In scope on some day from–to. */
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** Offers from this day on do not count: they are what is about to be planned. */
  readonly offeredBefore: CalendarDate;
}

function rotaOf(
  { rotaWeeks, rotaDays }: { rotaWeeks: number | null; rotaDays: number[] | null },
  anchor: CalendarDate | undefined,
): Pick<Subject, 'rotaWeeks' | 'rotaDays'> {
  if (rotaWeeks === null || rotaDays === null || anchor === undefined)
    return { rotaWeeks: 1, rotaDays: null };
  return { rotaWeeks, rotaDays: fromCommonAnchor(rotaDays, { weeks: rotaWeeks, anchor }) };
}

/**
 * Everybody in scope with the date of their last offer that stands, also one from before the product (A6, A13).
 * Ordered by what their owner calls them.
 */
export async function listStaffSubjects(db: Db, asked: Asked): Promise<OwnedSubject[]> {
  if (asked.owners.length === 0) return [];
  const ids = asked.owners.map(({ id }) => id);
  const anchors = new Map(asked.owners.map(({ id, rotaAnchor }) => [id, rotaAnchor]));
  const rows = await db
    .with('last', (query) =>
      query
        .selectFrom(
          query
            .selectFrom('earlierOffers')
            .select(['staffId', 'offeredOn'])
            .where('staffId', 'is not', null)
            .where('organisationId', 'in', ids)
            .where('offeredOn', '<', asked.offeredBefore)
            .unionAll(
              query
                .selectFrom('slots')
                .select(['staffId', 'date as offeredOn'])
                .where('staffId', 'is not', null)
                .where('organisationId', 'in', ids)
                .where('published', '=', true)
                .where('state', '=', 'planned')
                .where('date', '<', asked.offeredBefore),
            )
            .as('offers'),
        )
        .select(['staffId', sql<CalendarDate>`max(offered_on)`.as('offeredOn')])
        .groupBy('staffId'),
    )
    .with('served', (query) =>
      query
        .selectFrom('staffSites')
        .select(['staffId', sql<string[]>`array_agg(site_id::text ORDER BY position, site_id)`.as('sites')])
        .where('organisationId', 'in', ids)
        .groupBy('staffId'),
    )
    .selectFrom('staff')
    .innerJoin('served', 'served.staffId', 'staff.id')
    .leftJoin('last', 'last.staffId', 'staff.id')
    .select([
      'staff.id',
      'staff.organisationId as owner',
      'staff.label as name',
      'staff.careTeamId as careTeam',
      'staff.shift',
      'staff.rotaWeeks',
      'staff.rotaDays',
      'staff.inScopeFrom as from',
      'staff.inScopeTo as to',
      'staff.pausedUntil',
      'served.sites',
      'last.offeredOn as lastOffer',
    ])
    .where('staff.organisationId', 'in', ids)
    .where('staff.inScopeFrom', '<=', asked.to)
    .where((where) =>
      where.or([where('staff.inScopeTo', 'is', null), where('staff.inScopeTo', '>=', asked.from)]),
    )
    .orderBy('staff.organisationId')
    .orderBy('staff.label')
    .execute();
  return rows.map(({ owner, rotaWeeks, rotaDays, shift, ...row }) => ({
    owner,
    subject: {
      ...row,
      kind: 'staff',
      count: 1,
      shift: shift as Shift,
      ...rotaOf({ rotaWeeks, rotaDays }, anchors.get(owner)),
    },
  }));
}

async function listPastOfHeadcounts(db: Db, headcounts: readonly string[], before: CalendarDate) {
  const earlier = await db
    .selectFrom('earlierOffers')
    .select(['headcountId', 'offeredOn as date', 'people'])
    .where('headcountId', 'in', headcounts)
    .where('offeredOn', '<', before)
    .execute();
  const slots = await db
    .selectFrom('slots')
    .select(['headcountId', 'date', (select) => select.fn.sum<number>('people').as('people')])
    .where('headcountId', 'in', headcounts)
    .where('published', '=', true)
    .where('state', '=', 'planned')
    .where('date', '<', before)
    .groupBy(['headcountId', 'date'])
    .execute();
  return Map.groupBy([...earlier, ...slots], ({ headcountId }) => headcountId ?? '');
}

/** Headcounts as subjects that share a last offer (P1), ordered by site, shift and date. */
export async function listHeadcountSubjects(db: Db, asked: Asked): Promise<OwnedSubject[]> {
  if (asked.owners.length === 0) return [];
  const anchors = new Map(asked.owners.map(({ id, rotaAnchor }) => [id, rotaAnchor]));
  const ownerOf = sql<string>`CASE WHEN organisations.independent THEN organisations.id ELSE headcounts.municipality_code END`;
  const rows = await db
    .selectFrom('headcounts')
    .innerJoin('sites', 'sites.id', 'headcounts.siteId')
    .innerJoin('organisations', 'organisations.id', 'headcounts.organisationId')
    .select([
      'headcounts.id',
      'headcounts.siteId',
      'headcounts.shift',
      'headcounts.people',
      'headcounts.rotaWeeks',
      'headcounts.rotaDays',
      'headcounts.fromDate',
      'headcounts.toDate',
      'sites.name as site',
      ownerOf.as('owner'),
    ])
    .where(
      ownerOf,
      'in',
      asked.owners.map(({ id }) => id),
    )
    .where('headcounts.fromDate', '<=', asked.to)
    .where((where) =>
      where.or([where('headcounts.toDate', 'is', null), where('headcounts.toDate', '>=', asked.from)]),
    )
    .orderBy('headcounts.municipalityCode')
    .orderBy('sites.name')
    .orderBy('headcounts.shift')
    .orderBy('headcounts.fromDate')
    .orderBy('headcounts.rotaWeeks')
    .orderBy('headcounts.rotaDays')
    .orderBy('headcounts.people')
    .orderBy('headcounts.id')
    .execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const past = await listPastOfHeadcounts(db, ids, asked.offeredBefore);
  return rows.flatMap((row, i) =>
    headcountSubjects(
      {
        id: row.id,
        name: `${row.site} ${row.shift} ${i + 1}`,
        count: row.people,
        sites: [row.siteId],
        careTeam: null,
        shift: row.shift as Shift,
        ...rotaOf(row, anchors.get(row.owner)),
        from: row.fromDate,
        to: row.toDate,
        pausedUntil: null,
      },
      (past.get(row.id) ?? []) satisfies readonly PastOffers[],
    ).map((subject) => ({ owner: row.owner, subject })),
  );
}
