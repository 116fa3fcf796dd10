import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import type { RegisterCommand } from '../command.ts';
import { listFlag, municipalityFlag } from '../flags.ts';

interface Flags {
  readonly by: string;
  readonly parties: readonly string[];
  readonly circumstances?: string;
  readonly note?: string;
}

export const registerContact: RegisterCommand = (program, context) => {
  program
    .command('contact')
    .description('Log a talk between municipality, region and STPS; a first change of colour needs one')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .requiredOption('--by <name>', 'who made it')
    .option('--parties <list>', 'who talked, between commas', listFlag, ['stps', 'municipality', 'region'])
    .option('--circumstances <text>', 'what was said about special circumstances')
    .option('--note <text>')
    .action(async (municipality: MunicipalityCode, { by, parties, circumstances, note }: Flags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { logContact } = await import('../../../shared/usecases/logContact.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const { opened } = await withInstallation(context, (deps) =>
        logContact(deps, { actor: SYSTEM, municipality, madeBy: by, parties, circumstances, note }),
      );
      process.stderr.write(
        opened ? 'Logged; it has opened a follow-up.\n' : 'Logged in the open follow-up.\n',
      );
    });
};
