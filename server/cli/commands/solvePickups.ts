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
  const milliseconds = (flags.seconds ?? DEFAULT_SECONDS) * 1000;
  const tell = flags.quiet ? undefined : progressLines(began, now);
  await validate(file, text);
  const run = await searchRun(text, flags, milliseconds, tell);
  const seconds = () =>
    flags.iterations === undefined ? { seconds: Math.round((now() - began) / 100) / 10 } : {};
  const [plan, summary] = isInstance(text)
    ? await instancePlan(text, run, seconds)
    : await problemPlan(parseJson(file, text), run, seconds);
  writePlan(`${plan}\n`, flags.out);
  if (!flags.quiet) process.stderr.write(`${summary} in ${((now() - began) / 1000).toFixed(1)} s\n`);
}

/** Faults are told before any thread starts. */
async function validate(file: string, text: string): Promise<void> {
  const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
  const { readInstance } = await import('../../../shared/domain/pickups/instances/readInstance.ts');
  if (isInstance(text)) readInstance(text);
  else parsePickupProblem(parseJson(file, text));
}

/** With one thread the search itself; with several, their result, which only has to be written down. */
async function searchRun(
  text: string,
  { seed, iterations, threads }: Flags,
  milliseconds: number,
  onProgress: PickupRun['onProgress'],
): Promise<SearchRun> {
  const { afterIterations, afterMilliseconds } = await import('../../../shared/domain/search/stop.ts');
  if (threads === 1) {
    const stop =
      iterations === undefined
        ? afterMilliseconds({ limit: milliseconds, now: () => performance.now() })
        : afterIterations(iterations);
    return { seed, stop, onProgress, searched: 0 };
  }
  const { searchInThreads } = await import('../pickupThreads.ts');
  const found = await searchInThreads({ text, threads, seed, iterations, milliseconds, onProgress });
  return { seed, stop: afterIterations(0), initial: found.routes, searched: found.iterations };
}

type SearchRun = PickupRun & { readonly searched: number };
type Solved = readonly [plan: string, summary: string];

async function problemPlan(data: unknown, run: SearchRun, seconds: () => object): Promise<Solved> {
  const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
  const { planPickups, pickupPlan } = await import('../../../shared/domain/pickups/planPickups.ts');
  const problem = parsePickupProblem(data);
  const planned = planPickups(problem, run);
  const result = { ...planned, iterations: planned.iterations + run.searched };
  const { score, bounds, iterations } = result;
  return [
    JSON.stringify({ ...pickupPlan(problem, result, run), ...seconds() }, null, 2),
    `${score.served} stops served, ${score.unserved} not, by ${score.vehicles} vehicles in ${score.trips} trips: ` +
      `${score.cost} kr. (no less than ${bounds.cost}), ${score.km} km, ${score.minutes} min; ${iterations} iterations`,
  ];
}

async function instancePlan(text: string, run: SearchRun, seconds: () => object): Promise<Solved> {
  const { readInstance } = await import('../../../shared/domain/pickups/instances/readInstance.ts');
  const { solveInstance } = await import('../../../shared/domain/pickups/instances/solveInstance.ts');
  const { seed, stop, initial, onProgress } = run;
  const solved = solveInstance(readInstance(text), { seed, stop, initial, onProgress });
  const plan = { ...solved, iterations: solved.iterations + run.searched };
  return [
    JSON.stringify({ ...plan, ...seconds() }),
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
