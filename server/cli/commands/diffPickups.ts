import { Option } from 'commander';
import type { PickupDiff, StopChange } from '../../../shared/domain/pickups/diff/diffPickups.ts';
import type { RegisterCommand } from '../command.ts';
import { parseJson, readText } from '../planFiles.ts';

export const registerDiffPickups: RegisterCommand = (diff) => {
  diff
    .command('pickups')
    .description("Compare two pickup lists under the problem's facts")
    .argument('<problem>', 'PROBLEM.json, as the facts are now')
    .argument('<before>', 'the list that stood')
    .argument('<after>', 'the new list')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(
      async (
        problemFile: string,
        beforeFile: string,
        afterFile: string,
        { format }: { format: 'text' | 'json' },
      ) => {
        const { parsePickupProblem } = await import('../../../shared/domain/pickups/problem.ts');
        const { parsePickupPlan } = await import('../../../shared/domain/pickups/plan.ts');
        const { diffPickups } = await import('../../../shared/domain/pickups/diff/diffPickups.ts');
        const read = (file: string) => parsePickupPlan(parseJson(file, readText(file)));
        const problem = parsePickupProblem(parseJson(problemFile, readText(problemFile)));
        const found = diffPickups(problem, read(beforeFile), read(afterFile));
        process.stdout.write(format === 'json' ? `${JSON.stringify(found, null, 2)}\n` : diffText(found));
      },
    );
};

/** One line per change and per call. */
export function diffText({ totals, stops, telephone }: PickupDiff): string {
  const lines = [
    `${totals.unchanged} stops stand, ${totals.changed} change; ` +
      `${totals.cost.before} → ${totals.cost.after} kr., ${totals.km.before} → ${totals.km.after} km`,
    ...stops.map(
      (change) =>
        `${change.kind} ${change.stop}: ${servedText(change.before)} → ${servedText(change.after)} (${change.why.message})`,
    ),
    ...telephone.map(({ who, id, about }) => `telephone ${who} ${id}: ${about.join(', ')}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function servedText(served: StopChange['before']): string {
  return served ? `${served.start} by ${served.vehicle} as number ${served.position}` : 'nobody';
}
