import type { Db } from '../../../db/connect.ts';
import type { Roll } from '../../../db/queries/rolls.ts';
import { listSessions } from '../../../db/queries/sessions.ts';
import { listWishedSessions } from '../../../db/queries/wishedSessions.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import { readBack } from '../../domain/planning/readBack.ts';
import { rollPlanSchema } from '../../domain/rolls/plan.ts';
import type { RollSession } from '../../domain/rolls/plan.ts';
import type { RollProblem } from '../../domain/rolls/schema.ts';
import { rollProblem } from '../../domain/rolls/validation.ts';
import { ownerProblem } from './ownerProblem.ts';
import { loadRollWorld } from './rollWorld.ts';
import { withDaysOf } from './wishes.ts';

/** A roll of the database as a problem and its plan, to ask questions of; nothing of it is ever written. */
export interface StoredRoll {
  readonly problem: RollProblem;
  readonly sessions: readonly RollSession[];
  /** Names of the problem by the rows' ids. */
  readonly siteNames: ReadonlyMap<string, string>;
  readonly windowNames: ReadonlyMap<string, string>;
}

/** With all the room that the owner has: its quota, what that may be raised by, and any day. */
export async function loadStoredRoll(db: Db, roll: Roll, on: CalendarDate): Promise<StoredRoll> {
  const found = await loadRollWorld(db, roll, { on, notBefore: roll.policy.notBefore });
  const world = withDaysOf(found, await listWishedSessions(db, roll));
  const built = ownerProblem({ ...world, standing: { ...world.standing, locked: [] } }, 'reserve');
  const own = await listSessions(db, { owner: roll.owner, from: roll.from, to: roll.to, rollId: roll.id });
  const held = [...own, ...world.standing.stored].filter(({ slots }) => slots.length > 0);
  const read = readBack({ sessions: held, unplaced: [] }, world.facts, built.offers);
  const plan = rollPlanSchema.parse({ ...read, unplaced: [] });
  const { sites } = world.facts;
  const sessions = plan.sessions.map((session) => ({
    ...session,
    labDate: session.labDate ?? session.date,
    // Whoever is no longer due, or of nobody known, keeps their place without being asked about.
    slots: session.slots.filter(({ offer }) => built.offers.has(offer)),
  }));
  return {
    problem: rollProblem(built.problem),
    sessions: sessions.filter(({ slots }) => slots.length > 0),
    siteNames: new Map(sites.map(({ id, name }) => [id, name])),
    windowNames: new Map(sites.flatMap(({ windows }) => windows.map(({ id, name }) => [id, name] as const))),
  };
}
