import type { Command } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, municipalityFlag, regionFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

export const registerPlan: RegisterCommand = (program, context) => {
  const plan = program.command('plan').description('Plan rolls inside their quotas, or the pickups of a day');
  registerRolls(plan, context);
  registerPickups(plan, context);
};

interface RollFlags {
  readonly region?: string;
  readonly municipality?: MunicipalityCode;
  readonly from?: CalendarDate;
  readonly seed: number;
  readonly publish?: boolean;
  readonly copyLast?: boolean;
  readonly by: string;
}

function registerRolls(plan: Command, context: CliContext): void {
  plan
    .command('rolls')
    .description('Draft the rolls that test days have been allotted for (podeplan allot)')
    .option('--region <code>', 'every municipality and private home of the region', regionFlag)
    .option('--municipality <code>', 'one municipality and its private homes', municipalityFlag)
    .option('--from <date>', 'the roll that is in force on this day; default: the newest', dateFlag)
    .option('--seed <number>', 'the same seed gives the same plan', wholeNumber(0), 1)
    .option(
      '--copy-last',
      'as last time (P3): the last roll moved to today’s facts, the rest planned around it',
    )
    .option('--publish', 'agree and publish what the checker does not fault')
    .option('--by <name>', 'who publishes', 'podeplan')
    .action((flags: RollFlags) => planRolls(context, flags));
}

async function planRolls(context: CliContext, flags: RollFlags): Promise<void> {
  const { region, municipality, from, seed, by, copyLast } = flags;
  if ((region === undefined) === (municipality === undefined)) {
    throw new DomainProblem('invalid-input', 'Whose rolls? Give either --region or --municipality');
  }
  const { allottedRolls } = await import('../../../shared/usecases/plansDue.ts');
  const { draftRoll } = await import('../../../shared/usecases/draftRoll.ts');
  const { publishRoll } = await import('../../../shared/usecases/publishRoll.ts');
  const { directPlanners } = await import('../runtime/directPlanners.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  await withInstallation(context, async (installation) => {
    const deps = { ...installation, ...(await directPlanners()) };
    const on = wallClock(deps.clock.now()).date;
    const rolls = await allottedRolls(deps, {
      on,
      ...(region === undefined ? {} : { region }),
      ...(municipality === undefined ? {} : { municipality }),
      ...(from === undefined ? {} : { from }),
    });
    if (rolls.length === 0) {
      throw new DomainProblem('not-found', 'No test days have been allotted: podeplan allot comes first');
    }
    for (const [i, { allotmentId, owner }] of rolls.entries()) {
      process.stderr.write(`${i + 1} of ${rolls.length}: ${owner} …\n`);
      const drafted = await draftRoll(deps, {
        allotmentId,
        owner,
        on,
        runId: null,
        seed,
        wanted: { copyLast },
      });
      const state = flags.publish ? 'published' : 'draft';
      if (flags.publish) await publishRoll(deps, { rollId: drafted.rollId, on, by });
      process.stdout.write(`${JSON.stringify({ ...drafted, state })}\n`);
    }
  });
}

interface PickupFlags {
  readonly region: string;
  readonly on: CalendarDate;
  readonly seed: number;
}

function registerPickups(plan: Command, context: CliContext): void {
  plan
    .command('pickups')
    .description("Plan a region's pickups and kit deliveries of one day from its published sessions")
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .requiredOption('--on <date>', 'the day to be driven', dateFlag)
    .option('--seed <number>', 'the same seed gives the same list', wholeNumber(0), 1)
    .action(async ({ region, on: date, seed }: PickupFlags) => {
      const { planPickups } = await import('../../../shared/usecases/planPickups.ts');
      const { directPlanners } = await import('../runtime/directPlanners.ts');
      const { travelOf } = await import('../runtime/travel.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, async (installation) => {
        const travel = travelOf(context.config(), installation.db);
        const deps = { ...installation, ...(await directPlanners()), travel };
        const on = wallClock(deps.clock.now()).date;
        process.stderr.write(`Planning the pickups of ${date} in region ${region} …\n`);
        const planned = await planPickups(deps, { region, date, on, runId: null, seed });
        process.stdout.write(`${JSON.stringify({ region, ...planned })}\n`);
      });
    });
}
