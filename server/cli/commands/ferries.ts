import { readFile } from 'node:fs/promises';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { RegisterCommand } from '../command.ts';
import { dateFlag } from '../flags.ts';

/** Timetables of ferries (R55): lists keep to them, and drivers see them. */
export const registerFerries: RegisterCommand = (program, context) => {
  const ferries = program.command('ferries').description('Timetables of ferries, which pickup lists keep to');
  ferries
    .command('import')
    .description('Take in timetables; a link and a first day that are known are replaced')
    .argument('<file>', 'CSV as `ferries list` writes it')
    .option('--by <name>', 'who imports them', 'podeplan')
    .action(async (file: string, { by }: { by: string }) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { importSailings } = await import('../../../shared/usecases/lists/importSailings.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const text = await readFile(file, 'utf8').catch(() => {
        throw new DomainProblem('bad-file', `${file} cannot be read`);
      });
      const done = await withInstallation(context, (deps) =>
        importSailings(deps, { actor: SYSTEM, text, by }),
      );
      process.stdout.write(`${JSON.stringify(done)}\n`);
    });
  ferries
    .command('list')
    .description('The timetables that are known, as CSV')
    .option('--on <date>', 'leave out what begins later', dateFlag)
    .action(async ({ on }: { on?: CalendarDate }) => {
      const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
      const { listSailings } = await import('../../../db/queries/ferries.ts');
      const { writeSailings } = await import('../../../shared/contracts/ferries.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const sailings = await withInstallation(context, ({ db }) =>
        asTenant(db, SYSTEM, (tx) => listSailings(tx, on)),
      );
      process.stdout.write(writeSailings(sailings));
    });
};
