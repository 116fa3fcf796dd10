import { minutesOf } from '../calendar/minutes.ts';
import { compilePickups, type CompiledPickups } from './compile.ts';
import { NEVER, type DayNetwork, type VehicleType } from './days/network.ts';
import type { UnservedLimit } from './plan.ts';
import type { PickupProblem } from './problem.ts';

/** A limit that can be lifted for one stop at a time, to see whether it is the one that binds. */
export interface Relaxation {
  readonly limit: UnservedLimit;
  /** What changes for all, before anything is planned. */
  readonly fleet?: Partial<VehicleType>;
  readonly openLaboratories?: boolean;
  /** What changes for the stop alone, in a network with lists of its own. */
  readonly lift?: (net: DayNetwork, stop: number) => void;
}

/** One entry per limit, in the order in which they are asked: what people most easily change comes first. */
export function relaxations(problem: PickupProblem, { ways }: CompiledPickups): readonly Relaxation[] {
  const unlocked = { ...problem, stops: problem.stops.map((stop) => ({ ...stop, lock: undefined })) };
  const free = compilePickups(unlocked, ways).net;
  return [
    {
      limit: 'lock',
      lift: (net, stop) => {
        const vehicles = net.typeOf.length;
        net.open[stop] = free.open[stop]!;
        net.close[stop] = free.close[stop]!;
        if (net.position.length > 0) net.position[stop] = 0;
        net.allowed.set(free.allowed.subarray(stop * vehicles, (stop + 1) * vehicles), stop * vehicles);
      },
    },
    {
      limit: 'vehicle',
      lift: ({ allowed, typeOf: { length } }, stop) =>
        void allowed.fill(1, stop * length, (stop + 1) * length),
    },
    { limit: 'lab-capacity', openLaboratories: true },
    { limit: 'capacity', fleet: { capacity: NEVER } },
    {
      limit: 'window',
      lift: ({ open, close }, stop) => {
        open[stop] = minutesOf(problem.stops[stop - 1]!.ready ?? '00:00');
        close[stop] = 1440;
      },
    },
    { limit: 'age', lift: ({ deadline }, stop) => void (deadline[stop] = NEVER) },
    { limit: 'laboratory', fleet: { latestArrival: 1440 } },
    { limit: 'shift', fleet: { shiftFrom: 0, shiftTo: 1440, maxMinutes: NEVER, maxTrips: 50 } },
  ];
}

/** The network with some limits lifted for all, and lists of its own in which more can be lifted for one stop. */
export function liftedNetwork(net: DayNetwork, lifts: readonly Relaxation[]): DayNetwork {
  return {
    ...net,
    types: net.types.map((type) => lifts.reduce((lifted, { fleet }) => ({ ...lifted, ...fleet }), type)),
    open: net.open.slice(),
    close: net.close.slice(),
    deadline: net.deadline.slice(),
    position: net.position.slice(),
    allowed: net.allowed.slice(),
    labCapacity: lifts.some(({ openLaboratories }) => openLaboratories)
      ? net.labCapacity.map(() => Infinity)
      : net.labCapacity,
  };
}
