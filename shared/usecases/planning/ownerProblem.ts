import type { Db } from '../../../db/connect.ts';
import { findGoals } from '../../../db/queries/plannersWords.ts';
import { listServedMunicipalities, type Owner } from '../../../db/queries/planningSites.ts';
import { type Allotment } from '../../../db/queries/allotments.ts';
import { listTestDays } from '../../../db/queries/testDays.ts';
import type { RollRoom } from '../../../db/queries/rolls.ts';
import { addDays, type CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { DueOffer } from '../../domain/offers/subject.ts';
import {
  buildRollProblem,
  type BuiltRollProblem,
  type LabRoom,
} from '../../domain/planning/buildRollProblem.ts';
import type { BasisWeek, DueRoll } from '../../domain/planning/dueRolls.ts';
import type { PlanningFacts } from '../../domain/planning/facts.ts';
import { type GoalWeights, USUAL_WEIGHTS } from '../../domain/planning/goals.ts';
import { loadsOf } from '../../domain/planning/planLoads.ts';
import { basisOf, intensityScopes } from '../../domain/planning/redScopes.ts';
import { roomFor } from '../../domain/planning/room.ts';
import { SLACK } from '../../domain/planning/shares.ts';
import type { RefusedWish } from '../../domain/planning/wishes/accept.ts';
import type { GivenSession } from '../../domain/rolls/schema.ts';
import { ARRIVALS_AFTER_DAYS, loadFacts } from './loadFacts.ts';
import { agreedFacts } from './agreedPlaces.ts';
import {
  intensitiesIn,
  loadPlanningDay,
  loadSubjects,
  offersOf,
  type PlanningDay,
  rulesIn,
  scopesOf,
} from './planningDay.ts';
import { loadStanding, type Standing } from './standing.ts';

/** Everything that an owner's roll is planned, and later checked, against. */
export interface OwnerWorld {
  readonly due: DueRoll;
  readonly day: PlanningDay;
  readonly facts: PlanningFacts;
  readonly offers: readonly DueOffer[];
  readonly standing: Standing;
  /** Open days by site: agreed test days, and days on which a session stands. */
  readonly testDays: ReadonlyMap<string, ReadonlySet<CalendarDate>>;
  readonly basis: readonly BasisWeek[];
  readonly notBefore: CalendarDate;
  readonly allotment: Allotment;
  /** What the owner has set (a planner sees and sets them); the usual ones otherwise. */
  readonly weights: GoalWeights;
  /** P3: sessions that the planner plans around. */
  readonly wishes: Wishes;
}

/** Sessions that people want as they are, each with the checker's word (P3). */
export interface Wishes {
  readonly hand: readonly GivenSession[];
  /** Of the last roll. */
  readonly copy: readonly GivenSession[];
  readonly refused: readonly RefusedWish[];
  /** The last roll was to be copied. */
  readonly copied: boolean;
}

/** Nothing is wanted beside the plan itself. */
export const NO_WISHES: Wishes = { hand: [], copy: [], refused: [], copied: false };

interface Asked {
  readonly owner: Owner;
  readonly due: DueRoll;
  readonly allotment: Allotment;
  readonly on: CalendarDate;
  /** The first day that a new session may lie on; absent: by today's notice. */
  readonly notBefore?: CalendarDate;
}

export async function loadOwnerWorld(db: Db, asked: Asked): Promise<OwnerWorld> {
  const { owner, due, allotment, on } = asked;
  const served = (await listServedMunicipalities(db, [owner.id])).get(owner.id) ?? [];
  const municipalities = [...new Set([owner.municipality, ...served])];
  const day = await loadPlanningDay(db, { today: on, municipalities });
  const scopes = scopesOf(day).filter(({ municipality }) => municipalities.includes(municipality));
  const found = await loadFacts(db, { owners: [owner], region: allotment.region, horizon: due });
  const facts = agreedFacts(found, day, due);
  const subjects = await loadSubjects(db, [owner], due);
  const places = due.places && new Set(due.places);
  const notBefore = asked.notBefore ?? addDays(on, rulesIn(day, owner.municipality).noticeDays);
  const standing = await loadStanding(db, {
    owner: owner.id,
    horizon: due,
    places: due.cause === 'changed' ? places : null,
    facts,
    subjects,
  });
  const mine = {
    day,
    facts,
    scopes,
    municipality: owner.municipality,
    subjects,
    horizon: due,
    notBefore,
    places,
  };
  return {
    due,
    day,
    facts,
    offers: offersOf(mine),
    standing,
    testDays: await openDays(db, { allotment, facts, standing }),
    basis: basisOf([...scopes, ...intensityScopes(intensitiesIn(day, owner.municipality))], {
      from: addDays(due.from, due.cause === 'changed' ? -7 * 12 : 0),
      to: due.to,
    }),
    notBefore,
    allotment,
    weights: (await findGoals(db, owner.id, on))?.weights ?? USUAL_WEIGHTS,
    wishes: NO_WISHES,
  };
}

async function openDays(
  db: Db,
  { allotment, facts, standing }: { allotment: Allotment; facts: PlanningFacts; standing: Standing },
): Promise<Map<string, Set<CalendarDate>>> {
  const agreed = await listTestDays(db, {
    allotmentId: allotment.id,
    sites: facts.sites.map(({ id }) => id),
  });
  const open = new Map(facts.sites.map(({ id }) => [id, new Set<CalendarDate>()]));
  for (const { site, date, state } of agreed) if (state !== 'withdrawn') open.get(site)?.add(date);
  for (const { site, date } of standing.stored) open.get(site)?.add(date);
  return open;
}

/** Samples that an owner's standing sessions send, by laboratory and date. */
function ownStanding({ standing, facts }: OwnerWorld): Map<string, number> {
  const sites = new Map(facts.sites.map((site) => [site.id, site]));
  const days = standing.stored.flatMap(({ site: id, date, labDate, slots }) => {
    const site = sites.get(id);
    const people = slots.reduce((sum, slot) => sum + slot.people, 0);
    return site ? [{ site, date, labDate, people }] : [];
  });
  return new Map(loadsOf(days).map(({ laboratory, date, samples }) => [`${laboratory} ${date}`, samples]));
}

function roomsOf(world: OwnerWorld, room: RollRoom): Map<string, LabRoom> {
  const { due, allotment, facts } = world;
  const span = { from: due.from, to: addDays(due.to, ARRIVALS_AFTER_DAYS) };
  const own = ownStanding(world);
  return new Map(
    facts.laboratories.map((laboratory) => {
      const shares = allotment.shares.laboratories[laboratory.id];
      const mine = shares?.owners[due.owner] ?? {};
      return [
        laboratory.id,
        roomFor(laboratory, span, {
          own: (date) => own.get(`${laboratory.id} ${date}`) ?? 0,
          quota: (date) => {
            const [, quota = 0, reserve = 0] = mine[date] ?? [];
            return room === 'quota' ? quota : quota + reserve;
          },
        }),
      ];
    }),
  );
}

/**
 * The owner's problem with names, in one of its rooms: quota and agreed test days, a raised quota on those days, or any day. `facts`: the owner's own for the checker, by heads for the planner.
 */
export function ownerProblem(
  world: OwnerWorld,
  room: RollRoom,
  facts: PlanningFacts = world.facts,
): BuiltRollProblem {
  return buildRollProblem({
    horizon: { from: world.due.from, to: world.due.to },
    notBefore: world.notBefore,
    rules: rulesIn(world.day, world.due.municipality),
    facts,
    offers: [...world.offers, ...world.standing.offers],
    rooms: roomsOf(world, room),
    testDays: room === 'reserve' ? null : world.testDays,
    locked: [...world.standing.locked, ...world.wishes.hand, ...world.wishes.copy],
    // A quota may be filled on any day; the weeks are what must keep the shape of the region's plan.
    weights: { ...world.weights, peakTolerance: Math.max(world.weights.peakTolerance, 1 + SLACK) },
  });
}
