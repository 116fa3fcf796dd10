import { DomainProblem } from '../../domain/problem.ts';
import { firstShift, type PlanFerry, sailPlan, type SailedPlan } from '../../domain/lists/sailPlan.ts';
import { pickupPlan, type PickupResult } from '../../domain/pickups/planPickups.ts';
import {
  parsePickupProblem,
  type PickupProblem,
  type PickupProblemInput,
} from '../../domain/pickups/problem.ts';
import type { MunicipalityCode } from '../../domain/geography/codes.ts';
import { embeddedTravel, type Waters } from '../../domain/travel/embedded.ts';
import { leastWaits, linksOn, longerWaits, safeWaits, type Waits } from '../../domain/travel/ferries.ts';
import { landMassOf } from '../../domain/travel/landMasses.ts';
import type { Timetable } from '../../domain/travel/timetable.ts';
import { matrixAsFile } from './travel.ts';

export interface FerryPlan {
  /** With the travel times that hold by the timetable. */
  readonly problem: PickupProblem;
  readonly result: PickupResult;
  readonly ferries: readonly PlanFerry[];
}

/** So often a plan learns from the quays before it is made with waits that always hold. */
const ROUNDS = 4;

/**
 * Plans by the day's timetable (R55). The planner's matrix knows no clock, so waits on the quay are learnt: a plan is
 * held against the timetable, what its drivers would wait is put into the matrix, and it is planned again, until it
 * holds. Where that does not settle, the longest gap of the day is allowed for, and a ferry whose last departure is
 * missed even so is closed: its stops are unreachable rather than promised.
 */
export async function planWithFerries(
  input: PickupProblemInput,
  {
    timetable,
    seed,
    solve,
  }: {
    timetable: Timetable;
    seed: number;
    solve: (problem: PickupProblem) => Promise<PickupResult>;
  },
): Promise<FerryPlan> {
  const problem = parsePickupProblem(input);
  if (problem.travel || timetable.size === 0 || !goesOverWater(problem)) {
    return { problem, result: await solve(problem), ferries: [] };
  }
  const closed = new Set(problem.closedLinks);
  const attempt = async (waits: Waits) => {
    const waters: Waters = { closedLinks: [...closed], links: linksOn(timetable, waits) };
    const timed = withMatrix(problem, waters);
    const result = await solve(timed);
    const sailed = sailPlan(timed, pickupPlan(timed, result, { seed }), { timetable, waters });
    return { problem: timed, result, sailed };
  };
  let waits = leastWaits(timetable);
  for (let round = 0; round < ROUNDS; round++) {
    const { sailed, ...done } = await attempt(waits);
    if (sailed.late.length === 0) return { ...done, ferries: sailed.ferries };
    waits = longerWaits(waits, sailed.waits);
  }
  waits = safeWaits(timetable, firstShift(problem));
  for (;;) {
    const { sailed, ...done } = await attempt(waits);
    if (sailed.late.length === 0) return { ...done, ferries: sailed.ferries };
    const again = sailed.missed.filter((link) => !closed.has(link));
    if (again.length === 0) throw lateFerries(sailed);
    for (const link of again) closed.add(link);
  }
}

function lateFerries({ late }: SailedPlan): DomainProblem {
  return new DomainProblem(
    'refused-by-rule',
    'This list does not hold by the timetable of the ferries; it is not saved',
    late.map(({ vehicle, from, to }) => ({ place: vehicle, message: `too late from ${from} to ${to}` })),
  );
}

const placesOf = ({ stops, depots }: PickupProblem) =>
  [...stops, ...depots].map(({ id, lat = 0, lon = 0, municipality }) => ({
    id,
    lat,
    lon,
    municipality: municipality as MunicipalityCode | undefined,
  }));

function goesOverWater(problem: PickupProblem): boolean {
  return new Set(placesOf(problem).map(landMassOf)).size > 1;
}

function withMatrix(problem: PickupProblem, waters: Waters): PickupProblem {
  const places = placesOf(problem);
  return { ...problem, closedLinks: [], travel: matrixAsFile(embeddedTravel(places, waters), places) };
}
