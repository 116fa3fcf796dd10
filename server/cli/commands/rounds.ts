import { readFile } from 'node:fs/promises';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag, regionFlag } from '../flags.ts';

/** P10: courier rounds with fixed times, to plan within and to compare with. */
export const registerRounds: RegisterCommand = (program, context) => {
  const rounds = program.command('rounds').description('Courier rounds with fixed times (P10)');
  rounds
    .command('import')
    .description('Take in rounds: round,weekdays,capacity,valid_from,valid_to,car,stop,site,lat,lon,time')
    .argument(
      '<file>',
      'CSV with a line per stop; a round with a car is planned within, one without compared with',
    )
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .option('--by <name>', 'who imports them', 'podeplan')
    .action(async (file: string, { region, by }: { region: string; by: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { importRounds } = await import('../../../shared/usecases/lists/importRounds.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const text = await readFile(file, 'utf8').catch(() => {
        throw new DomainProblem('bad-file', `${file} cannot be read`);
      });
      const done = await withInstallation(context, (deps) =>
        importRounds(deps, { actor: SYSTEM, region, text, by }),
      );
      process.stdout.write(`${JSON.stringify(done)}\n`);
    });
  rounds
    .command('compare')
    .description('A day’s list beside the rounds of the day: who could ride along, and what that saves')
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .requiredOption('--on <date>', 'the day of the list', dateFlag)
    .action(async ({ region, on: date }: { region: string; on: CalendarDate }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { compareRounds } = await import('../../../shared/usecases/lists/compareRounds.ts');
      const { planHere } = await import('../../../shared/usecases/lists/planHere.ts');
      const { travelOf } = await import('../runtime/travel.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const compared = await withInstallation(context, (deps) =>
        compareRounds(
          { ...deps, planPickups: planHere, travel: travelOf(context.config(), deps.db) },
          { actor: SYSTEM, region, date },
        ),
      );
      if (!compared) throw new DomainProblem('not-found', `Region ${region} has no pickup list for ${date}`);
      process.stdout.write(`${JSON.stringify(compared)}\n`);
    });
};
