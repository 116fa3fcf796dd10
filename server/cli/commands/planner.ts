import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { CalendarDate, Weekday } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, listFlag } from '../flags.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function weekdaysOf(names: readonly string[]): Weekday[] {
  return names.map((name) => {
    const day = WEEKDAYS.findIndex((known) => name.toLowerCase().startsWith(known));
    if (day < 0) throw new DomainProblem('invalid-input', `"${name}" is none of ${WEEKDAYS.join(', ')}`);
    return day as Weekday;
  });
}

/** What a planner sets: goals (what weighs how much), fixed weekdays (P3), holidays; and taking a roll back. */
export const registerPlanner: RegisterCommand = (program, context) => {
  registerGoals(program, context);
  registerWeekdays(program, context);
  registerClosings(program, context);
  registerWithdraw(program, context);
};

interface GoalFlags {
  readonly set?: string;
  readonly from?: CalendarDate;
  readonly by: string;
}

function registerGoals(program: Command, context: CliContext): void {
  program
    .command('goals')
    .description("What an owner's soft goals weigh; --set changes them for the plans made from a day on")
    .argument('<owner>', 'municipality code, or id of a private home')
    .option('--set <json>', 'such as {"siteDay":1,"session":0.3,"km":0.02,"moved":0.5,"peakTolerance":1.02}')
    .option('--from <date>', 'from which day; default: today', dateFlag)
    .option('--by <name>', 'who sets them', 'podeplan')
    .action(async (owner: string, flags: GoalFlags) => {
      const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
      const { findGoals } = await import('../../../db/queries/plannersWords.ts');
      const { goalWeights, USUAL_WEIGHTS } = await import('../../../shared/domain/planning/goals.ts');
      const { setGoals } = await import('../../../shared/usecases/setGoals.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, async (deps) => {
        const today = wallClock(deps.clock.now()).date;
        const now = await asTenant(deps.db, SYSTEM, (tx) => findGoals(tx, owner, flags.from ?? today));
        const weights = now?.weights ?? USUAL_WEIGHTS;
        if (flags.set === undefined) {
          process.stdout.write(`${JSON.stringify({ owner, weights, from: now?.from ?? null })}\n`);
          return;
        }
        const wanted = goalWeights.partial().safeParse(jsonOf(flags.set));
        if (!wanted.success) throw new DomainProblem('invalid-input', '--set holds no weights');
        const { by, from = today } = flags;
        const changed = { ...weights, ...wanted.data } as typeof weights;
        await setGoals(deps, { actor: SYSTEM, owner, weights: changed, from, by });
        process.stdout.write(`${JSON.stringify({ owner, weights: changed, from })}\n`);
      });
    });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainProblem('invalid-input', '--set is no JSON');
  }
}

function registerWeekdays(program: Command, context: CliContext): void {
  program
    .command('weekdays')
    .description('Fix the weekdays on which a site tests (P3); all seven take it back')
    .argument('<site>', 'id of the site')
    .requiredOption('--on <list>', `between commas: ${WEEKDAYS.join(', ')}`, listFlag)
    .option('--from <date>', 'from which day; default: today', dateFlag)
    .requiredOption('--by <name>', 'who fixes them')
    .action(async (siteId: string, flags: { on: readonly string[]; from?: CalendarDate; by: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { fixWeekdays } = await import('../../../shared/usecases/fixWeekdays.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const weekdays = weekdaysOf(flags.on);
      await withInstallation(context, (deps) =>
        fixWeekdays(deps, {
          actor: SYSTEM,
          siteId,
          weekdays,
          from: flags.from ?? wallClock(deps.clock.now()).date,
          by: flags.by,
        }),
      );
      process.stderr.write('Fixed.\n');
    });
}

function registerClosings(program: Command, context: CliContext): void {
  program
    .command('closing-days')
    .description('Import school holidays and local closing days: municipality,from,to,kind,reason')
    .argument('<file>', 'CSV; kind is school-holiday (avoided where it can be) or closed')
    .option('--by <name>', 'who imports them', 'podeplan')
    .action(async (file: string, { by }: { by: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { importClosingDays } = await import('../../../shared/usecases/importClosingDays.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const text = await readFile(file, 'utf8').catch(() => {
        throw new DomainProblem('bad-file', `${file} cannot be read`);
      });
      const done = await withInstallation(context, (deps) =>
        importClosingDays(deps, { actor: SYSTEM, text, by }),
      );
      process.stdout.write(`${JSON.stringify(done)}\n`);
    });
}

interface WithdrawFlags {
  readonly from: CalendarDate;
  readonly reason: string;
  readonly by: string;
  readonly dryRun?: boolean;
}

function registerWithdraw(program: Command, context: CliContext): void {
  program
    .command('withdraw')
    .description('Take a published roll back from a day on; its people are planned anew the next night')
    .argument('<roll>', 'id of the roll')
    .requiredOption('--from <date>', 'the first day that is called off', dateFlag)
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--by <name>', 'who decides')
    .option('--dry-run', 'say what would happen and write nothing')
    .action(async (rollId: string, { dryRun = false, ...flags }: WithdrawFlags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { withdrawRoll } = await import('../../../shared/usecases/withdrawRoll.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const done = await withInstallation(context, (deps) =>
        withdrawRoll(deps, { actor: SYSTEM, rollId, preview: dryRun, ...flags }),
      );
      process.stdout.write(`${JSON.stringify(done)}\n`);
    });
}
