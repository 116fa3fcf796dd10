import type { Db } from '../../../db/connect.ts';
import { listPlanningLaboratories, listRegionClosings } from '../../../db/queries/laboratories.ts';
import { listCollectedSessions, listPickupSites } from '../../../db/queries/collected.ts';
import { listGarages, listLaboratoryIds, listVans } from '../../../db/queries/fleet.ts';
import { listFrozenKits, listKitStock } from '../../../db/queries/kits.ts';
import { listRoundsOn } from '../../../db/queries/rounds.ts';
import { listStopLocks } from '../../../db/queries/stopLocks.ts';
import { listPolicies } from '../../../db/queries/policies.ts';
import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { statedLock } from '../../domain/lists/locks.ts';
import type { PickupFacts } from '../../domain/planning/buildPickupProblem.ts';
import { type CollectedSession, kitDeliveries } from '../../domain/planning/kits.ts';
import { listSessionsLeftBehind } from '../../../db/queries/leftBehind.ts';
import { uniquelyNamed } from '../../domain/planning/names.ts';
import { capacityOn } from '../../domain/planning/room.ts';
import { nextWorkingDay } from '../../domain/planning/workingDays.ts';
import { policyOn } from '../../domain/policy/policy.ts';

/** Sessions to come in a region, and the kits that they need by date and site (R46). */
export interface PickupOutlook {
  readonly sessions: readonly CollectedSession[];
  readonly kits: ReadonlyMap<CalendarDate, ReadonlyMap<string, number>>;
}

/** How far ahead closing days of the region are asked for. */
const LOOK_AHEAD_DAYS = 120;
const LAST_MINUTE = 1440;

export async function loadOutlook(
  db: Db,
  { region, today }: { region: string; today: CalendarDate },
): Promise<PickupOutlook> {
  const from = addDays(today, 1);
  const laboratories = await listLaboratoryIds(db, region);
  const sessions = await listCollectedSessions(db, { laboratories, from });
  const closed = new Set(await listRegionClosings(db, region, { from, to: addDays(today, LOOK_AHEAD_DAYS) }));
  // Their swabs have been used: they need a place in a car, and no kits.
  const leftBehind = (await listSessionsLeftBehind(db, { region, today })).map((session) => ({
    ...session,
    labDate: nextWorkingDay(today, (date) => closed.has(date)),
  }));
  const bySite = Map.groupBy(sessions, ({ site }) => site);
  const sites = await listPickupSites(db, [...bySite.keys()]);
  const stock = await listKitStock(db, [...bySite.keys()], today);
  const frozen = Map.groupBy(await listFrozenKits(db, region, today), ({ site }) => site);
  const backAt = new Map(
    (await listPlanningLaboratories(db, laboratories, { from, to: from })).map(({ id, arrivalMinute }) => [
      id,
      arrivalMinute,
    ]),
  );
  const kits = new Map<CalendarDate, Map<string, number>>();
  for (const site of sites) {
    const deliveries = kitDeliveries({
      sessions: bySite.get(site.id) ?? [],
      turnout: site.turnout,
      stock: stock.get(site.id) ?? 0,
      planned: new Map((frozen.get(site.id) ?? []).map((stop) => [stop.date, stop.kits])),
      from,
      carsBackMinute: backAt.get(site.laboratory) ?? LAST_MINUTE,
      isClosed: (date) => closed.has(date),
    });
    for (const [date, count] of deliveries) {
      const day = kits.get(date) ?? new Map<string, number>();
      kits.set(date, day.set(site.id, count));
    }
  }
  return { sessions: [...sessions, ...leftBehind], kits };
}

/** Laboratories, garages and cars of a region on a day, and how old its samples may grow. */
export async function loadFleet(
  db: Db,
  { region, date }: { region: string; date: CalendarDate },
): Promise<Pick<PickupFacts, 'maxSampleHours' | 'laboratories' | 'garages' | 'vans'>> {
  const ids = await listLaboratoryIds(db, region);
  const laboratories = await listPlanningLaboratories(db, ids, { from: date, to: date });
  const { rules } = policyOn(await listPolicies(db), date);
  return {
    maxSampleHours: rules.maxSampleHours,
    laboratories: laboratories.map((laboratory) => ({
      ...laboratory,
      capacity: capacityOn(laboratory, date),
    })),
    garages: await listGarages(db, region),
    vans: await listVans(db, region, date),
  };
}

/** Sites by id, each under a name that no other has. */
export async function loadSites(db: Db, ids: readonly string[]): Promise<PickupFacts['sites']> {
  return uniquelyNamed(await listPickupSites(db, ids), ({ municipality }) => municipality);
}

/** One day's pickups of a region. */
export async function loadPickupFacts(
  db: Db,
  { region, date, outlook }: { region: string; date: CalendarDate; outlook: PickupOutlook },
): Promise<PickupFacts> {
  const sessions = outlook.sessions.filter(({ labDate }) => labDate === date);
  const kits = outlook.kits.get(date) ?? new Map<string, number>();
  const fleet = await loadFleet(db, { region, date });
  const carNames = new Map(fleet.vans.map(({ id, name }) => [id, name]));
  const locks = [...(await listStopLocks(db, { region, date }))].flatMap(([site, lock]) => {
    const stated = statedLock(lock, carNames);
    return stated ? [[site, stated] as const] : [];
  });
  return {
    ...fleet,
    date,
    locks: new Map(locks),
    rounds: await listRoundsOn(db, { region, date }),
    sites: await loadSites(db, [...new Set([...sessions.map(({ site }) => site), ...kits.keys()])]),
    sessions,
    kits,
  };
}
