import { minutesOf } from '../../calendar/minutes.ts';
import type { PickupPlan } from '../plan.ts';
import type { PickupProblem } from '../problem.ts';

/** Where and when a list serves a stop. */
interface Served {
  readonly vehicle: string;
  readonly trip: number;
  /** Its number among the vehicle's stops of the day. */
  readonly position: number;
  readonly start: string;
}

type ChangeKind = 'vehicle' | 'time' | 'added' | 'closed' | 'left-out' | 'served-again';

/** Why a stop is not where it was: something happened to it, or something that happened moved it along. */
interface Why {
  readonly kind: 'closed' | 'new' | 'vehicle-gone' | 'no-room' | 'room-again' | 'makes-room';
  readonly message: string;
}

export interface StopChange {
  readonly stop: string;
  readonly kind: ChangeKind;
  readonly before: Served | undefined;
  readonly after: Served | undefined;
  /** Later is positive. */
  readonly minutes: number | undefined;
  readonly why: Why;
}

export interface PickupDiff {
  readonly totals: {
    readonly unchanged: number;
    readonly changed: number;
    readonly cost: { readonly before: number; readonly after: number };
    readonly km: { readonly before: number; readonly after: number };
  };
  readonly stops: readonly StopChange[];
  /** Whom to telephone (R56): every driver and every site that would act on the old list. */
  readonly telephone: readonly {
    readonly who: 'vehicle' | 'stop';
    readonly id: string;
    readonly about: readonly string[];
  }[];
}

/** A stop that comes by so much earlier or later is told; less is within what a road does anyway. */
const WORTH_A_CALL = 5;

/**
 * What a new list changes (R56): every stop that comes at another time, by another vehicle, or not at all, with the
 * reason, and who must be called. Both lists are read; the facts as they are now say what is closed.
 */
export function diffPickups(
  problem: PickupProblem,
  before: PickupPlan,
  after: PickupPlan,
  { tolerance = WORTH_A_CALL }: { readonly tolerance?: number } = {},
): PickupDiff {
  const [was, is] = [servedBy(before), servedBy(after)];
  const known = new Set([...was.keys(), ...is.keys(), ...after.unserved.map(({ stop }) => stop)]);
  const facts = { ...factsOf(problem, before, after), tolerance };
  const stops = [...known].flatMap((stop) => changeOf(stop, was.get(stop), is.get(stop), facts) ?? []);
  const pair = (read: (plan: PickupPlan) => number) => ({ before: read(before), after: read(after) });
  return {
    totals: {
      unchanged: known.size - stops.length,
      changed: stops.length,
      cost: pair(({ score }) => score.cost),
      km: pair(({ score }) => score.km),
    },
    stops,
    telephone: callsFor(stops),
  };
}

function servedBy({ routes }: PickupPlan): Map<string, Served> {
  return new Map(
    routes.flatMap(({ vehicle, trips }) =>
      trips
        .flatMap(({ stops }, trip) => stops.map(({ stop, start }) => ({ stop, start, trip })))
        .map(
          ({ stop, start, trip }, i) => [stop, { vehicle, trip: trip + 1, position: i + 1, start }] as const,
        ),
    ),
  );
}

interface Facts {
  readonly tolerance: number;
  readonly open: ReadonlySet<string>;
  readonly vehicles: ReadonlySet<string>;
  readonly listed: ReadonlySet<string>;
  readonly reasons: ReadonlyMap<string, string>;
  /** By vehicle, the stops that came to it or left it. */
  readonly disturbed: ReadonlyMap<string, readonly string[]>;
}

function factsOf(problem: PickupProblem, before: PickupPlan, after: PickupPlan): Omit<Facts, 'tolerance'> {
  const [was, is] = [servedBy(before), servedBy(after)];
  const disturbed = new Map<string, string[]>();
  const note = (vehicle: string | undefined, stop: string) => {
    if (vehicle !== undefined) disturbed.set(vehicle, [...(disturbed.get(vehicle) ?? []), stop]);
  };
  for (const stop of new Set([...was.keys(), ...is.keys()])) {
    const [old, now] = [was.get(stop)?.vehicle, is.get(stop)?.vehicle];
    if (old === now) continue;
    note(now, stop);
    note(old, stop);
  }
  return {
    open: new Set(problem.stops.map(({ id }) => id)),
    vehicles: new Set(problem.vehicles.map(({ id }) => id)),
    listed: new Set([...was.keys(), ...before.unserved.map(({ stop }) => stop)]),
    reasons: new Map(after.unserved.map(({ stop, message }) => [stop, message])),
    disturbed,
  };
}

function changeOf(
  stop: string,
  before: Served | undefined,
  after: Served | undefined,
  facts: Facts,
): StopChange | undefined {
  const minutes = before && after ? minutesOf(after.start) - minutesOf(before.start) : undefined;
  const kind = kindOf(stop, before, after, minutes, facts);
  return kind && { stop, kind, before, after, minutes, why: whyOf(stop, kind, before, after, facts) };
}

function kindOf(
  stop: string,
  before: Served | undefined,
  after: Served | undefined,
  minutes: number | undefined,
  { open, listed, tolerance }: Facts,
): ChangeKind | undefined {
  if (before && after) {
    if (before.vehicle !== after.vehicle) return 'vehicle';
    return Math.abs(minutes!) >= tolerance ? 'time' : undefined;
  }
  if (after) return listed.has(stop) ? 'served-again' : 'added';
  if (!open.has(stop)) return before ? 'closed' : undefined;
  return before || !listed.has(stop) ? 'left-out' : undefined;
}

function whyOf(
  stop: string,
  kind: ChangeKind,
  before: Served | undefined,
  after: Served | undefined,
  { vehicles, reasons, disturbed }: Facts,
): Why {
  if (kind === 'closed') return { kind: 'closed', message: 'nobody is to come' };
  if (kind === 'added') return { kind: 'new', message: 'it is new on the list' };
  if (kind === 'served-again') return { kind: 'room-again', message: 'there is room for it again' };
  if (kind === 'left-out')
    return { kind: 'no-room', message: reasons.get(stop) ?? 'no vehicle is left for it' };
  if (before && !vehicles.has(before.vehicle))
    return { kind: 'vehicle-gone', message: `${before.vehicle} does not drive` };
  const touched = [before?.vehicle, after?.vehicle].flatMap((vehicle) => disturbed.get(vehicle ?? '') ?? []);
  const others = [...new Set(touched)].filter((other) => other !== stop);
  return {
    kind: 'makes-room',
    message: others.length === 0 ? 'the day is ordered anew' : `because of ${others.join(', ')}`,
  };
}

function callsFor(stops: readonly StopChange[]): PickupDiff['telephone'] {
  const vehicles = new Map<string, string[]>();
  for (const { stop, before, after } of stops)
    for (const vehicle of new Set([before?.vehicle, after?.vehicle]))
      if (vehicle !== undefined) vehicles.set(vehicle, [...(vehicles.get(vehicle) ?? []), stop]);
  return [
    ...[...vehicles].map(([id, about]) => ({ who: 'vehicle' as const, id, about })),
    ...stops.map((change) => ({ who: 'stop' as const, id: change.stop, about: [sentence(change)] })),
  ];
}

function sentence({ before, after }: StopChange): string {
  const text = (served: Served | undefined) =>
    served ? `${served.start} by ${served.vehicle}` : 'nobody comes';
  return `${text(before)} → ${text(after)}`;
}
