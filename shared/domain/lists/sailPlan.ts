import { minutesOf } from '../calendar/minutes.ts';
import { readPlan } from '../pickups/check/reading.ts';
import type { PickupPlan } from '../pickups/plan.ts';
import type { PickupProblem } from '../pickups/problem.ts';
import { travelOf } from '../pickups/travelOf.ts';
import type { MunicipalityCode } from '../geography/codes.ts';
import { embeddedWays, type Waters } from '../travel/embedded.ts';
import { type FerryTaken, sail, type Sailed } from '../travel/ferries.ts';
import type { TravelPoint } from '../travel/matrix.ts';
import type { Timetable } from '../travel/timetable.ts';

/** The ferries of a plan: before which stop of which trip, or on the way to the laboratory. */
export interface PlanFerry extends FerryTaken {
  readonly vehicle: string;
  /** From 1. */
  readonly trip: number;
  /** The stop that they lead to; null: the laboratory or the garage. */
  readonly stop: string | null;
}

/** The same on a list: `site` is the id of the place that it leads to; null: the laboratory or the garage. */
export interface SiteFerry extends FerryTaken {
  readonly site: string | null;
}

interface LateLeg {
  readonly vehicle: string;
  readonly from: string;
  readonly to: string;
  /** Minutes of the day; Infinity: no ferry goes any more. */
  readonly arrives: number;
  readonly planned: number;
}

export interface SailedPlan {
  readonly ferries: readonly PlanFerry[];
  /** Legs that the timetable does not let arrive as planned. */
  readonly late: readonly LateLeg[];
  readonly waits: Sailed['waits'];
  /** Ferries whose last departure a plan has missed. */
  readonly missed: readonly string[];
}

/**
 * Holds a plan against the day's timetable (R55): each leg over water is sailed from the minute at which its driver sets
 * off. It shares no code with the planner, as a checker should.
 */
export function sailPlan(
  problem: PickupProblem,
  plan: PickupPlan,
  { timetable, waters }: { timetable: Timetable; waters: Waters },
): SailedPlan {
  const points = new Map([...problem.stops, ...problem.depots].map((place) => [place.id, pointOf(place)]));
  const wayBetween = embeddedWays(waters);
  const found = { ferries: [] as PlanFerry[], late: [] as LateLeg[], waits: [] as Sailed['waits'][number][] };
  const missed = new Set<string>();
  for (const { vehicle, route, legs } of readPlan(problem, plan, travelOf(problem)).routes) {
    const trips = route.trips.flatMap(({ stops }, t) => [
      ...stops.map(({ stop }) => ({ trip: t + 1, stop })),
      { trip: t + 1, stop: null },
    ]);
    for (const [i, leg] of legs.entries()) {
      const parts = wayBetween(points.get(leg.from)!, points.get(leg.to)!) ?? [];
      if (!parts.some((part) => 'link' in part && timetable.has(part.link.id))) continue;
      const sailed = sail(parts, leg.departs, timetable);
      const { trip = route.trips.length, stop = null } = trips[i] ?? {};
      found.ferries.push(...sailed.ferries.map((ferry) => ({ ...ferry, vehicle: vehicle.id, trip, stop })));
      found.waits.push(...sailed.waits);
      if (Math.floor(sailed.arrives) <= leg.arrives) continue;
      const next = parts.find(
        (part) => 'link' in part && !sailed.ferries.some(({ link }) => link === part.link.id),
      );
      if (sailed.arrives === Infinity && next && 'link' in next) missed.add(next.link.id);
      found.late.push({
        vehicle: vehicle.id,
        from: leg.from,
        to: leg.to,
        arrives: sailed.arrives,
        planned: leg.arrives,
      });
    }
  }
  return { ...found, missed: [...missed] };
}

function pointOf({
  lat = 0,
  lon = 0,
  municipality,
}: PickupProblem['stops'][number] | PickupProblem['depots'][number]): TravelPoint {
  return { lat, lon, municipality: municipality as MunicipalityCode | undefined };
}

/** When the first car leaves: no ferry before is of use to anybody. */
export function firstShift({ vehicles }: Pick<PickupProblem, 'vehicles'>): number {
  return Math.min(1440, ...vehicles.map(({ shift }) => minutesOf(shift[0])));
}
