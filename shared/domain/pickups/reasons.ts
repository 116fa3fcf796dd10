import { embeddedTravel } from '../travel/embedded.ts';
import { greatCircleKm } from '../travel/roads.ts';
import { CHANGES, withChanges, type Change, type LiftedDay } from './changes.ts';
import { compilePickups, type CompiledPickups } from './compile.ts';
import { dayRoutes } from './days/dayRoutes.ts';
import { NEVER, type DayNetwork } from './days/network.ts';
import { daySchedule } from './days/schedule.ts';
import type { UnservedLimit, UnservedStop } from './plan.ts';
import type { PickupProblem } from './problem.ts';
import { sentences } from './reasonSentences.ts';
import { relaxations, type Relaxation } from './relaxations.ts';
import { pointOf } from './travelOf.ts';

interface Cause {
  readonly limit: UnservedLimit;
  readonly changes: readonly Change[];
  readonly lifted?: LiftedDay;
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
  const lifts = absent.length === 0 ? [] : relaxations(problem, compiled);
  return [...absent]
    .sort((a, b) => a - b)
    .map((stop) => {
      const cause = causeOf(problem, compiled, lifts, routes, stop);
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

function causeOf(
  problem: PickupProblem,
  compiled: CompiledPickups,
  lifts: readonly Relaxation[],
  routes: Int32Array,
  stop: number,
): Cause {
  const cut = unreachable(problem, compiled.net, stop);
  if (cut) return reachedAndServed(problem, routes, stop, cut);
  return (
    liftedCause(problem, compiled, lifts, routes, stop) ??
    oneMoreVehicle(problem, compiled, routes, stop) ??
    allLifted(problem, compiled, lifts, routes, stop)
  );
}

/** A stop that is reached at last may still not fit in: then its fix needs what that needs as well. */
function reachedAndServed(problem: PickupProblem, routes: Int32Array, stop: number, cut: Cause): Cause {
  const reached = withChanges(problem, cut.changes);
  const compiled = compilePickups(reached);
  if (insertedWith(compiled.net, routes, stop) || unreachable(reached, compiled.net, stop)) return cut;
  const { changes } = causeOf(reached, compiled, relaxations(reached, compiled), routes, stop);
  return { ...cut, changes: [...cut.changes, ...changes] };
}

function liftedCause(
  problem: PickupProblem,
  compiled: CompiledPickups,
  lifts: readonly Relaxation[],
  routes: Int32Array,
  stop: number,
): Cause | undefined {
  for (const { limit, lift } of lifts) {
    if (limit === 'unreachable') continue;
    const lifted = insertedWith(lift(compiled.net, stop), routes, stop);
    if (!lifted) continue;
    const changes = CHANGES[limit](problem, lifted);
    if (changes.length > 0 && works(problem, compiled, changes, routes, stop))
      return { limit, changes, lifted };
  }
  return undefined;
}

/** Several limits bind at once: they are lifted one after the other, and the last one names the reason. */
function allLifted(
  problem: PickupProblem,
  compiled: CompiledPickups,
  lifts: readonly Relaxation[],
  routes: Int32Array,
  stop: number,
): Cause {
  let net = compiled.net;
  for (const { limit, lift } of lifts) {
    net = lift(net, stop);
    const lifted = insertedWith(net, routes, stop);
    if (!lifted || limit === 'unreachable') continue;
    const changes = Object.values(CHANGES).flatMap((change) => change(problem, lifted));
    if (works(problem, compiled, changes, routes, stop)) return { limit, changes, lifted };
  }
  return ownVehicle(problem, compiled, routes, stop);
}

/** The last resort, which always works: a vehicle for this stop alone, and whatever that vehicle needs. */
function ownVehicle(
  problem: PickupProblem,
  { ways }: CompiledPickups,
  routes: Int32Array,
  stop: number,
): Cause {
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
    const compiled = compilePickups(alone, ways);
    let net = compiled.net;
    for (const { limit, lift } of relaxations(alone, compiled))
      if (limit !== 'vehicle' && limit !== 'lock') net = lift(net, stop);
    const lifted = insertedWith(net, routes, stop);
    if (!lifted) continue;
    if (named) added.push({ ...only, value: [...named, id] });
    const changes = [...added, ...Object.values(CHANGES).flatMap((change) => change(alone, lifted))].filter(
      (change, i, all) => all.findIndex(({ path }) => path.join() === change.path.join()) === i,
    );
    if (works(problem, compiled, changes, routes, stop)) return { limit: 'shift', changes };
  }
  return { limit: problem.vehicles.length === 0 ? 'vehicle' : 'shift', changes: [] };
}

function oneMoreVehicle(
  problem: PickupProblem,
  compiled: CompiledPickups,
  routes: Int32Array,
  stop: number,
): Cause | undefined {
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
    if (works(problem, compiled, changes, routes, stop)) return { limit: 'shift', changes };
  }
  return undefined;
}

/** Puts the stop into the plan under a lifted network. */
function insertedWith(net: DayNetwork, routes: Int32Array, stop: number): LiftedDay | undefined {
  const model = dayRoutes(net, undefined);
  model.load(padded(routes, net.typeOf.length));
  if (!model.insert(stop, () => false, true)) return undefined;
  const vehicle = model.routeOf[stop]!;
  const labLoad = model.state.labLoad[net.types[net.typeOf[vehicle]!]!.labIndex]!;
  return { stop, vehicle, day: daySchedule(model.state, vehicle), labLoad, net };
}

function works(
  problem: PickupProblem,
  compiled: CompiledPickups,
  changes: readonly Change[],
  routes: Int32Array,
  stop: number,
): boolean {
  const { net } = compilePickups(withChanges(problem, changes), compiled.ways);
  return insertedWith(net, routes, stop) !== undefined;
}

/** Routes end in a 0 each; a vehicle more is one more empty route. */
function padded(routes: Int32Array, vehicles: number): Int32Array {
  const have = routes.reduce((ends, node) => ends + (node === 0 ? 1 : 0), 0);
  const more = new Int32Array(routes.length + Math.max(0, vehicles - have));
  more.set(routes);
  return more;
}

function unreachable(problem: PickupProblem, net: DayNetwork, stop: number): Cause | undefined {
  const open = (from: number, to: number, time: Int32Array) => time[from * net.places + to]! < NEVER;
  const reached = (s: number) =>
    net.types.some(
      ({ time, start, lab }) => (open(start, s, time) || open(lab, s, time)) && open(s, lab, time),
    );
  if (net.types.length === 0 || reached(stop)) return undefined;
  const opened = problem.travel ? [] : reopened(problem, stop);
  if (opened.length > 0) {
    const value = problem.closedLinks.filter((link) => !opened.includes(link));
    return { limit: 'unreachable', changes: [{ path: ['closedLinks'], value }] };
  }
  return { limit: 'unreachable', changes: pickupPoint(problem, stop, reached) };
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
function pickupPoint(problem: PickupProblem, stop: number, reached: (stop: number) => boolean): Change[] {
  const own = problem.stops[stop - 1]!;
  const others = [
    ...problem.stops.filter((_, i) => reached(i + 1)),
    ...problem.depots.filter(({ kind }) => kind === 'laboratory'),
  ];
  if (problem.travel) {
    const other = others[0]!;
    return [{ path: ['stops', stop - 1, 'place'], value: other.place ?? other.id }];
  }
  const nearest = others.reduce((a, b) =>
    greatCircleKm(pointOf(own), pointOf(b)) < greatCircleKm(pointOf(own), pointOf(a)) ? b : a,
  );
  return [
    { path: ['stops', stop - 1, 'lat'], value: nearest.lat! },
    { path: ['stops', stop - 1, 'lon'], value: nearest.lon! },
    { path: ['stops', stop - 1, 'municipality'], value: nearest.municipality ?? null },
  ];
}
