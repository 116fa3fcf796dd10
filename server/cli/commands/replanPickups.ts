import type { RegisterCommand } from '../command.ts';
import { parseJson, readText, writePlan } from '../planFiles.ts';
import { diffText } from './diffPickups.ts';

interface Flags {
  readonly now: string;
  readonly closed: readonly string[];
  readonly broken: readonly string[];
  readonly added?: string;
  readonly out?: string;
  readonly problemOut?: string;
  readonly seed: string;
}

export const registerReplanPickups: RegisterCommand = (program) => {
  program
    .command('replan')
    .description('Plan on from a list that stands')
    .command('pickups')
    .description(
      'The driven part stands, and as little as possible changes; what changes goes to standard error',
    )
    .argument('<problem>', 'PROBLEM.json')
    .argument('<plan>', 'the list that is being driven')
    .requiredOption('--now <HH:MM>', 'what a vehicle set off for by then has happened')
    .option('--closed <stops...>', 'stops where nobody is to come', [])
    .option('--broken <vehicles...>', 'vehicles that drive no further', [])
    .option('--added <file>', 'a JSON list of stops that are new')
    .option('--out <file>', 'where the new list goes; default: standard output')
    .option('--problem-out <file>', 'the facts as they are now, to check the new list against')
    .option('--seed <number>', 'the same seed gives the same list', '1')
    .action(async (problemFile: string, planFile: string, flags: Flags) => {
      const { parsePickupPlan } = await import('../../../shared/domain/pickups/plan.ts');
      const { replanPickups } = await import('../../../shared/domain/pickups/replan/replanPickups.ts');
      const { eventsFrom } = await import('../../../shared/domain/pickups/replan/events.ts');
      const added = flags.added === undefined ? [] : parseJson(flags.added, readText(flags.added));
      const plan = parsePickupPlan(parseJson(planFile, readText(planFile)));
      const { problem, events } = eventsFrom(parseJson(problemFile, readText(problemFile)), plan, {
        ...flags,
        added,
      });
      const replanned = replanPickups(problem, plan, events, { seed: Number(flags.seed) });
      writePlan(`${JSON.stringify(replanned.plan, null, 2)}\n`, flags.out);
      if (flags.problemOut !== undefined)
        writePlan(`${JSON.stringify(replanned.problem, null, 2)}\n`, flags.problemOut);
      process.stderr.write(diffText(replanned.diff));
    });
};
