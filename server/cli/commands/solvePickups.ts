import { Option } from 'commander';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { PickupRun } from '../../../shared/domain/pickups/planPickups.ts';
import type { RegisterCommand } from '../command.ts';
import { isInstance, parseJson, positiveNumber, readText, wholeNumber, writePlan } from '../planFiles.ts';

interface Flags {
  readonly out?: string;
  readonly seed: number;
  readonly seconds?: number;
  readonly iterations?: number;
  readonly threads: number;
  readonly quiet?: boolean;
  readonly schema?: boolean;
}

const DEFAULT_SECONDS = 10;

export const registerSolvePickups: RegisterCommand = (solve) => {
  solve
    .command('pickups')
    .description('Plan pickup routes')
    .argument('[problem]', 'PROBLEM.json, or an instance of the literature (.txt, .vrp)')
    .option('--out <file>', 'where the plan goes; default: standard output')
    .option('--seed <number>', 'the same seed and iterations give the same plan', wholeNumber(0), 1)
    .addOption(
      new Option('--seconds <number>', `wall-clock time; default: ${DEFAULT_SECONDS}`)
        .argParser(positiveNumber)
        .conflicts('iterations'),
    )
    .option('--iterations <number>', 'stop after so many iterations', wholeNumber(0))
    .option('--threads <number>', 'threads to plan with', wholeNumber(1), 1)
    .option('--quiet', 'no progress, no summary')
    .option('--schema', 'print the JSON Schema of a problem and stop')
    .action(async (file: string | undefined, flags: Flags) => {
      const { pickupProblemJsonSchema } = await import('../../../shared/domain/pickups/problem.ts');
      if (flags.schema) {
        writePlan(`${JSON.stringify(pickupProblemJsonSchema(), null, 2)}\n`, flags.out);
        return;
      }
      if (file === undefined)
        throw new DomainProblem('invalid-input', 'Which problem? Give a file, or --schema');
      await solveFile(file, flags);
    });
};

async function solveFile(file: string, flags: Flags): Promise<void> {
  const text = readText(file);
  const now = () => performance.now();
  const began = now();
  await validate(file, text);
  const run: CliRun = {
    ...flags,
    text,
    began,
    milliseconds: (flags.seconds ?? DEFAULT_SECONDS) * 1000,
    onProgress: flags.quiet ? undefined : progressLines(began, now),
  };
  const [plan, summary] = isInstance(text) ? await instancePlan(run) : await problemPlan(run, file);
  writePlan(`${plan}\n`, flags.out);
  if (!flags.quiet) process.stderr.write(`${summary} in ${((now() - began) / 1000).toFixed(1)} s\n`);
}

interface CliRun extends Flags {
  readonly text: string;
  readonly began: number;
  readonly milliseconds: number;
  readonly onProgress: PickupRun['onProgress'];
}

/** Faults are told before any thread starts. */
async function validate(file: string, text: string): Promise<void> {
  const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
  const { readInstance } = await import('../../../shared/domain/pickups/instances/readInstance.ts');
  if (isInstance(text)) readInstance(text);
  else parsePickupProblem(parseJson(file, text));
}

type Solved = readonly [plan: string, summary: string];

/** By iterations a plan is the same bytes everywhere: then it tells no seconds. */
function secondsOf({ iterations, began }: CliRun): { seconds?: number } {
  return iterations === undefined ? { seconds: Math.round((performance.now() - began) / 100) / 10 } : {};
}

async function stopOf({ iterations, milliseconds, began }: CliRun) {
  const { afterIterations, atPace } = await import('../../../shared/domain/search/stop.ts');
  const now = () => performance.now();
  return iterations === undefined
    ? atPace({ limit: Math.max(0, milliseconds - (now() - began)), now })
    : afterIterations(iterations);
}

async function foundInThreads(run: CliRun) {
  const { searchInThreads } = await import('../pickupThreads.ts');
  const { text, threads, seed, iterations, onProgress } = run;
  const milliseconds = Math.max(1, run.milliseconds - (performance.now() - run.began));
  return searchInThreads({ text, threads, seed, iterations, milliseconds, onProgress });
}

async function problemPlan(run: CliRun, file: string): Promise<Solved> {
  const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
  const { planPickups, pickupPlan } = await import('../../../shared/domain/pickups/planPickups.ts');
  const { afterIterations } = await import('../../../shared/domain/search/stop.ts');
  const { seed, onProgress } = run;
  const problem = parsePickupProblem(parseJson(file, run.text));
  const found = run.threads > 1 ? await foundInThreads(run) : undefined;
  const planned = found
    ? planPickups(problem, { seed, stop: afterIterations(0), initial: found.routes })
    : planPickups(problem, { seed, stop: await stopOf(run), onProgress });
  const result = { ...planned, iterations: found?.iterations ?? planned.iterations };
  const { score, bounds, iterations } = result;
  return [
    JSON.stringify({ ...pickupPlan(problem, result, { seed }), ...secondsOf(run) }, null, 2),
    `${score.served} stops served, ${score.unserved} not, by ${score.vehicles} vehicles in ${score.trips} trips: ` +
      `${score.cost} kr. (no less than ${bounds.cost}), ${score.km} km, ${score.minutes} min; ${iterations} iterations`,
  ];
}

async function instancePlan(run: CliRun): Promise<Solved> {
  const { readInstance } = await import('../../../shared/domain/pickups/instances/readInstance.ts');
  const { solveInstance, writtenPlan } =
    await import('../../../shared/domain/pickups/instances/solveInstance.ts');
  const { seed, onProgress } = run;
  const instance = readInstance(run.text);
  const plan =
    run.threads > 1
      ? writtenPlan(instance, await foundInThreads(run), seed)
      : solveInstance(instance, { seed, stop: await stopOf(run), onProgress });
  return [
    JSON.stringify({ ...plan, ...secondsOf(run) }),
    `${plan.instance}: ${plan.cost} by ${plan.routes.length} vehicles, ${plan.unserved?.length ?? 0} unserved; ${plan.iterations} iterations`,
  ];
}

/** A line a second, at most. */
function progressLines(began: number, now: () => number) {
  let next = began + 1000;
  return (state: { progress: number; iterations: number; cost: number; absent: number }) => {
    if (now() < next) return;
    next = now() + 1000;
    const percent = Math.floor(state.progress * 100);
    process.stderr.write(
      `${percent} % · ${state.iterations} iterations · best ${state.cost.toFixed(1)} · ${state.absent} left out\n`,
    );
  };
}
