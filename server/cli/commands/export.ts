import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { CalendarDate } from '../../../shared/domain/calendar/calendarDate.ts';
import { DomainProblem } from '../../../shared/domain/problem.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { dateFlag, regionFlag } from '../flags.ts';
import { wholeNumber } from '../planFiles.ts';

export const registerExport: RegisterCommand = (program, context) => {
  registerListFile(
    program.command('export').description('Write pickup lists and statements as files'),
    context,
  );
};

interface FileFlags {
  readonly region: string;
  readonly on: CalendarDate;
  readonly format: string;
  readonly route?: number;
  readonly language: string;
  readonly out?: string;
}

function registerListFile(parent: Command, context: CliContext): void {
  parent
    .command('pickups')
    .description("A day's pickup list, or one route of it: pdf, csv, geojson, gpx; it names no staff")
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .requiredOption('--on <date>', 'the day to be driven', dateFlag)
    .option('--format <name>', 'pdf, csv, geojson or gpx', 'csv')
    .option('--route <number>', 'one route, by its number on the list', wholeNumber(1))
    .option('--language <code>', 'da or en', 'da')
    .option('--out <file>', 'default: standard output')
    .action((flags: FileFlags) => exportList(context, flags));
  parent
    .command('statement')
    .description('Stops, kilometres and hours per municipality of a month, as CSV; no bill')
    .requiredOption('--region <code>', 'code of the region, such as 1084', regionFlag)
    .requiredOption('--month <month>', 'such as 2020-09')
    .action((flags: { region: string; month: string }) => exportStatement(context, flags));
}

async function exportList(context: CliContext, flags: FileFlags): Promise<void> {
  const { asTenant, SYSTEM } = await import('../../../db/asTenant.ts');
  const { pickupsView } = await import('../../../db/queries/views/pickups.ts');
  const { PICKUP_FORMATS, pickupFormat } = await import('../../../shared/exports/pickups/formats.ts');
  const { isLanguage } = await import('../../../shared/text/language.ts');
  const { pickupSheet } = await import('../../../shared/usecases/lists/pickupSheet.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  const { region, on, language, route, out } = flags;
  const format = pickupFormat(flags.format);
  if (!format || !isLanguage(language)) {
    const names = PICKUP_FORMATS.map(({ name }) => name).join(', ');
    throw new DomainProblem('invalid-input', `Give --format one of ${names}, and --language da or en`);
  }
  const view = await withInstallation(context, ({ db }) =>
    asTenant(db, SYSTEM, (tx) => pickupsView(tx, { regionCode: region, date: on })),
  );
  const sheet = view && pickupSheet(view, { language, route });
  if (!sheet) throw new DomainProblem('not-found', `Region ${region} has no such pickup list for ${on}`);
  await pipeline(format.write(sheet), out === undefined ? process.stdout : createWriteStream(out), {
    end: out !== undefined,
  });
}

async function exportStatement(
  context: CliContext,
  { region, month }: { region: string; month: string },
): Promise<void> {
  const { stringify } = await import('csv-stringify/sync');
  const { SYSTEM } = await import('../../../db/asTenant.ts');
  const { monthlyStatement } = await import('../../../shared/usecases/lists/statement.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  const { rows } = await withInstallation(context, (deps) =>
    monthlyStatement(deps, { actor: SYSTEM, region, month }),
  );
  process.stdout.write(
    stringify(
      rows.map((row) => ({ month, region, ...row })),
      { header: true },
    ),
  );
}
