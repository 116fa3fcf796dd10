import { timeOf } from '../calendar/minutes.ts';
import type { CompiledPickups } from './compile.ts';
import { daySchedule, type DaySchedule } from './days/schedule.ts';
import type { DayState } from './days/state.ts';
import type { PickupScore, PlannedRoute, UnservedStop } from './plan.ts';
import type { PickupProblem } from './problem.ts';

/** The days of a solution as rows of a plan, in the order of the file's vehicles. */
export function plannedRoutes(
  problem: PickupProblem,
  compiled: CompiledPickups,
  state: DayState,
): PlannedRoute[] {
  return problem.vehicles.flatMap((_, v) =>
    state.trips[v] === 0 ? [] : [plannedRoute(problem, compiled, state, v)],
  );
}

function plannedRoute(
  problem: PickupProblem,
  compiled: CompiledPickups,
  state: DayState,
  v: number,
): PlannedRoute {
  const vehicle = problem.vehicles[v]!;
  const day = daySchedule(state, v);
  const name = (stop: number) => problem.stops[stop - 1]!.id;
  const { km, fares } = distances(compiled, state, v, day);
  const minutes = day.end - day.start;
  const { pause } = day;
  return {
    vehicle: vehicle.id,
    start: timeOf(day.start),
    end: timeOf(day.end),
    minutes,
    waitMinutes: day.wait,
    km: rounded(km),
    fares: rounded(fares),
    cost: rounded((minutes * vehicle.hourlyRate) / 60 + km * vehicle.kmRate + fares + vehicle.fixedCost),
    ...(pause && {
      break: {
        start: timeOf(pause.start),
        end: timeOf(pause.end),
        trip: pause.trip,
        afterStop: pause.after === 0 ? null : name(pause.after),
      },
    }),
    trips: day.trips.map((trip) => ({
      leave: timeOf(trip.leave),
      kits: trip.kits,
      stops: trip.visits.map((visit) => ({
        stop: name(visit.stop),
        arrival: timeOf(visit.arrival),
        start: timeOf(visit.start),
        departure: timeOf(visit.departure),
        load: visit.load,
      })),
      arrival: timeOf(trip.arrival),
      samples: trip.samples,
    })),
  };
}

function distances({ ways: { travel } }: CompiledPickups, state: DayState, v: number, day: DaySchedule) {
  const type = state.net.types[state.net.typeOf[v]!]!;
  let km = 0;
  let fares = 0;
  let from = type.start;
  const drive = (to: number) => {
    km += travel.km[from * travel.size + to]!;
    fares += travel.fares[from * travel.size + to]!;
    from = to;
  };
  for (const trip of day.trips) {
    for (const { stop } of trip.visits) drive(stop);
    drive(type.lab);
  }
  drive(type.end);
  return { km, fares };
}

/** Money and kilometres to a hundredth: what a list shows and a checker can add up again. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

export function pickupScore(routes: readonly PlannedRoute[], unserved: readonly UnservedStop[]): PickupScore {
  const sum = (read: (route: PlannedRoute) => number) =>
    rounded(routes.reduce((total, route) => total + read(route), 0));
  const days = routes.map(({ minutes }) => minutes);
  return {
    served: sum(({ trips }) => trips.reduce((stops, trip) => stops + trip.stops.length, 0)),
    unserved: unserved.length,
    cost: sum(({ cost }) => cost),
    minutes: sum(({ minutes }) => minutes),
    waitMinutes: sum(({ waitMinutes }) => waitMinutes),
    km: sum(({ km }) => km),
    fares: sum(({ fares }) => fares),
    vehicles: routes.length,
    trips: sum(({ trips }) => trips.length),
    unevenMinutes: days.length === 0 ? 0 : Math.max(...days) - Math.min(...days),
  };
}
