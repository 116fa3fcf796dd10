import { embeddedTravel } from '../travel/embedded.ts';
import { greatCircleKm } from '../travel/roads.ts';
import { CHANGES, withChanges, type Change, type LiftedDay } from './changes.ts';
import { compilePickups, movedTo, type CompiledPickups, type Ways } from './compile.ts';
import { NEVER } from './days/network.ts';
import { insertedInto, insertedWith, type TryStop } from './insertedDay.ts';
import type { UnservedLimit, UnservedStop } from './plan.ts';
import type { PickupProblem } from './problem.ts';
import { sentences } from './reasonSentences.ts';
import { relaxations } from './relaxations.ts';
import { pointOf } from './travelOf.ts';

interface Cause {
  readonly limit: UnservedLimit;
  readonly changes: readonly Change[];
  readonly lifted?: LiftedDay;
}

/** What every stop's reason is looked for in: the plan, tried with each limit lifted alone, and with more and more. */
interface Trials {
  readonly problem: PickupProblem;
  readonly compiled: CompiledPickups;
  readonly routes: Int32Array;
  readonly alone: readonly { readonly limit: UnservedLimit; readonly tried: TryStop }[];
  readonly together: readonly { readonly limit: UnservedLimit; readonly tried: TryStop }[];
}

/**
 * Why each stop is left out (one limit, a witness, a fix). A fix is tried before it is named: with the changes made,
 * the stop fits into the very plan that leaves it out.
 */
export function unservedReasons(
  problem: PickupProblem,
  compiled: CompiledPickups,
  routes: Int32Array,
  absent: readonly number[],
): UnservedStop[] {
  if (absent.length === 0) return [];
  const trials = trialsOf(problem, compiled, routes);
  return [...absent]
    .sort((a, b) => a - b)
    .map((stop) => {
      const cause = causeOf(trials, stop);
      const { message, fix } = sentences(problem, stop, cause);
      return {
        stop: problem.stops[stop - 1]!.id,
        limit: cause.limit,
        message,
        fix,
        ...(cause.changes.length > 0 && { changes: [...cause.changes] }),
      };
    });
}

function trialsOf(problem: PickupProblem, compiled: CompiledPickups, routes: Int32Array): Trials {
  const lifts = relaxations(problem, compiled);
  const { net } = compiled;
  return {
    problem,
    compiled,
    routes,
    alone: lifts.map((lift) => ({ limit: lift.limit, tried: insertedWith(net, [lift], routes) })),
    together: lifts.map(({ limit }, k) => ({
      limit,
      tried: insertedWith(net, lifts.slice(0, k + 1), routes),
    })),
  };
}

function causeOf(trials: Trials, stop: number): Cause {
  const cut = unreachable(trials, stop);
  if (cut) return reachedAndServed(trials, stop, cut);
  return liftedCause(trials, stop) ?? oneMoreVehicle(trials, stop) ?? allLifted(trials, stop);
}

/** A stop that is reached at last may still not fit in: then its fix needs what that needs as well. */
function reachedAndServed({ problem, routes }: Trials, stop: number, cut: CutOff): Cause {
  const reached = withChanges(problem, cut.changes);
  const compiled = compilePickups(reached, cut.ways);
  const cause = { limit: cut.limit, changes: cut.changes };
  if (insertedInto(compiled.net, routes)(stop)) return cause;
  const again = trialsOf(reached, compiled, routes);
  if (unreachable(again, stop)) return cause;
  return { ...cause, changes: [...cut.changes, ...causeOf(again, stop).changes] };
}

function liftedCause(trials: Trials, stop: number): Cause | undefined {
  for (const { limit, tried } of trials.alone) {
    if (limit === 'unreachable') continue;
    const lifted = tried(stop);
    if (!lifted) continue;
    const changes = CHANGES[limit](trials.problem, lifted);
    if (changes.length > 0 && works(trials, changes, stop)) return { limit, changes, lifted };
  }
  return undefined;
}

/** Several limits bind at once: they are lifted one after the other, and the last one names the reason. */
function allLifted(trials: Trials, stop: number): Cause {
  for (const { limit, tried } of trials.together) {
    const lifted = tried(stop);
    if (!lifted || limit === 'unreachable') continue;
    const changes = Object.values(CHANGES).flatMap((change) => change(trials.problem, lifted));
    if (works(trials, changes, stop)) return { limit, changes, lifted };
  }
  return ownVehicle(trials, stop);
}

/** The last resort, which always works: a vehicle for this stop alone, and whatever that vehicle needs. */
function ownVehicle(trials: Trials, stop: number): Cause {
  const { problem, compiled, routes } = trials;
  const count = problem.vehicles.length;
  const { lock, vehicles: named, lab } = problem.stops[stop - 1]!;
  for (const like of problem.vehicles) {
    if (lab !== undefined && like.unloadAt !== lab) continue;
    const id = `${like.id}-${count + 1}`;
    const vehicle = JSON.parse(JSON.stringify({ ...like, id, break: undefined })) as Change['value'];
    const added: Change[] = [{ path: ['vehicles', count], value: vehicle }];
    if (lock) added.push({ path: ['stops', stop - 1, 'lock'], value: null });
    const only: Change = { path: ['stops', stop - 1, 'vehicles'], value: [id] };
    const alone = withChanges(problem, [...added, only]);
    const own = compilePickups(alone, compiled.ways);
    const lifts = relaxations(alone, own).filter(({ limit }) => limit !== 'vehicle' && limit !== 'lock');
    const lifted = insertedWith(own.net, lifts, routes)(stop);
    if (!lifted) continue;
    if (named) added.push({ ...only, value: [...named, id] });
    const changes = [...added, ...Object.values(CHANGES).flatMap((change) => change(alone, lifted))].filter(
      (change, i, all) => all.findIndex(({ path }) => path.join() === change.path.join()) === i,
    );
    if (works(trials, changes, stop)) return { limit: 'shift', changes };
  }
  return { limit: problem.vehicles.length === 0 ? 'vehicle' : 'shift', changes: [] };
}

