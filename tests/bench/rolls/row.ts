/**
 * One row of the benchmark, in a process of its own so that its memory is its own: `node row.ts '{"size":"nation",…}'`
 * makes the instance, plans it and prints the figures as JSON.
 */
import { checkRoll, rollPlanFile } from '../../../shared/domain/rolls/checker/checker.ts';
import { buildModel } from '../../../shared/domain/rolls/model/model.ts';
import { planRoll } from '../../../shared/domain/rolls/planRoll.ts';
import { rollPlan } from '../../../shared/domain/rolls/result.ts';
import { rollProblem } from '../../../shared/domain/rolls/validation.ts';
import { afterIterations, afterMilliseconds } from '../../../shared/domain/search/stop.ts';
import { rollInstance } from './instance.ts';
import { NAIVE, naiveRoll } from './naive.ts';
import { SIZES, type SizeName } from './sizes.ts';

export interface RowTask {
  readonly size: SizeName;
  readonly named: boolean;
  /** A naive method by name, or the planner: seconds of wall clock, 0 for its first plan. */
  readonly method: string | number;
  /** The weight of kilometres; the default of the format if left out. */
  readonly km?: number;
}

export interface Row {
  readonly placed: number;
  readonly placedBound?: number;
  readonly siteDays: number;
  /** Test days that the sites need at least, each by itself. */
  readonly siteDayBound?: number;
  readonly sessions?: number;
  readonly dayPeak: number;
  readonly dayPeakBound?: number;
  readonly weekPeak?: number;
  readonly km?: number;
  readonly iterations?: number;
  readonly faults?: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly checkSeconds?: number;
  readonly megabytes: number;
}

const now = () => performance.now();

function naive(
  task: RowTask,
  problem: ReturnType<typeof rollProblem>,
): Omit<Row, 'megabytes' | 'seconds' | 'cpuSeconds'> {
  const { placed, siteDays, peak } = naiveRoll(buildModel(problem), NAIVE[task.method]!);
  return { placed, siteDays, dayPeak: peak };
}

function timed<T>(work: () => T): { result: T; seconds: number; cpuSeconds: number } {
  const [began, cpu] = [now(), process.cpuUsage()];
  const result = work();
  return { result, seconds: (now() - began) / 1000, cpuSeconds: process.cpuUsage(cpu).user / 1e6 };
}

function row(task: RowTask): Row {
  const input = rollProblem(rollInstance({ ...SIZES[task.size], named: task.named, seed: 1 }));
  const problem = { ...input, weights: { ...input.weights, km: task.km ?? input.weights.km } };
  const { method } = task;
  if (typeof method === 'string') {
    const { result, ...time } = timed(() => naive(task, problem));
    return { ...result, ...time, megabytes: megabytes() };
  }
  const stop = method === 0 ? afterIterations(0) : afterMilliseconds({ limit: method * 1000, now });
  const { result, ...time } = timed(() => planRoll(problem, { seed: 1, stop }));
  const peakMegabytes = megabytes();
  const checked = timed(() => checkRoll(problem, rollPlanFile(rollPlan(result, { seed: 1 }))));
  const { score, bounds, iterations } = result;
  return {
    placed: score.placed,
    placedBound: bounds.placed,
    siteDays: score.siteDays,
    siteDayBound: bounds.siteDays,
    sessions: score.sessions,
    dayPeak: score.labPeakRatio,
    dayPeakBound: bounds.labPeakRatio,
    weekPeak: score.weekPeakRatio,
    km: score.km,
    iterations,
    faults: checked.result.faults.length,
    ...time,
    checkSeconds: checked.seconds,
    megabytes: peakMegabytes,
  };
}

function megabytes(): number {
  return Math.round(process.resourceUsage().maxRSS / 1000);
}

process.stdout.write(JSON.stringify(row(JSON.parse(process.argv[2]!) as RowTask)));
