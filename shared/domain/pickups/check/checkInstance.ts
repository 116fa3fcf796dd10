import type { RoutingInstance } from '../instances/instance.ts';
import type { InstancePlan } from '../instances/plan.ts';
import type { Violation } from './reading.ts';

type Broken = Omit<Violation, 'rule'>;
type Days = readonly (readonly (readonly number[])[])[];

/** One rule for instances of the literature. Amounts in messages are in the file's units. */
interface InstanceRule {
  readonly id: string;
  readonly check: (instance: RoutingInstance, plan: InstancePlan, days: Days) => Broken[];
}

const INSTANCE_RULES: readonly InstanceRule[] = [
  { id: 'name', check: nameRule },
  { id: 'once', check: onceRule },
  { id: 'vehicles', check: vehiclesRule },
  { id: 'trips', check: tripsRule },
  { id: 'load', check: loadRule },
  { id: 'window', check: windowRule },
  { id: 'cost', check: costRule },
];

/** Lists every rule that a plan for an instance breaks; shares no code with the solver. */
export function checkInstance(instance: RoutingInstance, plan: InstancePlan): Violation[] {
  const days = plan.routes.map((route) =>
    typeof route[0] === 'number' ? [route as number[]] : (route as number[][]),
  );
  const unknown = days.flatMap((trips, v) =>
    trips.flatMap((trip, t) =>
      trip.flatMap((customer, i): Violation[] =>
        customer <= instance.customers
          ? []
          : [
              {
                rule: 'name',
                path: `$.routes[${v}] trip ${t} [${i}]`,
                message: `there is no customer ${customer}`,
              },
            ],
      ),
    ),
  );
  if (unknown.length > 0) return unknown;
  return INSTANCE_RULES.flatMap(({ id, check }) =>
    check(instance, plan, days).map((broken) => ({ rule: id, ...broken })),
  );
}

function nameRule(instance: RoutingInstance, plan: InstancePlan): Broken[] {
  return plan.instance === instance.name
    ? []
    : [{ path: '$.instance', message: `plan for "${plan.instance}", problem is "${instance.name}"` }];
}

function onceRule({ customers }: RoutingInstance, plan: InstancePlan, days: Days): Broken[] {
  const seen = new Map<number, number>();
  for (const customer of [...days.flat(2), ...(plan.unserved ?? [])])
    seen.set(customer, (seen.get(customer) ?? 0) + 1);
  return Array.from({ length: customers }, (_, i) => i + 1).flatMap((customer) => {
    const times = seen.get(customer) ?? 0;
    return times === 1 ? [] : [{ path: '$.routes', message: `customer ${customer} appears ${times} times` }];
  });
}

function vehiclesRule({ vehicles }: RoutingInstance, _plan: InstancePlan, days: Days): Broken[] {
  return days.length > vehicles
    ? [{ path: '$.routes', message: `${days.length} vehicles, at most ${vehicles}` }]
    : [];
}

function tripsRule({ multiTrip }: RoutingInstance, _plan: InstancePlan, days: Days): Broken[] {
  return days.flatMap((trips, v) =>
    trips.length > 1 && !multiTrip
      ? [{ path: `$.routes[${v}]`, message: `${trips.length} trips, the instance knows one per vehicle` }]
      : [],
  );
}

function loadRule({ demand, capacity }: RoutingInstance, _plan: InstancePlan, days: Days): Broken[] {
  return days.flatMap((trips, v) =>
    trips.flatMap((trip, t) => {
      const load = trip.reduce((sum, customer) => sum + demand[customer]!, 0);
      return load > capacity
        ? [{ path: `$.routes[${v}]`, message: `trip ${t} carries ${load}, at most ${capacity}` }]
        : [];
    }),
  );
}

/** Drives every day from the depot's opening: releases, windows, service, the depot's closing. */
function windowRule(instance: RoutingInstance, _plan: InstancePlan, days: Days): Broken[] {
  const { customers, distance, open, close, service, release } = instance;
  return days.flatMap((trips, v) => {
    const broken: Broken[] = [];
    let now = open[0]!;
    trips.forEach((trip, t) => {
      now = Math.max(now, ...trip.map((customer) => release[customer]!));
      let at = 0;
      for (const customer of [...trip, 0]) {
        now += distance[at * (customers + 1) + customer]!;
        if (now > close[customer]!)
          broken.push({
            path: `$.routes[${v}]`,
            message: `trip ${t} is at ${customer} at ${now / 10}, it closes at ${close[customer]! / 10}`,
          });
        if (customer > 0) now = Math.max(now, open[customer]!) + service[customer]!;
        at = customer;
      }
    });
    return broken;
  });
}

function costRule({ customers, distance }: RoutingInstance, plan: InstancePlan, days: Days): Broken[] {
  let tenths = 0;
  for (const trip of days.flat()) {
    const stations = [0, ...trip, 0];
    for (let i = 1; i < stations.length; i++)
      tenths += distance[stations[i - 1]! * (customers + 1) + stations[i]!]!;
  }
  return Math.abs(plan.cost - tenths / 10) > 1e-6
    ? [{ path: '$.cost', message: `${plan.cost} stated, ${tenths / 10} driven` }]
    : [];
}