function oneMoreVehicle(trials: Trials, stop: number): Cause | undefined {
  const { problem, compiled } = trials;
  const count = problem.vehicles.length;
  const tried = new Set<number>();
  for (let v = 0; v < count; v++) {
    const type = compiled.net.typeOf[v]!;
    if (tried.has(type) || compiled.net.allowed[stop * count + v] === 0) continue;
    tried.add(type);
    const like = problem.vehicles[v]!;
    const id = `${like.id}-${count + 1}`;
    const { vehicles, lock } = problem.stops[stop - 1]!;
    const changes: Change[] = [
      { path: ['vehicles', count], value: JSON.parse(JSON.stringify({ ...like, id })) as Change['value'] },
    ];
    if (vehicles) changes.push({ path: ['stops', stop - 1, 'vehicles'], value: [...vehicles, id] });
    if (lock?.vehicle !== undefined) changes.push({ path: ['stops', stop - 1, 'lock'], value: null });
    if (works(trials, changes, stop)) return { limit: 'shift', changes };
  }
  return undefined;
}

function works({ problem, compiled, routes }: Trials, changes: readonly Change[], stop: number): boolean {
  const { net } = compilePickups(withChanges(problem, changes), compiled.ways);
  return insertedInto(net, routes)(stop) !== undefined;
}

/** A stop that nobody reaches, what would reach it, and the ways that there would be. */
interface CutOff {
  readonly limit: 'unreachable';
  readonly changes: readonly Change[];
  readonly ways: Ways | undefined;
}

function unreachable({ problem, compiled: { net, ways } }: Trials, stop: number): CutOff | undefined {
  const open = (from: number, to: number, time: Int32Array) => time[from * net.places + to]! < NEVER;
  const reached = (s: number) =>
    net.types.some(
      ({ time, start, lab }) => (open(start, s, time) || open(lab, s, time)) && open(s, lab, time),
    );
  if (net.types.length === 0 || reached(stop)) return undefined;
  const opened = problem.travel ? [] : reopened(problem, stop);
  if (opened.length > 0) {
    const value = problem.closedLinks.filter((link) => !opened.includes(link));
    return { limit: 'unreachable', changes: [{ path: ['closedLinks'], value }], ways: undefined };
  }
  const place = pickupPoint(problem, stop, reached);
  if (place === undefined) return { limit: 'unreachable', changes: [], ways: undefined };
  return {
    limit: 'unreachable',
    changes: movedThere(problem, stop, place),
    ways: movedTo(ways, stop, place),
  };
}

/** The closed links that would have to open. */
function reopened(problem: PickupProblem, stop: number): readonly string[] {
  const points = [problem.stops[stop - 1]!, ...problem.depots].map(pointOf);
  const reaches = (closedLinks: readonly string[]) =>
    embeddedTravel(points, { closedLinks }).minutes.subarray(1, points.length).some(Number.isFinite);
  const one = problem.closedLinks.find((link) =>
    reaches(problem.closedLinks.filter((other) => other !== link)),
  );
  if (one !== undefined) return [one];
  return problem.closedLinks.length > 0 && reaches([]) ? problem.closedLinks : [];
}

/** The nearest place that a vehicle reaches, as an agreed pickup point (R44 allows local alternatives). */
function pickupPoint(
  problem: PickupProblem,
  stop: number,
  reached: (stop: number) => boolean,
): number | undefined {
  const { stops, depots, travel } = problem;
  const own = pointOf(stops[stop - 1]!);
  const others = [
    ...stops.flatMap((row, i) => (reached(i + 1) ? [{ row, place: i + 1 }] : [])),
    ...depots.flatMap((row, i) => (row.kind === 'laboratory' ? [{ row, place: stops.length + 1 + i }] : [])),
  ];
  if (travel) return others[0]?.place;
  const far = others.map(({ row }) => greatCircleKm(own, pointOf(row)));
  return others[far.indexOf(Math.min(...far))]?.place;
}

/** The edits that put a stop where another place of the day is. */
function movedThere({ stops, depots, travel }: PickupProblem, stop: number, place: number): Change[] {
  const there = place <= stops.length ? stops[place - 1]! : depots[place - stops.length - 1]!;
  const path = (field: string) => ['stops', stop - 1, field];
  if (travel) return [{ path: path('place'), value: there.place ?? there.id }];
  return [
    { path: path('lat'), value: there.lat! },
    { path: path('lon'), value: there.lon! },
    { path: path('municipality'), value: there.municipality ?? null },
  ];
}
