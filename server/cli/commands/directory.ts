import { type Command, InvalidArgumentError, Option } from 'commander';
import {
  DIRECTORY_ROLES,
  directoryOwner,
  type DirectoryRole,
} from '../../../shared/domain/status/directory.ts';
import { municipalityNamed } from '../../../shared/domain/geography/municipalities.ts';
import type { CliContext, RegisterCommand } from '../command.ts';

interface EntryFlags {
  readonly role: DirectoryRole;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly language: 'da' | 'en';
  readonly by: string;
}

export const registerDirectory: RegisterCommand = (program, context) => {
  const directory = program
    .command('directory')
    .description('Whom to call and write to in a municipality, a region or STPS: list, add, change, remove');
  withOwner(directory.command('list').description('The contacts, duty phones first'))
    .option('--json', 'as JSON')
    .action((of: string, { json }: { json?: boolean }) => list(context, { of, json: json ?? false }));
  withEntry(withOwner(directory.command('add').description('Put a contact into the directory'))).action(
    (of: string, flags: EntryFlags) => save(context, { of, id: undefined, flags }),
  );
  withEntry(
    withOwner(directory.command('change').description('Change a contact: all of it is given anew')).argument(
      '<id>',
      'as the list shows it',
    ),
  ).action((of: string, id: string, flags: EntryFlags) => save(context, { of, id, flags }));
  withOwner(directory.command('remove').description('Take a contact out of the directory'))
    .argument('<id>', 'as the list shows it')
    .requiredOption('--by <name>', 'who writes it down')
    .action((of: string, id: string, { by }: { by: string }) => remove(context, { of, id, by }));
};

function withOwner(command: Command): Command {
  return command.argument('<of>', 'code or name of a municipality, code of a region, or stps', ownerFlag);
}

function withEntry(command: Command): Command {
  return command
    .addOption(
      new Option('--role <role>', 'notices go to planner and duty, calls to duty first')
        .choices(DIRECTORY_ROLES)
        .makeOptionMandatory(),
    )
    .requiredOption('--name <text>', 'who or what answers there')
    .option('--phone <number>', 'eight digits, or + and the country code')
    .option('--email <address>', 'notices go there')
    .addOption(new Option('--language <language>', 'of its notices').choices(['da', 'en']).default('da'))
    .requiredOption('--by <name>', 'who writes it down');
}

function ownerFlag(text: string): string {
  const of = /^\d{1,4}$/.test(text) ? text.padStart(4, '0') : (municipalityNamed(text)?.code ?? text);
  if (!directoryOwner(of)) {
    throw new InvalidArgumentError('expected a municipality, the code of a region, or stps');
  }
  return of;
}

async function list(context: CliContext, { of, json }: { of: string; json: boolean }): Promise<void> {
  const { SYSTEM } = await import('../../../db/asTenant.ts');
  const { showDirectory } = await import('../../../shared/usecases/keepDirectory.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  const { entries } = await withInstallation(context, (deps) => showDirectory(deps, { actor: SYSTEM, of }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ of, contacts: entries }, null, 2)}\n`);
    return;
  }
  for (const { id, role, name, phone, email, language } of entries) {
    const ways = [phone, email === null ? null : `${email} (${language})`].filter((way) => way !== null);
    process.stdout.write(`${id}  ${role}: ${name}, ${ways.join(', ')}\n`);
  }
}

async function save(
  context: CliContext,
  { of, id, flags }: { of: string; id: string | undefined; flags: EntryFlags },
): Promise<void> {
  const { SYSTEM } = await import('../../../db/asTenant.ts');
  const { saveContact } = await import('../../../shared/usecases/keepDirectory.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  const { by, phone, email, ...rest } = flags;
  const entry = { ...rest, phone: phone ?? null, email: email ?? null };
  const saved = await withInstallation(context, (deps) =>
    saveContact(deps, { actor: SYSTEM, of, id, by, entry }),
  );
  process.stderr.write(`${id === undefined ? 'Added' : 'Changed'}: ${saved.id}\n`);
}

async function remove(
  context: CliContext,
  { of, id, by }: { of: string; id: string; by: string },
): Promise<void> {
  const { SYSTEM } = await import('../../../db/asTenant.ts');
  const { removeContact } = await import('../../../shared/usecases/keepDirectory.ts');
  const { withInstallation } = await import('../runtime/withInstallation.ts');
  await withInstallation(context, (deps) => removeContact(deps, { actor: SYSTEM, of, id, by }));
  process.stderr.write('Removed.\n');
}
