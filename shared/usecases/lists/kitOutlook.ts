import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { listCollectedSessions, listPickupSites } from '../../../db/queries/collected.ts';
import { listLaboratoryIds } from '../../../db/queries/fleet.ts';
import { listKitStock, listKitStops } from '../../../db/queries/kits.ts';
import { listRegionClosings } from '../../../db/queries/laboratories.ts';
import { listPickupPlans } from '../../../db/queries/pickups.ts';
import type { Clock } from '../../clock.ts';
import { addDays } from '../../domain/calendar/calendarDate.ts';
import { wallClock } from '../../domain/calendar/copenhagen.ts';
import { kitBalance } from '../../domain/lists/kitBalance.ts';
import type { KitOutlook } from '../../contracts/views/kits.ts';
import { loadOutlook } from '../planning/pickupDay.ts';

const DAYS_AHEAD = 14;
/** A stop that no list has yet comes when cars have come round. */
const BY_EVENING = 18 * 60;

/**
 * R46: the kits of every site of a region with sessions to come, day by day; of one municipality where it is named. Lists
 * in force say what is brought; days without one, what the coming nights will plan.
 */
export async function kitOutlook(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  { actor, region, municipality }: { actor: Actor; region: string; municipality?: string | undefined },
): Promise<KitOutlook> {
  const today = wallClock(clock.now()).date;
  const to = addDays(today, DAYS_AHEAD);
  return asTenant(db, actor, async (tx) => {
    const laboratories = await listLaboratoryIds(tx, region);
    const ahead = await listCollectedSessions(tx, { laboratories, from: addDays(today, 1) });
    const bySite = Map.groupBy(
      ahead.filter(({ date }) => date <= to),
      ({ site }) => site,
    );
    const ids = [...bySite.keys()];
    const sites = (await listPickupSites(tx, ids)).filter(
      (site) => municipality === undefined || site.municipality === municipality,
    );
    const stock = await listKitStock(tx, ids, today);
    const stops = Map.groupBy(await listKitStops(tx, { region, after: today }), ({ site }) => site);
    const plans = await listPickupPlans(tx, { region, from: addDays(today, 1) });
    const listed = new Set(
      plans.filter(({ state }) => state === 'planned' || state === 'frozen').map(({ date }) => date),
    );
    const { kits } = await loadOutlook(tx, { region, today });
    const closed = new Set(await listRegionClosings(tx, region, { from: today, to }));
    return {
      today,
      to,
      sites: sites.map(({ id, name, municipality: code, turnout }) => {
        const coming = [...kits]
          .filter(([date]) => !listed.has(date) && date > today && date <= to)
          .flatMap(([date, day]) => {
            const count = day.get(id) ?? 0;
            return count > 0 ? [{ date, minute: BY_EVENING, kits: count, stop: null, isOpen: true }] : [];
          });
        const { days, shortages } = kitBalance({
          turnout,
          stock: stock.get(id) ?? 0,
          today,
          brought: [...(stops.get(id) ?? []), ...coming],
          sessions: bySite.get(id) ?? [],
          isClosed: (date) => closed.has(date),
        });
        return { site: id, name, municipality: code, stock: stock.get(id) ?? 0, days, shortages };
      }),
    };
  });
}
