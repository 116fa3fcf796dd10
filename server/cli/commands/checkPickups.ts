import { Option } from 'commander';
import type { RegisterCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { parseJson, readText } from '../planFiles.ts';

export const registerCheckPickups: RegisterCommand = (check) => {
  check
    .command('pickups')
    .description('Check a pickup plan')
    .argument('<problem>', 'PROBLEM.json')
    .argument('<plan>', 'PLAN.json')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(async (problemFile: string, planFile: string, { format }: { format: 'text' | 'json' }) => {
      const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
      const { parsePickupPlan } = await import('../../../shared/domain/pickups/plan.ts');
      const { checkPickups } = await import('../../../shared/domain/pickups/check/checkPickups.ts');
      const problem = parsePickupProblem(parseJson(problemFile, readText(problemFile)));
      const plan = parsePickupPlan(parseJson(planFile, readText(planFile)));
      const violations = checkPickups(problem, plan);
      const lines = violations.map(({ rule, path, message }) => `${rule} ${path}: ${message}\n`);
      process.stdout.write(format === 'json' ? `${JSON.stringify(violations, null, 2)}\n` : lines.join(''));
      if (violations.length > 0) process.exitCode = EXIT.refused;
    });
};
