import { Option } from 'commander';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { RollProgress, RollResult } from '../../../shared/domain/rolls/result.ts';
import type { RegisterCommand } from '../command.ts';
import { parseJson, positiveNumber, readText, wholeNumber, writePlan } from '../planFiles.ts';

interface Flags {
  readonly out?: string;
  readonly seed: number;
  readonly seconds?: number;
  readonly iterations?: number;
  readonly threads: number;
  readonly quiet?: boolean;
  readonly schema?: boolean;
}

const DEFAULT_SECONDS = 30;

export const registerSolveRolls: RegisterCommand = (solve) => {
  solve
    .command('rolls')
    .description('Plan test rolls: who is tested where and when')
    .argument('[problem]', 'PROBLEM.json')
    .option('--out <file>', 'where the plan goes; default: standard output')
    .option('--seed <number>', 'the same seed and iterations give the same plan', wholeNumber(0), 1)
    .addOption(
      new Option('--seconds <number>', `wall-clock time; default: ${DEFAULT_SECONDS}`)
        .argParser(positiveNumber)
        .conflicts('iterations'),
    )
    .option('--iterations <number>', 'stop after so many iterations', wholeNumber(0))
    .option(
      '--threads <number>',
      'accepted for the sake of scripts; one thread plans a roll',
      wholeNumber(1),
      1,
    )
    .option('--quiet', 'no progress, no summary')
    .option('--schema', 'print the JSON Schema of a problem and stop')
    .action(async (file: string | undefined, flags: Flags) => {
      if (flags.schema) {
        const { rollProblemJsonSchema } = await import('../../../shared/domain/rolls/schema.ts');
        writePlan(`${JSON.stringify(rollProblemJsonSchema(), null, 2)}\n`, flags.out);
        return;
      }
      if (file === undefined)
        throw new DomainProblem('invalid-input', 'Which problem? Give a file, or --schema');
      await solveFile(file, flags);
    });
};

async function solveFile(file: string, flags: Flags): Promise<void> {
  const { afterIterations, afterMilliseconds } = await import('../../../shared/domain/search/stop.ts');
  const { rollProblem } = await import('../../../shared/domain/rolls/validation.ts');
  const { planRoll } = await import('../../../shared/domain/rolls/planRoll.ts');
  const { rollPlan } = await import('../../../shared/domain/rolls/result.ts');
  const now = () => performance.now();
  const began = now();
  // The clock runs from here: reading a nation takes seconds too.
  const stop =
    flags.iterations === undefined
      ? afterMilliseconds({ limit: (flags.seconds ?? DEFAULT_SECONDS) * 1000, now })
      : afterIterations(flags.iterations);
  const problem = rollProblem(parseJson(file, readText(file)));
  const tell = flags.quiet ? undefined : progressLines(began, now);
  const result = planRoll(problem, { seed: flags.seed, stop, ...(tell && { onProgress: tell }) });
  const seconds = flags.iterations === undefined ? { seconds: Math.round((now() - began) / 100) / 10 } : {};
  writePlan(`${JSON.stringify(rollPlan(result, { seed: flags.seed, ...seconds }))}\n`, flags.out);
  if (!flags.quiet) process.stderr.write(`${summary(result)} in ${((now() - began) / 1000).toFixed(1)} s\n`);
}

function summary({ score, bounds, reasons, iterations }: RollResult): string {
  const unplaced = reasons.reduce((sum, { count }) => sum + count, 0);
  return (
    `${score.placed} people placed, ${unplaced} not (at most ${bounds.placed} can be); ` +
    `${score.siteDays} test days (no fewer than ${bounds.siteDays}), ${score.sessions} sessions, ${score.km} km, ` +
    `laboratory peak ${score.labPeakRatio} (no lower than ${bounds.labPeakRatio}), weekly ${score.weekPeakRatio}, ` +
    `${score.moved} moved, cost ${score.cost}; ${iterations} iterations`
  );
}

/** A line for every phase, and one a second while the plan gets better. */
function progressLines(began: number, now: () => number) {
  let next = 0;
  let phase = '';
  return (state: RollProgress) => {
    if (state.phase === phase && now() < next) return;
    phase = state.phase;
    next = now() + 1000;
    const best =
      state.cost === undefined ? '' : ` · ${state.placed ?? 0} placed · best cost ${state.cost.toFixed(1)}`;
    const seconds = ((now() - began) / 1000).toFixed(1);
    process.stderr.write(`${seconds} s · ${phase} · ${state.iterations} iterations${best}\n`);
  };
}
