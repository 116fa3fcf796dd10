import { randomInt, seededRandom, type Random } from '../../search/random.ts';
import { afterIterations, within, type Stop } from '../../search/stop.ts';
import { anneal, type Annealing, type Cooling, type SisrProgress, type SisrResult } from './anneal.ts';
import { cross } from './cross.ts';
import type { StopTraits } from './order.ts';
import type { SisrParams } from './params.ts';
import type { RouteModel } from './routeModel.ts';

export interface SisrRun {
  readonly adjacent: readonly Int32Array[];
  readonly traits: StopTraits;
  readonly params: SisrParams;
  readonly seed: number;
  readonly stop: Stop;
  /** Plans to cross, from other threads: then nothing is searched from scratch. */
  readonly elite?: readonly Int32Array[] | undefined;
  readonly onProgress?: ((progress: SisrProgress) => void) | undefined;
}

/** So many iterations tell how many there will be: the choice of a search follows from it. */
const PROBE = 256;

/** What a search found, and the good plans that it found it by, the best first. */
export interface SisrFound extends SisrResult {
  readonly elite: readonly Int32Array[];
}

/**
 * Ruin and recreate. A search of few iterations is one annealing; a longer one anneals several times and crosses the
 * best. The model may hold routes when it starts and holds the best when it returns. The same seed and iterations give
 * the same routes.
 */
export function sisr(model: RouteModel, run: SisrRun): SisrFound {
  const { params, stop, elite = [] } = run;
  const probe = anneal(model, {
    ...run,
    stop: within(stop, { iterations: 0, from: 0, to: 1, most: PROBE }),
    cooling: coolingOf(params, 0, 0),
  });
  const progress = stop.progress({ iterations: probe.iterations, sinceImprovement: 0 });
  const expected = probe.iterations / Math.max(progress, 1e-9);
  const several =
    elite.length > 1 ||
    (model.stops > 1 && expected >= params.generations.leastIterations * model.stops ** 2);
  return several ? generations(model, run, probe, progress) : single(model, run, probe, progress);
}

/** Geometric from start to end temperature; a search may take a part of it. */
export function coolingOf(
  { startTemperature, endTemperature }: SisrParams,
  from: number,
  to: number,
): (meanEdge: number) => Cooling {
  const at = (share: number) => startTemperature * (endTemperature / startTemperature) ** share;
  return (meanEdge) => ({ from: meanEdge * at(from), to: meanEdge * at(to) });
}

function single(model: RouteModel, run: SisrRun, probe: SisrResult, progress: number): SisrFound {
  const found = anneal(model, {
    ...run,
    stop: within(run.stop, { iterations: probe.iterations, from: progress, to: 1 }),
    cooling: coolingOf(run.params, 0, 1),
    onProgress: shifted(run.onProgress, probe.iterations, progress, 1),
  });
  return { ...found, iterations: found.iterations + probe.iterations, elite: [found.routes] };
}

function shifted(
  onProgress: SisrRun['onProgress'],
  iterations: number,
  from: number,
  to: number,
): SisrRun['onProgress'] {
  return (
    onProgress &&
    ((state) =>
      onProgress({
        ...state,
        iterations: state.iterations + iterations,
        progress: from + (to - from) * state.progress,
      }))
  );
}

function generations(model: RouteModel, run: SisrRun, probe: SisrResult, began: number): SisrFound {
  const { params, stop, adjacent } = run;
  const { founders, founderShare, childShare, childWarmth, kept } = params.generations;
  const random = seededRandom(run.seed);
  const elite: SisrResult[] = [];
  const empty = new Int32Array(model.routes);
  let iterations = probe.iterations;
  let progress = began;
  for (const routes of run.elite ?? []) keep(elite, measured(model, run, routes), kept);
  const given = elite.length > 1;
  for (let born = 0; !stop.done({ iterations, sinceImprovement: 0 }); born++) {
    const founding = !given && born < founders;
    const share = founding ? founderShare : childShare;
    let to = progress + share * (1 - began);
    if (to + childShare / 2 > 1) to = 1;
    if (!founding) crossTwo(model, elite, adjacent, random);
    else if (born > 0) model.load(empty);
    const found = anneal(model, {
      ...run,
      seed: run.seed + 7919 * (born + 1),
      stop: within(stop, { iterations, from: progress, to }),
      cooling: coolingOf(params, founding ? 0 : 1 - childWarmth, 1),
      onProgress: shifted(run.onProgress, iterations, progress, to),
    });
    iterations += found.iterations;
    progress = to;
    keep(elite, found, kept);
  }
  const best = elite[0] ?? probe;
  model.load(best.routes);
  return { ...best, iterations, elite: elite.map(({ routes }) => routes) };
}

/** Routes that somebody else found, with their cost. */
function measured(model: RouteModel, run: SisrRun, routes: Int32Array): SisrResult {
  model.load(routes);
  return anneal(model, { ...run, stop: afterIterations(0), cooling: coolingOf(run.params, 1, 1) });
}

function crossTwo(
  model: RouteModel,
  elite: readonly SisrResult[],
  adjacent: Annealing['adjacent'],
  random: Random,
): void {
  const a = Math.min(randomInt(random, elite.length), randomInt(random, elite.length));
  const b = (a + 1 + randomInt(random, Math.max(1, elite.length - 1))) % elite.length;
  cross(model, { first: elite[a]!.routes, second: elite[b]!.routes, adjacent }, random);
}

const EQUAL = 1e-7;

export function isBetter(a: SisrResult, b: SisrResult): boolean {
  return (
    a.absent.length < b.absent.length || (a.absent.length === b.absent.length && a.cost < b.cost - EQUAL)
  );
}

/** The best first; of equals one. */
function keep(elite: SisrResult[], found: SisrResult, most: number): void {
  const at = elite.findIndex((other) => !isBetter(other, found));
  if (at >= 0 && !isBetter(found, elite[at]!)) return;
  elite.splice(at < 0 ? elite.length : at, 0, found);
  elite.length = Math.min(elite.length, most);
}
