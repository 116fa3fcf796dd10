import { asTenant, SYSTEM } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { listPickupPlans } from '../../db/queries/pickups.ts';
import {
  listMunicipalitiesOf,
  listOwners,
  listRegionsWithSites,
  listServedMunicipalities,
  type Owner,
} from '../../db/queries/planningSites.ts';
import { findLatestAllotmentFor, listAllotmentsOfRun } from '../../db/queries/allotments.ts';
import { listLiveRolls, listRolls } from '../../db/queries/rolls.ts';
import { addDays, type CalendarDate } from '../domain/calendar/calendarDate.ts';
import { standsOn, withTakenOver } from '../domain/geography/regions.ts';
import { type DueRoll, dueRoll } from '../domain/planning/dueRolls.ts';
import { pickupDaysDue } from '../domain/planning/pickupDays.ts';
import { basisOf, intensityScopes, placesBehind } from '../domain/planning/redScopes.ts';
import { loadOutlook } from './planning/pickupDay.ts';
import {
  intensitiesIn,
  loadPlanningDay,
  type PlanningDay,
  rulesIn,
  scopesOf,
} from './planning/planningDay.ts';
import { findStaffChanges } from './planning/staffChanges.ts';

/** How far a roll that is live today can reach. */
const LOOK_AHEAD_DAYS = 7 * 26;
/** Far beyond the working days that a night makes lists for. */
const LISTS_AHEAD_DAYS = 21;

/**
 * Which rolls a night has to make: first ones, changed ones where decisions or people have moved on, and the next ones in
 * good time. An owner's roll depends on every municipality that its staff serve (A14).
 */
export async function findDueRolls(
  db: Db,
  { owners, day }: { owners: readonly Owner[]; day: PlanningDay },
): Promise<DueRoll[]> {
  const ids = owners.map(({ id }) => id);
  const live = await listLiveRolls(db, ids, day.today);
  const served = await listServedMunicipalities(db, ids);
  const scopes = scopesOf(day);
  const { greenIntervalWeeks } = day.policy.rules;
  const byDecision = owners.flatMap((owner) => {
    const municipalities = new Set([owner.municipality, ...(served.get(owner.id) ?? [])]);
    const red = scopes.filter(({ municipality }) => municipalities.has(municipality));
    const basis = basisOf([...red, ...intensityScopes(intensitiesIn(day, owner.municipality))], {
      from: addDays(day.today, -LOOK_AHEAD_DAYS),
      to: addDays(day.today, LOOK_AHEAD_DAYS),
    });
    const due = dueRoll(owner, live.get(owner.id) ?? [], basis, {
      today: day.today,
      noticeDays: rulesIn(day, owner.municipality).noticeDays,
      weeks: greenIntervalWeeks,
    });
    if (!due) return [];
    return [{ ...due, places: due.places && placesBehind(due.places, day.sites) }];
  });
  const waiting = owners.filter(({ id }) => !byDecision.some(({ owner }) => owner === id));
  return [...byDecision, ...(await findStaffChanges(db, { owners: waiting, live, day }))];
}

/** Owners of a region with an open site now or within a year. */
export async function ownersOf(
  db: Db,
  { region, on }: { region: string; on: CalendarDate },
): Promise<Owner[]> {
  const municipalities = await listMunicipalitiesOf(db, region, on);
  return listOwners(db, { municipalities, from: on, to: addDays(on, 365) });
}

interface Deps {
  readonly db: Db;
}

/** Regions that have something to plan, for the step that allots. */
export async function regionsToAllot({ db }: Deps, { on }: { on: CalendarDate }): Promise<string[]> {
  return asTenant(db, SYSTEM, (transaction) => listRegionsWithSites(transaction, { from: on, to: on }));
}

