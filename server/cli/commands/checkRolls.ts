import { Option } from 'commander';
import type { RegisterCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { parseJson, readText } from '../planFiles.ts';

export const registerCheckRolls: RegisterCommand = (check) => {
  check
    .command('rolls')
    .description('Check a roll plan')
    .argument('<problem>', 'PROBLEM.json')
    .argument('<plan>', 'PLAN.json')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(async (problemFile: string, planFile: string, { format }: { format: 'text' | 'json' }) => {
      const { rollProblem } = await import('../../../shared/domain/rolls/validation.ts');
      const { checkRoll, rollPlanFile } = await import('../../../shared/domain/rolls/checker/checker.ts');
      const problem = rollProblem(parseJson(problemFile, readText(problemFile)));
      const plan = rollPlanFile(parseJson(planFile, readText(planFile)));
      const { faults, warnings, score } = checkRoll(problem, plan);
      if (format === 'json')
        process.stdout.write(`${JSON.stringify({ faults, warnings, score }, null, 2)}\n`);
      else {
        for (const { rule, path, message } of faults) process.stdout.write(`${rule} ${path}: ${message}\n`);
        for (const { rule, path, message } of warnings)
          process.stderr.write(`warning: ${rule} ${path}: ${message}\n`);
      }
      if (faults.length > 0) process.exitCode = EXIT.refused;
    });
};
