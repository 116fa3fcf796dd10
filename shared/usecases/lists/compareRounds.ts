import { type Actor, asTenant } from '../../../db/asTenant.ts';
import type { Db } from '../../../db/connect.ts';
import { lockList } from '../../../db/queries/listRows.ts';
import { listRoundsOn } from '../../../db/queries/rounds.ts';
import type { RoundsComparison, RoundSum } from '../../contracts/views/rounds.ts';
import type { CalendarDate } from '../../domain/calendar/calendarDate.ts';
import type { StopState } from '../../domain/lists/stopLife.ts';
import { roundOnDay, type RoundStop } from '../../domain/lists/rounds.ts';
import type { PlannedRoute } from '../../domain/pickups/plan.ts';
import { parsePickupProblem } from '../../domain/pickups/problem.ts';
import { buildPickupProblem } from '../../domain/planning/buildPickupProblem.ts';
import { embeddedTravel } from '../../domain/travel/embedded.ts';
import type { TravelMatrix } from '../../domain/travel/matrix.ts';
import type { TravelSource } from '../../domain/travel/source.ts';
import { travelTimes } from '../../travel/withFallback.ts';
import type { SolvePickups } from '../planPickups.ts';
import { loadListFacts } from './listFacts.ts';
import { planWithFerries } from './planWithFerries.ts';
import { withTravelTimes } from './travel.ts';

interface Deps {
  readonly db: Db;
  readonly planPickups: SolvePickups;
  readonly travel?: TravelSource | undefined;
}

/** Two plans are compared by the same effort. */
const ITERATIONS = 2_000;
const SEED = 1;
/** Nobody fetches there. */
const GONE: readonly StopState[] = ['cancelled', 'missed', 'refused'];

/**
 * Compares a day's list with the courier rounds of the day (P10): which samples could ride along, and what the list
 * would cost without them. Null: there is no list.
 */
export async function compareRounds(
  deps: Deps,
  { actor, region, date }: { actor: Actor; region: string; date: CalendarDate },
): Promise<RoundsComparison | null> {
  const read = await asTenant(deps.db, actor, async (tx) => {
    const list = await lockList(tx, { region, date });
    if (!list) return null;
    const stops = list.stops.filter(({ state }) => !GONE.includes(state));
    const { facts, timetable } = await loadListFacts(tx, { list, stops, more: [] });
    return { stops, facts, timetable, rounds: await listRoundsOn(tx, { region, date }) };
  });
  if (!read) return null;
  const { facts, timetable, rounds } = read;
  const given = new Map(
    read.stops.map(({ site, samples, kits }) => [site, { samples, kits, driven: false }]),
  );
  const built = buildPickupProblem({ ...facts, given });
  const problem = parsePickupProblem(built.problem);
  const stopAt = new Map([...built.stops].map(([name, { site }]) => [site.id, name]));
  const siteAt = new Map([...built.stops].map(([name, { site }]) => [name, site.id]));
  const onDay = await Promise.all(
    rounds.map(async (round) =>
      roundOnDay(round, {
        problem,
        stopAt,
        travel: waysOf(round.stops, await matrixOf(deps.travel, round.stops)),
      }),
    ),
  );
  const along = new Set(
    onDay.flatMap(({ rides }) => rides.filter(({ why }) => why === null).map(({ stop }) => stop)),
  );
  const planned = async (stops: typeof built.problem.stops): Promise<Planned> => {
    if (stops.length === 0) return NOTHING;
    const travelled = await withTravelTimes(deps.travel, { ...built.problem, stops });
    const { result } = await planWithFerries(travelled.problem, {
      timetable,
      seed: SEED,
      solve: (asked) => deps.planPickups(asked, { seed: SEED, iterations: ITERATIONS }),
    });
    const { served, km, minutes, cost } = result.score;
    return { sum: { stops: served, km, hours: minutes / 60, cost }, routes: result.solution.routes };
  };
  // Samples ride along; kits for the same site still have to be brought.
  const left = built.problem.stops.flatMap((stop) => {
    if (!along.has(stop.id)) return [stop];
    const { firstSwab: _swab, firstSwabDaysBefore: _days, ready: _ready, ...rest } = stop;
    return (stop.kits ?? 0) > 0 ? [{ ...rest, samples: 0 }] : [];
  });
  const [van] = facts.vans;
  const list = await planned(built.problem.stops);
  // Fewer stops in the order of the list: a search that finds something dearer has only not searched long enough.
  const beside =
    along.size === 0 ? [list] : [await planned(left), await planned(inOrderOf(list.routes, left))];
  return {
    list: list.sum,
    beside: beside.map(({ sum }) => sum).reduce((a, b) => (isBetter(b, a) ? b : a)),
    rounds: onDay.map(({ round, km, minutes, rides, tight }) => ({
      name: round.name,
      car: round.car,
      from: round.stops[0]?.minute ?? 0,
      to: round.stops.at(-1)?.minute ?? 0,
      km,
      hours: minutes / 60,
      cost: (minutes / 60) * (van?.hourlyRate ?? 0) + km * (van?.kmRate ?? 0),
      rides: rides.map(({ stop, ...ride }) => ({ ...ride, site: siteAt.get(stop) ?? '', name: stop })),
      tight,
    })),
  };
}

interface Planned {
  readonly sum: RoundSum;
  readonly routes: readonly PlannedRoute[];
}

const NOTHING: Planned = { sum: { stops: 0, km: 0, hours: 0, cost: 0 }, routes: [] };

const isBetter = (a: RoundSum, b: RoundSum) => a.stops > b.stops || (a.stops === b.stops && a.cost < b.cost);

function inOrderOf<S extends { readonly id: string }>(
  routes: readonly PlannedRoute[],
  stops: readonly S[],
): S[] {
  const left = new Set(stops.map(({ id }) => id));
  const places = new Map(
    routes.flatMap(({ vehicle, trips }) =>
      trips
        .flatMap((trip) => trip.stops.map(({ stop }) => stop))
        .filter((stop) => left.has(stop))
        .map((stop, i) => [stop, { vehicle, position: i + 1 }] as const),
    ),
  );
  return stops.map((stop) => {
    const lock = places.get(stop.id);
    return lock ? { ...stop, lock } : stop;
  });
}

async function matrixOf(
  source: TravelSource | undefined,
  stops: readonly RoundStop[],
): Promise<TravelMatrix> {
  return source ? (await travelTimes(source, stops)).matrix : embeddedTravel(stops);
}

function waysOf(stops: readonly RoundStop[], { size, minutes, km }: TravelMatrix) {
  const cell = (from: RoundStop, to: RoundStop) => stops.indexOf(from) * size + stops.indexOf(to);
  return {
    minutes: (from: RoundStop, to: RoundStop) => minutes[cell(from, to)] ?? Infinity,
    km: (from: RoundStop, to: RoundStop) => km[cell(from, to)] ?? 0,
  };
}