/** Regions whose pickups may be planned today: those that stand, and one that does so before the lists run out. */
export async function regionsToPickUp({ db }: Deps, { on }: { on: CalendarDate }): Promise<string[]> {
  return asTenant(db, SYSTEM, (transaction) =>
    listRegionsWithSites(transaction, { from: on, to: addDays(on, LISTS_AHEAD_DAYS) }),
  );
}

/** The rolls that an allotment of the run gives room to. */
export async function rollsToDraft(
  { db }: Deps,
  { runId }: { runId: string },
): Promise<{ allotmentId: string; owner: string }[]> {
  const allotments = await asTenant(db, SYSTEM, (transaction) => listAllotmentsOfRun(transaction, runId));
  return allotments.flatMap(({ id, policy }) => policy.due.map(({ owner }) => ({ allotmentId: id, owner })));
}

/** The rolls that somebody may draft by hand: of the newest allotment that gives each owner room. */
export async function allottedRolls(
  { db }: Deps,
  asked: {
    readonly on: CalendarDate;
    readonly region?: string;
    readonly municipality?: string;
    /** A day within the roll. */
    readonly from?: CalendarDate;
  },
): Promise<{ allotmentId: string; owner: string }[]> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const { on, region, municipality } = asked;
    const municipalities = region === undefined ? [] : await listMunicipalitiesOf(transaction, region, on);
    if (municipality !== undefined) municipalities.push(municipality);
    const owners = await listOwners(transaction, { municipalities, from: on, to: addDays(on, 365) });
    const found: { allotmentId: string; owner: string }[] = [];
    for (const { id } of owners) {
      const allotment = await findLatestAllotmentFor(transaction, id, asked.from);
      if (allotment) found.push({ allotmentId: allotment.id, owner: id });
    }
    return found;
  });
}

/** The rolls that the run has drafted, published or not. */
export async function rollsToPublish(
  { db }: Deps,
  { runId }: { runId: string },
): Promise<{ rollId: string; owner: string }[]> {
  const rolls = await asTenant(db, SYSTEM, (transaction) => listRolls(transaction, { runId }));
  return rolls.map(({ id, owner }) => ({ rollId: id, owner }));
}

/**
 * The days whose lists a night makes. Lists that the same run has made already do not count, so that the answer stays
 * the same however far the night is.
 */
export async function pickupDaysToPlan(
  { db }: Deps,
  { region, on, runId }: { region: string; on: CalendarDate; runId: string | null },
): Promise<CalendarDate[]> {
  return asTenant(db, SYSTEM, async (transaction) => {
    const known = [];
    for (const each of withTakenOver(region))
      known.push(...(await listPickupPlans(transaction, { region: each })));
    const plans = known.filter((plan) => runId === null || plan.runId !== runId);
    const fixed = new Set(plans.filter(({ state }) => state === 'frozen').map(({ date }) => date));
    const { sessions, kits } = await loadOutlook(transaction, { region, today: on });
    const days = pickupDaysDue({
      today: on,
      sessionDays: [...new Set(sessions.map(({ labDate }) => labDate))].sort(),
      kitDays: [...kits.keys()].sort(),
      planned: new Set(plans.map(({ date }) => date)),
    });
    // A list belongs to the region of its day: nobody drives for a region that has been merged into another.
    return days.filter((day) => !fixed.has(day) && standsOn(region, day));
  });
}

/** What a region has to plan today, for whoever asks before anything is done. */
export async function plansDue(
  { db }: Deps,
  { region, on }: { region: string; on: CalendarDate },
): Promise<{ rolls: DueRoll[]; pickupDays: CalendarDate[] }> {
  const rolls = await asTenant(db, SYSTEM, async (transaction) => {
    const owners = await ownersOf(transaction, { region, on });
    const municipalities = [...new Set(owners.map(({ municipality }) => municipality))];
    const day = await loadPlanningDay(transaction, { today: on, municipalities });
    return findDueRolls(transaction, { owners, day });
  });
  return { rolls, pickupDays: await pickupDaysToPlan({ db }, { region, on, runId: null }) };
}
