import type { Db } from '../../../db/connect.ts';
import { listPeopleToPlan, type OpenRoll, type PersonToPlan } from '../../../db/queries/peopleToPlan.ts';
import type { Owner } from '../../../db/queries/planningSites.ts';
import { addDays, later } from '../../domain/calendar/calendarDate.ts';
import type { DueRoll, LiveRoll } from '../../domain/planning/dueRolls.ts';
import { agreedFacts } from './agreedPlaces.ts';
import { loadFacts } from './loadFacts.ts';
import { loadSubjects, offersOf, type PlanningDay, rulesIn, scopesOf } from './planningDay.ts';

interface Asked {
  /** Owners that no decision makes plan tonight. */
  readonly owners: readonly Owner[];
  readonly live: ReadonlyMap<string, readonly LiveRoll[]>;
  readonly day: PlanningDay;
}

/** The roll that stands on the first day that may still be changed. */
function openRoll(owner: Owner, live: readonly LiveRoll[], day: PlanningDay): (OpenRoll & LiveRoll)[] {
  const changeableFrom = addDays(day.today, rulesIn(day, owner.municipality).noticeDays);
  return live
    .filter(({ to }) => to >= changeableFrom)
    .toSorted((a, b) => (a.to < b.to ? -1 : 1))
    .slice(0, 1)
    .map((roll) => ({
      ...roll,
      owner: owner.id,
      first: roll.from,
      changeableFrom: later(changeableFrom, roll.from),
      last: roll.to,
    }));
}

/**
 * Changed rolls for people, where a decision changes none: hires (A7), leavers, pauses (A15), sites that open or close
 * inside the roll (P11), people of sessions that were called off (P7). Only they are planned anew; whoever has a time
 * that still fits keeps it.
 */
export async function findStaffChanges(db: Db, { owners, live, day }: Asked): Promise<DueRoll[]> {
  const rolls = owners.flatMap((owner) => openRoll(owner, live.get(owner.id) ?? [], day));
  const people = Map.groupBy(await listPeopleToPlan(db, rolls), ({ owner }) => owner);
  const due: DueRoll[] = [];
  for (const roll of rolls) {
    const owner = owners.find(({ id }) => id === roll.owner);
    const own = people.get(roll.owner) ?? [];
    if (!owner || own.length === 0) continue;
    const concerned = await concernedIn(db, { owner, roll, own, day });
    if (concerned.length === 0) continue;
    due.push({
      owner: owner.id,
      municipality: owner.municipality,
      from: roll.changeableFrom,
      to: roll.last,
      cause: 'changed',
      replaces: roll.id,
      places: concerned,
    });
  }
  return due;
}

/** Whose time cannot be met; and of those without one, whoever is due within the roll. */
async function concernedIn(
  db: Db,
  about: { owner: Owner; roll: OpenRoll; own: readonly PersonToPlan[]; day: PlanningDay },
): Promise<string[]> {
  const { owner, roll, own, day } = about;
  const gone = own.filter(({ why }) => why === 'gone').map(({ id }) => id);
  const without = new Set(own.filter(({ why }) => why === 'without').map(({ id }) => id));
  if (without.size === 0) return gone.sort();
  const horizon = { from: roll.changeableFrom, to: roll.last };
  const [region] = await regionOf(db, owner, day.today);
  const known = await loadFacts(db, { owners: [owner], region: region ?? '', horizon });
  const facts = agreedFacts(known, day, horizon);
  const subjects = (await loadSubjects(db, [owner], horizon)).filter(({ subject }) =>
    without.has(subject.id),
  );
  const offers = offersOf({
    day,
    facts,
    scopes: scopesOf(day),
    municipality: owner.municipality,
    subjects,
    horizon,
    notBefore: horizon.from,
    places: null,
  });
  // The way back to green has its own pace (A8): who waits there is no change.
  const due = offers.filter(({ reason }) => reason !== 'leaving-red').map(({ subject }) => subject.id);
  return [...new Set([...gone, ...due])].sort();
}

async function regionOf(db: Db, owner: Owner, on: PlanningDay['today']): Promise<string[]> {
  const rows = await db
    .selectFrom('regionMemberships')
    .select('regionCode')
    .where('municipalityCode', '=', owner.municipality)
    .where('fromDate', '<=', on)
    .where((where) => where.or([where('toDate', 'is', null), where('toDate', '>=', on)]))
    .execute();
  return rows.map(({ regionCode }) => regionCode);
}
