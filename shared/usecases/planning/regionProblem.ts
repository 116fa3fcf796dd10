import type { Db } from '../../../db/connect.ts';
import type { OwnedSubject } from '../../../db/queries/offers.ts';
import type { Owner } from '../../../db/queries/planningSites.ts';
import { listStandingLoads, type StandingLoad } from '../../../db/queries/sessions.ts';
import { addDays, type CalendarDate, datesFrom, earlier } from '../../domain/calendar/calendarDate.ts';
import type { DueOffer } from '../../domain/offers/subject.ts';
import { swabbersWithoutNames, withoutNames } from '../../domain/planning/anonymise.ts';
import { buildRollProblem, type LabRoom, offerKey } from '../../domain/planning/buildRollProblem.ts';
import type { DueRoll } from '../../domain/planning/dueRolls.ts';
import { byHeads, type PlanningFacts } from '../../domain/planning/facts.ts';
import type { Horizon } from '../../domain/planning/rollParts.ts';
import { findDueRolls, ownersOf } from '../plansDue.ts';
import { agreedFacts } from './agreedPlaces.ts';
import { ARRIVALS_AFTER_DAYS, loadFacts } from './loadFacts.ts';
import {
  loadPlanningDay,
  loadSubjects,
  offersOf,
  type PlanningDay,
  rulesIn,
  scopesOf,
} from './planningDay.ts';
import { loadStanding, type Standing } from './standing.ts';
import { withoutWaiting } from './waiting.ts';

interface Asked {
  readonly region: string;
  readonly on: CalendarDate;
  /** A night leaves alone what people have been asked about already; whoever allots by hand asks anew. */
  readonly night: boolean;
}

/** A region on the day of planning, for the rolls that are due. */
export interface RegionWorld {
  readonly due: readonly DueRoll[];
  readonly owners: readonly Owner[];
  readonly horizon: Horizon;
  readonly day: PlanningDay;
  readonly facts: PlanningFacts;
  readonly subjects: readonly OwnedSubject[];
  readonly standing: ReadonlyMap<string, Standing>;
  readonly loads: readonly StandingLoad[];
}

export async function loadRegionWorld(db: Db, { region, on, night }: Asked): Promise<RegionWorld | null> {
  const everyone = await ownersOf(db, { region, on });
  const municipalities = [...new Set(everyone.map(({ municipality }) => municipality))];
  const day = await loadPlanningDay(db, { today: on, municipalities });
  const all = await findDueRolls(db, { owners: everyone, day });
  const due = night ? await withoutWaiting(db, all, { region, day }) : all;
  const from = due.map((roll) => roll.from).sort()[0];
  const to = due
    .map((roll) => roll.to)
    .sort()
    .at(-1);
  if (!from || !to) return null;
  const horizon = { from, to };
  const owners = everyone.filter(({ id }) => due.some(({ owner }) => owner === id));
  const facts = byHeads(agreedFacts(await loadFacts(db, { owners, region, horizon }), day, horizon));
  const subjects: OwnedSubject[] = [];
  const standing = new Map<string, Standing>();
  for (const roll of due) {
    const own = await loadSubjects(
      db,
      owners.filter(({ id }) => id === roll.owner),
      roll,
    );
    subjects.push(...own);
    const places = roll.places && new Set(roll.places);
    if (roll.cause !== 'changed') continue;
    standing.set(
      roll.owner,
      await loadStanding(db, { owner: roll.owner, horizon: roll, places, facts, subjects: own }),
    );
  }
  const laboratories = facts.laboratories.map(({ id }) => id);
  return {
    due,
    owners,
    horizon,
    day,
    facts,
    subjects,
    standing,
    loads: await listStandingLoads(db, laboratories, from),
  };
}

/** Samples at a laboratory of sessions that this allotment leaves alone. */
function standingSamples({ loads, due }: RegionWorld): (laboratory: string, date: CalendarDate) => number {
  const replanned = new Map(due.map((roll) => [roll.owner, roll]));
  const samples = new Map<string, number>();
  for (const load of loads) {
    const roll = replanned.get(load.owner);
    if (roll && load.date >= roll.from && load.date <= roll.to) continue;
    const key = `${load.laboratory} ${load.labDate}`;
    samples.set(key, (samples.get(key) ?? 0) + load.samples);
  }
  return (laboratory, date) => samples.get(`${laboratory} ${date}`) ?? 0;
}

/** An owner's people are tested at the owner's sites: its own plan knows no others (A14: one offer serves both places). */
function atOwnSites(offer: DueOffer, owner: string, { sites }: PlanningFacts): DueOffer {
  const own = new Set(sites.filter((site) => site.owner === owner).map(({ id }) => id));
  return {
    ...offer,
    subject: { ...offer.subject, sites: offer.subject.sites.filter((site) => own.has(site)) },
  };
}

/** The region's problem: everybody who is due as counts, what stands as locked sessions, no name anywhere (R18). */
export function regionProblem(world: RegionWorld, on: CalendarDate) {
  const { facts, due, horizon, day } = world;
  const scopes = scopesOf(day);
  const noticeIn = (municipality: string) => addDays(on, rulesIn(day, municipality).noticeDays);
  // Each offer keeps its own municipality's notice; the problem as a whole has the shortest.
  const notBefore = due.map(({ municipality }) => noticeIn(municipality)).reduce(earlier);
  const offers = due.flatMap((roll) =>
    offersOf({
      day,
      facts,
      scopes,
      municipality: roll.municipality,
      subjects: world.subjects.filter(({ owner }) => owner === roll.owner),
      horizon: roll,
      notBefore: noticeIn(roll.municipality),
      places: roll.places && new Set(roll.places),
    }).map((offer) => atOwnSites(offer, roll.owner, facts)),
  );
  const standing = [...world.standing.values()];
  const swabbers = swabbersWithoutNames(facts.swabbers);
  const nameless = new Map(facts.swabbers.map(({ name }, i) => [name, swabbers[i]?.name ?? name]));
  const samples = standingSamples(world);
  const span = { from: horizon.from, to: addDays(horizon.to, ARRIVALS_AFTER_DAYS) };
  const rooms = new Map<string, LabRoom>(
    facts.laboratories.map(({ id }) => [
      id,
      { capacity: {}, load: Object.fromEntries(datesFrom(span).map((date) => [date, samples(id, date)])) },
    ]),
  );
  const siteNames = new Map(facts.sites.map(({ id, name }) => [id, name]));
  const built = buildRollProblem({
    horizon,
    notBefore,
    rules: day.policy.rules,
    facts: { ...facts, swabbers },
    offers: [...withoutNames(offers, siteNames), ...standing.flatMap((one) => one.offers)],
    rooms,
    locked: standing
      .flatMap(({ locked }) => locked)
      .map((session) => ({
        ...session,
        swabbers: session.swabbers.map((name) => nameless.get(name) ?? name),
      })),
  });
  return { ...built, samples, span, stood: new Set(standing.flatMap((one) => one.offers.map(offerKey))) };
}
