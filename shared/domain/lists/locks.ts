import { timeOf } from '../calendar/minutes.ts';
import type { GivenStop } from '../planning/buildPickupProblem.ts';
import { DomainProblem } from '../problem.ts';
import type { ListChange, StopLock } from './listChange.ts';
import type { ListRoute, ListStop } from './reseat.ts';
import { isSettled } from './stopLife.ts';

type Stated = NonNullable<GivenStop['lock']>;

/** A lock as the planner reads it; undefined where its car does not drive: then there is nothing to hold to. */
export function statedLock(
  { vehicle: id, at, position }: StopLock,
  carNames: ReadonlyMap<string, string>,
): Stated | undefined {
  const vehicle = id === undefined ? undefined : carNames.get(id);
  if (id !== undefined && vehicle === undefined) return undefined;
  return {
    ...(vehicle === undefined ? {} : { vehicle }),
    ...(at === undefined ? {} : { at: timeOf(at) }),
    ...(position === undefined ? {} : { position }),
  };
}

interface Standing {
  readonly routes: readonly ListRoute[];
  readonly stops: readonly ListStop[];
  readonly carNames: ReadonlyMap<string, string>;
  readonly locks: ReadonlyMap<string, StopLock>;
}

/**
 * The locks of a list's open stops, by site. Where a car's day has become shorter, places at its end move up: their order
 * is what was meant.
 */
export function statedLocks({ routes, stops, carNames, locks }: Standing): Map<string, Stated> {
  const carOf = new Map(routes.map(({ id, vehicle }) => [id, vehicle]));
  const live = stops.filter(
    ({ state }) => !isSettled(state) || state === 'picked-up' || state === 'delivered',
  );
  const rows = live.flatMap((stop) => {
    const lock = isSettled(stop.state) ? undefined : locks.get(stop.site);
    return lock ? [{ site: stop.site, lock, car: lock.vehicle ?? carOf.get(stop.route) }] : [];
  });
  const stated = new Map<string, Stated>();
  for (const [car, own] of Map.groupBy(rows, (row) => row.car)) {
    const cars = new Set(own.map(({ site }) => site));
    const others = live.filter(({ site, route }) => carOf.get(route) === car && !cars.has(site)).length;
    const placed = own
      .filter(({ lock }) => lock.position !== undefined)
      .sort((a, b) => (b.lock.position ?? 0) - (a.lock.position ?? 0));
    let last = others + own.length + 1;
    const positions = new Map<string, number>();
    for (const { site, lock } of placed) {
      last = Math.max(1, Math.min(lock.position ?? 1, last - 1));
      positions.set(site, last);
    }
    for (const { site, lock } of own) {
      const position = positions.get(site);
      const said = statedLock({ ...lock, ...(position === undefined ? {} : { position }) }, carNames);
      if (said) stated.set(site, said);
    }
  }
  return stated;
}

/** The locks that a change sets (null: takes away), by site. */
export function locksSetBy(
  { routes, stops }: Pick<Standing, 'routes' | 'stops'>,
  change: ListChange,
): Map<string, StopLock | null> {
  const siteOf = (id: string) => stops.find((stop) => stop.id === id)?.site;
  switch (change.kind) {
    case 'lock': {
      const { stop, vehicle, at, position } = change;
      if (vehicle === undefined && at === undefined && position === undefined) {
        throw new DomainProblem('invalid-input', 'A lock names a car, a time or a place in the order', [
          { place: 'car', message: 'required' },
        ]);
      }
      return new Map([[siteOf(stop) ?? '', { vehicle, at, position }]]);
    }
    case 'unlock':
      return new Map([[siteOf(change.stop) ?? '', null]]);
    case 'order':
      return orderedLocks({ routes, stops }, change);
    case 'add':
    case 'cancel':
    case 'car-out':
    case 'counts':
    case 'no-samples':
      return new Map();
  }
}

function orderedLocks(
  { routes, stops }: Pick<Standing, 'routes' | 'stops'>,
  { vehicle, stops: wished }: Extract<ListChange, { kind: 'order' }>,
): Map<string, StopLock> {
  const own = new Set(routes.filter((route) => route.vehicle === vehicle).map(({ id }) => id));
  const ofCar = stops.filter(({ route }) => own.has(route));
  const open = ofCar.filter(({ state }) => !isSettled(state));
  const driven = ofCar.filter(({ state }) => state === 'picked-up' || state === 'delivered').length;
  const known = new Set(open.map(({ id }) => id));
  if (new Set(wished).size !== open.length || !wished.every((id) => known.has(id))) {
    throw new DomainProblem('invalid-input', 'An order names every open stop of the car once', [
      { place: 'stops', message: `the car has ${open.length} open stops`, code: 'rule-whole-order' },
    ]);
  }
  return new Map(
    wished.map((id, i) => [
      open.find((stop) => stop.id === id)?.site ?? '',
      { vehicle, position: driven + i + 1 },
    ]),
  );
}
