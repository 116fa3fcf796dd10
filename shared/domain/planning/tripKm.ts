import { travelOf } from '../pickups/travelOf.ts';
import type { PickupProblem } from '../pickups/problem.ts';
import type { PlannedRoute } from '../pickups/plan.ts';

/** Kilometres of each trip of each route, by the travel times that it was planned with. */
export function tripKm(problem: PickupProblem, routes: readonly PlannedRoute[]): number[][] {
  const places = [...problem.stops, ...problem.depots];
  const index = new Map(places.map(({ id }, i) => [id, i]));
  const { km, size } = travelOf(problem);
  const between = (from: string, to: string) => km[(index.get(from) ?? 0) * size + (index.get(to) ?? 0)] ?? 0;
  const vehicles = new Map(problem.vehicles.map((vehicle) => [vehicle.id, vehicle]));
  return routes.map(({ vehicle: id, trips }) => {
    const vehicle = vehicles.get(id);
    if (!vehicle) return trips.map(() => 0);
    return trips.map(({ stops }, i) => {
      const path = [
        i === 0 ? vehicle.start : vehicle.unloadAt,
        ...stops.map(({ stop }) => stop),
        vehicle.unloadAt,
      ];
      if (i === trips.length - 1 && vehicle.end !== vehicle.unloadAt) path.push(vehicle.end);
      const whole = path.slice(1).reduce((sum, place, leg) => sum + between(path[leg] ?? place, place), 0);
      return Math.round(whole * 100) / 100;
    });
  });
}
