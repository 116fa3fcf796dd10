import { sql } from 'kysely';
import type { PlanningPool, PlanningSwabber } from '../../shared/domain/planning/facts.ts';
import { fromCommonAnchor } from '../../shared/domain/planning/rota.ts';
import type { Db } from '../connect.ts';
import type { Owner } from './planningSites.ts';

/** Trained swabbers of the owners with the sites they serve, of themselves or with their team (R41). */
export async function listPlanningSwabbers(db: Db, owners: readonly Owner[]): Promise<PlanningSwabber[]> {
  if (owners.length === 0) return [];
  const anchors = new Map(owners.map(({ id, rotaAnchor }) => [id, rotaAnchor]));
  const ownerOf = sql<string>`CASE WHEN organisations.independent THEN organisations.id ELSE swabbers.municipality_code END`;
  const rows = await db
    .with('served', (query) =>
      query
        .selectFrom('swabberSites')
        .select(['swabberId', 'siteId'])
        .union(
          query
            .selectFrom('swabbers')
            .innerJoin('swabTeamSites', 'swabTeamSites.teamId', 'swabbers.teamId')
            .select(['swabbers.id as swabberId', 'swabTeamSites.siteId']),
        ),
    )
    .selectFrom('swabbers')
    .innerJoin('organisations', 'organisations.id', 'swabbers.organisationId')
    .innerJoin('served', 'served.swabberId', 'swabbers.id')
    .innerJoin('sites', 'sites.id', 'served.siteId')
    .select([
      'swabbers.id',
      'swabbers.label as name',
      'swabbers.staffId as staff',
      'swabbers.fromMinute',
      'swabbers.toMinute',
      'swabbers.rotaWeeks',
      'swabbers.rotaDays',
      'swabbers.trainedOn',
      'swabbers.activeFrom',
      'swabbers.activeTo',
      ownerOf.as('owner'),
      sql<string[]>`array_agg(sites.id::text ORDER BY sites.name, sites.id)`.as('sites'),
    ])
    .where(
      ownerOf,
      'in',
      owners.map(({ id }) => id),
    )
    .where('swabbers.trainedOn', 'is not', null)
    .groupBy(['swabbers.id', 'organisations.id'])
    .orderBy('swabbers.municipalityCode')
    .orderBy('swabbers.label')
    .orderBy('swabbers.id')
    .execute();
  return rows.map(({ fromMinute, toMinute, rotaWeeks, rotaDays, trainedOn, ...swabber }) => {
    const anchor = anchors.get(swabber.owner);
    const rota =
      rotaWeeks === null || rotaDays === null || anchor === undefined
        ? { rotaWeeks: 1, rotaDays: null }
        : { rotaWeeks, rotaDays: fromCommonAnchor(rotaDays, { weeks: rotaWeeks, anchor }) };
    return { ...swabber, ...rota, hours: [fromMinute, toMinute], trainedOn: trainedOn ?? swabber.activeFrom };
  });
}

/** Workstations that move between sites (R47). */
export async function listPlanningPools(db: Db, owners: readonly Owner[]): Promise<PlanningPool[]> {
  if (owners.length === 0) return [];
  return db
    .selectFrom('workstationPools')
    .innerJoin('workstationPoolSites', 'workstationPoolSites.poolId', 'workstationPools.id')
    .innerJoin('sites', 'sites.id', 'workstationPoolSites.siteId')
    .select([
      'workstationPools.id',
      'workstationPools.name',
      'workstationPools.workstations',
      sql<string[]>`array_agg(sites.id::text ORDER BY sites.name, sites.id)`.as('sites'),
    ])
    .where(
      'workstationPools.organisationId',
      'in',
      owners.map(({ id }) => id),
    )
    .groupBy('workstationPools.id')
    .orderBy('workstationPools.name')
    .orderBy('workstationPools.id')
    .execute();
}
