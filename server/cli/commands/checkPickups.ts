import { Option } from 'commander';
import type { Violation } from '../../../shared/domain/pickups/check/reading.ts';
import type { RegisterCommand } from '../command.ts';
import { EXIT } from '../exit.ts';
import { isInstance, parseJson, readText } from '../planFiles.ts';

export const registerCheckPickups: RegisterCommand = (check) => {
  check
    .command('pickups')
    .description('Check a pickup plan')
    .argument('<problem>', 'PROBLEM.json')
    .argument('<plan>', 'PLAN.json')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(async (problemFile: string, planFile: string, { format }: { format: 'text' | 'json' }) => {
      const text = readText(problemFile);
      const plan = parseJson(planFile, readText(planFile));
      const violations = isInstance(text)
        ? await instanceViolations(text, plan)
        : await planViolations(parseJson(problemFile, text), plan);
      const lines = violations.map(({ rule, path, message }) => `${rule} ${path}: ${message}\n`);
      process.stdout.write(format === 'json' ? `${JSON.stringify(violations, null, 2)}\n` : lines.join(''));
      if (violations.length > 0) process.exitCode = EXIT.refused;
    });
};

async function planViolations(problem: unknown, plan: unknown): Promise<Violation[]> {
  const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
  const { parsePickupPlan } = await import('../../../shared/domain/pickups/plan.ts');
  const { checkPickups } = await import('../../../shared/domain/pickups/check/checkPickups.ts');
  return checkPickups(parsePickupProblem(problem), parsePickupPlan(plan));
}

async function instanceViolations(instance: string, plan: unknown): Promise<Violation[]> {
  const { readInstance } = await import('../../../shared/domain/pickups/instances/readInstance.ts');
  const { parseInstancePlan } = await import('../../../shared/domain/pickups/instances/plan.ts');
  const { checkInstance } = await import('../../../shared/domain/pickups/check/checkInstance.ts');
  return checkInstance(readInstance(instance), parseInstancePlan(plan));
}
