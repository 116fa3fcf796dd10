import type { GivenStop } from '../planning/buildPickupProblem.ts';
import { timeOf } from '../calendar/minutes.ts';
import { DomainProblem } from '../problem.ts';
import { statedLocks } from './locks.ts';
import type { ListRoute, ListStop } from './reseat.ts';
import type { ListChange, StopLock } from './listChange.ts';
import { isSettled, nextStopState } from './stopLife.ts';

/** The stops after a change, before anybody has a new place. `newStop` is the id for a stop that comes on. */
export function changedStops<S extends ListStop>(
  stops: readonly S[],
  change: ListChange,
  newStop: (site: string) => S,
): S[] {
  switch (change.kind) {
    case 'car-out':
    case 'order':
      return [...stops];
    case 'lock':
    case 'unlock':
      openStop(stops, change.stop);
      return [...stops];
    case 'add': {
      const { site, samples, kits } = change;
      const open = stops.find((stop) => stop.site === site && !isSettled(stop.state));
      if (open) return replaced(stops, { ...open, samples: open.samples + samples, kits: open.kits + kits });
      if (stops.some((stop) => stop.site === site && stop.state === 'picked-up')) {
        throw new DomainProblem(
          'conflict',
          'The car has been there already; a second stop goes on the next list',
        );
      }
      return [...stops, { ...newStop(site), samples, kits }];
    }
    case 'counts':
      return replaced(stops, { ...openStop(stops, change.stop), samples: change.samples, kits: change.kits });
    case 'no-samples': {
      const stop = openStop(stops, change.stop);
      return replaced(stops, stop.kits > 0 ? { ...stop, samples: 0 } : cancelled(stop));
    }
    case 'cancel':
      return replaced(stops, cancelled(openStop(stops, change.stop)));
  }
}

const replaced = <S extends ListStop>(stops: readonly S[], by: S): S[] =>
  stops.map((stop) => (stop.id === by.id ? by : stop));

function openStop<S extends ListStop>(stops: readonly S[], id: string): S {
  const stop = stops.find((each) => each.id === id);
  if (!stop) throw new DomainProblem('not-found', 'There is no such stop on this list');
  if (isSettled(stop.state)) {
    throw new DomainProblem('conflict', `This stop is ${stop.state}: it is not changed any more`);
  }
  return stop;
}

function cancelled<S extends ListStop>(stop: S): S {
  const state = nextStopState(stop.state, 'cancel');
  if (state === null)
    throw new DomainProblem('conflict', `This stop is ${stop.state}: it is not changed any more`);
  return { ...stop, state };
}

interface Standing {
  readonly routes: readonly ListRoute[];
  readonly stops: readonly ListStop[];
  /** Names of the cars, as the problem knows them. */
  readonly carNames: ReadonlyMap<string, string>;
  /** By site, as they stand after the change. */
  readonly locks: ReadonlyMap<string, StopLock>;
}

/** How much of a car's day stands: its stops in their order, its stops in any order, or nothing. */
export type Hold = 'order' | 'car' | 'nothing';

/**
 * The stops as the planner is given them: what is driven keeps its car and time, open stops stand as `holdOf` their car
 * says, and nobody comes before now.
 *
 * @param now minutes of the list's day; null while that day has not begun
 */
export function givenStops(
  standing: Standing,
  change: ListChange,
  { now, holdOf }: { now: number | null; holdOf: (car: string) => Hold },
): Map<string, GivenStop> {
  const { routes, stops, carNames } = standing;
  const carOf = new Map(routes.map(({ id, vehicle }) => [id, vehicle]));
  const outCar = change.kind === 'car-out' ? change.vehicle : undefined;
  const places = placesOf(standing);
  const locks = statedLocks(standing);
  return new Map(
    stops.flatMap((stop): [string, GivenStop][] => {
      const car = carOf.get(stop.route);
      const vehicle = car === undefined ? undefined : carNames.get(car);
      const { samples, kits } = stop;
      if (isVisited(stop)) {
        const lock = vehicle === undefined ? {} : { lock: { vehicle, at: timeOf(stop.arrival) } };
        return [[stop.site, { samples, kits, driven: true, ...lock }]];
      }
      if (isSettled(stop.state)) return [];
      const hold = car === undefined || vehicle === undefined || car === outCar ? 'nothing' : holdOf(car);
      const position = places.get(stop.id);
      const notBy = outCar === undefined ? undefined : carNames.get(outCar);
      const held =
        hold === 'nothing' || vehicle === undefined
          ? undefined
          : { vehicle, ...(hold === 'order' && position ? { position } : {}) };
      const lock = bothOf(
        locks.get(stop.site),
        held,
        outCar === undefined ? undefined : carNames.get(outCar),
      );
      return [
        [
          stop.site,
          {
            samples,
            kits,
            driven: false,
            ...(lock === undefined ? {} : { lock }),
            ...(notBy === undefined ? {} : { notBy }),
            ...(now === null ? {} : { notBefore: now }),
            // The cars have left with the kits of the morning.
            ...(stop.route === '' && now !== null && kits > 0 ? { kitsFrom: now } : {}),
          },
        ],
      ];
    }),
  );
}

type Lock = NonNullable<GivenStop['lock']>;

/** What somebody has locked, and beside it what the list holds; a car that is out of the day holds nothing. */
function bothOf(
  locked: Lock | undefined,
  held: Lock | undefined,
  outCar: string | undefined,
): Lock | undefined {
  if (locked === undefined || (locked.vehicle !== undefined && locked.vehicle === outCar)) return held;
  if (held === undefined || (locked.vehicle !== undefined && locked.vehicle !== held.vehicle)) return locked;
  return { ...held, ...locked };
}

const isVisited = ({ state }: ListStop) => state === 'picked-up' || state === 'delivered';

/** The number of each stop among its car's stops of the day, of those that the planner is given. */
function placesOf({ routes, stops }: Standing): Map<string, number> {
  const route = new Map(routes.map((each) => [each.id, each]));
  const seated = stops.filter((stop) => route.has(stop.route) && (isVisited(stop) || !isSettled(stop.state)));
  const start = (stop: ListStop) => route.get(stop.route)?.start ?? 0;
  return new Map(
    [...Map.groupBy(seated, (stop) => route.get(stop.route)?.vehicle).values()].flatMap((own) =>
      own
        .toSorted((a, b) => start(a) - start(b) || a.position - b.position)
        .map((stop, i): [string, number] => [stop.id, i + 1]),
    ),
  );
}
