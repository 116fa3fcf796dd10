import type { LiftedDay } from './changes.ts';
import { dayRoutes } from './days/dayRoutes.ts';
import type { DayNetwork } from './days/network.ts';
import { daySchedule } from './days/schedule.ts';
import { liftedNetwork, type Relaxation } from './relaxations.ts';

/** Puts a stop into the plan, tells how its day then looks, and takes it out again; undefined: it does not fit. */
export type TryStop = (stop: number) => LiftedDay | undefined;

/** Tries stops in a network: the plan is loaded once. */
export function insertedInto(net: DayNetwork, routes: Int32Array): TryStop {
  const model = dayRoutes(net, undefined);
  model.load(padded(routes, net.typeOf.length));
  return (stop) => {
    model.begin();
    if (!model.insert(stop, () => false, true)) return undefined;
    const vehicle = model.routeOf[stop]!;
    const labLoad = model.state.labLoad[net.types[net.typeOf[vehicle]!]!.labIndex]!;
    const found = { stop, vehicle, day: daySchedule(model.state, vehicle), labLoad, net };
    model.rollback();
    return found;
  };
}

/** Tries stops in the plan with limits lifted; each stop is asked once. */
export function insertedWith(net: DayNetwork, lifts: readonly Relaxation[], routes: Int32Array): TryStop {
  let lifted: DayNetwork | undefined;
  let insert: TryStop | undefined;
  return (stop) => {
    lifted ??= liftedNetwork(net, lifts);
    insert ??= insertedInto(lifted, routes);
    for (const { lift } of lifts) lift?.(lifted, stop);
    return insert(stop);
  };
}

/** Routes end in a 0 each; a vehicle more is one more empty route. */
function padded(routes: Int32Array, vehicles: number): Int32Array {
  const have = routes.reduce((ends, node) => ends + (node === 0 ? 1 : 0), 0);
  const more = new Int32Array(routes.length + Math.max(0, vehicles - have));
  more.set(routes);
  return more;
}
