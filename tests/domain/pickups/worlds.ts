import { parsePickupProblem, type PickupProblem } from '../../../shared/domain/pickups/problem.ts';
import { planPickups, pickupPlan } from '../../../shared/domain/pickups/planPickups.ts';
import type { PickupPlan } from '../../../shared/domain/pickups/plan.ts';
import { afterIterations } from '../../../shared/domain/search/stop.ts';

/** A field left undefined takes the default's field out. */
type Edits = Readonly<Record<string, unknown>>;

/**
 * Places on a line, 10 minutes and 10 km apart: the laboratory at 0, a, b, c … behind it. One vehicle, 60 kroner an
 * hour and 1 krone a kilometre, so that a minute and a kilometre each cost a krone.
 */
export function lineWorld({
  stops,
  vehicles = [{}],
  laboratory = {},
  ...rest
}: {
  stops: readonly Edits[];
  vehicles?: readonly Edits[];
  laboratory?: Edits;
} & Edits): PickupProblem {
  const names = ['lab', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const line = names.map((_, i) => names.map((__, j) => Math.abs(i - j) * 10));
  return parsePickupProblem({
    depots: [{ id: 'lab', kind: 'laboratory', ...laboratory }],
    vehicles: vehicles.map((edits, i) => ({
      id: `v${i + 1}`,
      start: 'lab',
      end: 'lab',
      unloadAt: 'lab',
      capacity: 100,
      hourlyRate: 60,
      kmRate: 1,
      shift: ['06:00', '20:00'],
      ...edits,
    })),
    stops: stops.map((edits, i) => ({ id: names[i + 1], serviceMinutes: 0, ...edits })),
    travel: { places: names, minutes: line, km: line },
    ...rest,
  });
}

export function planOf(problem: PickupProblem, { seed = 1, iterations = 300 } = {}): PickupPlan {
  return pickupPlan(problem, planPickups(problem, { seed, stop: afterIterations(iterations) }), { seed });
}

/** Stops per vehicle and trip, as names. */
export function namesOf(plan: PickupPlan): Record<string, string[][]> {
  return Object.fromEntries(
    plan.routes.map(({ vehicle, trips }) => [
      vehicle,
      trips.map(({ stops }) => stops.map(({ stop }) => stop)),
    ]),
  );
}
