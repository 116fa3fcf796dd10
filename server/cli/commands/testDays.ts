import type { Command } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, listFlag, municipalityFlag, regionFlag } from '../flags.ts';

/** R34: proposed test days are answered, also on the other's behalf, and agreed. */
export const registerTestDays: RegisterCommand = (program, context) => {
  const days = program.command('test-days').description('Proposed test days: list them, answer, agree (R34)');
  registerList(days, context);
  registerOtherDays(days, context);
  registerAnswer(days, context);
  registerAgree(days, context);
};

function registerList(days: Command, context: CliContext): void {
  days
    .command('list')
    .description('The newest allotment of a region, with every answer')
    .requiredOption('--region <code>', 'code of the region', regionFlag)
    .option('--municipality <code>', 'only one municipality', municipalityFlag)
    .action(async (flags: { region: string; municipality?: MunicipalityCode }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { showTestDays } = await import('../../../shared/usecases/showTestDays.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const shown = await withInstallation(context, (deps) =>
        showTestDays(deps, { actor: SYSTEM, ...flags }),
      );
      for (const day of shown) process.stdout.write(`${JSON.stringify(day)}\n`);
    });
}

function registerOtherDays(days: Command, context: CliContext): void {
  days
    .command('other-days')
    .description('On which days a test day could lie instead: load, room in the quota, kilometres')
    .argument('<day>', 'id of the test day')
    .action(async (testDayId: string) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { showOtherDays } = await import('../../../shared/usecases/showOtherDays.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const shown = await withInstallation(context, (deps) =>
        showOtherDays(deps, { actor: SYSTEM, testDayId }),
      );
      for (const day of shown.days) process.stdout.write(`${JSON.stringify(day)}\n`);
    });
}

interface AnswerFlags {
  readonly sites?: readonly string[];
  readonly day?: string;
  readonly wish?: CalendarDate;
  readonly note?: string;
  readonly by: string;
  readonly onBehalfOf: string;
}

function registerAnswer(days: Command, context: CliContext): void {
  days
    .command('answer')
    .description('Accept test days, or wish another day for one of them')
    .argument('<allotment>', 'id of the allotment')
    .option('--sites <ids>', 'accept those of these sites only, between commas', listFlag)
    .option('--day <id>', 'the test day that should lie elsewhere')
    .option('--wish <date>', 'where it should lie', dateFlag)
    .option('--note <text>')
    .requiredOption('--by <name>', 'who registers the answer')
    .option('--on-behalf-of <party>', 'for whom', 'municipality')
    .action(async (allotmentId: string, { day, wish, note, sites, by, onBehalfOf }: AnswerFlags) => {
      if ((day === undefined) !== (wish === undefined))
        throw new DomainProblem('invalid-input', 'Another day needs both --day and --wish');
      const { answerTestDays } = await import('../../../shared/usecases/answerTestDays.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const otherDays =
        day === undefined || wish === undefined
          ? []
          : [{ testDayId: day, wished: wish, ...(note === undefined ? {} : { note }) }];
      await withInstallation(context, (deps) =>
        answerTestDays(deps, {
          allotmentId,
          otherDays,
          by,
          onBehalfOf,
          // One wish answers one day: the others wait for their own answer.
          ...(sites === undefined ? (day === undefined ? {} : { sites: [] }) : { sites }),
        }),
      );
      process.stderr.write('Answered.\n');
    });
}

function registerAgree(days: Command, context: CliContext): void {
  days
    .command('agree')
    .description('The region agrees to the test days as they were answered')
    .argument('<allotment>', 'id of the allotment')
    .requiredOption('--region <code>', 'code of the region', regionFlag)
    .requiredOption('--by <name>', 'who agrees')
    .action(async (allotmentId: string, { region, by }: { region: string; by: string }) => {
      const { agreeTestDays } = await import('../../../shared/usecases/agreeTestDays.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      await withInstallation(context, (deps) => agreeTestDays(deps, { allotmentId, region, by }));
      process.stderr.write('Agreed.\n');
    });
}
