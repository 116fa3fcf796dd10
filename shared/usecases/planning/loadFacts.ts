import type { Db } from '../../../db/connect.ts';
import { listPlanningLaboratories, listRegionClosings } from '../../../db/queries/laboratories.ts';
import { listPlanningSites, type Owner } from '../../../db/queries/planningSites.ts';
import { listPlanningPools, listPlanningSwabbers } from '../../../db/queries/swabbers.ts';
import { addDays } from '../../domain/calendar/calendarDate.ts';
import { closedDates } from '../../domain/planning/closures.ts';
import type { PlanningFacts } from '../../domain/planning/facts.ts';
import { uniquelyNamed } from '../../domain/planning/names.ts';
import type { Horizon } from '../../domain/planning/rollParts.ts';

/** Samples of the last session may arrive some days after the roll. */
export const ARRIVALS_AFTER_DAYS = 7;

/** Places, swabbers and laboratories of the owners over a horizon. */
export async function loadFacts(
  db: Db,
  { owners, region, horizon }: { owners: readonly Owner[]; region: string; horizon: Horizon },
): Promise<PlanningFacts> {
  const span = { from: horizon.from, to: addDays(horizon.to, ARRIVALS_AFTER_DAYS) };
  const sites = await listPlanningSites(
    db,
    owners.map(({ id }) => id),
    horizon,
  );
  const laboratories = await listPlanningLaboratories(
    db,
    [...new Set(sites.map(({ laboratory }) => laboratory))],
    span,
  );
  const names = new Map(owners.map(({ id, name }) => [id, name]));
  return {
    laboratories: uniquelyNamed(laboratories, ({ id }) => id),
    sites: uniquelyNamed(sites, ({ municipality }) => municipality),
    swabbers: uniquelyNamed(await listPlanningSwabbers(db, owners), ({ owner }) => names.get(owner) ?? owner),
    pools: uniquelyNamed(await listPlanningPools(db, owners), () => 'pool'),
    closedDates: closedDates(span, await listRegionClosings(db, region, span)),
  };
}
