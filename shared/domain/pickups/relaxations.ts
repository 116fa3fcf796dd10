import { minutesOf } from '../calendar/minutes.ts';
import { compilePickups, type CompiledPickups } from './compile.ts';
import { NEVER, type DayNetwork, type VehicleType } from './days/network.ts';
import type { UnservedLimit } from './plan.ts';
import type { PickupProblem } from './problem.ts';

/** A limit that can be lifted for one stop, to see whether it is the one that binds. */
export interface Relaxation {
  readonly limit: UnservedLimit;
  readonly lift: (net: DayNetwork, stop: number) => DayNetwork;
}

/** One entry per limit, in the order in which they are asked: what people most easily change comes first. */
export function relaxations(problem: PickupProblem, { ways, net }: CompiledPickups): readonly Relaxation[] {
  const unlocked = { ...problem, stops: problem.stops.map((stop) => ({ ...stop, lock: undefined })) };
  const free = compilePickups(unlocked, ways).net;
  const anybody = new Uint8Array(net.allowed.length).fill(1);
  return [
    {
      limit: 'lock',
      lift: (from, stop) => ({
        ...from,
        open: put(from.open, stop, free.open[stop]!),
        close: put(from.close, stop, free.close[stop]!),
        position: from.position.length === 0 ? from.position : put(from.position, stop, 0),
        allowed: row(from, free.allowed, stop),
      }),
    },
    { limit: 'vehicle', lift: (from, stop) => ({ ...from, allowed: row(from, anybody, stop) }) },
    {
      limit: 'lab-capacity',
      lift: (from) => ({ ...from, labCapacity: from.labCapacity.map(() => Infinity) }),
    },
    { limit: 'capacity', lift: (from) => fleet(from, { capacity: NEVER }) },
    {
      limit: 'window',
      lift: (from, stop) => ({
        ...from,
        open: put(from.open, stop, minutesOf(problem.stops[stop - 1]!.ready ?? '00:00')),
        close: put(from.close, stop, 1440),
      }),
    },
    { limit: 'age', lift: (from, stop) => ({ ...from, deadline: put(from.deadline, stop, NEVER) }) },
    { limit: 'laboratory', lift: (from) => fleet(from, { latestArrival: 1440 }) },
    {
      limit: 'shift',
      lift: (from) => fleet(from, { shiftFrom: 0, shiftTo: 1440, maxMinutes: NEVER, maxTrips: 50 }),
    },
  ];
}

function fleet(net: DayNetwork, change: Partial<VehicleType>): DayNetwork {
  return { ...net, types: net.types.map((type) => ({ ...type, ...change })) };
}

function put(list: Int32Array, stop: number, value: number): Int32Array {
  const copy = list.slice();
  copy[stop] = value;
  return copy;
}

function row(net: DayNetwork, from: Uint8Array, stop: number): Uint8Array {
  const vehicles = net.typeOf.length;
  const copy = net.allowed.slice();
  copy.set(from.subarray(stop * vehicles, (stop + 1) * vehicles), stop * vehicles);
  return copy;
}
