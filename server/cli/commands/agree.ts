import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { wallClock } from '../../../shared/domain/calendar/copenhagen.ts';
import type { MunicipalityCode } from '../../../shared/domain/geography/codes.ts';
import {
  type AgreementRule,
  AGREEMENT_RULE_NAMES,
  type LocalAgreement,
} from '../../../shared/domain/policy/agreements.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, listFlag, municipalityFlag } from '../flags.ts';

interface AddFlags {
  readonly rule: AgreementRule;
  readonly params: LocalAgreement['params'];
  readonly area?: string;
  readonly site?: string;
  readonly parties: readonly string[];
  readonly from: CalendarDate;
  readonly to?: CalendarDate;
  readonly reason: string;
  readonly by: string;
  readonly onBehalfOf: string;
}

export const registerAgree: RegisterCommand = (program, context) => {
  const agreement = program
    .command('agreement')
    .description('Local agreements: a practical rule, changed for a place and a time; never a colour');
  addCommand(agreement, context);
  listCommand(agreement, context);
  endCommand(agreement, context);
};

function addCommand(agreement: Command, context: CliContext): void {
  agreement
    .command('add')
    .description('Record a local agreement')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .addOption(
      new Option('--rule <name>', 'what is agreed').choices(AGREEMENT_RULE_NAMES).makeOptionMandatory(),
    )
    .requiredOption('--params <json>', 'its values, such as {"greenIntervalWeeks":4}', jsonFlag)
    .requiredOption('--from <date>', 'the first day', dateFlag)
    .option('--to <date>', 'the last day', dateFlag)
    .option('--area <id>', 'in this area only')
    .option('--site <id>', 'at this site only')
    .requiredOption('--reason <text>', 'why')
    .requiredOption('--by <name>', 'who registers it')
    .option('--on-behalf-of <party>', 'for whom', 'municipality')
    .option('--parties <list>', 'who agreed, between commas', listFlag, ['municipality', 'region'])
    .action(async (municipality: MunicipalityCode, { by, ...flags }: AddFlags) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { registerAgreement } = await import('../../../shared/usecases/registerAgreement.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const { agreementId } = await withInstallation(context, (deps) =>
        registerAgreement(deps, { actor: SYSTEM, municipality, ...flags, registeredBy: by }),
      );
      process.stdout.write(`Agreement ${agreementId} holds from ${flags.from}; the next rolls follow it.\n`);
    });
}

function listCommand(agreement: Command, context: CliContext): void {
  agreement
    .command('list')
    .description('What is agreed in a municipality, and what comes before it today')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .action(async (municipality: MunicipalityCode) => {
      const { SYSTEM } = await import('../../../db/asTenant.ts');
      const { listLocalAgreements } = await import('../../../shared/usecases/listLocalAgreements.ts');
      const { withInstallation } = await import('../runtime/withInstallation.ts');
      const { agreements } = await withInstallation(context, (deps) =>
        listLocalAgreements(deps, { actor: SYSTEM, municipality }),
      );
      for (const { id, rule, params, place, from, to, state, overruledBy } of agreements) {
        const before = overruledBy ? `, but ${overruledBy.kind} comes first` : '';
        const where = place === null ? '' : ` at ${place}`;
        process.stdout.write(
          `${id}  ${rule} ${JSON.stringify(params)}${where}, ${from}–${to ?? ''} (${state}${before})\n`,
        );
      }
    });
}

function endCommand(agreement: Command, context: CliContext): void {
  agreement
    .command('end')
    .description('End an agreement; it is never edited')
    .argument('<municipality>', 'code or name', municipalityFlag)
    .argument('<id>')
    .requiredOption('--by <name>', 'who ends it')
    .option('--on <date>', 'its last day; default: today', dateFlag)
    .action(
      async (
        municipality: MunicipalityCode,
        agreementId: string,
        { by, on }: { by: string; on?: CalendarDate },
      ) => {
        const { SYSTEM } = await import('../../../db/asTenant.ts');
        const { endAgreement } = await import('../../../shared/usecases/registerAgreement.ts');
        const { withInstallation } = await import('../runtime/withInstallation.ts');
        await withInstallation(context, (deps) => {
          const endsOn = on ?? wallClock(deps.clock.now()).date;
          return endAgreement(deps, { actor: SYSTEM, municipality, agreementId, endsOn, endedBy: by });
        });
        process.stdout.write(`Agreement ${agreementId} is ended.\n`);
      },
    );
}

function jsonFlag(text: string): LocalAgreement['params'] {
  try {
    return JSON.parse(text) as LocalAgreement['params'];
  } catch {
    throw new InvalidArgumentError('expected JSON');
  }
}
