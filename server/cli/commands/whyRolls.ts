import { Option } from 'commander';
import type { Alternative } from '../../../shared/domain/rolls/why/alternatives.ts';
import type { RollSession } from '../../../shared/domain/rolls/plan.ts';
import type { RegisterCommand } from '../command.ts';
import { parseJson, readText } from '../planFiles.ts';

interface Flags {
  readonly site: string;
  readonly date: string;
  readonly window: string;
  readonly format: 'text' | 'json';
}

export const registerWhyRolls: RegisterCommand = (why) => {
  why
    .command('rolls')
    .description(
      'Why a session is on its day: what every other day of its window would cost, or what forbids it',
    )
    .argument('<problem>', 'PROBLEM.json')
    .argument('<plan>', 'PLAN.json')
    .requiredOption('--site <id>', 'the site of the session')
    .requiredOption('--date <date>', 'its date')
    .requiredOption('--window <id>', 'its window')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(async (problemFile: string, planFile: string, { format, ...key }: Flags) => {
      const { rollProblem } = await import('../../../shared/domain/rolls/validation.ts');
      const { rollPlanFile } = await import('../../../shared/domain/rolls/checker/checker.ts');
      const { alternativesFor } = await import('../../../shared/domain/rolls/why/alternatives.ts');
      const problem = rollProblem(parseJson(problemFile, readText(problemFile)));
      const plan = rollPlanFile(parseJson(planFile, readText(planFile)));
      const sessions = plan.sessions.map((session): RollSession => ({
        ...session,
        labDate: session.labDate ?? session.date,
      }));
      const found = alternativesFor(problem, sessions, key);
      process.stdout.write(
        format === 'json'
          ? `${JSON.stringify(found, null, 2)}\n`
          : found.alternatives.map((one) => `${lineOf(one)}\n`).join(''),
      );
    });
};

function lineOf({ date, broken, change }: Alternative): string {
  if (!change) return `${date}: no (${broken.map(({ rule, message }) => `${rule}: ${message}`).join('; ')})`;
  const goals: readonly (readonly [string, number])[] = [
    ['test days', change.siteDays],
    ['sessions', change.sessions],
    ['km', change.km],
    ['people moved', change.moved],
    ['laboratory peak', change.labPeakRatio],
    ['weekly peak', change.weekPeakRatio],
  ];
  const signed = (value: number) => `${value > 0 ? '+' : ''}${value}`;
  const changed = goals.filter(([, value]) => value !== 0).map(([name, value]) => `${name} ${signed(value)}`);
  return `${date}: cost ${signed(change.cost)}${changed.length > 0 ? ` (${changed.join(', ')})` : ''}`;
}
