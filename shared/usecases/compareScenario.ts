import { type Actor, asTenant } from '../../db/asTenant.ts';
import type { Db } from '../../db/connect.ts';
import { lockRoll } from '../../db/queries/rolls.ts';
import type { Clock } from '../clock.ts';
import type { ScenarioView, Supposed } from '../contracts/views/scenario.ts';
import { wallClock } from '../domain/calendar/copenhagen.ts';
import { DomainProblem } from '../domain/problem.ts';
import { tourLength } from '../domain/rolls/kilometres.ts';
import { comparePlans } from '../domain/rolls/scenario/compare.ts';
import { type Change, withChanges } from '../domain/rolls/scenario/changes.ts';
import type { RollProblem } from '../domain/rolls/schema.ts';
import { scoreRoll } from '../domain/rolls/score.ts';
import { OWNER_ITERATIONS, type SolveRoll } from './planning/solver.ts';
import { loadStoredRoll, type StoredRoll } from './planning/storedRoll.ts';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
  readonly planRoll: SolveRoll;
}

/**
 * What if …: a copy of a roll with something changed, planned beside the real one and compared in people, test days, load,
 * kilometres and swabbing hours. Whoever has a time keeps it unless it cannot be. Nothing is written.
 */
export async function compareScenario(
  { db, clock, planRoll }: Deps,
  { actor, rollId, supposed, seed = 1 }: { actor: Actor; rollId: string; supposed: Supposed; seed?: number },
): Promise<ScenarioView> {
  const on = wallClock(clock.now()).date;
  const { roll, stored } = await asTenant(db, actor, async (transaction) => {
    const found = await lockRoll(transaction, rollId);
    if (!found) throw new DomainProblem('not-found', 'There is no such roll');
    return { roll: found, stored: await loadStoredRoll(transaction, found, on) };
  });
  const changes = changesOf(supposed, stored, roll.municipality);
  if (changes.length === 0)
    throw new DomainProblem('invalid-input', 'What if what? Name at least one change', [
      { place: 'red', message: 'name at least one change', code: 'nothingSupposed' },
    ]);
  const real = { ...inOwnRoom(stored.problem), previous: asGiven(stored), locked: [] };
  const changed = withChanges(real, changes);
  const { solution, score } = await planRoll(changed, { seed, iterations: OWNER_ITERATIONS });
  const { sessions } = stored;
  const before = { problem: real, sessions, score: scoreRoll(real, sessions, tourLength) };
  const compared = comparePlans(before, { problem: changed, sessions: solution.sessions, score });
  return {
    rollId,
    changes: changes.map(({ kind }) => kind),
    real: compared.real,
    scenario: compared.scenario,
    moved: score.moved,
  };
}

/**
 * The laboratory as the owner's share of it: with less capacity everybody's share shrinks alike, and others' samples are
 * neither more nor fewer.
 */
function inOwnRoom(problem: RollProblem): RollProblem {
  return {
    ...problem,
    labs: problem.labs.map((lab) => {
      const others = new Map(Object.entries(lab.dateLoad));
      const own = Object.entries(lab.dateCapacity).map(([date, capacity]): [string, number] => [
        date,
        capacity === 0 ? 0 : Math.max(FULL, capacity - (others.get(date) ?? 0)),
      ]);
      return { ...lab, dateCapacity: Object.fromEntries(own), dateLoad: {} };
    }),
  };
}

/** Open, but no sample fits in. */
const FULL = 0.001;

const asGiven = ({ sessions }: StoredRoll) =>
  sessions.map((session) => ({
    ...session,
    swabbers: [...session.swabbers],
    slots: session.slots.map((slot) => ({ ...slot })),
  }));

function changesOf(
  { red, laboratoryPercent, lanesFewer, closed }: Supposed,
  { problem, siteNames }: StoredRoll,
  municipality: string,
): Change[] {
  const site = lanesFewer && siteNames.get(lanesFewer.site);
  if (lanesFewer && site === undefined)
    throw new DomainProblem('invalid-input', 'This roll has no such site', [
      { place: 'site', message: 'no site of this roll', code: 'chooseOne' },
    ]);
  return [
    ...(red === undefined ? [] : [{ kind: 'red', municipality, decided: red } as const]),
    ...(laboratoryPercent === undefined
      ? []
      : problem.labs.map(
          ({ id: lab }) => ({ kind: 'laboratory', lab, percent: laboratoryPercent }) as const,
        )),
    ...(lanesFewer && site !== undefined
      ? [{ kind: 'lanes-fewer', site, fewer: lanesFewer.lanes } as const]
      : []),
    ...(closed === undefined ? [] : [{ kind: 'closed', date: closed } as const]),
  ];
}
